package org.ebbflow.tools.vehicle;

import java.util.List;
import java.util.Optional;
import org.ebbflow.iso15118.evcc.CarView;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.InletSide;
import org.ebbflow.tools.vehicle.BatteryTraits.BatteryLimits;
import org.ebbflow.tools.vehicle.CarReport.Outcome;

/**
 * One plugged car: battery, inlet and protocols; immutable, no clock, no sockets.
 *
 * <p>Virtual time: {@code step = car.step(moment)} at any pace. Real time splits it into {@link
 * #lived} (the plant's thread) and {@link #talked} (the network's thread).
 */
public final class CarMachine {

    private static final int LONGEST_SLICE_US = 10_000_000;

    private final CarProfile profile;
    private final Clock clock;
    private final CarBody body;
    private final Phase phase;
    private final boolean stopPressed;

    private CarMachine(
            CarProfile profile, Clock clock, CarBody body, Phase phase, boolean stopPressed) {
        this.profile = profile;
        this.clock = clock;
        this.body = body;
        this.phase = phase;
        this.stopPressed = stopPressed;
    }

    /**
     * Where time stands.
     *
     * @param nowNs monotonic instant
     * @param wallOffsetMs wall clock minus monotonic instant, milliseconds
     */
    private record Clock(long nowNs, long wallOffsetMs) {
        Clock at(long otherNs) {
            return new Clock(otherNs, wallOffsetMs);
        }
    }

    /**
     * A car whose connector was plugged in at an instant.
     *
     * @param nowNs monotonic instant, nanoseconds
     * @param wallTimeMs wall clock at that instant, milliseconds since 1970-01-01 UTC
     */
    public static CarMachine plugged(CarProfile profile, long nowNs, long wallTimeMs) {
        return new CarMachine(
                profile,
                new Clock(nowNs, wallTimeMs - nowNs / 1_000_000),
                CarBody.arriving(profile),
                new Phase.Waiting(),
                false);
    }

    /** Hardware and protocol up to a moment; the time since the step before passes at once. */
    public CarStep step(CarMoment moment) {
        long sliceUs = Math.clamp((moment.nowNs() - clock.nowNs()) / 1_000, 0, LONGEST_SLICE_US);
        CarMachine now = lived(moment.inlet(), (int) sliceUs);
        return now.at(clock.at(clock.nowNs() + sliceUs * 1_000)).spoken(moment);
    }

    /** The protocol that is spoken or looked for, if there is one now. */
    Optional<EvccPlan.Protocol> protocol() {
        return Talk.plan(profile, phase).map(EvccPlan::protocol);
    }

    /** Only the hardware lives for a slice of time in microseconds, 0..10,000,000. */
    public CarMachine lived(InletSide inlet, int sliceUs) {
        return with(body.after(inlet, sliceUs));
    }

    /** Only the protocol steps. */
    public CarStep talked(CarMoment moment) {
        return at(clock.at(moment.nowNs())).spoken(moment);
    }

    private CarStep spoken(CarMoment moment) {
        Talk.Result result = Talk.step(phase, moment, facts(moment.nowNs()));
        CarMachine next =
                new CarMachine(
                        profile, clock, body.with(result.orders()), result.next(), stopPressed);
        return new CarStep(
                next,
                next.side(),
                result.toSend(),
                result.heard(),
                result.wantsConnection(),
                result.finished());
    }

    /** The driver pressed the stop button; a digital session ends at its next charge-loop step. */
    public CarMachine stopPressed() {
        return new CarMachine(profile, clock, body, phase, true);
    }

    /** The search for a station ended without one. */
    public CarStep gaveUp(String why) {
        return ended(Outcome.NO_STATION, why);
    }

    /** The connector was pulled out. */
    public CarStep unplugged() {
        return ended(Outcome.UNPLUGGED, "unplugged");
    }

    private CarStep ended(Outcome outcome, String why) {
        Optional<CarReport> report =
                Talk.count(phase)
                        .or(() -> countWithoutStation(outcome))
                        .map(
                                count ->
                                        Reports.of(
                                                facts(clock.nowNs()),
                                                count,
                                                Talk.plan(profile, phase),
                                                new Reports.End(outcome, why)));
        Phase rested = new Phase.Rested(outcome == Outcome.NO_STATION, false);
        CarMachine next =
                new CarMachine(profile, clock, body.with(CarBody.Orders.REST), rested, stopPressed);
        return new CarStep(next, next.side(), List.of(), 0, false, report);
    }

    private Optional<Phase.Count> countWithoutStation(Outcome outcome) {
        return outcome == Outcome.NO_STATION
                ? Optional.of(Phase.Count.from(body.battery()))
                : Optional.empty();
    }

    /** What the car presents to the station. */
    public CarSide side() {
        return body.side();
    }

    /** Its battery now. */
    public Battery battery() {
        return body.battery();
    }

    /** What it is and does. */
    public CarProfile profile() {
        return profile;
    }

    /** What it is doing, in a few words for people. */
    public String doing() {
        return switch (phase) {
            case Phase.Waiting ignored -> "waiting for the station";
            case Phase.Seeking ignored -> "looking for the station";
            case Phase.Talking talking -> "in a session, " + talking.evcc().position().stage();
            case Phase.Basic ignored -> "charging by the pilot's duty";
            case Phase.Rested ignored -> "finished";
        };
    }

    /** Whether it is in its charge loop, or charges by the pilot's duty. */
    public boolean isTransferring() {
        return body.orders().ready()
                && Talk.count(phase).filter(count -> count.energySinceNs() >= 0).isPresent();
    }

    private Talk.Facts facts(long nowNs) {
        Battery battery = body.battery();
        BatteryLimits limits = battery.limits();
        CarView.Limits told =
                switch (profile.traits().inlet()) {
                    case CarTraits.Inlet.Dc ignored -> told(limits);
                    case CarTraits.Inlet.Ac ac ->
                            told(
                                    new BatteryLimits(
                                            limits.minVoltageMv(),
                                            limits.maxVoltageMv(),
                                            limits.maxChargeMa(),
                                            limits.maxDischargeMa(),
                                            Math.min(limits.maxChargeW(), ac.maxChargeW()),
                                            Math.min(limits.maxDischargeW(), ac.maxDischargeW())));
                };
        CarView view =
                new CarView(
                        nowNs,
                        clock.wallOffsetMs() + nowNs / 1_000_000,
                        new CarView.Battery(
                                battery.voltageMv(),
                                battery.socDeciPercent(),
                                battery.traits().capacityWh()),
                        told,
                        body.acPowerW(),
                        stopPressed);
        return new Talk.Facts(profile, battery, view);
    }

    private static CarView.Limits told(BatteryLimits limits) {
        return new CarView.Limits(
                limits.minVoltageMv(),
                limits.maxVoltageMv(),
                limits.maxChargeMa(),
                limits.maxDischargeMa(),
                limits.maxChargeW(),
                limits.maxDischargeW());
    }

    private CarMachine at(Clock other) {
        return new CarMachine(profile, other, body, phase, stopPressed);
    }

    private CarMachine with(CarBody other) {
        return new CarMachine(profile, clock, other, phase, stopPressed);
    }
}
