package org.ebbflow.hal.modbus;

/**
 * A connection that carries one Modbus transaction at a time; every call may block its time-out.
 */
interface ModbusLink {
    /** What messages call the bus, for example "bus line (/dev/ttyUSB0)". */
    String name();

    boolean isOpen();

    /**
     * How long an answer that is late may still be under way, in nanoseconds; 0 where answers carry
     * the number of their question.
     */
    default long turnaroundNs() {
        return 0;
    }

    /** Opens port or connection. */
    void open() throws BusFault;

    /** Closes it, never fails. */
    void close();

    /**
     * Sends one request and waits for its answer. After a fault that leaves the stream undefined
     * the link is closed.
     *
     * @return the registers read, empty after a write
     */
    int[] execute(Transaction transaction) throws BusFault;
}
