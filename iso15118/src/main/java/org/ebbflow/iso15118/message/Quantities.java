package org.ebbflow.iso15118.message;

import org.ebbflow.iso15118.message.iso20.RationalNumber;

/**
 * Conversion between the scaled numbers of the messages and whole thousandths of a unit.
 *
 * <p>Towards a message the finest exponent is chosen that the mantissa still fits; what is lost is
 * cut off toward 0, so that a limit never becomes wider.
 */
public final class Quantities {

    /** Exponent of a thousandth; the messages of -2 and DIN allow nothing finer. */
    private static final int FINEST = -3;

    /** Largest multiplier of {@code PhysicalValue}. */
    private static final int COARSEST_PHYSICAL = 3;

    /** Thousandths of the unit of a -20 number. */
    public static Milli milli(RationalNumber number) {
        return Milli.of(number.value(), number.exponent());
    }

    /** Thousandths of the unit of a -2 value. */
    public static Milli milli(org.ebbflow.iso15118.message.iso2.PhysicalValue value) {
        return Milli.of(value.value(), value.multiplier());
    }

    /** Thousandths of the unit of a DIN value. */
    public static Milli milli(org.ebbflow.iso15118.message.din.PhysicalValue value) {
        return Milli.of(value.value(), value.multiplier());
    }

    /** The -20 number of so many thousandths: mV, mA, mW and so on. */
    public static RationalNumber rational(long milli) {
        int exponent = exponent(milli, Integer.MAX_VALUE);
        return new RationalNumber(exponent, mantissa(milli, exponent));
    }

    /**
     * The -2 value of so many thousandths; beyond 32767 thousand of the unit it stays at the end.
     */
    public static org.ebbflow.iso15118.message.iso2.PhysicalValue physical(
            long milli, org.ebbflow.iso15118.message.iso2.UnitSymbol unit) {
        int exponent = exponent(milli, COARSEST_PHYSICAL);
        return new org.ebbflow.iso15118.message.iso2.PhysicalValue(
                exponent, unit, mantissa(milli, exponent));
    }

    /**
     * The DIN value of so many thousandths; beyond 32767 thousand of the unit it stays at the end.
     */
    public static org.ebbflow.iso15118.message.din.PhysicalValue physical(
            long milli, org.ebbflow.iso15118.message.din.UnitSymbol unit) {
        int exponent = exponent(milli, COARSEST_PHYSICAL);
        return new org.ebbflow.iso15118.message.din.PhysicalValue(
                exponent, unit, mantissa(milli, exponent));
    }

    /**
     * The finest exponent that keeps the mantissa in a short; 0 for whole units, so that bytes are
     * few.
     */
    private static int exponent(long milli, int coarsest) {
        long rest = milli;
        int exponent = FINEST;
        while (exponent < coarsest && (rest != (short) rest || exponent < 0 && rest % 10 == 0)) {
            rest /= 10;
            exponent++;
        }
        return exponent;
    }

    private static int mantissa(long milli, int exponent) {
        long rest = milli;
        for (int e = FINEST; e < exponent; e++) {
            rest /= 10;
        }
        return Math.clamp(rest, Short.MIN_VALUE, Short.MAX_VALUE);
    }

    private Quantities() {}
}
