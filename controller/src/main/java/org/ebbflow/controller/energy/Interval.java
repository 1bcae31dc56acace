package org.ebbflow.controller.energy;

/**
 * A closed interval that contains 0; plus is charge. The unit is in the name of the field that
 * holds it.
 *
 * @param min 0 or less: the most that may flow out of the car
 * @param max 0 or more: the most that may flow into the car
 */
public record Interval(int min, int max) {

    public static final Interval ZERO = new Interval(0, 0);

    /**
     * @throws IllegalArgumentException if the interval does not contain 0
     */
    public Interval {
        if (min > 0 || max < 0) {
            throw new IllegalArgumentException("interval must contain 0: " + min + ".." + max);
        }
    }

    /** What both allow; never empty because both contain 0. */
    public Interval intersect(Interval other) {
        return new Interval(Math.max(min, other.min), Math.min(max, other.max));
    }

    /** The value of this interval nearest to {@code value}. */
    public int clamp(int value) {
        return Math.clamp(value, min, max);
    }

    public boolean contains(int value) {
        return value >= min && value <= max;
    }
}
