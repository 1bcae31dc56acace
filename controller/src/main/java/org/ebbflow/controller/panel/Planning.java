package org.ebbflow.controller.panel;

import java.util.Optional;
import org.ebbflow.controller.energy.EventStatus;
import org.ebbflow.controller.energy.Readiness;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.Preferences.Mode;
import org.ebbflow.controller.status.Modes;
import org.ebbflow.controller.status.Sentences;
import org.ebbflow.controller.status.Snapshot;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the page shows of modes, events and departures, sentences included. */
final class Planning {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Planning() {}

    /** Per mode the sentence why it cannot be had, empty when it can. */
    static ObjectNode modes(Snapshot snapshot, Installation site, Sentences words) {
        ObjectNode node = NODES.objectNode();
        boolean consent = snapshot.preferences().dischargeConsent();
        for (Mode mode : Mode.values()) {
            node.put(
                    mode.name(),
                    words.unavailable(Modes.whyNot(mode, site, snapshot.ratings(), consent)));
        }
        return node;
    }

    static ArrayNode events(Snapshot snapshot, Sentences words) {
        ArrayNode events = NODES.arrayNode();
        for (EventStatus e : snapshot.programs().events()) {
            ObjectNode node = NODES.objectNode();
            node.put("source", e.event().source().name());
            node.put("from", words.source(e.event().source()));
            node.put("id", e.event().id());
            node.put("ask", words.ask(e.event()));
            node.put("stage", e.stage().name());
            node.put("sentence", words.stage(e));
            node.put("open", e.isOpen());
            node.put("startMs", e.startMs());
            node.put("endMs", e.endMs());
            node.put("mayDecline", e.isOpen() && e.event().mayDecline());
            node.put("declined", e.declined());
            events.add(node);
        }
        return events;
    }

    static JsonNode readiness(Snapshot snapshot, Sentences words) {
        Optional<Readiness> ready = snapshot.offer().why().local().readiness();
        if (ready.isEmpty()) {
            return NODES.nullNode();
        }
        ObjectNode node = NODES.objectNode();
        node.put("sentence", words.readiness(ready.get()));
        node.put("atMs", ready.get().atMs());
        node.put("late", ready.get().lateS() > 0);
        node.put("catchingUp", ready.get().catchingUp());
        return node;
    }
}
