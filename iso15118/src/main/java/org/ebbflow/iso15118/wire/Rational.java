package org.ebbflow.iso15118.wire;

import org.ebbflow.iso15118.message.iso20.RationalNumber;
import org.jspecify.annotations.Nullable;

/** RationalNumber of ISO 15118-20 and our integers. */
public final class Rational {

    private Rational() {}

    /** Thousandths, saturated. */
    public static int milli(RationalNumber r) {
        return Scale.milli(r.value(), r.exponent());
    }

    /** Whole units, saturated. */
    public static int whole(RationalNumber r) {
        return Scale.whole(r.value(), r.exponent());
    }

    /** Whole units, 0 when absent. */
    public static int wholeOrZero(@Nullable RationalNumber r) {
        return r == null ? 0 : whole(r);
    }

    /** Thousandths, or {@code otherwise} when absent. */
    public static int milliOr(@Nullable RationalNumber r, int otherwise) {
        return r == null ? otherwise : milli(r);
    }

    /** A quantity in thousandths. */
    public static RationalNumber ofMilli(long milli) {
        int exponent = Scale.exponent(milli, -3);
        return new RationalNumber(exponent, (int) Scale.value(milli, exponent));
    }

    /** A quantity in whole units. */
    public static RationalNumber ofWhole(int whole) {
        int exponent = Scale.exponent(whole * 1000L, 0);
        return new RationalNumber(exponent, (int) Scale.value(whole * 1000L, exponent));
    }
}
