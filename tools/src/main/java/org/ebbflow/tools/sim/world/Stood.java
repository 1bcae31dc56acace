package org.ebbflow.tools.sim.world;

/** For how long a condition has held without a break. */
final class Stood {

    private long sinceNs;
    private boolean holds;

    /** Looks once more. @return nanoseconds it has held, -1 when it does not hold */
    long see(boolean now, long nowNs) {
        if (now && !holds) {
            sinceNs = nowNs;
        }
        holds = now;
        return holds ? nowNs - sinceNs : -1;
    }
}
