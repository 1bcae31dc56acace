package org.ebbflow.controller.cycle;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ebbflow.controller.status.Snapshot.AnswerTimes;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;

/**
 * Measures how long the car waits for each answer of a session: last byte read to last byte
 * written.
 */
final class AnswerClock {

    /** Answers under way whose writing was not reported yet; older ones are given up. */
    private static final int MAX_UNDER_WAY = 128;

    /** Message names come from our own decoder; the bound is a second lock on the door. */
    private static final int MAX_NAMES = 128;

    private final Map<Long, UnderWay> underWay = new LinkedHashMap<>();
    private final Map<String, Histogram> times = new TreeMap<>();
    private final Map<String, AnswerTimes> figures = new TreeMap<>();
    private long lastTicket;
    private List<AnswerTimes> published = List.of();
    private boolean changed;

    /** A number for an answer that is not measured. */
    long ticket() {
        return ++lastTicket;
    }

    /** A number for the answer to the named message. */
    long ticketFor(String message, long arrivedNs) {
        long ticket = ticket();
        underWay.put(ticket, new UnderWay(message, arrivedNs));
        if (underWay.size() > MAX_UNDER_WAY) {
            Iterator<Long> oldest = underWay.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return ticket;
    }

    /** A session that begins has figures of its own. */
    void observe(SessionEvent event) {
        if (event instanceof SessionEvent.Started) {
            times.clear();
            figures.clear();
            changed = true;
        }
    }

    void written(long ticket, long writtenNs) {
        UnderWay answer = underWay.remove(ticket);
        if (answer == null || !times.containsKey(answer.message()) && times.size() >= MAX_NAMES) {
            return;
        }
        Histogram histogram = times.computeIfAbsent(answer.message(), name -> new Histogram());
        histogram.add(writtenNs - answer.arrivedNs());
        figures.put(answer.message(), figure(answer.message(), histogram));
        changed = true;
    }

    /** All figures, by message name. */
    List<AnswerTimes> figures() {
        if (changed) {
            published = List.copyOf(figures.values());
            changed = false;
        }
        return published;
    }

    private static AnswerTimes figure(String name, Histogram histogram) {
        return new AnswerTimes(
                name,
                histogram.count(),
                histogram.quantileNs(500) / 1000,
                histogram.quantileNs(990) / 1000,
                histogram.maxNs() / 1000,
                histogram.firstNs() / 1000,
                histogram.within500Micros(),
                histogram.within5Millis());
    }

    private record UnderWay(String message, long arrivedNs) {}
}
