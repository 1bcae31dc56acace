package org.ebbflow.tools.sim.world;

import java.util.SplittableRandom;

/** Seeded randomness, one stream per actor, so that one actor's draws never shift another's. */
final class Dice {

    private final SplittableRandom random;

    Dice(long seed, String actor) {
        this.random = new SplittableRandom(seed * 0x9E37_79B9_7F4A_7C15L + actor.hashCode());
    }

    /** A number from low to high, both included. */
    int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    void fill(byte[] bytes) {
        random.nextBytes(bytes);
    }
}
