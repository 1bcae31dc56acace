package org.ebbflow.hal.board;

import org.ebbflow.hal.BackupGear;
import org.ebbflow.hal.BoardRatings;

/** The backup switch gear of a board file; what is not declared is refused, not assumed. */
final class BackupReader {

    private BackupReader() {}

    static BackupGear gear(TomlSection at, BoardRatings ratings, SafetyConfig safety) {
        boolean car = ratings.output() == BoardRatings.Output.AC;
        if (car) {
            requireProofs(at, ratings);
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
                        at.integer(
                                "form-ms",
                                100,
                                30_000,
                                "stage command, or closed contactors, to a good island"),
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
                        car
                                || at.flagOr(
                                        "black-start",
                                        false,
                                        "the stage raises its DC output without mains, for a car"
                                                + " that is plugged but not in its transfer"),
                        car
                                ? at.integer(
                                        "session-ms",
                                        1_000,
                                        60_000,
                                        "loss of the grid to a car that has chosen to form one")
                                : 0);
        if (gear.holdUpMs() < gear.gapMs()) {
            throw at.refuse(
                    "hold-up-s",
                    ("is %d s, but the house can be dark for %d ms before the car supplies it;"
                                    + " without supply for that time there is no backup")
                            .formatted(gear.holdUpMs() / 1_000, gear.gapMs()));
        }
        return gear;
    }

    /** The car's inverter is proved off, and its line measured. */
    private static void requireProofs(TomlSection at, BoardRatings ratings) {
        if (!ratings.inletMeasured()) {
            throw at.refuse(
                    "neutral",
                    "on an AC board needs inlet-measured = true in [safety-board]: the car's"
                            + " inverter must be proved off behind open contactors");
        }
        if (!ratings.protection().stationMeter()) {
            throw at.refuse(
                    "neutral",
                    "on an AC board needs a [[meter]] with role = \"station\": the line that the car"
                            + " forms is measured there");
        }
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
