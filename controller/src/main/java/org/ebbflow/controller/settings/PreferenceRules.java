package org.ebbflow.controller.settings;

import java.util.List;
import java.util.Optional;

/** What the owner's preferences must fulfil before they may be stored. */
public final class PreferenceRules {

    /** Languages the panel speaks. */
    public static final List<String> LANGUAGES = List.of("en", "de");

    private static final int FULL_DECI_PERCENT = 1_000;
    private static final int MAX_W = 400_000;

    private PreferenceRules() {}

    /** One sentence that says what is wrong; empty when all is well. */
    public static Optional<String> problem(Preferences p) {
        if (outside(p.drivingReserveDeciPercent())) {
            return Optional.of("The reserve for driving must be between 0 and 100 %.");
        }
        if (outside(p.outageReserveDeciPercent())) {
            return Optional.of("The reserve for an outage must be between 0 and 100 %.");
        }
        if (p.maxSocDeciPercent() < 100 || p.maxSocDeciPercent() > FULL_DECI_PERCENT) {
            return Optional.of("The charge limit must be between 10 and 100 %.");
        }
        if (p.drivingReserveDeciPercent() > p.maxSocDeciPercent()) {
            return Optional.of(
                    "The reserve for driving must not be above the charge limit; raise the limit"
                            + " first.");
        }
        if (!LANGUAGES.contains(p.language())) {
            return Optional.of("The language must be one of " + String.join(", ", LANGUAGES) + ".");
        }
        return problem(p.week());
    }

    private static Optional<String> problem(Week week) {
        if (week.slots().size() > Week.MAX_SLOTS
                || week.departures().size() > Week.MAX_DEPARTURES) {
            return Optional.of(
                    "A week holds at most "
                            + Week.MAX_SLOTS
                            + " time slots and "
                            + Week.MAX_DEPARTURES
                            + " departures.");
        }
        for (Week.Slot slot : week.slots()) {
            if (badDays(slot.days())
                    || badMinute(slot.fromMinute())
                    || badMinute(slot.toMinute())) {
                return Optional.of("A time slot needs a day and times between 00:00 and 23:59.");
            }
            boolean export = slot.what() == Week.What.EXPORT;
            if (export ? slot.powerW() < 1 || slot.powerW() > MAX_W : slot.powerW() != 0) {
                return Optional.of(
                        "A slot that exports needs a power from 1 to 400000 W; no other slot has"
                                + " one.");
            }
        }
        for (Week.Departure departure : week.departures()) {
            if (badDays(departure.days())
                    || badMinute(departure.minute())
                    || outside(departure.targetDeciPercent())) {
                return Optional.of(
                        "A departure needs a day, a time between 00:00 and 23:59 and a charge"
                                + " between 0 and 100 %.");
            }
        }
        return week.overlaps()
                ? Optional.of("Two time slots overlap; shorten one of them.")
                : Optional.empty();
    }

    private static boolean badDays(int days) {
        return days < 1 || days > Week.EVERY_DAY;
    }

    private static boolean badMinute(int minute) {
        return minute < 0 || minute >= Week.DAY_MINUTES;
    }

    private static boolean outside(int deciPercent) {
        return deciPercent < 0 || deciPercent > FULL_DECI_PERCENT;
    }
}
