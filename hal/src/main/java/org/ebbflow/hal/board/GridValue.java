package org.ebbflow.hal.board;

import java.util.List;
import java.util.OptionalInt;

/**
 * One value of a grid profile with where it comes from.
 *
 * @param key group and key, e.g. {@code enter-service.delay-s}; the unit is its suffix
 * @param value empty where an installer must fill it; 0 and 1 for no and yes
 * @param flag whether it is a yes or no
 * @param sources what it was taken from, in words; empty where nobody has given it yet
 * @param verified two independent public sources, or the public text of the rule, say the same
 * @param signed an installer has written and signed it in the site file
 * @param meaning one phrase; where it must be filled, what to ask for
 */
public record GridValue(
        String key,
        OptionalInt value,
        boolean flag,
        List<String> sources,
        boolean verified,
        boolean signed,
        String meaning) {

    /** Whether export may rest on it. */
    public boolean isCertain() {
        return value.isPresent() && (verified || signed);
    }

    /** The value as it is written in a file; empty where it is missing. */
    public String text() {
        if (value.isEmpty()) {
            return "";
        }
        int number = value.getAsInt();
        return flag ? String.valueOf(number == 1) : String.valueOf(number);
    }

    /** Its unit in words, empty for a yes or no. */
    public String unit() {
        return Spelling.unit(key);
    }
}
