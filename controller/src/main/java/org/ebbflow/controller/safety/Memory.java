package org.ebbflow.controller.safety;

import org.ebbflow.hal.Tick;

/**
 * What the supervisor keeps of earlier cycles besides trips and contactors.
 *
 * @param started whether a first cycle has run
 * @param startedNs monotonic instant of the first cycle
 * @param lastTickNs monotonic instant of the cycle before
 * @param echo the safety board's answer to the heartbeat
 * @param seen devices that have answered at least once
 * @param switched the contactor command
 * @param plug whether a car stands at the connector
 */
record Memory(
        boolean started,
        long startedNs,
        long lastTickNs,
        Echo echo,
        Seen seen,
        Switched switched,
        Plug plug) {

    static final Memory EMPTY =
            new Memory(
                    false,
                    0,
                    0,
                    new Echo(-1, 0),
                    new Seen(false, false),
                    new Switched(0, false, 0),
                    new Plug(false, 0, 0, false));

    /**
     * Heartbeat number that the safety board gave back last.
     *
     * @param number -1 before the first
     * @param changedNs monotonic instant at which it last moved
     */
    record Echo(int number, long changedNs) {}

    /** Devices that have answered: from then on their silence is a loss. */
    record Seen(boolean meter, boolean insulation) {}

    /**
     * @param sinceNs monotonic instant of the last change of the contactor command
     * @param everOpened whether the contactors have been commanded from closed to open
     * @param openedNs monotonic instant of that
     */
    record Switched(long sinceNs, boolean everOpened, long openedNs) {}

    /**
     * @param away whether the pilot is in state A
     * @param awaySinceNs monotonic instant since which it has been there without a break
     * @param groundFaults trips by residual current since the last car came
     * @param coilsFed line d2 of a CHAdeMO connector is on: the car's contactors may be closed
     */
    record Plug(boolean away, long awaySinceNs, int groundFaults, boolean coilsFed) {

        Plug seen(boolean nowAway, Tick tick) {
            if (!nowAway) {
                return away ? new Plug(false, awaySinceNs, groundFaults, coilsFed) : this;
            }
            if (!away) {
                return new Plug(true, tick.monotonicNs(), groundFaults, coilsFed);
            }
            return groundFaults > 0 && isGone(tick)
                    ? new Plug(true, awaySinceNs, 0, coilsFed)
                    : this;
        }

        /** State A for so long that it is no bounce. */
        boolean isGone(Tick tick) {
            return away && tick.sinceNs(awaySinceNs) >= Rules.UNPLUGGED_NS;
        }

        Plug faulted() {
            return new Plug(away, awaySinceNs, groundFaults + 1, coilsFed);
        }

        Plug feeding(boolean coils) {
            return coils == coilsFed ? this : new Plug(away, awaySinceNs, groundFaults, coils);
        }
    }

    /** The first cycle. */
    Memory startedAt(Tick tick) {
        long now = tick.monotonicNs();
        return new Memory(
                true,
                now,
                now,
                new Echo(echo.number(), now),
                seen,
                new Switched(now, false, 0),
                plug);
    }

    /** The heartbeat number the safety board gave back. */
    Memory heard(int number, Tick tick) {
        return number == echo.number()
                ? this
                : new Memory(
                        started,
                        startedNs,
                        lastTickNs,
                        new Echo(number, tick.monotonicNs()),
                        seen,
                        switched,
                        plug);
    }

    Memory at(Tick tick) {
        return new Memory(started, startedNs, tick.monotonicNs(), echo, seen, switched, plug);
    }

    Memory withSeen(Seen next) {
        return next.equals(seen)
                ? this
                : new Memory(started, startedNs, lastTickNs, echo, next, switched, plug);
    }

    /** The contactor command changed. @param closed what it is from now on */
    Memory commanded(boolean closed, Tick tick) {
        long now = tick.monotonicNs();
        Switched next =
                closed
                        ? new Switched(now, switched.everOpened(), switched.openedNs())
                        : new Switched(now, true, now);
        return new Memory(started, startedNs, lastTickNs, echo, seen, next, plug);
    }

    Memory withPlug(Plug next) {
        return next.equals(plug)
                ? this
                : new Memory(started, startedNs, lastTickNs, echo, seen, switched, next);
    }
}
