package org.ebbflow.tools.commission;

import java.util.LinkedHashMap;
import java.util.Map;

/** The installer's answers by key, in the order they were given. */
final class Answers {
    private final Map<String, String> given = new LinkedHashMap<>();

    void put(String key, String value) {
        given.put(key, value);
    }

    boolean has(String key) {
        return given.containsKey(key);
    }

    /** The answer, empty when the question did not apply. */
    String text(String key) {
        return given.getOrDefault(key, "");
    }

    boolean yes(String key) {
        return text(key).equals("yes");
    }

    int integer(String key) {
        return Integer.parseInt(text(key));
    }
}
