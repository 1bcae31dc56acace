package org.ebbflow.tools.commission;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One plain question to the installer.
 *
 * @param key name of the answer, as in {@code --answer key=value}
 * @param text what is asked, with unit
 * @param otherwise the answer that Enter gives
 * @param applies whether the question makes sense after the answers so far
 * @param problem one sentence when an answer cannot be used
 */
record Question(
        String key,
        String text,
        Function<Answers, String> otherwise,
        Predicate<Answers> applies,
        Function<String, Optional<String>> problem) {

    static Question of(
            String key,
            String text,
            Function<Answers, String> otherwise,
            Function<String, Optional<String>> problem) {
        return new Question(key, text, otherwise, answers -> true, problem);
    }

    Question when(Predicate<Answers> condition) {
        return new Question(key, text, otherwise, condition, problem);
    }
}
