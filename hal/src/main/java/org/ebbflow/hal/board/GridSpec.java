package org.ebbflow.hal.board;

import java.util.ArrayList;
import java.util.List;

/**
 * What a grid profile is made of: every value with its range, in the order in which people read.
 *
 * @param group table of the file
 * @param key within it, with its unit
 * @param min smallest value
 * @param max largest value
 * @param needed whether a profile is incomplete without it
 * @param flag whether it is a yes or no
 * @param meaning one phrase
 */
record GridSpec(
        String group, String key, int min, int max, boolean needed, boolean flag, String meaning) {

    static final String ENTER = "enter-service";
    static final String TRIP = "trip";
    static final String DROOP = "freq-watt";
    static final String VOLT_WATT = "volt-watt";
    static final String VOLT_VAR = "volt-var";

    static final List<String> GROUPS = List.of(ENTER, TRIP, DROOP, VOLT_WATT, VOLT_VAR);

    /** Steps that a kind of trip may have; the first one it must have. */
    static final int STEPS = 3;

    private static final int LONGEST_MS = 1_000_000;

    static final List<GridSpec> ALL = all();

    String path() {
        return group + "." + key;
    }

    private static List<GridSpec> all() {
        List<GridSpec> all = new ArrayList<>();
        all.add(need(ENTER, "voltage-low-per-mille", 500, 1_000, "lowest voltage to join at"));
        all.add(need(ENTER, "voltage-high-per-mille", 1_000, 1_300, "highest voltage to join at"));
        all.add(need(ENTER, "frequency-low-millihz", 45_000, 60_000, "lowest frequency to join"));
        all.add(need(ENTER, "frequency-high-millihz", 50_000, 66_000, "highest one to join at"));
        all.add(need(ENTER, "delay-s", 0, 3_600, "how long both must have been inside"));
        all.add(need(ENTER, "ramp-s", 0, 3_600, "from nothing to full power after that"));
        trips(all, "under-voltage", "-per-mille", 0, 1_000);
        trips(all, "over-voltage", "-per-mille", 1_000, 1_500);
        trips(all, "under-frequency", "-millihz", 45_000, 60_000);
        trips(all, "over-frequency", "-millihz", 50_000, 66_000);
        all.add(flag(DROOP, "the stage changes its power with the frequency"));
        all.add(need(DROOP, "over-dead-band-millihz", 0, 2_000, "nothing happens above nominal"));
        all.add(need(DROOP, "under-dead-band-millihz", 0, 2_000, "nothing happens below nominal"));
        all.add(need(DROOP, "over-droop-per-mille", 10, 200, "of nominal frequency for all power"));
        all.add(need(DROOP, "under-droop-per-mille", 10, 200, "the same below nominal"));
        all.add(need(DROOP, "response-ms", 0, LONGEST_MS, "open-loop response time"));
        all.add(flag(VOLT_WATT, "discharge falls with rising voltage"));
        all.add(need(VOLT_WATT, "v1-per-mille", 1_000, 1_300, "voltage at which it begins"));
        all.add(need(VOLT_WATT, "p1-per-mille", 0, 1_000, "of rated power there"));
        all.add(need(VOLT_WATT, "v2-per-mille", 1_000, 1_300, "voltage at which it ends"));
        all.add(need(VOLT_WATT, "p2-per-mille", 0, 1_000, "of rated power there"));
        all.add(need(VOLT_WATT, "response-ms", 0, LONGEST_MS, "open-loop response time"));
        all.add(flag(VOLT_VAR, "reactive power follows the voltage"));
        for (int i = 1; i <= 4; i++) {
            all.add(need(VOLT_VAR, "v" + i + "-per-mille", 700, 1_300, "voltage of point " + i));
            all.add(
                    need(
                            VOLT_VAR,
                            "q" + i + "-per-mille",
                            -1_000,
                            1_000,
                            "of rated apparent power there, plus injects"));
        }
        all.add(need(VOLT_VAR, "response-ms", 0, LONGEST_MS, "open-loop response time"));
        return List.copyOf(all);
    }

    private static void trips(List<GridSpec> all, String kind, String unit, int min, int max) {
        for (int step = 1; step <= STEPS; step++) {
            String name = kind + "-" + step;
            boolean needed = step == 1;
            all.add(
                    new GridSpec(
                            TRIP,
                            name + unit,
                            min,
                            max,
                            needed,
                            false,
                            "beyond it leave the grid"));
            all.add(
                    new GridSpec(
                            TRIP,
                            name + "-ms",
                            20,
                            LONGEST_MS,
                            needed,
                            false,
                            "from beyond it to no current"));
        }
    }

    private static GridSpec need(String group, String key, int min, int max, String meaning) {
        return new GridSpec(group, key, min, max, true, false, meaning);
    }

    private static GridSpec flag(String group, String meaning) {
        return new GridSpec(group, "enabled", 0, 1, true, true, meaning);
    }
}
