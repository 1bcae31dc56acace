package org.ebbflow.tools.sim.devices;

/**
 * Which board is simulated, and where its devices are found.
 *
 * @param kind which board
 * @param seed seed of every noise
 * @param ports where the devices listen, on the loopback interface
 * @param baud rate that the serial line pretends to have
 * @param watchdogMs heartbeat silence after which the safety board opens, milliseconds
 * @param stage how its stage takes a grid code
 */
public record SimulatorOptions(
        Kind kind, long seed, Ports ports, int baud, int watchdogMs, StageQuirk stage) {

    /** A stage that takes every grid code. */
    public SimulatorOptions(Kind kind, long seed, Ports ports, int baud, int watchdogMs) {
        this(kind, seed, ports, baud, watchdogMs, StageQuirk.NONE);
    }

    /** How a stage takes a grid code, or does not. */
    public enum StageQuirk {
        NONE,
        /** Has no droop model. */
        NO_DROOP,
        /** Has no enter-service model. */
        NO_ENTER_SERVICE,
        /** Keeps its own enter-service delay whatever it is told. */
        OWN_DELAY,
        /** Never adopts a curve. */
        NEVER_ADOPTS
    }

    /** The same board with another stage. */
    public SimulatorOptions staged(StageQuirk other) {
        return new SimulatorOptions(kind, seed, ports, baud, watchdogMs, other);
    }

    /** The boards that can be simulated. */
    public enum Kind {
        /** DC stage, each device on its own TCP port. */
        DC_TCP,
        /** The same with the lines and the lock of a CHAdeMO connector on a coupler. */
        CHADEMO_TCP,
        /** DC stage, all devices on one serial line. */
        DC_SERIAL,
        /** AC station, each device on its own TCP port. */
        AC_TCP,
        /** DC stage; the safety board on a serial line of its own, the others on TCP. */
        DC_UART,
        /** Power modules on a CAN bus behind an SLCAN adapter, the others on TCP. */
        DC_CAN
    }

    /**
     * TCP ports, each 0 for a free one.
     *
     * @param safetyBoard unit 1
     * @param stage unit 2
     * @param meters unit 3 the station's meter, unit 4 the house connection's
     */
    public record Ports(int safetyBoard, int stage, int meters) {

        /** Free ones. */
        public static final Ports FREE = new Ports(0, 0, 0);
    }

    /** A board with free ports, 115,200 baud and a watchdog of half a second. */
    public static SimulatorOptions of(Kind kind) {
        return new SimulatorOptions(kind, 1, Ports.FREE, 115_200, 500);
    }

    /** The same board on these ports. */
    public SimulatorOptions on(Ports others) {
        return new SimulatorOptions(kind, seed, others, baud, watchdogMs, stage);
    }

    /** The same board with another seed. */
    public SimulatorOptions seeded(long other) {
        return new SimulatorOptions(kind, other, ports, baud, watchdogMs, stage);
    }
}
