package org.ebbflow.controller.safety;

import java.util.Optional;
import org.ebbflow.hal.InsulationReading;
import org.ebbflow.hal.IslandReading;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.SafetyReading.LockState;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.Tick;

/** One cycle as the supervisor looks at it: what was permitted, what is measured, and when. */
record Scene(SafetyState state, Measured measured, Tick tick, Rules rules, Fresh fresh) {

    /** What is fresh in this cycle; judged once, asked often. */
    record Fresh(
            Optional<StageReading> stage,
            Optional<SafetyReading> safety,
            Optional<MeterReading> meter,
            Optional<Line> line) {

        static Fresh of(Measured measured, Tick tick, Rules rules) {
            Optional<StageReading> stage = measured.stage().fresh(tick, Rules.STAGE_STALE_NS);
            Optional<MeterReading> meter =
                    measured.stationMeter().fresh(tick, Rules.METER_STALE_NS);
            return new Fresh(
                    stage,
                    measured.safety().fresh(tick, Rules.SAFETY_BOARD_STALE_NS),
                    meter,
                    rules.isDc() ? stage.map(Line::of) : meter.map(Line::of));
        }
    }

    static Scene of(SafetyState state, Measured measured, Tick tick, Rules rules) {
        return new Scene(state, measured, tick, rules, Fresh.of(measured, tick, rules));
    }

    /** The same look with what has become of it since. */
    Scene with(SafetyState now) {
        return new Scene(now, measured, tick, rules, fresh);
    }

    /** The line at the station's AC terminals as stage or meter sees it, while fresh. */
    Optional<Line> line() {
        return fresh.line();
    }

    /** The stage's values while fresh. */
    Optional<StageReading> stage() {
        return fresh.stage();
    }

    /** The safety board's values while fresh. */
    Optional<SafetyReading> safety() {
        return fresh.safety();
    }

    /** The safety board's last word, however old: what it warned of stays true. */
    Optional<SafetyReading> lastSafety() {
        return measured.safety() instanceof Reading.Taken<SafetyReading> taken
                ? Optional.of(taken.value())
                : Optional.empty();
    }

    /** Voltage on the car's side of the contactors in mV, while it is measured and fresh. */
    Optional<Integer> inletMv() {
        return safety().map(SafetyReading::inletVoltageMv)
                .filter(mv -> mv != SafetyReading.NOT_MEASURED);
    }

    Optional<MeterReading> meter() {
        return fresh.meter();
    }

    Optional<InsulationReading> insulation() {
        return measured.insulation().fresh(tick, Rules.INSULATION_STALE_NS);
    }

    ContactorSequence.Step step() {
        return state.contactors().step();
    }

    /** Contactors commanded closed, or not proved open: energy may flow. */
    boolean energised() {
        return step() != ContactorSequence.Step.OPEN;
    }

    ContactorState feedback() {
        return safety().map(SafetyReading::outputContactors).orElse(ContactorState.UNKNOWN);
    }

    /** The car wants energy and may have it here; unknown counts as no. */
    boolean pilotReady() {
        return safety().map(s -> isReady(s.pilot())).orElse(false);
    }

    /** State A for so long that it is no bounce. */
    boolean unplugged() {
        return state.memory().plug().isGone(tick);
    }

    /** The car's side hangs on ours, so that the monitor's value counts. */
    boolean measuresInsulation() {
        return rules.isDc() && step().powerAllowed() && state.preCharged().isProved();
    }

    boolean locked() {
        return safety().map(s -> isLocked(s.lock())).orElse(false);
    }

    /** The grid switch is proved open: what stands on the line is not the utility's. */
    boolean isIsland() {
        return measured.island()
                .fresh(tick, Rules.SAFETY_BOARD_STALE_NS)
                .map(i -> i.gridSwitch() == IslandReading.Switch.OPEN)
                .orElse(false);
    }

    /** How long the present contactor command has stood. */
    long commandStoodNs() {
        return tick.sinceNs(state.memory().switched().sinceNs());
    }

    /** Whether the devices had their time to answer for the first time. */
    boolean startedUp() {
        return state.memory().started()
                && tick.sinceNs(state.memory().startedNs()) >= Rules.START_UP_NS;
    }

    /**
     * @source IEC 61851-1 Annex A: a car in state D charges only where the place is ventilated
     */
    boolean isReady(PilotState pilot) {
        return pilot == PilotState.C || pilot == PilotState.D && rules.ventilated();
    }

    static boolean isLocked(LockState lock) {
        return lock == LockState.LOCKED || lock == LockState.NOT_FITTED;
    }
}
