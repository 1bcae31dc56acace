package org.ebbflow.iso15118.message;

/**
 * A quantity in thousandths of its unit (mV, mA, mW, ...), converted from a scaled number of a
 * message.
 *
 * @param value thousandths, sign as in the message; cut off toward 0 below one thousandth
 * @param saturated whether the message said more than {@code value} can hold, so that the value
 *     stands at the nearest end of the range of a long
 */
public record Milli(long value, boolean saturated) {

    private static final int MILLI = 3;

    /**
     * {@code mantissa * 10^exponent} in thousandths.
     *
     * @param exponent any number; the standards allow -128 to 127
     */
    public static Milli of(long mantissa, int exponent) {
        long value = mantissa;
        int shift = exponent + MILLI;
        for (; shift < 0 && value != 0; shift++) {
            value /= 10;
        }
        for (; shift > 0 && value != 0; shift--) {
            if (value > Long.MAX_VALUE / 10 || value < Long.MIN_VALUE / 10) {
                return new Milli(value > 0 ? Long.MAX_VALUE : Long.MIN_VALUE, true);
            }
            value *= 10;
        }
        return new Milli(value, false);
    }

    /** The value as an int, at the nearest end of its range when it lies outside. */
    public int clamped() {
        return Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /**
     * Whether {@link #clamped} is all there is: neither saturated nor outside the range of an int.
     */
    public boolean exact() {
        return !saturated && value == clamped();
    }
}
