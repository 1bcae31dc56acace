package org.ebbflow.tools.sim.day;

import java.util.List;
import java.util.stream.Collectors;
import org.ebbflow.controller.energy.Limit;

/** A day as one JSON object. */
final class DayJson {

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
        j.append(run.samples().stream().map(DayJson::sample).collect(Collectors.joining(",")));
        return j.append("]}").toString();
    }

    private static String sample(DaySample s) {
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
                + s.why().limits().stream().map(DayJson::limit).collect(Collectors.joining(","))
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
