package org.ebbflow.tools.commission;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ebbflow.hal.GridProfile;

/** The rules of a grid in plain sentences. */
final class GridWords {
    private GridWords() {}

    static List<String> of(GridProfile rules) {
        List<String> lines = new ArrayList<>();
        GridProfile.Enter enter = rules.enter();
        lines.add(
                ("Grid %s: feeds after %d s inside %s to %s of nominal voltage and %s to %s Hz.")
                        .formatted(
                                rules.name(),
                                enter.delayS(),
                                percent(enter.lowPerMille()),
                                percent(enter.highPerMille()),
                                hertz(enter.lowMilliHz()),
                                hertz(enter.highMilliHz())));
        for (GridProfile.Watch watch : GridProfile.Watch.values()) {
            List<String> steps = rules.trips(watch).stream().map(GridWords::step).toList();
            lines.add("Leaves the grid %s.".formatted(String.join(", ", steps)));
        }
        GridProfile.Droop droop = rules.droop();
        lines.add(
                droop.enabled()
                        ? "Freq-watt: discharge falls from %s Hz, charge from %s Hz down, droop %s."
                                .formatted(
                                        hertz(rules.nominalMilliHz() + droop.overDeadMilliHz()),
                                        hertz(rules.nominalMilliHz() - droop.underDeadMilliHz()),
                                        percent(droop.overPerMille()))
                        : "Freq-watt is off.");
        GridProfile.VoltWatt volts = rules.voltWatt();
        lines.add(
                volts.enabled()
                        ? "Volt-watt: discharge falls from %s at %s to %s at %s of nominal voltage."
                                .formatted(
                                        percent(volts.p1PerMille()),
                                        percent(volts.v1PerMille()),
                                        percent(volts.p2PerMille()),
                                        percent(volts.v2PerMille()))
                        : "Volt-watt is off.");
        lines.add(
                rules.voltVar().enabled()
                        ? "Volt-var is on, executed by the stage."
                        : "Volt-var is off.");
        return lines;
    }

    private static String step(GridProfile.Trip trip) {
        String side =
                switch (trip.watch()) {
                    case UNDER_VOLTAGE, UNDER_FREQUENCY -> "below ";
                    case OVER_VOLTAGE, OVER_FREQUENCY -> "above ";
                };
        String bound =
                trip.watch().isVoltage() ? percent(trip.bound()) : hertz(trip.bound()) + " Hz";
        return "%s%s after %d ms".formatted(side, bound, trip.clearMs());
    }

    private static String percent(int perMille) {
        return String.format(Locale.ROOT, "%d.%d %%", perMille / 10, Math.abs(perMille % 10));
    }

    private static String hertz(int milliHz) {
        return String.format(Locale.ROOT, "%d.%03d", milliHz / 1_000, milliHz % 1_000);
    }
}
