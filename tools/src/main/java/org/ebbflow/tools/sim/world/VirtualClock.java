package org.ebbflow.tools.sim.world;

/** Monotonic time of the world, and a wall clock that drifts and jumps. */
final class VirtualClock {

    static final long START_NS = 1_000_000_000L;

    /** 2026-06-01 08:00:00 UTC. */
    static final long START_MS = 1_780_300_800_000L;

    private final long beganMs;
    private int driftPpm;
    private long driftSinceNs = START_NS;
    private long driftedMs;
    private long nowNs = START_NS;
    private long jumpMs;
    private boolean trusted = true;

    VirtualClock(int driftPpm) {
        this(driftPpm, START_MS);
    }

    /**
     * @param beganMs wall time at the beginning
     */
    VirtualClock(int driftPpm, long beganMs) {
        this.driftPpm = driftPpm;
        this.beganMs = beganMs;
    }

    long nowNs() {
        return nowNs;
    }

    void advanceTo(long ns) {
        nowNs = ns;
    }

    /** The wall clock steps by so many milliseconds. */
    void jump(long byMs) {
        jumpMs += byMs;
    }

    /** From now on the wall clock gains so many parts per million. */
    void drift(int ppm) {
        driftedMs += gainedMs();
        driftSinceNs = nowNs;
        driftPpm = ppm;
    }

    /** Whether something vouches for the wall clock. */
    void trusted(boolean now) {
        trusted = now;
    }

    boolean isTrusted() {
        return trusted;
    }

    /** Wall time as it really is, without drift and jumps. */
    long trueMs() {
        return beganMs + (nowNs - START_NS) / 1_000_000L;
    }

    long wallMs() {
        long ranMs = (nowNs - START_NS) / 1_000_000L;
        return beganMs + jumpMs + ranMs + driftedMs + gainedMs();
    }

    private long gainedMs() {
        return (nowNs - driftSinceNs) / 1_000_000L * driftPpm / 1_000_000L;
    }
}
