package org.ebbflow.hal.device;

import org.ebbflow.hal.Reading;

/** The latest reading of one role: written by a bus thread, read by the control thread. */
final class Cell<T> {
    private volatile Reading<T> latest;

    Cell(String why, long nowNs) {
        latest = new Reading.Missing<>(nowNs, why);
    }

    /** A role that the board does not have. */
    static <T> Cell<T> absent(String why) {
        return new Cell<>(why, 0);
    }

    void taken(T value, long sentNs) {
        latest = new Reading.Taken<>(value, sentNs);
    }

    /**
     * The first cause stands until a value comes again, so that its age counts from the failure.
     */
    void missing(String why, long nowNs) {
        if (latest instanceof Reading.Missing<T> same && same.why().equals(why)) {
            return;
        }
        latest = new Reading.Missing<>(nowNs, why);
    }

    Reading<T> latest() {
        return latest;
    }
}
