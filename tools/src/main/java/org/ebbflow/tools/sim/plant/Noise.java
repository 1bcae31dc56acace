package org.ebbflow.tools.sim.plant;

/**
 * A seeded source of measurement noise as a value: drawing gives the next one.
 *
 * @param state position in the sequence
 * @source Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators (SplitMix64)
 */
record Noise(long state) {

    /** The source after one more draw. */
    Noise next() {
        return new Noise(state + 0x9E37_79B9_7F4A_7C15L);
    }

    /** This draw as a fraction, -1 up to but not including 1. */
    double fraction() {
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        z = z ^ (z >>> 31);
        return (z >> 11) * 0x1.0p-52;
    }
}
