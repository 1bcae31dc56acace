package org.ebbflow.tools.plot;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ebbflow.tools.plot.Plot.Mark;
import org.ebbflow.tools.plot.Plot.Panel;
import org.ebbflow.tools.plot.Plot.Point;
import org.ebbflow.tools.plot.Plot.Series;
import org.ebbflow.tools.plot.Plot.Shape;

/** Draws one {@link Plot}. */
final class SvgPlot {

    private static final int WIDTH = 1_100;
    private static final int LEFT = 84;
    private static final int LEFT_OF_WORDS = 236;
    private static final int RIGHT = 24;
    private static final int LEGEND_ROW = 17;
    private static final int TITLE = 44;
    private static final int MARKS = 20 + 19 * 4;
    private static final int PANEL = 266;
    private static final int LEGEND = 2 * LEGEND_ROW + 8;
    private static final int BELOW = 52;

    /** Told apart with the usual kinds of colour blindness. @source Okabe and Ito 2008 */
    private static final List<String> COLOURS =
            List.of(
                    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000",
                    "#882255", "#44AA99", "#999933", "#332288", "#777777", "#661100", "#6699CC",
                    "#AA4499", "#117733");

    /** Estimated width of a letter of the plain font. */
    private static final double LETTER = 7.2;

    private static final int SAMPLE = 22;
    private static final int MARGIN = 22;
    private static final int ROWS = 5;

    private final Plot plot;
    private final Axis time;
    private final int left;
    private final StringBuilder out = new StringBuilder();

    SvgPlot(Plot plot) {
        this.plot = plot;
        this.time = timeAxis(plot);
        boolean words = plot.panels().stream().anyMatch(panel -> !panel.words().isEmpty());
        this.left = words ? LEFT_OF_WORDS : LEFT;
    }

    private static Axis timeAxis(Plot plot) {
        List<Point> all =
                plot.panels().stream()
                        .flatMap(panel -> panel.series().stream())
                        .flatMap(series -> series.points().stream())
                        .toList();
        double from = all.stream().mapToDouble(Point::time).min().orElse(0);
        double to = all.stream().mapToDouble(Point::time).max().orElse(1);
        return Axis.around(from, to, 14);
    }

