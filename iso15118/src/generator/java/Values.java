import java.math.BigInteger;

/** How the numbers of a type are coded. */
final class Values {

    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    /** Numbers with at most this many values are coded in a fixed number of bits. */
    private static final BigInteger MAX_BOUNDED = BigInteger.valueOf(4096);

    enum Coding {
        /** Distance from the lower bound in so many bits. */
        BOUNDED,
        UNSIGNED,
        SIGNED,
        /** Does not fit a long with sign. */
        UNSIGNED64,
        BIG
    }

    static Coding coding(Model.Number n) {
        if (!n.bounded()) {
            return Coding.BIG;
        }
        if (n.high().compareTo(MAX_LONG) > 0) {
            return Coding.UNSIGNED64;
        }
        if (span(n).compareTo(MAX_BOUNDED) <= 0) {
            return Coding.BOUNDED;
        }
        return n.low().signum() >= 0 ? Coding.UNSIGNED : Coding.SIGNED;
    }

    private static BigInteger span(Model.Number n) {
        return n.high().subtract(n.low()).add(BigInteger.ONE);
    }

    static int bits(Model.Number n) {
        return Grammar.bitsFor(span(n).intValue());
    }

    /** Whether every value of so many bits is allowed. */
    static boolean full(Model.Number n) {
        return span(n).bitCount() == 1;
    }

    static String range(Model.Number n) {
        return n.bounded() ? n.low() + "L, " + n.high() + "L" : "";
    }

    static String cast(Model.Number n) {
        return n.bounded() && Component.fitsInt(n) ? "(int) " : "";
    }

    private Values() {}
}
