package org.ebbflow.controller.panel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.settings.Week;
import org.ebbflow.controller.settings.Week.Departure;
import org.ebbflow.controller.settings.Week.Slot;
import org.ebbflow.controller.settings.Week.What;
import tools.jackson.databind.JsonNode;

/**
 * A week as the page sends it: {@code {"slots": [{"days", "fromMinute", "toMinute", "what",
 * "powerW"}], "departures": [{"days", "minute", "targetDeciPercent"}]}}.
 */
final class WeekTree {

    private WeekTree() {}

    /** Empty when a part is missing or of the wrong kind; whether it makes sense is not judged. */
    static Optional<Week> read(JsonNode tree) {
        if (!tree.isObject()
                || !tree.path("slots").isArray()
                || !tree.path("departures").isArray()) {
            return Optional.empty();
        }
        List<Slot> slots = new ArrayList<>();
        for (JsonNode node : tree.path("slots")) {
            Optional<Slot> slot = slot(node);
            if (slot.isEmpty()) {
                return Optional.empty();
            }
            slots.add(slot.get());
        }
        List<Departure> departures = new ArrayList<>();
        for (JsonNode node : tree.path("departures")) {
            if (!areInts(node, "days", "minute", "targetDeciPercent")) {
                return Optional.empty();
            }
            departures.add(
                    new Departure(
                            node.path("days").intValue(),
                            node.path("minute").intValue(),
                            node.path("targetDeciPercent").intValue()));
        }
        return Optional.of(new Week(slots, departures));
    }

    private static Optional<Slot> slot(JsonNode node) {
        if (!areInts(node, "days", "fromMinute", "toMinute")
                || !node.path("what").isString()
                || (node.has("powerW") && !node.path("powerW").isInt())) {
            return Optional.empty();
        }
        for (What what : What.values()) {
            if (what.name().equals(node.path("what").stringValue())) {
                return Optional.of(
                        new Slot(
                                node.path("days").intValue(),
                                node.path("fromMinute").intValue(),
                                node.path("toMinute").intValue(),
                                what,
                                node.has("powerW") ? node.path("powerW").intValue() : 0));
            }
        }
        return Optional.empty();
    }

    private static boolean areInts(JsonNode node, String... keys) {
        for (String key : keys) {
            if (!node.path(key).isInt()) {
                return false;
            }
        }
        return true;
    }
}
