package org.ebbflow.iso15118.secc;

import org.ebbflow.iso15118.secc.SeccEvent.Judged;
import org.ebbflow.iso15118.secc.SeccEvent.Phase;

/** Verdicts of the DC sequence, each from our own measurements. */
public final class Verdicts {

    private Verdicts() {}

    /** The insulation test is over. */
    public static Judged cableCheck(boolean passed, CableCheck check, StationView view) {
        return new Judged(
                Phase.CABLE_CHECK,
                passed,
                view.measured().insulation().resistanceOhm()
                        + " ohm, self test "
                        + view.measured().insulation().selfTest()
                        + ", tested with "
                        + check.testMv() / 1000
                        + " V, limit "
                        + CableCheck.FAULT_OHM
                        + " ohm");
    }

    /** The contactors closed, or could not because the voltage was not there. */
    public static Judged preCharge(boolean passed, PreCharge preCharge, StationView view) {
        return new Judged(
                Phase.PRE_CHARGE,
                passed,
                view.measured().voltageMv()
                        + " mV for "
                        + preCharge.targetMv()
                        + " mV, limit "
                        + PreCharge.TOLERANCE_MV
                        + " mV");
    }

    /** The car's contactors have to be open when nothing is left on its side of ours. */
    static Judged welding(boolean open, StationView view) {
        return new Judged(
                Phase.WELDING,
                open,
                view.measured().inletVoltageMv()
                        + " mV on the car's side, limit "
                        + CableCheck.SAFE_MV
                        + " mV");
    }

    /** Whether the car's side is dead behind our open contactors. */
    static boolean isDead(StationView view) {
        StationView.Measurement m = view.measured();
        return m.fresh()
                && m.contactors() == StationView.Contactors.OPEN
                && m.inletVoltageMv() < CableCheck.SAFE_MV;
    }
}
