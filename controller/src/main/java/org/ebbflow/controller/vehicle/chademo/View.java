package org.ebbflow.controller.vehicle.chademo;

import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.vehicle.VehicleSession.Inputs;
import org.ebbflow.hal.InsulationReading;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.SafetyReading.LockState;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.Tick;

/**
 * What one step sees of the station.
 *
 * @param inletMv voltage at the connector, -1 where unknown
 * @param stageMv voltage of the stage's output
 * @param stageMa its current, plus into the car
 * @param contactors the station's own
 */
record View(
        Tick tick,
        EvseOffer offer,
        Verdict verdict,
        int inletMv,
        int stageMv,
        int stageMa,
        ContactorState contactors,
        Lines lines,
        Insulation insulation) {

    private static final long MS = 1_000_000L;
    private static final long SAFETY_FRESH_NS = 500 * MS;
    private static final long FRESH_NS = 1_000 * MS;

    /**
     * Lines of the connector.
     *
     * @param permission line k is on; false where unknown
     * @param plugged the plug is not known to be out
     * @param locked the lock is proved
     */
    record Lines(boolean permission, boolean plugged, boolean locked) {}

    /** The insulation monitor's last word. */
    record Insulation(boolean selfTested, int resistanceOhm) {}

    static View of(Inputs in) {
        Tick tick = in.tick();
        int stageMv = 0;
        int stageMa = 0;
        if (in.measured().stage() instanceof Reading.Taken<StageReading> taken) {
            stageMv = Math.max(0, taken.value().dcVoltageMv());
            stageMa = taken.value().dcCurrentMa();
        }
        InsulationReading insulation =
                in.measured()
                        .insulation()
                        .freshOr(
                                tick,
                                FRESH_NS,
                                new InsulationReading(0, InsulationReading.SelfTest.NOT_RUN));
        View base =
                new View(
                        tick,
                        in.offer(),
                        in.verdict(),
                        -1,
                        stageMv,
                        stageMa,
                        ContactorState.UNKNOWN,
                        new Lines(false, true, false),
                        new Insulation(
                                insulation.selfTest() == InsulationReading.SelfTest.PASSED,
                                insulation.resistanceOhm()));
        return in.measured().safety().fresh(tick, SAFETY_FRESH_NS).map(base::with).orElse(base);
    }

    private View with(SafetyReading safety) {
        LockState lock = safety.lock();
        return new View(
                tick,
                offer,
                verdict,
                safety.inletVoltageMv(),
                stageMv,
                stageMa,
                safety.outputContactors(),
                new Lines(
                        safety.pilot() == PilotState.C,
                        safety.pilot() == PilotState.B || safety.pilot() == PilotState.C,
                        lock == LockState.LOCKED || lock == LockState.NOT_FITTED),
                insulation);
    }

    boolean isBelow(int voltageMv) {
        return inletMv != SafetyReading.NOT_MEASURED && Math.abs(inletMv) < voltageMv;
    }

    /** Whether energy may start or go on. */
    boolean isOpen() {
        return offer.open() && verdict instanceof Verdict.Healthy;
    }
}
