package org.ebbflow.hal.board;

import org.ebbflow.hal.BackupGear;
import org.ebbflow.hal.BoardRatings;

/** The backup switch gear of a board file; what is not declared is refused, not assumed. */
final class BackupReader {

    private BackupReader() {}

    static BackupGear gear(TomlSection at, BoardRatings ratings, SafetyConfig safety) {
        if (ratings.output() != BoardRatings.Output.DC) {
            throw at.refuse(
                    "neutral",
                    "belongs to a board whose own stage forms the grid; remove [backup] here");
        }
        if (!safety.switchGear()) {
            throw at.refuse("neutral", "needs switch-gear = true in [safety-board]");
        }
        BackupGear gear =
                new BackupGear(
                        at.choice(
                                "neutral",
                                BackupGear.Neutral.class,
                                "what makes the island's neutral"),
                        at.integer("switch-ms", 10, 5_000, "command to proved end of any switch"),
                        at.integer("form-ms", 100, 30_000, "stage command to a good island"),
                        1_000
                                * at.integer(
                                        "hold-up-s",
                                        1,
                                        86_400,
                                        "controller, safety board and stage control without mains"),
                        at.integerOr(
                                "loss-ms",
                                1_000,
                                200,
                                1_900,
                                "a shorter loss of the grid is flicker"),
                        at.flagOr(
                                "black-start",
                                false,
                                "the stage raises its DC output without mains, for a car that is"
                                        + " plugged but not in its transfer"));
        if (gear.holdUpMs() < gear.gapMs()) {
            throw at.refuse(
                    "hold-up-s",
                    ("is %d s, but the house can be dark for %d ms before the car supplies it;"
                                    + " without supply for that time there is no backup")
                            .formatted(gear.holdUpMs() / 1_000, gear.gapMs()));
        }
        return gear;
    }

    static DeviceConfig.Polarity polarity(TomlSection at) {
        String meaning = "its mirror contacts are wired the other way round";
        return new DeviceConfig.Polarity(
                at.flagOr("grid-switch-inverted", false, meaning),
                at.flagOr("bond-inverted", false, meaning),
                at.flagOr("house-feed-inverted", false, meaning),
                at.flagOr("sheddable-inverted", false, meaning));
    }
}
