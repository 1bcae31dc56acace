package org.ebbflow.iso15118.secc;

import org.ebbflow.iso15118.secc.StationView.Insulation;

/**
 * Progress of the insulation test before a DC transfer; the verdict comes from our own measurements
 * only.
 *
 * @param stage where the test stands
 * @param testMv test voltage
 * @param sinceNs monotonic instant at which the stage began
 * @param deadlineNs the whole test fails when it is not over by then
 * @source IEC 61851-23:2023 Annex CC
 */
public record CableCheck(Stage stage, int testMv, long sinceNs, long deadlineNs) {

    /** Below this resistance the insulation is faulty, ohms. */
    public static final int FAULT_OHM = 100_000;

    /** The output must be below this before the answer "finished". */
    public static final int SAFE_MV = 60_000;

    private static final int TOLERANCE_MV = 20_000;
    private static final long SETTLE_NS = 1_000_000_000L;
    private static final long DOUBT_NS = 3_000_000_000L;

    /** Stages of the test. */
    public enum Stage {
        WAITING_FOR_CAR,
        TESTING,
        /** The self test has passed; the resistance counts. */
        JUDGING,
        DISCHARGING,
        PASSED,
        FAILED
    }

    /** Begins with a test voltage for a car with this maximum. */
    public static CableCheck begin(int carMaxMv, StationView view) {
        int wanted =
                carMaxMv <= 500_000
                        ? Math.min(500_000, carMaxMv + 50_000)
                        : (int) Math.min(Integer.MAX_VALUE, carMaxMv * 11L / 10);
        int testMv = Math.min(wanted, view.offer().maxVoltageMv());
        return new CableCheck(
                Stage.WAITING_FOR_CAR, testMv, view.nowNs(), view.nowNs() + Timing.CABLE_CHECK_NS);
    }

    /** One look at the measurements. */
    public CableCheck observe(StationView view) {
        if (isOver()) {
            return this;
        }
        if (view.nowNs() - deadlineNs >= 0) {
            return at(Stage.FAILED, view);
        }
        return switch (stage) {
            case WAITING_FOR_CAR -> isDead(view) ? at(Stage.TESTING, view) : this;
            case TESTING -> test(view);
            case JUDGING -> judge(view);
            case DISCHARGING ->
                    view.measured().fresh() && view.measured().voltageMv() < SAFE_MV
                            ? at(Stage.PASSED, view)
                            : this;
            case PASSED, FAILED -> this;
        };
    }

    /** The car is ready and its contactors are open: no battery on the car's side. */
    private static boolean isDead(StationView view) {
        StationView.Measurement m = view.measured();
        return m.carReady() && m.fresh() && m.inletVoltageMv() < SAFE_MV;
    }

    /** What the test asks of the power path; 0 V keeps the contactors closed until pre-charge. */
    public Demand demand() {
        return switch (stage) {
            case WAITING_FOR_CAR, FAILED -> new Demand.Nothing();
            case TESTING, JUDGING -> new Demand.InsulationTest(testMv);
            case DISCHARGING, PASSED -> new Demand.InsulationTest(0);
        };
    }

    public boolean isOver() {
        return stage == Stage.PASSED || stage == Stage.FAILED;
    }

    private CableCheck test(StationView view) {
        Insulation insulation = view.measured().insulation();
        long elapsedNs = view.nowNs() - sinceNs;
        if (elapsedNs < SETTLE_NS) {
            return this;
        }
        return switch (insulation.selfTest()) {
            case NOT_RUN, RUNNING -> this;
            case FAILED -> at(Stage.FAILED, view);
            case PASSED ->
                    view.measured().isWithin(testMv, TOLERANCE_MV)
                            ? at(Stage.JUDGING, view).judge(view)
                            : this;
        };
    }

    private CableCheck judge(StationView view) {
        boolean good =
                view.measured().isWithin(testMv, TOLERANCE_MV)
                        && view.measured().insulation().resistanceOhm() >= FAULT_OHM;
        if (good) {
            return at(Stage.DISCHARGING, view);
        }
        return view.nowNs() - sinceNs >= DOUBT_NS ? at(Stage.FAILED, view) : this;
    }

    private CableCheck at(Stage next, StationView view) {
        return new CableCheck(next, testMv, view.nowNs(), deadlineNs);
    }
}
