package org.ebbflow.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.ebbflow.iso15118.evcc.EvccPlan.Protocol;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class AnswerRunTest {

    private static final AnswerRun RUN =
            new AnswerRun(Protocol.ISO_15118_20, AnswerRun.Pace.FLAT_OUT, 2_000);

    @Test
    void isGoodBelowFiveMillisecondsAndNotAtFive() {
        assertTrue(good(2_000, 4_999, 24_999));
        assertFalse(good(2_000, 5_000, 24_999));
    }

    @Test
    void isNotGoodWhenTheFirstAnswerTookTwentyFiveMilliseconds() {
        assertFalse(good(2_000, 4_999, 25_000));
    }

    @Test
    void isNotGoodWhenTheSessionEndedBeforeItsLastMessage() {
        assertFalse(good(1_999, 100, 100));
    }

    @Test
    void sharesAreOfThisSessionsMessagesAndNeverRoundedUp() {
        ObjectNode judged = RUN.judged(session(2_000, 4_999, 100));
        assertEquals(99.9, judged.get("within500MicrosPercent").asDouble());
        assertEquals(99.95, judged.get("within5MillisPercent").asDouble());
    }

    @Test
    void theWireAgreesToTenPercentLessAndTenPercentAndTheWakeUpMore() {
        assertTrue(agrees(180));
        assertFalse(agrees(179));
        assertTrue(agrees(220 + AnswerRun.WAKE_UP_MICROS));
        assertFalse(agrees(221 + AnswerRun.WAKE_UP_MICROS));
    }

    @Test
    void aCaptureThatMissedAnAnswerDoesNotAgree() {
        ObjectNode own = RUN.judged(session(2_000, 400, 100));
        List<WireTimes.Exchange> few = Collections.nCopies(1_999, exchange(200));
        assertFalse(AnswerRun.beside(own, few).get("wireAgrees").asBoolean());
    }

    private static boolean agrees(int wireMicros) {
        ObjectNode own = RUN.judged(session(2_000, 400, 100));
        ObjectNode both = AnswerRun.beside(own, Collections.nCopies(2_000, exchange(wireMicros)));
        assertEquals(both.get("wireAgrees"), both.get("good"));
        return both.get("wireAgrees").asBoolean();
    }

    private static WireTimes.Exchange exchange(int micros) {
        return new WireTimes.Exchange(micros * 1_000L, micros * 1_000L);
    }

    private static boolean good(int messages, int p99Micros, int firstMicros) {
        return RUN.judged(session(messages, p99Micros, firstMicros)).get("good").asBoolean();
    }

    private static ObjectNode session(int messages, int p99Micros, int firstMicros) {
        ObjectNode node = JsonMapper.builder().build().createObjectNode();
        node.put("protocol", "ISO 15118-20");
        node.put("service", "DC_BPT dynamic");
        node.put("outcome", "COMPLETED");
        node.put("loopMessages", messages);
        node.put("answerP50Micros", 200);
        node.put("answerP99Micros", p99Micros);
        node.put("answerMaxMicros", 6_000);
        node.put("answerFirstMicros", firstMicros);
        node.put("answersWithin500Micros", messages - 2);
        node.put("answersWithin5Millis", messages - 1);
        return node;
    }
}
