package org.ebbflow.controller.vehicle.chademo;

import org.ebbflow.hal.Tick;

/**
 * The station's side of the bus: which connection, and when the next burst is due.
 *
 * @param connection number of the CAN connection, -1 before anything was heard
 * @param up the adapter is there
 * @param nextNs monotonic instant of the next burst, -1 while the station keeps silent
 */
record Wire(long connection, boolean up, long nextNs) {

    private static final long MS = 1_000_000L;
    private static final long PERIOD_NS = 100 * MS;

    /** The car is heard first; recorded stations answer after 65 to 146 ms. */
    private static final long FIRST_ANSWER_NS = 60 * MS;

    static final Wire UNKNOWN = new Wire(-1, true, -1);

    Wire on(long number) {
        return new Wire(number, true, number == connection ? nextNs : -1);
    }

    Wire gone(long number) {
        return number == connection || connection < 0 ? new Wire(number, false, -1) : this;
    }

    boolean isDue(Tick tick) {
        return up && connection >= 0 && nextNs >= 0 && tick.isPast(nextNs);
    }

    /** After the car was heard the first bursts is planned; after silence nothing is. */
    Wire speaking(boolean may, Tick tick) {
        if (!may) {
            return new Wire(connection, up, -1);
        }
        return nextNs >= 0 ? this : new Wire(connection, up, tick.after(FIRST_ANSWER_NS));
    }

    /** After a burst: the grid of 100 ms stays where it is, unless a whole period was missed. */
    Wire sent(Tick tick) {
        long next = nextNs + PERIOD_NS;
        return new Wire(connection, up, tick.isPast(next) ? tick.after(PERIOD_NS) : next);
    }
}
