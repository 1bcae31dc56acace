package org.ebbflow.hal.modbus;

import com.ghgande.j2mod.modbus.ModbusIOException;
import com.ghgande.j2mod.modbus.io.ModbusTCPTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.ebbflow.hal.board.BusConfig;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Modbus TCP. Any fault but a refusal closes the connection: a late answer must never be taken for
 * the next one.
 */
final class TcpLink implements ModbusLink {
    private final BusConfig.ModbusTcp config;
    private @Nullable Socket socket;
    private @Nullable ModbusTCPTransport transport;
    private int lastId;

    TcpLink(BusConfig.ModbusTcp config) {
        this.config = config;
    }

    @Override
    public String name() {
        return "%s (%s:%d)".formatted(config.name(), config.host(), config.port());
    }

    @Override
    public boolean isOpen() {
        return transport != null;
    }

    @Override
    public void open() throws BusFault {
        Socket opening = new Socket();
        try {
            InetAddress host = InetAddress.getAllByName(config.host())[0];
            opening.setTcpNoDelay(true);
            opening.connect(new InetSocketAddress(host, config.port()), config.timeoutMs());
            ModbusTCPTransport opened = new ModbusTCPTransport(opening);
            opened.setTimeout(config.timeoutMs());
            socket = opening;
            transport = opened;
        } catch (IOException | IllegalStateException e) {
            closeQuietly(opening);
            throw new BusFault(BusFault.Kind.LINK_LOST, openingSentence(e));
        }
    }

    private String openingSentence(Exception e) {
        String why =
                switch (e) {
                    case UnknownHostException unknown ->
                            "the name is not known (" + unknown.getMessage() + ")";
                    case SocketTimeoutException late ->
                            "no answer within %d ms (%s)"
                                    .formatted(config.timeoutMs(), late.getMessage());
                    default -> String.valueOf(e.getMessage());
                };
        return "Nothing can be reached at %s port %d: %s; check power, cable and address of the device."
                .formatted(config.host(), config.port(), why);
    }

    @Override
    public int[] execute(Transaction transaction) throws BusFault {
        ModbusTCPTransport open = transport;
        if (open == null) {
            throw new BusFault(BusFault.Kind.LINK_LOST, name() + " is not connected.");
        }
        lastId = (lastId + 1) & 0x7FFF;
        long startedNs = System.nanoTime();
        try {
            return Exchange.run(open, transaction, lastId);
        } catch (BusFault fault) {
            if (fault.kind() != BusFault.Kind.REFUSED) {
                close();
            }
            throw fault;
        } catch (ModbusIOException | IndexOutOfBoundsException | IllegalArgumentException e) {
            close();
            boolean late = System.nanoTime() - startedNs >= config.timeoutMs() * 900_000L;
            if (late) {
                throw new BusFault(
                        BusFault.Kind.SILENT,
                        "Unit %d at %s port %d did not answer within %d ms."
                                .formatted(
                                        transaction.unit(),
                                        config.host(),
                                        config.port(),
                                        config.timeoutMs()));
            }
            Logger.debug("bus={} {}", name(), e.getMessage());
            throw new BusFault(
                    BusFault.Kind.LINK_LOST,
                    "%s port %d closed the connection or sent no Modbus."
                            .formatted(config.host(), config.port()));
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            closeQuietly(socket);
        }
        socket = null;
        transport = null;
    }

    private void closeQuietly(Socket closing) {
        try {
            closing.close();
        } catch (IOException e) {
            Logger.debug("bus={} did not close: {}", name(), e.getMessage());
        }
    }
}
