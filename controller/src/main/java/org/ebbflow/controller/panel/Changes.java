package org.ebbflow.controller.panel;

import java.util.Optional;
import org.ebbflow.controller.settings.PreferenceRules;
import org.ebbflow.controller.settings.Preferences;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A part of the preferences as the page sends it, laid over those in force. */
final class Changes {

    private Changes() {}

    /** New preferences, or one sentence that says what is wrong. */
    sealed interface Result {
        record Changed(Preferences preferences) implements Result {}

        record Wrong(String sentence) implements Result {}
    }

    static Result apply(Preferences now, ObjectNode change) {
        Preferences next = now;
        for (String key : change.propertyNames()) {
            Optional<Preferences> changed = apply(next, key, change.get(key));
            if (changed.isEmpty()) {
                return new Result.Wrong(
                        "\"" + key + "\" is not a preference or its value is of the wrong kind.");
            }
            next = changed.get();
        }
        Preferences result = next;
        return PreferenceRules.problem(result)
                .<Result>map(Result.Wrong::new)
                .orElseGet(() -> new Result.Changed(result));
    }

    private static Optional<Preferences> apply(Preferences p, String key, JsonNode value) {
        int driving = p.drivingReserveDeciPercent();
        int outage = p.outageReserveDeciPercent();
        int max = p.maxSocDeciPercent();
        return switch (key) {
            case "mode" -> mode(value).map(p::with);
            case "dischargeConsent" ->
                    value.isBoolean()
                            ? Optional.of(p.withConsent(value.booleanValue()))
                            : Optional.empty();
            case "drivingReserveDeciPercent" -> number(value).map(n -> p.withSocs(n, outage, max));
            case "outageReserveDeciPercent" -> number(value).map(n -> p.withSocs(driving, n, max));
            case "maxSocDeciPercent" -> number(value).map(n -> p.withSocs(driving, outage, n));
            case "language" ->
                    value.isString()
                            ? Optional.of(p.withLanguage(value.stringValue()))
                            : Optional.empty();
            case "week" -> WeekTree.read(value).map(p::with);
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> number(JsonNode value) {
        return value.isInt() ? Optional.of(value.intValue()) : Optional.empty();
    }

    private static Optional<Preferences.Mode> mode(JsonNode value) {
        for (Preferences.Mode mode : Preferences.Mode.values()) {
            if (value.isString() && mode.name().equals(value.stringValue())) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
