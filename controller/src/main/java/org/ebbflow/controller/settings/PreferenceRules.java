package org.ebbflow.controller.settings;

import java.util.List;
import java.util.Optional;

/** What the owner's preferences must fulfil before they may be stored. */
public final class PreferenceRules {

    /** Languages the panel speaks. */
    public static final List<String> LANGUAGES = List.of("en", "de");

    private static final int FULL_DECI_PERCENT = 1_000;

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
        return Optional.empty();
    }

    private static boolean outside(int deciPercent) {
        return deciPercent < 0 || deciPercent > FULL_DECI_PERCENT;
    }
}
