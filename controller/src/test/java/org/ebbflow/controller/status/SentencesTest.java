package org.ebbflow.controller.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.ebbflow.controller.energy.EventStatus;
import org.ebbflow.controller.energy.EventStatus.Stage;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.GridEvent;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Readiness;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.settings.PreferenceRules;
import org.junit.jupiter.api.Test;

final class SentencesTest {

    @Test
    void everyReasonFaultSourceAndStateHasAFullSentenceInEveryLanguage() {
        for (String language : PreferenceRules.LANGUAGES) {
            Sentences words = Sentences.in(language);
            List<String> sentences = new ArrayList<>();
            for (Reason reason : Reason.values()) {
                sentences.add(words.reason(reason));
            }
            for (FaultCode code : FaultCode.values()) {
                sentences.add(words.fault(code));
                sentences.add(words.remedy(code));
                sentences.add(words.installer(code));
            }
            for (String sentence : sentences) {
                assertTrue(sentence.endsWith("."), language + ": " + sentence);
                assertTrue(sentence.contains(" "), language + ": " + sentence);
            }
            for (Source source : Source.values()) {
                assertFalse(words.source(source).startsWith("source."), source.name());
            }
        }
    }

    private static EventStatus event(GridEvent.Ask ask, Stage stage, Reason why) {
        GridEvent.Timing hour = new GridEvent.Timing(0, 3_600, 0);
        GridEvent event = new GridEvent(Source.OPENADR, "e", 0, false, hour, ask);
        return new EventStatus(event, 0, 0, stage, false, true, 0, why);
    }

    private static final int OPEN = Integer.MAX_VALUE;

    /** Everything an event can ask, and every stage with every word on it. */
    @Test
    void everyEventIsToldInEveryLanguageWithoutGapsOrNumbersNobodyGave() {
        List<GridEvent.Ask> asks =
                List.of(
                        new GridEvent.Ask.Power(-5_000),
                        new GridEvent.Ask.Power(5_000),
                        new GridEvent.Ask.Power(0),
                        new GridEvent.Ask.Cap(new Interval(-1_000, 4_200), true),
                        new GridEvent.Ask.Cap(new Interval(-OPEN, 4_200), true),
                        new GridEvent.Ask.Cap(new Interval(-1_000, OPEN), false),
                        new GridEvent.Ask.Cap(new Interval(-OPEN, OPEN), false),
                        new GridEvent.Ask.Keep(800));
        for (String language : PreferenceRules.LANGUAGES) {
            Sentences words = Sentences.in(language);
            TreeSet<String> told = new TreeSet<>();
            for (GridEvent.Ask ask : asks) {
                String text = words.ask(event(ask, Stage.RUNNING, Reason.NONE).event());
                assertPlain(text, language);
                assertFalse(text.contains("2147"), text);
                told.add(text);
            }
            assertEquals(asks.size(), told.size(), told.toString());
            for (Stage stage : Stage.values()) {
                EventStatus e = event(asks.getFirst(), stage, Reason.NONE);
                told.clear();
                told.add(words.stage(e));
                told.add(words.stage(e.declined(true)));
                told.add(words.stage(event(asks.getFirst(), stage, Reason.SOURCE_SILENT)));
                told.forEach(text -> assertPlain(text, language));
                assertEquals(e.isOpen() ? 3 : 2, told.size(), told.toString());
            }
            EventStatus old = event(asks.getFirst(), Stage.ANNOUNCED, Reason.NONE).unconfirmed();
            assertPlain(words.stage(old), language);
        }
    }

    @Test
    void everyStateOfReadinessAndEveryUnavailableModeHasItsSentence() {
        for (String language : PreferenceRules.LANGUAGES) {
            Sentences words = Sentences.in(language);
            TreeSet<String> told = new TreeSet<>();
            for (int lateS : List.of(0, 600, -1)) {
                Readiness ready = new Readiness(0, 800, lateS < 0 ? -1 : 750, lateS, true);
                String sentence = words.readiness(ready);
                assertPlain(sentence, language);
                assertTrue(sentence.endsWith("."), sentence);
                assertFalse(lateS < 0 && sentence.contains("%"), "invented: " + sentence);
                told.add(sentence);
            }
            assertEquals(3, told.size());
            for (Reason why : Reason.values()) {
                String sentence = words.unavailable(why);
                assertEquals(why == Reason.NONE, sentence.isEmpty(), why.name());
                assertPlain(sentence, language);
            }
        }
    }

    /** No key that was not found, no gap that was not filled. */
    private static void assertPlain(String text, String language) {
        assertFalse(text.matches("[a-z]+\\.[a-zA-Z.]+.*"), language + ": " + text);
        assertFalse(text.contains("{") || text.contains("event."), language + ": " + text);
    }

    @Test
    void languagesDiffer() {
        assertEquals("No car is plugged in.", Sentences.in("en").reason(Reason.NO_CAR));
        assertEquals("Kein Auto ist angesteckt.", Sentences.in("de").reason(Reason.NO_CAR));
        assertEquals("No car is plugged in.", Sentences.in("xx").reason(Reason.NO_CAR));
    }

    @Test
    void numbersAreNeverUsedTwice() {
        TreeSet<Integer> numbers = new TreeSet<>();
        for (Reason reason : Reason.values()) {
            assertTrue(numbers.add(reason.number()), reason.name());
        }
        numbers.clear();
        for (FaultCode code : FaultCode.values()) {
            assertTrue(numbers.add(code.number()), code.name());
        }
        numbers.clear();
        for (StationState state : StationState.values()) {
            assertTrue(numbers.add(state.number()), state.name());
        }
    }
}
