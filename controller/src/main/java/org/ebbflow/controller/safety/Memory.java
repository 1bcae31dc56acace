package org.ebbflow.controller.safety;

/**
 * What the supervisor keeps of earlier cycles besides trips and contactors.
 *
 * @param started whether a first cycle has run
 * @param startedNs monotonic instant of the first cycle
 * @param lastTickNs monotonic instant of the cycle before
 * @param echo heartbeat number the safety board has seen last
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
}
