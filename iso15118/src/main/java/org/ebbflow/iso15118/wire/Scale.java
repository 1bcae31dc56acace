package org.ebbflow.iso15118.wire;

/** Decimal powers of wire values: exponent and 16-bit value on one side, integers on the other. */
public final class Scale {

    private static final int MAX_VALUE = 32_767;

    private Scale() {}

    /**
     * {@code value * 10^exponent} in thousandths, saturated at the bounds of int; exponents may be
     * anything.
     */
    public static int milli(int value, int exponent) {
        long result = value;
        int power = exponent + 3;
        for (; power > 0 && Math.abs(result) <= Integer.MAX_VALUE; power--) {
            result *= 10;
        }
        for (; power < 0 && result != 0; power++) {
            result /= 10;
        }
        return Math.clamp(result, -Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** {@code value * 10^exponent} in whole units, saturated at the bounds of int. */
    public static int whole(int value, int exponent) {
        return milli(value, Math.clamp(exponent, -100, 100) - 3);
    }

    /**
     * Smallest exponent of {@code lowest}..3 with which a quantity fits into 16 bits.
     *
     * @param milli the quantity in thousandths
     * @param lowest -3 for full resolution
     */
    public static int exponent(long milli, int lowest) {
        int exponent = lowest;
        while (exponent < 3 && Math.abs(value(milli, exponent)) > MAX_VALUE) {
            exponent++;
        }
        return exponent;
    }

    /** The 16-bit value of a quantity at an exponent, rounded towards 0. */
    public static long value(long milli, int exponent) {
        long result = milli;
        for (int power = exponent + 3; power > 0; power--) {
            result /= 10;
        }
        return Math.clamp(result, -1_000_000_000L, 1_000_000_000L);
    }
}
