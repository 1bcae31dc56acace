package org.ebbflow.iso15118.secc;

/** Bringing a transfer to rest: power to 0 while the contactors still carry current, then open. */
public final class Rest {

    /** Contactors may open below this current, milliamperes. */
    static final int OPEN_MA = 1_000;

    /** Power that counts as none on an AC station, watts. */
    static final int OPEN_W = 250;

    private Rest() {}

    /** Demand of a path that came to its end at {@code sinceNs}. */
    public static Demand demand(StationView view, long sinceNs) {
        return isAtRest(view) || view.nowNs() - sinceNs >= Timing.RAMP_NS
                ? new Demand.Nothing()
                : new Demand.RampDown();
    }

    /** Whether the contactors are open or hardly carry current. */
    public static boolean isAtRest(StationView view) {
        StationView.Measurement m = view.measured();
        return m.contactors() == StationView.Contactors.OPEN
                || m.fresh() && Math.abs(m.currentMa()) < OPEN_MA && Math.abs(m.powerW()) < OPEN_W;
    }
}
