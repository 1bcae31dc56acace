package org.ebbflow.tools.vehicle;

import java.util.List;

/**
 * Open-circuit voltage of a battery over its state of charge, straight between the points.
 *
 * @param points rising in both, the first at 0, the last at 1,000 tenths of a percent
 */
public record OcvCurve(List<Point> points) {

    private static final int PPM_PER_DECI_PERCENT = 1_000;
    private static final int FULL_DECI_PERCENT = 1_000;

    public OcvCurve {
        points = List.copyOf(points);
        if (points.size() < 2
                || points.getFirst().socDeciPercent() != 0
                || points.getLast().socDeciPercent() != FULL_DECI_PERCENT) {
            throw new IllegalArgumentException("a curve goes from 0 to 1000, not " + points);
        }
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).socDeciPercent() <= points.get(i - 1).socDeciPercent()) {
                throw new IllegalArgumentException("a curve rises; point " + i + " does not");
            }
        }
    }

    /**
     * One point.
     *
     * @param socDeciPercent state of charge, 0..1000
     * @param voltageMv open-circuit voltage there
     */
    public record Point(int socDeciPercent, int voltageMv) {}

    /** Voltage in millivolts at a state of charge in millionths, 0..1,000,000. */
    int voltageMv(int socPpm) {
        Point low = points.getFirst();
        for (Point high : points) {
            int highPpm = high.socDeciPercent() * PPM_PER_DECI_PERCENT;
            if (socPpm <= highPpm && high.socDeciPercent() > low.socDeciPercent()) {
                int lowPpm = low.socDeciPercent() * PPM_PER_DECI_PERCENT;
                long riseMv = (long) (high.voltageMv() - low.voltageMv()) * (socPpm - lowPpm);
                return low.voltageMv() + (int) (riseMv / (highPpm - lowPpm));
            }
            low = high;
        }
        return low.voltageMv();
    }
}
