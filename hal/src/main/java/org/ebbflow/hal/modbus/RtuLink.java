package org.ebbflow.hal.modbus;

import com.ghgande.j2mod.modbus.ModbusIOException;
import com.ghgande.j2mod.modbus.io.ModbusRTUTransport;
import java.io.IOException;
import org.ebbflow.hal.board.BusConfig;
import org.ebbflow.hal.serial.SerialFault;
import org.ebbflow.hal.serial.SerialLine;
import org.jspecify.annotations.Nullable;

/** Modbus RTU on a serial line; silence of one unit leaves the port open for the others. */
final class RtuLink implements ModbusLink {
    private final BusConfig.ModbusRtu config;
    private @Nullable SerialLine line;
    private @Nullable ModbusRTUTransport transport;

    RtuLink(BusConfig.ModbusRtu config) {
        this.config = config;
    }

    @Override
    public String name() {
        return "%s (%s)".formatted(config.name(), config.path());
    }

    @Override
    public long turnaroundNs() {
        return config.timeoutMs() * 1_000_000L;
    }

    @Override
    public boolean isOpen() {
        return transport != null;
    }

    @Override
    public void open() throws BusFault {
        try {
            SerialLine opened =
                    SerialLine.open(
                            new SerialLine.Settings(
                                    config.path(),
                                    config.baud(),
                                    config.parity(),
                                    config.stopBits()));
            ModbusRTUTransport over = new ModbusRTUTransport();
            over.setTimeout(config.timeoutMs());
            over.setCommPort(new LineConnection(opened, over, config.timeoutMs()));
            over.setTimeout(config.timeoutMs());
            line = opened;
            transport = over;
        } catch (SerialFault e) {
            throw new BusFault(BusFault.Kind.LINK_LOST, e.sentence());
        } catch (IOException e) {
            throw new BusFault(BusFault.Kind.LINK_LOST, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public int[] execute(Transaction transaction) throws BusFault {
        ModbusRTUTransport open = transport;
        SerialLine port = line;
        if (open == null || port == null) {
            throw new BusFault(BusFault.Kind.LINK_LOST, name() + " is not open.");
        }
        try {
            port.drain();
            return Exchange.run(open, transaction, 0);
        } catch (ModbusIOException | IndexOutOfBoundsException | IllegalArgumentException e) {
            if (port.isLost()) {
                close();
                throw new BusFault(
                        BusFault.Kind.LINK_LOST,
                        "The serial port %s is gone; plug the adapter in again."
                                .formatted(config.path()));
            }
            throw new BusFault(
                    port.receivedSinceWrite() == 0 ? BusFault.Kind.SILENT : BusFault.Kind.GARBLED,
                    sentence(transaction, port.receivedSinceWrite()));
        }
    }

    private String sentence(Transaction transaction, int received) {
        return received == 0
                ? "Unit %d on %s did not answer within %d ms; check power, address, A/B and baud rate."
                        .formatted(transaction.unit(), config.path(), config.timeoutMs())
                : "Unit %d on %s answered %d bytes that make no frame; check baud rate and termination."
                        .formatted(transaction.unit(), config.path(), received);
    }

    @Override
    public void close() {
        if (line != null) {
            line.close();
        }
        line = null;
        transport = null;
    }
}
