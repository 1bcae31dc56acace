package org.ebbflow.tools.sim.plant;

/** How a device's communication is broken; the plant itself goes on. */
public sealed interface DeviceFault {

    /** Answers as it should. */
    record Sound() implements DeviceFault {}

    /** Does not answer. */
    record Silent() implements DeviceFault {}

    /** Answers every request with this Modbus exception, 1..255. */
    record Refusing(int exceptionCode) implements DeviceFault {}

    /** Answers with the values of the moment the fault began; writes are taken and forgotten. */
    record Frozen() implements DeviceFault {}

    /** Answers with a wrong checksum (serial line), or a broken header (TCP). */
    record Garbled() implements DeviceFault {}

    /** Answers late by this many milliseconds. */
    record Slow(int delayMs) implements DeviceFault {}

    /** Shows every power too high by this many watts (meters and stage). */
    record Offset(int powerW) implements DeviceFault {}

    /** The devices of a station. */
    enum Device {
        SAFETY_BOARD,
        STAGE,
        STATION_METER,
        GRID_METER
    }
}
