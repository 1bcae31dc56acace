package org.ebbflow.controller.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.ebbflow.controller.energy.FaultCode;
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
