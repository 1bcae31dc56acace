package org.ebbflow.controller.flight;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Random numbers on their way to the sessions, noted for the recorder; used on the control thread
 * only.
 */
public final class Draws implements LongSupplier {

    private static final long[] NONE = {};

    private final LongSupplier source;
    private long[] taken = NONE;

    public Draws(LongSupplier source) {
        this.source = source;
    }

    @Override
    public long getAsLong() {
        long drawn = source.getAsLong();
        taken = Arrays.copyOf(taken, taken.length + 1);
        taken[taken.length - 1] = drawn;
        return drawn;
    }

    /** What was drawn since the last call. */
    public long[] take() {
        long[] all = taken;
        taken = NONE;
        return all;
    }
}
