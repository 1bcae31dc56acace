package org.ebbflow.tools.sim.world;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A campaign as one JSON object. */
public final class CampaignJson {

    private static final int TRACE_LINES = 40;

    private CampaignJson() {}

    /**
     * One object on one line.
     *
     * @param files where the violations' traces were written, in their order; may be shorter
     */
    public static String of(Campaign campaign, List<String> files) {
        Campaign.Effort effort = campaign.effort();
        StringBuilder j = new StringBuilder("{");
        j.append("\"sessions\":").append(campaign.sessions());
        j.append(",\"completed\":").append(campaign.completed());
        j.append(",\"charged\":").append(campaign.flows().charged());
        j.append(",\"discharged\":").append(campaign.flows().discharged());
        j.append(",\"changedDirection\":").append(campaign.flows().changedDirection());
        Campaign.Flows both = campaign.bidirectional();
        j.append(",\"bidirectional\":{\"sessions\":").append(both.sessions());
        j.append(",\"charged\":").append(both.charged());
        j.append(",\"discharged\":").append(both.discharged());
        j.append(",\"changedDirection\":").append(both.changedDirection());
        j.append("},\"endedWithReason\":").append(counts(campaign.endedWithReason()));
        j.append(",\"vehicles\":").append(counts(campaign.vehicles()));
        j.append(",\"simulatedSeconds\":").append(effort.simulatedMs() / 1_000);
        j.append(",\"wallSeconds\":").append(seconds(effort.wallMs()));
        j.append(",\"cpuSeconds\":").append(seconds(effort.cpuMs()));
        j.append(",\"timesRealTime\":").append(effort.timesRealTime());
        j.append(",\"cycles\":").append(effort.cycles());
        j.append(",\"cyclesPerSecond\":").append(effort.cyclesPerSecond());
        j.append(",\"faultsInjected\":").append(counts(campaign.faults()));
        j.append(",\"violations\":[");
        for (int i = 0; i < campaign.violations().size(); i++) {
            String file = i < files.size() ? files.get(i) : "";
            j.append(i == 0 ? "" : ",").append(violation(campaign.violations().get(i), file));
        }
        return j.append("]}").toString();
    }

    private static String violation(Campaign.Violation found, String file) {
        List<String> trace = found.trace();
        List<String> tail = trace.subList(Math.max(0, trace.size() - TRACE_LINES), trace.size());
        return "{\"seed\":"
                + found.seed()
                + ",\"vehicle\":"
                + quoted(found.shrunk().vehicle().name())
                + ",\"broken\":"
                + quoted(found.text())
                + ",\"actions\":"
                + strings(found.shrunk().actions().stream().map(Action::line).toList())
                + ",\"file\":"
                + quoted(file)
                + ",\"trace\":"
                + strings(tail)
                + "}";
    }

    /** A JSON array. */
    public static String strings(List<String> texts) {
        return "[" + String.join(",", texts.stream().map(CampaignJson::quoted).toList()) + "]";
    }

    private static String seconds(long ms) {
        return String.format(Locale.ROOT, "%d.%d", ms / 1_000, ms / 100 % 10);
    }

    static String counts(Map<String, Integer> counts) {
        StringBuilder j = new StringBuilder("{");
        counts.forEach(
                (key, count) ->
                        j.append(j.length() == 1 ? "" : ",")
                                .append(quoted(key))
                                .append(':')
                                .append(count));
        return j.append('}').toString();
    }

    /** A JSON string. */
    public static String quoted(String text) {
        StringBuilder j = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> j.append("\\\"");
                case '\\' -> j.append("\\\\");
                default -> j.append(c < ' ' ? String.format(Locale.ROOT, "\\u%04x", (int) c) : c);
            }
        }
        return j.append('"').toString();
    }
}
