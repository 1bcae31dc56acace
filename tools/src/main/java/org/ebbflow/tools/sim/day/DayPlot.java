package org.ebbflow.tools.sim.day;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.ebbflow.controller.energy.Limit;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.tools.plot.Plot;
import org.ebbflow.tools.plot.Plot.Panel;
import org.ebbflow.tools.plot.Plot.Point;
import org.ebbflow.tools.plot.Plot.Series;
import org.ebbflow.tools.plot.Plot.Shape;
import org.ebbflow.tools.sim.world.Action;
import org.ebbflow.tools.sim.world.Surroundings;

/** A day as a picture: power, every limit, state of charge, who decides and what bounds. */
final class DayPlot {

    private static final double SHOWN_KW = 16;
    private static final int MOST_POINTS = 3_000;

    private DayPlot() {}

    static Plot of(DayRun run) {
        List<DaySample> shown = thinned(run.samples());
        double unit = run.of().lastsS() > 7_200 ? 3_600_000.0 : 60_000.0;
        Lines lines = new Lines(shown, unit);
        return new Plot(
                run.of().name() + ": " + run.of().title(),
                unit > 1e6 ? "time / h since the beginning" : "time / min since the beginning",
                List.of(power(lines), limits(lines), soc(lines), reasons(lines)),
                marks(run.of(), unit));
    }

    /** What people and back-ends say, and what happens to station and house. */
    private static List<Plot.Mark> marks(DayCase of, double unit) {
        List<Plot.Mark> marks = new ArrayList<>();
        for (Surroundings.Said said : of.around().said()) {
            if (!said.text().isEmpty()) {
                marks.add(new Plot.Mark(said.atMs() / unit, said.text()));
            }
        }
        for (Action action : of.actions()) {
            if (action.kind() != Action.Kind.PLUG) {
                marks.add(new Plot.Mark(action.atMs() / unit, text(action)));
            }
        }
        marks.sort(Comparator.comparingDouble(Plot.Mark::time));
        return marks;
    }

    /** "grid loss 600 s", "house load 9000 W". */
    private static String text(Action action) {
        String word = action.kind().word();
        int unitAt = word.lastIndexOf('-');
        String unit = word.substring(unitAt + 1);
        String name = word.substring(0, Math.max(0, unitAt)).replace('-', ' ');
        return unit.equals("ms")
                ? name + " " + action.value() / 1_000 + " s"
                : name + " " + action.value() + " " + unit.toUpperCase(Locale.ROOT);
    }

    /** Long days keep every change of what decides and thin the rest. */
    private static List<DaySample> thinned(List<DaySample> all) {
        int every = Math.max(1, all.size() / MOST_POINTS);
        List<DaySample> kept = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            boolean edge = i + 1 == all.size() || i > 0 && all.get(i).differsFrom(all.get(i - 1));
            if (edge || i % every == 0) {
                kept.add(all.get(i));
            }
        }
        return kept;
    }

    /** Samples with the unit of their time axis. */
    private record Lines(List<DaySample> samples, double unit) {

        Series line(String name, Shape shape, ToDoubleFunction<DaySample> value) {
            return new Series(
                    name,
                    shape,
                    samples.stream()
                            .map(s -> new Point(s.ms() / unit, value.applyAsDouble(s)))
                            .toList());
        }
    }

    private static Panel power(Lines lines) {
        List<Series> series = new ArrayList<>();
        series.add(lines.line("wanted", Shape.STEP, s -> shown(s.why().wantedW())));
        series.add(lines.line("grid", Shape.LINE, s -> s.flows().gridW() / 1e3));
        series.add(lines.line("station", Shape.LINE, s -> s.flows().stationW() / 1e3));
        series.add(lines.line("house", Shape.LINE, s -> s.flows().houseW() / 1e3));
        if (lines.samples().stream().anyMatch(s -> s.flows().solarW() != 0)) {
            series.add(lines.line("roof", Shape.LINE, s -> s.flows().solarW() / 1e3));
        }
        if (lines.samples().stream().anyMatch(s -> s.flows().batteryW() != 0)) {
            series.add(lines.line("home battery", Shape.LINE, s -> s.flows().batteryW() / 1e3));
        }
        return new Panel("power / kW", series);
    }

    /** Both bounds of every source that was in force at some time. */
    private static Panel limits(Lines lines) {
        TreeSet<Source> sources = new TreeSet<>();
        lines.samples().forEach(s -> s.why().limits().forEach(l -> sources.add(l.source())));
        List<Series> series = new ArrayList<>();
        for (Source source : sources) {
            Series upper = lines.line(source.name(), Shape.STEP, s -> bound(s, source, true));
            Series lower = lines.line("", Shape.STEP, s -> bound(s, source, false));
            List<Point> both = new ArrayList<>(upper.points());
            both.add(new Point(upper.points().getLast().time(), Double.NaN));
            both.addAll(lower.points());
            series.add(new Series(source.name().toLowerCase(Locale.ROOT), Shape.STEP, both));
        }
        return new Panel("limits / kW", series);
    }

    private static double bound(DaySample s, Source source, boolean upper) {
        int w = upper ? Integer.MAX_VALUE : -Integer.MAX_VALUE;
        for (Limit limit : s.why().limits()) {
            if (limit.source() == source) {
                w = upper ? Math.min(w, limit.powerW().max()) : Math.max(w, limit.powerW().min());
            }
        }
        double kw = w / 1e3;
        return Math.abs(kw) > SHOWN_KW ? Double.NaN : kw;
    }

    private static double shown(int powerW) {
        double kw = powerW / 1e3;
        return Math.abs(kw) > SHOWN_KW ? Double.NaN : kw;
    }

    private static Panel soc(Lines lines) {
        return new Panel(
                "state of charge / %",
                List.of(lines.line("car", Shape.LINE, s -> s.socDeciPercent() / 10.0)));
    }

    /** Who decides, what bounds, and the reason shown to people, as words on the axis. */
    private static Panel reasons(Lines lines) {
        Map<String, Integer> names = new LinkedHashMap<>();
        Series chosen = words(lines, "target of", names, s -> s.why().chosen().name());
        Series bound = words(lines, "bound by", names, s -> s.why().boundBy().name());
        Series why =
                words(
                        lines,
                        "closed gate",
                        names,
                        s -> s.gates().isEmpty() ? "" : s.gates().getFirst().name());
        return new Panel("who decides", List.of(chosen, bound, why), List.copyOf(names.keySet()));
    }

    private static Series words(
            Lines lines,
            String name,
            Map<String, Integer> names,
            Function<DaySample, String> word) {
        return lines.line(
                name,
                Shape.STEP,
                s -> {
                    String text = word.apply(s).toLowerCase(Locale.ROOT);
                    return text.isEmpty()
                            ? Double.NaN
                            : names.computeIfAbsent(text, t -> names.size());
                });
    }
}
