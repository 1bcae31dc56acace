package org.ebbflow.hal.board;

import java.util.Collection;
import java.util.Optional;

/** Nearest known word for a mistyped one, and the unit in a key's suffix. */
final class Spelling {
    private static final String[][] UNITS = {
        {"-ms", "ms"},
        {"-us", "us"},
        {"-s", "s"},
        {"-h", "h"},
        {"-min", "min"},
        {"-mw", "mW"},
        {"-w", "W"},
        {"-kw", "kW"},
        {"-wh", "Wh"},
        {"-kwh", "kWh"},
        {"-a", "A"},
        {"-ma", "mA"},
        {"-v", "V"},
        {"-mv", "mV"},
        {"-hz", "Hz"},
        {"-millihz", "mHz"},
        {"-percent", "%"},
        {"-deci-percent", "0.1 %"},
        {"-per-mille", "0.1 %"},
        {"-deci-c", "0.1 C"},
        {"-c", "C"},
        {"-ohm", "ohm"},
        {"-kohm", "kilo-ohm"},
        {"-baud", "baud"},
        {"-mm2", "mm2"},
        {"-m", "m"},
        {"-w-per-s", "W/s"},
    };

    private Spelling() {}

    /** The word of {@code known} that is nearest to {@code word}, if one is near. */
    static Optional<String> closest(String word, Collection<String> known) {
        int best = Math.max(2, word.length() / 4) + 1;
        String nearest = "";
        for (String candidate : known) {
            int distance = distance(word, candidate);
            if (distance < best) {
                best = distance;
                nearest = candidate;
            }
        }
        return nearest.isEmpty() ? Optional.empty() : Optional.of(nearest);
    }

    /** Unit of a key by its longest suffix, empty where it has none. */
    static String unit(String key) {
        String unit = "";
        int length = 0;
        for (String[] pair : UNITS) {
            if (key.endsWith(pair[0]) && pair[0].length() > length) {
                unit = pair[1];
                length = pair[0].length();
            }
        }
        return unit;
    }

    /** " (in W)" or nothing. */
    static String unitPhrase(String key) {
        String unit = unit(key);
        return unit.isEmpty() ? "" : " (in " + unit + ")";
    }

    /** Edits (insert, delete, replace) from one word to the other. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
