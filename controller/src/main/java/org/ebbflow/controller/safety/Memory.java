package org.ebbflow.controller.safety;

import org.ebbflow.hal.Tick;

/**
 * What the supervisor keeps of earlier cycles besides trips and contactors.
 *
 * @param started whether a first cycle has run
 * @param startedNs monotonic instant of the first cycle
 * @param lastTickNs monotonic instant of the cycle before
 * @param echo heartbeat number the safety board has seen last, -1 before the first
 * @param echoChangedNs monotonic instant at which that number last moved
 * @param meterSeen the board has a station meter
 * @param insulationSeen the board has an insulation monitor
 * @param commandSinceNs monotonic instant of the last change of the contactor command
 */
record Memory(
        boolean started,
        long startedNs,
        long lastTickNs,
        int echo,
        long echoChangedNs,
        boolean meterSeen,
        boolean insulationSeen,
        long commandSinceNs) {

    static final Memory EMPTY = new Memory(false, 0, 0, -1, 0, false, false, 0);

    /** The first cycle. */
    Memory startedAt(Tick tick) {
        long now = tick.monotonicNs();
        return new Memory(true, now, now, echo, now, meterSeen, insulationSeen, now);
    }

    /** The heartbeat number the safety board gave back. */
    Memory heard(int number, Tick tick) {
        return number == echo
                ? this
                : new Memory(
                        started,
                        startedNs,
                        lastTickNs,
                        number,
                        tick.monotonicNs(),
                        meterSeen,
                        insulationSeen,
                        commandSinceNs);
    }

    Memory at(Tick tick) {
        return new Memory(
                started,
                startedNs,
                tick.monotonicNs(),
                echo,
                echoChangedNs,
                meterSeen,
                insulationSeen,
                commandSinceNs);
    }

    Memory withMeter() {
        return meterSeen
                ? this
                : new Memory(
                        started,
                        startedNs,
                        lastTickNs,
                        echo,
                        echoChangedNs,
                        true,
                        insulationSeen,
                        commandSinceNs);
    }

    Memory withInsulation() {
        return insulationSeen
                ? this
                : new Memory(
                        started,
                        startedNs,
                        lastTickNs,
                        echo,
                        echoChangedNs,
                        meterSeen,
                        true,
                        commandSinceNs);
    }

    Memory commanded(Tick tick) {
        return new Memory(
                started,
                startedNs,
                lastTickNs,
                echo,
                echoChangedNs,
                meterSeen,
                insulationSeen,
                tick.monotonicNs());
    }
}