    String document() {
        int height = TITLE + MARKS + plot.panels().size() * (PANEL + LEGEND) + BELOW;
        draw(
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\"",
                        WIDTH,
                        height));
        draw(
                String.format(
                        Locale.ROOT,
                        " viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">",
                        WIDTH,
                        height));
        draw(
                String.format(
                        Locale.ROOT,
                        "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>",
                        WIDTH,
                        height));
        double fits = (WIDTH - 2 * MARGIN) / (0.66 * plot.title().length());
        int size = (int) Math.clamp(fits, 10, 18);
        text(MARGIN, 28, "font-size=\"" + size + "\" font-weight=\"bold\"", plot.title());
        int top = TITLE + MARKS;
        for (int i = 0; i < plot.panels().size(); i++) {
            panel(plot.panels().get(i), top + LEGEND, i == plot.panels().size() - 1);
            top += PANEL + LEGEND;
        }
        marks(top);
        text(
                (left + WIDTH - RIGHT) / 2,
                top + 42,
                "text-anchor=\"middle\" font-size=\"14\"",
                plot.timeAxis());
        draw("</svg>");
        return out.toString();
    }

    private void panel(Panel panel, int top, boolean last) {
        List<Point> points =
                panel.series().stream()
                        .flatMap(series -> series.points().stream())
                        .filter(point -> !Double.isNaN(point.value()))
                        .toList();
        double low = points.stream().mapToDouble(Point::value).min().orElse(0);
        double high = points.stream().mapToDouble(Point::value).max().orElse(1);
        boolean words = !panel.words().isEmpty();
        Axis axis =
                words
                        ? new Axis(-1, panel.words().size(), BigDecimal.ONE)
                        : Axis.around(Math.min(low, 0), Math.max(high, 0), 6);
        int height = PANEL - LEGEND;
        grid(axis, new Frame(top, height, last), panel.words());
        int middle = top + height / 2;
        draw(
                String.format(
                        Locale.ROOT,
                        "<text transform=\"rotate(-90 22 %d)\" x=\"22\" y=\"%d\""
                                + " text-anchor=\"middle\" font-size=\"14\">%s</text>",
                        middle,
                        middle,
                        escaped(panel.quantity())));
        for (int i = 0; i < panel.series().size(); i++) {
            String colour = COLOURS.get(i % COLOURS.size());
            path(panel.series().get(i), axis, top, new Pen(colour, width(panel, i)));
        }
        legend(panel, top);
    }

    /** In as many rows above the panel as it takes; the last stands next to it. */
    private void legend(Panel panel, int top) {
        double legendX = left + 4;
        int row = legendRows(panel) - 1;
        for (int i = 0; i < panel.series().size(); i++) {
            Series series = panel.series().get(i);
            if (legendX + legendWidth(series) > WIDTH - RIGHT) {
                legendX = left + 4;
                row--;
            }
            int y = top - 8 - row * LEGEND_ROW;
            draw(
                    String.format(
                            Locale.ROOT,
                            "<path d=\"M%.1f %d h%d\" stroke=\"%s\" stroke-width=\"3\"/>",
                            legendX,
                            y - 4,
                            SAMPLE,
                            COLOURS.get(i % COLOURS.size())));
            text((int) legendX + SAMPLE + 4, y, "", series.name());
            legendX += legendWidth(series);
        }
    }

    private int legendRows(Panel panel) {
        int rows = 1;
        double x = left + 4;
        for (Series series : panel.series()) {
            if (x + legendWidth(series) > WIDTH - RIGHT) {
                rows++;
                x = left + 4;
            }
            x += legendWidth(series);
        }
        return rows;
    }

    private static double legendWidth(Series series) {
        return SAMPLE + 18 + LETTER * series.name().length();
    }

    /** Where a panel stands. @param last whether the time's labels stand below it */
    private record Frame(int top, int height, boolean last) {}

    private void grid(Axis axis, Frame frame, List<String> words) {
        int top = frame.top();
        int height = frame.height();
        for (BigDecimal tick : axis.ticks()) {
            double y = top + height * (1 - axis.share(tick.doubleValue()));
            String colour = tick.signum() == 0 ? "#555555" : "#dddddd";
            draw(
                    String.format(
                            Locale.ROOT,
                            "<path d=\"M%d %.1f H%d\" stroke=\"%s\" stroke-width=\"1\"/>",
                            left,
                            y,
                            WIDTH - RIGHT,
                            colour));
            text(left - 8, (int) Math.round(y) + 4, "text-anchor=\"end\"", label(tick, words));
        }
        for (BigDecimal tick : time.ticks()) {
            double x = x(tick.doubleValue());
            draw(
                    String.format(
                            Locale.ROOT,
                            "<path d=\"M%.1f %d V%d\" stroke=\"#eeeeee\" stroke-width=\"1\"/>",
                            x,
                            top,
                            top + height));
            if (frame.last()) {
                text(
                        (int) Math.round(x),
                        top + height + 20,
                        "text-anchor=\"middle\"",
                        Axis.label(tick));
            }
        }
        draw(
                String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\""
                                + " stroke=\"#555555\"/>",
                        left,
                        top,
                        WIDTH - RIGHT - left,
                        height));
    }

    private static String label(BigDecimal tick, List<String> words) {
        if (words.isEmpty()) {
            return Axis.label(tick);
        }
        int index = tick.intValue();
        return index >= 0 && index < words.size() ? words.get(index) : "";
    }

    /** How a line is drawn. */
    private record Pen(String colour, double width) {}

    /** Of many steps that may lie on each other the earlier ones are broader. */
    private static double width(Panel panel, int index) {
        int before = panel.series().size() - 1 - index;
        boolean steps = panel.series().stream().allMatch(s -> s.shape() == Shape.STEP);
        return steps ? 1.6 + Math.min(1.5, 5.0 / panel.series().size()) * before : 1.8;
    }

    private void path(Series series, Axis axis, int top, Pen pen) {
        int height = PANEL - LEGEND;
        StringBuilder d = new StringBuilder();
        boolean penUp = true;
        for (Point point : series.points()) {
            if (Double.isNaN(point.value())) {
                penUp = true;
                continue;
            }
            double x = x(point.time());
            double y = top + height * (1 - axis.share(point.value()));
            if (penUp) {
                penUp = false;
                d.append(String.format(Locale.ROOT, "M%.1f %.1f", x, y));
            } else if (series.shape() == Shape.STEP) {
                d.append(String.format(Locale.ROOT, " H%.1f V%.1f", x, y));
            } else {
                d.append(String.format(Locale.ROOT, " L%.1f %.1f", x, y));
            }
        }
        draw(
                String.format(
                        Locale.ROOT,
                        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\"/>",
                        d,
                        pen.colour(),
                        pen.width()));
    }

    /** Each label stands in the first row in which it touches no other. */
    private void marks(int bottom) {
        List<List<Span>> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            rows.add(new ArrayList<>());
        }
        for (Mark mark : plot.marks()) {
            double x = x(mark.time());
            boolean atTheEnd = time.share(mark.time()) > 0.8;
            double wide = LETTER * mark.text().length() + 12;
            Span span = atTheEnd ? new Span(x - wide, x) : new Span(x, x + wide);
            int y = TITLE + 12 + freeRow(rows, span) * 19;
            draw(
                    String.format(
                            Locale.ROOT,
                            "<path d=\"M%.1f %d V%d\" stroke=\"#999999\" stroke-dasharray=\"4"
                                    + " 3\"/>",
                            x,
                            y + 4,
                            bottom - LEGEND));
            text(
                    (int) Math.round(x) + (atTheEnd ? -4 : 4),
                    y,
                    atTheEnd ? "text-anchor=\"end\" fill=\"#444444\"" : "fill=\"#444444\"",
                    mark.text());
        }
    }

    /** What a label takes of its row. */
    private record Span(double from, double to) {
        boolean touches(Span other) {
            return from < other.to && other.from < to;
        }
    }

    private static int freeRow(List<List<Span>> rows, Span span) {
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row).stream().noneMatch(span::touches)) {
                rows.get(row).add(span);
                return row;
            }
        }
        return rows.size() - 1;
    }

    private double x(double seconds) {
        return left + (WIDTH - RIGHT - left) * time.share(seconds);
    }

    private void text(int x, int y, String attributes, String text) {
        draw(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%d\" y=\"%d\" %s>%s</text>",
                        x,
                        y,
                        attributes,
                        escaped(text)));
    }

    private void draw(String element) {
        out.append(element).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
