package org.ebbflow.controller.energy;

import java.util.List;

/**
 * What of other people's wishes outlasts a power cut: what was drawn and decided about events, and
 * the limits that hold until a source is heard again. Set points never do.
 */
public record Remembered(List<EventStatus> events, List<Directive.Fallback> fallbacks) {

    public static final Remembered NOTHING = new Remembered(List.of(), List.of());

    public Remembered {
        events = List.copyOf(events);
        fallbacks = List.copyOf(fallbacks);
    }
}
