package org.ebbflow.tools.commission;

import java.util.List;
import java.util.stream.Stream;

/** Everything a site file needs to know, in at most fifteen plain questions. */
final class Questions {
    static final List<String> YES_NO = List.of("yes", "no");
    static final List<String> SYSTEMS = List.of("single-phase", "split-phase", "three-phase");

    private Questions() {}

    /** The questions in the order they are asked. */
    static List<Question> all(List<String> boards) {
        return Stream.concat(copper(boards).stream(), papers().stream()).toList();
    }

    private static List<Question> copper(List<String> boards) {
        return List.of(
                Question.of("name", "What is this place called?", a -> "House", Checks::anything),
                Question.of("country", "Country (two letters)?", a -> "US", Checks::country),
                Question.of(
                        "board",
                        "Which board is installed (" + String.join(", ", boards) + ", or a file)?",
                        a -> boards.isEmpty() ? "" : boards.getFirst(),
                        Checks::anything),
                Question.of(
                        "system",
                        "Conductors at the main fuse: single-phase, split-phase (US 120/240 V) or"
                                + " three-phase?",
                        a -> a.text("country").equals("US") ? "split-phase" : "three-phase",
                        Checks.oneOf(SYSTEMS)),
                Question.of(
                        "main-fuse-a",
                        "Main fuse or main breaker of the house, A per conductor?",
                        a -> a.text("country").equals("US") ? "200" : "35",
                        Checks.wholeNumber(10, 1_000, "amperes")),
                Question.of(
                        "breaker-a",
                        "Breaker that feeds the station, A?",
                        a -> a.text("country").equals("US") ? "60" : "16",
                        Checks.wholeNumber(6, 500, "amperes")),
                Question.of(
                        "cable-a",
                        "What the cable to the station carries continuously, A?",
                        a -> a.text("breaker-a"),
                        Checks.wholeNumber(6, 500, "amperes")));
    }

    private static List<Question> papers() {
        return List.of(
                Question.of(
                        "grid-meter",
                        "Is a meter at the main fuse connected to the station (yes/no)?",
                        a -> "yes",
                        Checks.oneOf(YES_NO)),
                Question.of(
                                "safe-import-w",
                                "If that meter falls silent: how much may the car still charge, W?",
                                a -> "1400",
                                Checks.wholeNumber(0, 400_000, "watts"))
                        .when(a -> a.yes("grid-meter")),
                Question.of(
                        "backup-switch",
                        "Is a backup (transfer) switch fitted and wired to the board (yes/no)?",
                        a -> "no",
                        Checks.oneOf(YES_NO)),
                Question.of(
                        "export-w",
                        "Permission to feed into the grid: how many W (0 without a permission)?",
                        a -> "0",
                        Checks.wholeNumber(0, 400_000, "watts")),
                Question.of(
                                "permit-number",
                                "Number of that permission?",
                                a -> "",
                                Checks::anything)
                        .when(a -> !a.text("export-w").equals("0")),
                Question.of(
                                "permit-date",
                                "Date of that permission (2026-05-31)?",
                                a -> "",
                                Checks::date)
                        .when(a -> !a.text("export-w").equals("0")),
                Question.of(
                        "time-zone",
                        "Time zone?",
                        a -> a.text("country").equals("US") ? "America/Chicago" : "Europe/Berlin",
                        Checks::zone),
                Question.of(
                        "phone",
                        "Your phone number, for the owner when something is wrong?",
                        a -> "",
                        Checks::line));
    }
}
