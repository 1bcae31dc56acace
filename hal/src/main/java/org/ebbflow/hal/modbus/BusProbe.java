package org.ebbflow.hal.modbus;

import org.ebbflow.hal.board.BusConfig;

/**
 * Single questions on a bus, for people who look for devices; nobody else may use the bus
 * meanwhile. Every call blocks up to the bus' time-out.
 */
public final class BusProbe implements AutoCloseable {
    private final ModbusLink link;

    /** What came back. */
    public sealed interface Heard {
        /** Registers or bits, empty after a write. */
        record Values(int[] values) implements Heard {}

        /** A device is there, but it does not want to. */
        record Refused(String sentence) implements Heard {}

        /** Nothing at all. */
        record Silence(String sentence) implements Heard {}

        /** Bytes that make no answer. */
        record Noise(String sentence) implements Heard {}

        /** Port or connection cannot be used. */
        record NoBus(String sentence) implements Heard {}
    }

    public BusProbe(BusConfig config) {
        this.link = ModbusBus.link(config);
    }

    /** Asks once; nothing is repeated. */
    public Heard ask(Transaction transaction) {
        try {
            if (!link.isOpen()) {
                link.open();
            }
            return new Heard.Values(link.execute(transaction));
        } catch (BusFault fault) {
            return switch (fault.kind()) {
                case REFUSED -> new Heard.Refused(fault.sentence());
                case SILENT -> new Heard.Silence(fault.sentence());
                case GARBLED -> new Heard.Noise(fault.sentence());
                case LINK_LOST -> new Heard.NoBus(fault.sentence());
            };
        }
    }

    @Override
    public void close() {
        link.close();
    }
}
