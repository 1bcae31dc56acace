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
        return switch (key) {
            case "mode" -> mode(value).map(m -> with(p, m, p.dischargeConsent()));
            case "dischargeConsent" ->
                    value.isBoolean()
                            ? Optional.of(with(p, p.mode(), value.booleanValue()))
                            : Optional.empty();
            case "drivingReserveDeciPercent" ->
                    number(value)
                            .map(
                                    n ->
                                            socs(
                                                    p,
                                                    n,
                                                    p.outageReserveDeciPercent(),
                                                    p.maxSocDeciPercent()));
            case "outageReserveDeciPercent" ->
                    number(value)
                            .map(
                                    n ->
                                            socs(
                                                    p,
                                                    p.drivingReserveDeciPercent(),
                                                    n,
                                                    p.maxSocDeciPercent()));
            case "maxSocDeciPercent" ->
                    number(value)
                            .map(
                                    n ->
                                            socs(
                                                    p,
                                                    p.drivingReserveDeciPercent(),
                                                    p.outageReserveDeciPercent(),
                                                    n));
            case "language" ->
                    value.isString()
                            ? Optional.of(language(p, value.stringValue()))
                            : Optional.empty();
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

    private static Preferences with(Preferences p, Preferences.Mode mode, boolean consent) {
        return new Preferences(
                mode,
                consent,
                p.drivingReserveDeciPercent(),
                p.outageReserveDeciPercent(),
                p.maxSocDeciPercent(),
                p.language());
    }

    private static Preferences socs(Preferences p, int driving, int outage, int max) {
        return new Preferences(p.mode(), p.dischargeConsent(), driving, outage, max, p.language());
    }

    private static Preferences language(Preferences p, String language) {
        return new Preferences(
                p.mode(),
                p.dischargeConsent(),
                p.drivingReserveDeciPercent(),
                p.outageReserveDeciPercent(),
                p.maxSocDeciPercent(),
                language);
    }
}
