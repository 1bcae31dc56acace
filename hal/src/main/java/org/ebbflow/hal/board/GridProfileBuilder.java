package org.ebbflow.hal.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ebbflow.hal.Curve;
import org.ebbflow.hal.GridProfile;
import org.ebbflow.hal.GridProfile.Watch;

/** Makes the rules out of the values, and finds what contradicts. */
final class GridProfileBuilder {

    private static final int MILLI = 1_000;

    private final GridProfileFile file;
    private final Map<String, Integer> numbers = new TreeMap<>();

    GridProfileBuilder(GridProfileFile file) {
        this.file = file;
        for (GridValue value : file.values()) {
            value.value().ifPresent(number -> numbers.put(value.key(), number));
        }
    }

    GridProfile profile() {
        return new GridProfile(
                file.name(),
                file.nominalHz() * MILLI,
                enter(),
                trips(),
                new GridProfile.Droop(
                        of(GridSpec.DROOP, "enabled") == 1,
                        of(GridSpec.DROOP, "over-dead-band-millihz"),
                        of(GridSpec.DROOP, "under-dead-band-millihz"),
                        of(GridSpec.DROOP, "over-droop-per-mille"),
                        of(GridSpec.DROOP, "under-droop-per-mille"),
                        of(GridSpec.DROOP, "response-ms")),
                new GridProfile.VoltWatt(
                        of(GridSpec.VOLT_WATT, "enabled") == 1,
                        of(GridSpec.VOLT_WATT, "v1-per-mille"),
                        of(GridSpec.VOLT_WATT, "p1-per-mille"),
                        of(GridSpec.VOLT_WATT, "v2-per-mille"),
                        of(GridSpec.VOLT_WATT, "p2-per-mille"),
                        of(GridSpec.VOLT_WATT, "response-ms")),
                new GridProfile.VoltVar(
                        of(GridSpec.VOLT_VAR, "enabled") == 1,
                        voltVar(),
                        of(GridSpec.VOLT_VAR, "response-ms")),
                file.mayExport());
    }

    private GridProfile.Enter enter() {
        return new GridProfile.Enter(
                of(GridSpec.ENTER, "voltage-low-per-mille"),
                of(GridSpec.ENTER, "voltage-high-per-mille"),
                of(GridSpec.ENTER, "frequency-low-millihz"),
                of(GridSpec.ENTER, "frequency-high-millihz"),
                of(GridSpec.ENTER, "delay-s"),
                of(GridSpec.ENTER, "ramp-s"));
    }

    private Curve voltVar() {
        List<Curve.Point> points = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            points.add(
                    new Curve.Point(
                            of(GridSpec.VOLT_VAR, "v" + i + "-per-mille"),
                            of(GridSpec.VOLT_VAR, "q" + i + "-per-mille")));
        }
        return new Curve(points);
    }

    private List<GridProfile.Trip> trips() {
        List<GridProfile.Trip> trips = new ArrayList<>();
        for (Watch watch : Watch.values()) {
            for (int step = 1; step <= GridSpec.STEPS; step++) {
                String bound = boundKey(watch, step);
                if (has(bound)) {
                    trips.add(
                            new GridProfile.Trip(watch, step, of(bound), of(timeKey(watch, step))));
                }
            }
        }
        return trips;
    }

    private static String boundKey(Watch watch, int step) {
        return stepKey(watch, step) + (watch.isVoltage() ? "-per-mille" : "-millihz");
    }

    private static String timeKey(Watch watch, int step) {
        return stepKey(watch, step) + "-ms";
    }

    private static String stepKey(Watch watch, int step) {
        String kind =
                switch (watch) {
                    case UNDER_VOLTAGE -> "under-voltage-";
                    case OVER_VOLTAGE -> "over-voltage-";
                    case UNDER_FREQUENCY -> "under-frequency-";
                    case OVER_FREQUENCY -> "over-frequency-";
                };
        return GridSpec.TRIP + "." + kind + step;
    }

    private int of(String group, String key) {
        return of(group + "." + key);
    }

    private int of(String key) {
        return numbers.getOrDefault(key, 0);
    }

    private boolean has(String key) {
        return numbers.containsKey(key);
    }

    /** What cannot be meant, in words; empty where nothing contradicts. */
    static String contradiction(GridProfileFile file) {
        GridProfileBuilder all = new GridProfileBuilder(file);
        int nominal = file.nominalHz() * MILLI;
        if (all.isBeside("enter-service.frequency-low-millihz", nominal, -1)
                || all.isBeside("enter-service.frequency-high-millihz", nominal, 1)) {
            return "the nominal frequency lies outside the enter-service window";
        }
        for (int i = 2; i <= 4; i++) {
            String left = "volt-var.v" + (i - 1) + "-per-mille";
            String right = "volt-var.v" + i + "-per-mille";
            if (all.has(left) && all.has(right) && all.of(right) <= all.of(left)) {
                return right + " must be above " + left;
            }
        }
        if (all.has("volt-watt.v1-per-mille")
                && all.has("volt-watt.v2-per-mille")
                && all.of(GridSpec.VOLT_WATT, "v2-per-mille")
                        <= all.of(GridSpec.VOLT_WATT, "v1-per-mille")) {
            return "volt-watt.v2-per-mille must be above volt-watt.v1-per-mille";
        }
        return all.tripsContradict(nominal);
    }

    /** Whether a written frequency is on the wrong side of the nominal one. */
    private boolean isBeside(String key, int nominal, int side) {
        return has(key) && (of(key) - nominal) * side < 0;
    }

    private String tripsContradict(int nominal) {
        for (Watch watch : Watch.values()) {
            boolean over = watch == Watch.OVER_VOLTAGE || watch == Watch.OVER_FREQUENCY;
            int before = watch.isVoltage() ? MILLI : nominal;
            for (int step = 1; step <= GridSpec.STEPS; step++) {
                String bound = boundKey(watch, step);
                if (has(bound) && !has(timeKey(watch, step)) && step > 1) {
                    return bound + " has no time";
                }
                if (has(bound)) {
                    boolean further = over ? of(bound) > before : of(bound) < before;
                    if (!further) {
                        return bound + " must lie beyond the step before it";
                    }
                    before = of(bound);
                }
            }
        }
        return "";
    }
}
