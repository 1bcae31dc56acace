package org.ebbflow.controller.cycle;

import java.util.ArrayList;
import java.util.List;
import org.ebbflow.controller.safety.Permit;
import org.ebbflow.controller.vehicle.SessionStep.Outgoing;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;

/**
 * What the session steps of one cycle came to.
 *
 * @param permits the permit of the last step, as the only element; empty before the first
 * @param answers what each accepted step wants to send, in order
 */
record Turn(List<Permit> permits, List<Answer> answers) {

    static final Turn EMPTY = new Turn(List.of(), List.of());

    Turn(Permit permit, List<Answer> answers) {
        this(List.of(permit), answers);
    }

    /** The permit that counts. */
    Permit permit() {
        return permits.getLast();
    }

    /** This turn followed by the next step of the same cycle. */
    Turn then(Turn next) {
        if (answers.isEmpty()) {
            return next;
        }
        List<Answer> all = new ArrayList<>(answers);
        all.addAll(next.answers());
        return new Turn(next.permits(), all);
    }

    /** Everything for the car's wire, in order. */
    List<Outgoing> sent() {
        return answers.size() == 1
                ? answers.getFirst().toSend()
                : answers.stream().flatMap(answer -> answer.toSend().stream()).toList();
    }

    /** All events in order. */
    List<SessionEvent> events() {
        if (answers.size() == 1) {
            return answers.getFirst().events();
        }
        return answers.stream().flatMap(answer -> answer.events().stream()).toList();
    }

    /**
     * @param arrivedNs when the last byte before this step was read
     */
    record Answer(List<Outgoing> toSend, List<SessionEvent> events, long arrivedNs) {

        /** Names of the messages this step answered, in order. */
        List<String> answeredNames() {
            return events.isEmpty()
                    ? List.of()
                    : events.stream()
                            .filter(SessionEvent.Answered.class::isInstance)
                            .map(event -> ((SessionEvent.Answered) event).name())
                            .toList();
        }
    }
}
