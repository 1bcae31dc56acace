package org.ebbflow.controller.energy;

/**
 * What somebody with authority wants; every directive has an owner ({@link Source}) and an end
 * ({@link Lease}).
 */
public sealed interface Directive {

    Source source();

    Lease lease();

    /** A bound. When it lapses the arbiter tightens to {@code onLossW}. */
    record Bound(Source source, Lease lease, Interval powerW, Interval onLossW)
            implements Directive {}

    /**
     * A wanted power. When it lapses the next rank takes over.
     *
     * @param rank lower wins; see {@link Rank}
     * @param powerW watts at the AC terminals, plus is charge
     */
    record Target(Source source, Lease lease, int rank, int powerW) implements Directive {}

    /**
     * A stricter window of the state of charge; it can only narrow the owner's. Released when it
     * lapses.
     *
     * @param minDeciPercent no discharge below, 0..1000
     * @param maxDeciPercent no charge above, 0..1000
     */
    record SocWindow(Source source, Lease lease, int minDeciPercent, int maxDeciPercent)
            implements Directive {}

    /**
     * A bound at the meter point of the whole site; the arbiter subtracts what the house takes.
     * When it lapses the arbiter tightens to {@code onLossW}.
     *
     * @param powerW watts at the meter point, plus is import
     */
    record SiteBound(Source source, Lease lease, Interval powerW, Interval onLossW)
            implements Directive {}

    /**
     * The limit of a source while it says nothing else: after a loss, after a restart, and, for
     * some, between events. Kept over a power cut.
     *
     * @param powerW watts at the AC terminals, or at the meter point
     * @param atMeterPoint whether it is meant for the whole site
     */
    record Fallback(Source source, Interval powerW, boolean atMeterPoint) implements Directive {
        @Override
        public Lease lease() {
            return new Lease(0, Lease.FOREVER);
        }
    }

    /** Ranks of targets, lower wins. */
    final class Rank {
        public static final int STOP = 0;
        public static final int INSTALLER_TEST = 10;
        public static final int OWNER_ACTION = 20;
        public static final int ISLAND = 30;
        public static final int GRID_EMERGENCY = 40;
        public static final int GRID = 50;
        public static final int SECOND_AUTHORITY = 60;
        public static final int INTEGRATOR = 70;
        public static final int LOCAL_PLAN = 80;
        public static final int DEFAULT = 90;

        private Rank() {}
    }
}
