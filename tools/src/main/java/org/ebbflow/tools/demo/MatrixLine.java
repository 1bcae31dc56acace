package org.ebbflow.tools.demo;

import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What came out of one cell.
 *
 * @param cell the combination
 * @param verdict how it counts
 * @param why one sentence; empty when good
 * @param session what the product reported, where there was a session
 */
record MatrixLine(MatrixCell cell, Verdict verdict, String why, Optional<JsonNode> session) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** How a cell counts. */
    enum Verdict {
        GOOD,
        FAILED,
        /** The standard has no such combination. */
        IMPOSSIBLE,
        /** Our simulated car cannot do it yet. */
        NOT_AVAILABLE,
        /** The budget was over before. */
        NOT_RUN
    }

    static MatrixLine without(MatrixCell cell, Verdict verdict, String why) {
        return new MatrixLine(cell, verdict, why, Optional.empty());
    }

    /** Judges a finished session by what the product and the witness saw. */
    static MatrixLine of(MatrixCell cell, JsonNode session) {
        String why = complaint(cell, session);
        Verdict verdict = why.isEmpty() ? Verdict.GOOD : Verdict.FAILED;
        return new MatrixLine(cell, verdict, why, Optional.of(session));
    }

    private static String complaint(MatrixCell cell, JsonNode session) {
        if (!session.at("/outcome").asString("").equals("COMPLETED")) {
            return "the session ended with " + session.at("/outcome").asString("");
        }
        String service = session.at("/service").asString("");
        if (!(service + " ").startsWith(cell.service().name() + " ")) {
            return "the service was " + service;
        }
        String security = session.at("/security").asString("");
        if (!security.equals(cell.protection())) {
            return "the connection's protection was " + security + ", not " + cell.protection();
        }
        if (session.at("/chargedWh").asLong() <= 0) {
            return "nothing was charged";
        }
        if (cell.service().isBidirectional() && session.at("/dischargedWh").asLong() <= 0) {
            return "nothing was discharged";
        }
        return session.at("/safetyViolations").asInt() > 0
                ? "violations: " + session.at("/violations")
                : "";
    }

    /** One line for people. */
    String words() {
        String head = String.format(Locale.ROOT, "%-30s %-13s", cell.name(), verdict.name());
        if (session.isEmpty()) {
            return head + " " + why;
        }
        JsonNode s = session.get();
        return head
                + String.format(
                        Locale.ROOT,
                        " +%d Wh -%d Wh, energy after %.1f s, %d loop answers p50 %d us p99 %d us"
                                + " max %d us%s",
                        s.at("/chargedWh").asLong(),
                        s.at("/dischargedWh").asLong(),
                        s.at("/secondsToFirstEnergy").asDouble(),
                        s.at("/loopMessages").asLong(),
                        s.at("/answerP50Micros").asLong(),
                        s.at("/answerP99Micros").asLong(),
                        s.at("/answerMaxMicros").asLong(),
                        why.isEmpty() ? "" : "; " + why);
    }

    /** One object for machines. */
    ObjectNode json() {
        ObjectNode node = JSON.createObjectNode();
        node.put("cell", cell.name());
        node.put("protocol", cell.protocol().name());
        node.put("service", cell.service().name());
        node.put("security", cell.security().name());
        node.put("mode", cell.mode().name());
        node.put("verdict", verdict.name());
        node.put("why", why);
        session.ifPresent(s -> node.set("session", s));
        return node;
    }
}
