package org.ebbflow.tools.sim.day;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.ebbflow.controller.energy.Limit;

/**
 * A day as one JSON object. A sample a second, on days longer than two hours one in half a minute,
 * and one at each change of what decides; a limit stands in a sample when it is another than in the
 * sample before.
 */
final class DayJson {

    private static final int LONG_DAY_S = 7_200;
    private static final int SHORT_MS = 1_000;
    private static final int LONG_MS = 30_000;

    private DayJson() {}

    static String of(DayRun run, List<String> problems) {
        StringBuilder j = new StringBuilder("{\"scenario\":");
        j.append(quoted(run.of().name()));
        j.append(",\"title\":").append(quoted(run.of().title()));
        j.append(",\"simulatedSeconds\":").append(run.of().lastsS());
        j.append(",\"good\":").append(problems.isEmpty());
        j.append(",\"claims\":")
                .append(strings(run.of().claims().stream().map(Claim::text).toList()));
        j.append(",\"problems\":").append(strings(problems));
        j.append(",\"samples\":[");
        int everyMs = run.of().lastsS() > LONG_DAY_S ? LONG_MS : SHORT_MS;
        List<Limit> before = List.of();
        String comma = "";
        for (DaySample s : thinned(run.samples(), everyMs)) {
            j.append(comma).append(sample(s, before));
            before = s.why().limits();
            comma = ",";
        }
        return j.append("]}").toString();
    }

    /** The first and the last, every change, and one in so many milliseconds. */
    static List<DaySample> thinned(List<DaySample> all, int everyMs) {
        List<DaySample> kept = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            DaySample s = all.get(i);
            boolean edge = i == 0 || i + 1 == all.size() || s.differsFrom(all.get(i - 1));
            if (edge || s.ms() - kept.getLast().ms() >= everyMs) {
                kept.add(s);
            }
        }
        return kept;
    }

    private static String sample(DaySample s, List<Limit> before) {
        return "{\"ms\":"
                + s.ms()
                + ",\"stationW\":"
                + s.flows().stationW()
                + ",\"gridW\":"
                + s.flows().gridW()
                + ",\"houseW\":"
                + s.flows().houseW()
                + ",\"solarW\":"
                + s.flows().solarW()
                + ",\"batteryW\":"
                + s.flows().batteryW()
                + ",\"socDeciPercent\":"
                + s.socDeciPercent()
                + ",\"commandW\":"
                + s.why().powerW()
                + ",\"wantedW\":"
                + s.why().wantedW()
                + ",\"chosen\":"
                + quoted(s.why().chosen().name())
                + ",\"boundBy\":"
                + quoted(s.why().boundBy().name())
                + ",\"closedGates\":"
                + strings(s.gates().stream().map(Enum::name).toList())
                + ",\"why\":"
                + quoted(s.whyNot().name())
                + ",\"limits\":["
                + s.why().limits().stream()
                        .filter(limit -> !before.contains(limit))
                        .map(DayJson::limit)
                        .collect(Collectors.joining(","))
                + "]}";
    }

    private static String limit(Limit limit) {
        return "{\"source\":"
                + quoted(limit.source().name())
                + ",\"minW\":"
                + limit.powerW().min()
                + ",\"maxW\":"
                + limit.powerW().max()
                + "}";
    }

    private static String strings(List<String> texts) {
        return texts.stream().map(DayJson::quoted).collect(Collectors.joining(",", "[", "]"));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ") + "\"";
    }
}
