package org.ebbflow.tools.demo;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON object of one finished session: what the product reported, judged by the simulators. */
final class SessionLine {

    private static final List<String> KEYS =
            List.of(
                    "protocol",
                    "service",
                    "security",
                    "outcome",
                    "chargedWh",
                    "dischargedWh",
                    "maxChargeW",
                    "maxDischargeW",
                    "boundBy",
                    "secondsToFirstEnergy",
                    "loopMessages",
                    "answerP50Micros",
                    "answerP99Micros",
                    "safetyViolations");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SessionLine() {}

    /** Adds the violations that the witness saw; a missing key is a failure. */
    static JsonNode witnessed(JsonNode session, List<String> seen, List<String> also) {
        for (String key : KEYS) {
            if (!session.has(key)) {
                throw new DemoFailure("the session report has no key " + key + ": " + session);
            }
        }
        ObjectNode line = ((ObjectNode) session).deepCopy();
        int count = line.get("safetyViolations").asInt() + seen.size() + also.size();
        line.put("safetyViolations", count);
        if (count > 0) {
            line.set("violations", JSON.valueToTree(seen));
        }
        return line;
    }
}
