package org.ebbflow.iso15118.secc;

/**
 * Progress of the pre-charge; the verdict comes from our own measurement.
 *
 * @param targetMv voltage to follow, inside what the stage can; 0 before the first request
 * @param deadlineNs monotonic instant at which it has failed if not converged
 */
public record PreCharge(int targetMv, long deadlineNs) {

    /** Largest difference at which contactors may close. @source IEC 61851-23:2023 CC.3.3 */
    public static final int TOLERANCE_MV = 20_000;

    /** Current limit of the stage meanwhile. @source IEC 61851-23:2023 CC.3.3 */
    public static final int MAX_MA = 2_000;

    /** Before the first request. */
    public static PreCharge begin(StationView view, long limitNs) {
        return new PreCharge(0, view.nowNs() + limitNs);
    }

    /** The car wants this voltage. */
    public PreCharge towards(int wantedMv, StationView view) {
        int reachable = Math.clamp(wantedMv, 0, view.offer().maxVoltageMv());
        return new PreCharge(reachable, deadlineNs);
    }

    public boolean isStarted() {
        return targetMv > 0;
    }

    public boolean isConverged(StationView view) {
        return isStarted() && view.measured().isWithin(targetMv, TOLERANCE_MV);
    }

    /** Out of time without convergence. */
    public boolean hasFailed(StationView view) {
        return view.nowNs() - deadlineNs >= 0 && !isConverged(view);
    }

    /** What is asked of the power path. */
    public Demand demand(StationView view) {
        return isStarted() && hasFailed(view)
                ? new Demand.Nothing()
                : new Demand.PreCharge(targetMv, MAX_MA);
    }
}
