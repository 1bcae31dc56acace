package org.ebbflow.tools.sim.world;

import java.util.PriorityQueue;

/** What happens next in virtual time: ordered by deadline, then by order of entry. */
final class EventQueue {

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long lastId;

    void at(long dueNs, Runnable action) {
        events.add(new Event(dueNs, lastId++, action));
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    Event take() {
        return events.remove();
    }

    long nextNs() {
        return events.element().dueNs();
    }

    record Event(long dueNs, long id, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(dueNs, other.dueNs);
            return byTime != 0 ? byTime : Long.compare(id, other.id);
        }
    }
}
