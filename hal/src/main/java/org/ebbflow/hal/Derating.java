package org.ebbflow.hal;

import java.util.List;

/**
 * Largest power of a power stage over its temperature: full below the first point, straight lines
 * between, nothing from the last point on, where the supervisor trips.
 *
 * @param points rising temperature, falling power, the last one at 0
 */
public record Derating(List<Point> points) {

    /** The curve where a board file says nothing. */
    public static final Derating STANDARD =
            new Derating(List.of(new Point(750, 1_000), new Point(900, 0)));

    private static final int WHOLE = 1_000;

    /**
     * One corner of the curve.
     *
     * @param temperatureDeciC tenths of a degree Celsius
     * @param perMille part of the rated power in thousandths, 0..1,000
     */
    public record Point(int temperatureDeciC, int perMille) {}

    /**
     * @throws IllegalArgumentException for a curve that does not fall from whole to nothing
     */
    public Derating {
        points = List.copyOf(points);
        if (points.size() < 2
                || points.getFirst().perMille() != WHOLE
                || points.getLast().perMille() != 0) {
            throw new IllegalArgumentException("it goes from 1,000 to 0 per mille, got " + points);
        }
        for (int i = 1; i < points.size(); i++) {
            Point before = points.get(i - 1);
            Point next = points.get(i);
            if (next.temperatureDeciC() <= before.temperatureDeciC()
                    || next.perMille() >= before.perMille()) {
                throw new IllegalArgumentException("it falls from point to point, got " + points);
            }
        }
    }

    /** Where it begins, tenths of a degree Celsius. */
    public int fromDeciC() {
        return points.getFirst().temperatureDeciC();
    }

    /** Where nothing is left and the supervisor trips, tenths of a degree Celsius. */
    public int tripDeciC() {
        return points.getLast().temperatureDeciC();
    }

    /** Largest power in watts at a temperature in tenths of a degree Celsius. */
    public int limitW(int ratedW, int temperatureDeciC) {
        return (int) ((long) ratedW * perMille(temperatureDeciC) / WHOLE);
    }

    private long perMille(int temperatureDeciC) {
        if (temperatureDeciC <= fromDeciC()) {
            return WHOLE;
        }
        for (int i = 1; i < points.size(); i++) {
            Point low = points.get(i - 1);
            Point high = points.get(i);
            if (temperatureDeciC <= high.temperatureDeciC()) {
                long fallen = (long) low.perMille() - high.perMille();
                long above = (long) temperatureDeciC - low.temperatureDeciC();
                return low.perMille()
                        - fallen * above / (high.temperatureDeciC() - low.temperatureDeciC());
            }
        }
        return 0;
    }
}
