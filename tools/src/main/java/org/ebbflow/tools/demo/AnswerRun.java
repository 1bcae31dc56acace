package org.ebbflow.tools.demo;

import java.util.List;
import java.util.Locale;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.tools.vehicle.CarProfile;
import org.ebbflow.tools.vehicle.Garage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One session whose answers are timed.
 *
 * @param protocol what the car speaks
 * @param pace how fast it asks
 * @param messages charge-loop messages it sends before it stops
 */
record AnswerRun(EvccPlan.Protocol protocol, Pace pace, int messages) {

    /** The 99th percentile must stay below, microseconds. */
    static final int P99_LIMIT_MICROS = 5_000;

    /** The first charge-loop answer must come within, microseconds. */
    static final int FIRST_LIMIT_MICROS = 25_000;

    /** Below so many messages the 99th percentile is the one slowest answer and judges nothing. */
    static final int P99_FROM_MESSAGES = 100;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Parts of a hundred by which the wire's own times may differ from the product's. */
    static final int WIRE_PERCENT = 10;

    /**
     * What the wire sees and the product cannot: the kernel wakes the thread that reads. At most so
     * many microseconds more count as that.
     */
    static final int WAKE_UP_MICROS = 150;

    /** How fast a car asks in the charge loop. */
    enum Pace {
        TEN_PER_SECOND("10/s", EvccPlan.Pace.NORMAL),
        FLAT_OUT("flat out", EvccPlan.Pace.FLAT_OUT);

        private final String words;
        private final EvccPlan.Pace pace;

        Pace(String words, EvccPlan.Pace pace) {
            this.words = words;
            this.pace = pace;
        }

        String words() {
            return words;
        }
    }

    /** Name of the car that drives this run. */
    String name() {
        return protocol.name() + " " + pace.words();
    }

    /** A car that holds just this session. */
    CarProfile car() {
        boolean both = protocol == EvccPlan.Protocol.ISO_15118_20;
        EvccPlan.Service service = both ? EvccPlan.Service.DC_BPT : EvccPlan.Service.DC;
        EvccPlan plan =
                EvccPlan.of(protocol, service, new EvccPlan.Stop(messages, 2_000))
                        .with(EvccPlan.Mode.DYNAMIC)
                        .with(pace.pace);
        CarProfile like = both ? Garage.truck() : Garage.hatch();
        return like.named(name()).speaking(List.of(plan));
    }

    /** Seconds after which the session must be over, with its beginning and its end. */
    int atMostSeconds() {
        return 30 + (pace == Pace.TEN_PER_SECOND ? messages / 8 : messages / 100);
    }

    /** What the product reported for this run, judged. */
    ObjectNode judged(JsonNode session) {
        long count = session.at("/loopMessages").asLong();
        ObjectNode node = JSON.createObjectNode();
        node.put("protocol", session.at("/protocol").asString());
        node.put("service", session.at("/service").asString());
        node.put("security", session.at("/security").asString());
        node.put("pace", pace.words());
        node.put("messages", count);
        node.put("p50Micros", session.at("/answerP50Micros").asLong());
        node.put("p99Micros", session.at("/answerP99Micros").asLong());
        node.put("maxMicros", session.at("/answerMaxMicros").asLong());
        node.put("firstMicros", session.at("/answerFirstMicros").asLong());
        node.put("within500MicrosPercent", percent(session.at("/answersWithin500Micros"), count));
        node.put("within5MillisPercent", percent(session.at("/answersWithin5Millis"), count));
        node.put("outcome", session.at("/outcome").asString());
        node.put("p99Judged", count >= P99_FROM_MESSAGES);
        node.put("good", isGood(node));
        return node;
    }

    /** The same beside what a capture on the car's interface saw of the same messages. */
    static ObjectNode beside(ObjectNode judged, List<WireTimes.Exchange> loop) {
        ObjectNode node = judged.deepCopy();
        node.put("wireMessages", loop.size());
        node.put("wireP50Micros", WireTimes.micros(loop, 500));
        node.put("wireP99Micros", WireTimes.micros(loop, 990));
        node.put("wireMaxMicros", WireTimes.micros(loop, 1_000));
        boolean agrees =
                loop.size() == node.get("messages").asInt()
                        && isClose(node.get("p50Micros"), node.get("wireP50Micros"));
        node.put("wireAgrees", agrees);
        node.put("good", node.get("good").asBoolean() && agrees);
        return node;
    }

    /** Never shorter on the wire by more than its share, nor longer by more and the wake-up. */
    private static boolean isClose(JsonNode told, JsonNode seen) {
        long slackMicros = told.asLong() * WIRE_PERCENT / 100;
        long moreMicros = seen.asLong() - told.asLong();
        return moreMicros >= -slackMicros && moreMicros <= slackMicros + WAKE_UP_MICROS;
    }

    private boolean isGood(ObjectNode node) {
        return node.get("outcome").asString().equals("COMPLETED")
                && node.get("messages").asLong() >= messages
                && (!node.get("p99Judged").asBoolean()
                        || node.get("p99Micros").asLong() < P99_LIMIT_MICROS)
                && node.get("firstMicros").asLong() < FIRST_LIMIT_MICROS;
    }

    private static double percent(JsonNode part, long whole) {
        return whole == 0 ? 0 : Math.floor(part.asLong() * 10_000.0 / whole) / 100;
    }

    /** One line for people on what the wire saw, empty where nobody listened. */
    static String wireLine(ObjectNode judged) {
        return judged.has("wireMessages")
                ? String.format(
                        Locale.ROOT,
                        "    on the wire   %6d answers: p50 %4d us, p99 %5d us, max %6d us%s",
                        judged.get("wireMessages").asLong(),
                        judged.get("wireP50Micros").asLong(),
                        judged.get("wireP99Micros").asLong(),
                        judged.get("wireMaxMicros").asLong(),
                        judged.get("wireAgrees").asBoolean() ? "" : "  DOES NOT AGREE")
                : "";
    }

    /** One line for people. */
    static String line(ObjectNode judged) {
        return String.format(
                Locale.ROOT,
                "%-13s %-15s %-6s %-9s %6d answers: p50 %4d us, p99 %5d us, max %6d us, first %5d"
                        + " us; %.2f %% < 0.5 ms, %.2f %% < 5 ms%s%s",
                judged.get("protocol").asString(),
                judged.get("service").asString(),
                judged.get("security").asString(),
                judged.get("pace").asString(),
                judged.get("messages").asLong(),
                judged.get("p50Micros").asLong(),
                judged.get("p99Micros").asLong(),
                judged.get("maxMicros").asLong(),
                judged.get("firstMicros").asLong(),
                judged.get("within500MicrosPercent").asDouble(),
                judged.get("within5MillisPercent").asDouble(),
                judged.get("p99Judged").asBoolean() ? "" : " (too few to judge p99)",
                judged.get("good").asBoolean()
                        ? ""
                        : "  NOT GOOD (" + judged.get("outcome").asString() + ")");
    }
}
