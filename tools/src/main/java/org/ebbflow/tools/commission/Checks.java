package org.ebbflow.tools.commission;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What makes an answer usable; each says in one sentence what to write instead. */
final class Checks {
    private Checks() {}

    static Function<String, Optional<String>> oneOf(List<String> words) {
        return given ->
                words.contains(given)
                        ? Optional.empty()
                        : Optional.of("Please answer one of: " + String.join(", ", words) + ".");
    }

    static Function<String, Optional<String>> wholeNumber(int min, int max, String unit) {
        String sentence =
                "Please write a whole number of " + unit + ", " + min + " to " + max + ".";
        return given -> {
            if (!given.matches("[0-9]{1,6}")) {
                return Optional.of(sentence);
            }
            int number = Integer.parseInt(given);
            return number < min || number > max ? Optional.of(sentence) : Optional.empty();
        };
    }

    static Optional<String> country(String given) {
        return given.matches("[A-Z]{2}")
                ? Optional.empty()
                : Optional.of("Please write two capital letters, for example US or DE.");
    }

    static Optional<String> zone(String given) {
        try {
            return ZoneId.of(given).getId().isEmpty() ? Optional.of(given) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.of("Please write region and city, for example America/Chicago.");
        }
    }

    static Optional<String> date(String given) {
        try {
            return LocalDate.parse(given).getYear() < 2000
                    ? Optional.of("Please write the date of the permission.")
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.of("Please write year, month and day as 2026-05-31.");
        }
    }

    /** Text for one line of a TOML file. */
    static Optional<String> line(String given) {
        boolean plain = given.chars().noneMatch(c -> c == '"' || c == '\\' || c < ' ');
        return plain && given.length() <= 60
                ? Optional.empty()
                : Optional.of("Please write at most 60 letters without quotes or backslashes.");
    }

    static Optional<String> anything(String given) {
        return given.isBlank() ? Optional.of("Please write something.") : line(given);
    }
}
