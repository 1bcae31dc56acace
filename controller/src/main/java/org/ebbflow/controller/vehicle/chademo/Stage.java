package org.ebbflow.controller.vehicle.chademo;

import org.ebbflow.controller.energy.Reason;

/** Where a CHAdeMO session stands; all instants are monotonic. */
sealed interface Stage {

    /** Lines off: permission, an open offer and an inlet without voltage are awaited. */
    record Resting() implements Stage {}

    /**
     * d1 on; the car's frames, its permission line and its enable bit are awaited.
     *
     * @param contraryNs since when the bit is set without the line, or the line is on while the car
     *     says nothing at all; -1 while they agree
     */
    record Starting(long byNs, long contraryNs) implements Stage {}

    /** The connector locks. */
    record Locking(long byNs) implements Stage {}

    /**
     * The insulation is tested up to the car's open contactors.
     *
     * @param goodNs since when it is good at full voltage, -1 while not
     */
    record Testing(long byNs, long goodNs) implements Stage {}

    /** The test voltage falls; the station's contactors open. */
    record Draining(long byNs) implements Stage {}

    /** d2 on; the car closes its contactors. */
    record Closing(long sinceNs) implements Stage {}

    /**
     * The stage comes to the battery's voltage; the car's first request is awaited.
     *
     * @param joinedNs since when the station's contactors are closed, -1 before
     */
    record Connecting(long byNs, long joinedNs) implements Stage {}

    /** Energy may flow, in either direction. */
    record Running(long sinceNs) implements Stage {}

    /** Stop is told; the current comes down. */
    record Unloading(Why why, long sinceNs) implements Stage {}

    /** No current; the station's contactors open and the car checks its own. */
    record Welding(Why why, long sinceNs) implements Stage {}

    /** d2 off, later d1; the inlet's voltage falls. */
    record Parting(Why why, long sinceNs) implements Stage {}

    /** Over; frames go on for a moment so that the car sees the last flags. */
    record Over(Why why, long sinceNs) implements Stage {}

    /**
     * Why a session ends.
     *
     * @param orderly without a fault of anybody
     */
    record Why(Reason reason, Blame blame) {

        boolean orderly() {
            return blame == Blame.NOBODY;
        }
    }

    /** Which fault bit the car is told. */
    enum Blame {
        NOBODY,
        STATION,
        CAR_OR_LINK,
        INCOMPATIBLE
    }
}
