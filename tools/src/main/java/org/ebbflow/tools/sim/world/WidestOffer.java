package org.ebbflow.tools.sim.world;

import java.util.ArrayDeque;
import java.util.Deque;

/** The largest value of a sliding window of time, in constant time per cycle. */
final class WidestOffer {

    private record Entry(long nowNs, int value) {}

    private final Deque<Entry> falling = new ArrayDeque<>();
    private final long windowNs;

    WidestOffer(long windowNs) {
        this.windowNs = windowNs;
    }

    /** Takes the value of this instant. @return the largest of the window */
    int add(long nowNs, int value) {
        while (!falling.isEmpty() && falling.getLast().value() <= value) {
            falling.removeLast();
        }
        falling.addLast(new Entry(nowNs, value));
        while (nowNs - falling.getFirst().nowNs() > windowNs) {
            falling.removeFirst();
        }
        return falling.getFirst().value();
    }
}
