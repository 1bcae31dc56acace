package org.ebbflow.hal.board;

/** A field bus of the board. */
public sealed interface BusConfig {
    /** Name that devices of the board file use. */
    String name();

    /** Milliseconds after which an answer counts as missing; nothing else runs meanwhile. */
    int timeoutMs();

    /** Shortest pause between two transactions in milliseconds. */
    int gapMs();

    /** Modbus TCP to one address. */
    record ModbusTcp(String name, String host, int port, int timeoutMs, int gapMs)
            implements BusConfig {}

    /**
     * Modbus RTU on a serial line.
     *
     * @param path device file of the port
     */
    record ModbusRtu(
            String name,
            String path,
            int baud,
            Parity parity,
            int stopBits,
            int timeoutMs,
            int gapMs)
            implements BusConfig {}

    /** Parity bit of a serial line. */
    enum Parity {
        NONE,
        EVEN,
        ODD
    }
}
