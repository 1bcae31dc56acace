package org.ebbflow.tools.plot;

import java.util.List;

/**
 * A picture of quantities over time: panels one above the other, all over the same time axis.
 *
 * @param title one line above the panels
 * @param timeAxis name and unit of the horizontal axis, e.g. "time / s"
 * @param panels from top to bottom, at least one
 * @param marks instants that are labelled in every panel
 */
public record Plot(String title, String timeAxis, List<Panel> panels, List<Mark> marks) {

    public Plot {
        panels = List.copyOf(panels);
        marks = List.copyOf(marks);
        if (panels.isEmpty()) {
            throw new IllegalArgumentException("a plot needs at least one panel: " + title);
        }
    }

    /**
     * One vertical axis with its lines.
     *
     * @param quantity name and unit of the vertical axis, e.g. "power / kW"
     * @param words what stands at the values 0, 1, 2 ... instead of numbers; empty for numbers
     */
    public record Panel(String quantity, List<Series> series, List<String> words) {
        public Panel {
            series = List.copyOf(series);
            words = List.copyOf(words);
        }

        /** An axis of numbers. */
        public Panel(String quantity, List<Series> series) {
            this(quantity, series, List.of());
        }
    }

    /**
     * One line.
     *
     * @param name what the legend says
     * @param shape how neighbouring points are joined
     * @param points in the order of time
     */
    public record Series(String name, Shape shape, List<Point> points) {
        public Series {
            points = List.copyOf(points);
        }
    }

    /** How neighbouring points are joined. */
    public enum Shape {
        /** Straight from point to point: measured values. */
        LINE,
        /** Each value stands until the next: states, commands, limits. */
        STEP
    }

    /** Both in the units that the axes name; a value that is no number interrupts the line. */
    public record Point(double time, double value) {}

    /** An instant with a word that says what happened. */
    public record Mark(double time, String text) {}

    /** The picture as one SVG document, the same text for the same plot. */
    public String svg() {
        return new SvgPlot(this).document();
    }
}
