package org.ebbflow.tools.plot;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * One axis: its range, round steps between, and their place in the picture.
 *
 * @param from lowest value shown
 * @param to highest value shown, above {@code from}
 * @param step distance of the tick marks: 1, 2 or 5 times a power of ten
 */
record Axis(double from, double to, BigDecimal step) {

    private static final double[] ROUND = {1, 2, 5, 10};

    /** An axis that begins and ends at tick marks. @param ticks how many at most */
    static Axis around(double lowest, double highest, int ticks) {
        double span = highest - lowest;
        double low = span > 0 ? lowest : lowest - 1;
        double high = span > 0 ? highest : highest + 1;
        BigDecimal step = step((high - low) / ticks);
        double s = step.doubleValue();
        return new Axis(Math.floor(low / s + 1e-9) * s, Math.ceil(high / s - 1e-9) * s, step);
    }

    private static BigDecimal step(double least) {
        int exponent = (int) Math.floor(Math.log10(least));
        double unit = Math.pow(10, exponent);
        for (double round : ROUND) {
            if (round * unit >= least * (1 - 1e-9)) {
                return BigDecimal.valueOf((long) round).scaleByPowerOfTen(exponent);
            }
        }
        return BigDecimal.TEN.scaleByPowerOfTen(exponent);
    }

    /** Values of the tick marks, lowest first. */
    List<BigDecimal> ticks() {
        List<BigDecimal> ticks = new ArrayList<>();
        long first = Math.round(from / step.doubleValue());
        long last = Math.round(to / step.doubleValue());
        for (long i = first; i <= last; i++) {
            ticks.add(step.multiply(BigDecimal.valueOf(i)));
        }
        return ticks;
    }

    /** Where a value lies between the ends, 0 at {@code from}, 1 at {@code to}. */
    double share(double value) {
        return (value - from) / (to - from);
    }

    /** The label of a tick mark. */
    static String label(BigDecimal tick) {
        BigDecimal plain = tick.stripTrailingZeros();
        return plain.signum() == 0 ? "0" : plain.toPlainString();
    }
}
