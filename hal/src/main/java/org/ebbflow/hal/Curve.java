package org.ebbflow.hal;

import java.util.List;

/**
 * Straight lines between points, level outside them; whole numbers only, so that the same input
 * always gives the same output. A value between two points is rounded down.
 *
 * @param points at least one, rising in {@code x}
 */
public record Curve(List<Point> points) {

    /**
     * One corner; the units are those of the curve's owner.
     *
     * @param x where
     * @param y how much there
     */
    public record Point(int x, int y) {}

    /**
     * @throws IllegalArgumentException without a point, or where {@code x} does not rise
     */
    public Curve {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a curve needs at least one point");
        }
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).x() <= points.get(i - 1).x()) {
                throw new IllegalArgumentException("x must rise from point to point: " + points);
            }
        }
    }

    /** A curve through two points. */
    public static Curve through(Point a, Point b) {
        return new Curve(List.of(a, b));
    }

    /** The value at {@code x}: exact at the points, between its neighbours in between. */
    public int at(int x) {
        if (x <= points.getFirst().x()) {
            return points.getFirst().y();
        }
        for (int i = 1; i < points.size(); i++) {
            Point right = points.get(i);
            if (x <= right.x()) {
                return between(points.get(i - 1), right, x);
            }
        }
        return points.getLast().y();
    }

    private static int between(Point left, Point right, int x) {
        long rise = (long) right.y() - left.y();
        long run = (long) right.x() - left.x();
        return (int) (left.y() + Math.floorDiv(rise * ((long) x - left.x()), run));
    }
}
