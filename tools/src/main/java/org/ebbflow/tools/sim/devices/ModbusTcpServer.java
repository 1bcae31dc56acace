package org.ebbflow.tools.sim.devices;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small Modbus TCP server: one virtual thread per client, exceptions as the standard has them.
 *
 * @source Modbus messaging on TCP/IP implementation guide 1.0b
 */
final class ModbusTcpServer implements AutoCloseable {

    private static final int MAX_CLIENTS = 32;
    private static final int IDLE_MS = 60_000;
    private static final int MAX_PDU = 253;
    private static final int WRONG_PROTOCOL = 0x5A;

    private final ServerSocket server;
    private final Map<Integer, DeviceSlot> units;
    private final ThreadFactory threads;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();

    /**
     * Listens at once.
     *
     * @param port 0 for a free one
     */
    ModbusTcpServer(
            InetAddress host, int port, Map<Integer, DeviceSlot> units, ThreadFactory threads)
            throws IOException {
        this.threads = threads;
        this.units = Map.copyOf(units);
        this.server = new ServerSocket();
        server.setReuseAddress(true);
        try {
            server.bind(new InetSocketAddress(host, port));
        } catch (IOException taken) {
            server.close();
            throw new IOException(
                    "Cannot listen on "
                            + host.getHostAddress()
                            + " port "
                            + port
                            + ": "
                            + taken.getMessage()
                            + ". Stop the program that uses the port, or choose another.",
                    taken);
        }
        threads.newThread(this::accept).start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** Requests answered so far. */
    int served() {
        return served.get();
    }

    /** Connections that ended in the middle of a frame, timed out, or were reset. */
    int broken() {
        return broken.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (clients.size() >= MAX_CLIENTS) {
                    client.close();
                    continue;
                }
                clients.add(client);
                threads.newThread(() -> serve(client)).start();
            } catch (IOException closed) {
                if (!server.isClosed()) {
                    throw new java.io.UncheckedIOException(closed);
                }
            }
        }
    }

    /** Until the client leaves, falls silent for a minute, or sends what is not Modbus. */
    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            client.setSoTimeout(IDLE_MS);
            DataInputStream in = new DataInputStream(client.getInputStream());
            while (!server.isClosed() && exchange(in, client.getOutputStream())) {
                served.incrementAndGet();
            }
        } catch (IOException gone) {
            broken.incrementAndGet();
        } finally {
            clients.remove(client);
        }
    }

    private boolean exchange(DataInputStream in, OutputStream out) throws IOException {
        byte[] header = new byte[7];
        in.readFully(header);
        int length = ModbusPdu.word(header, 4);
        boolean modbus = header[2] == 0 && header[3] == 0;
        if (!modbus || length < 2 || length > MAX_PDU + 1) {
            return false;
        }
        byte[] pdu = new byte[length - 1];
        in.readFully(pdu);
        DeviceSlot slot = units.get(header[6] & 0xFF);
        Optional<DeviceSlot.Sent> answer =
                slot == null ? Optional.of(noSuchUnit(pdu)) : slot.handle(pdu);
        if (answer.isPresent()) {
            Pause.millis(answer.get().delayMs());
            out.write(frame(header, answer.get()));
            out.flush();
        }
        return true;
    }

    private static DeviceSlot.Sent noSuchUnit(byte[] pdu) {
        byte[] refused =
                ModbusPdu.encode(pdu, new RegisterMap.Reply.Refused(RegisterMap.NO_SUCH_UNIT));
        return new DeviceSlot.Sent(refused, 0, false);
    }

    private static byte[] frame(byte[] header, DeviceSlot.Sent sent) {
        byte[] pdu = sent.pdu();
        byte[] frame = new byte[7 + pdu.length];
        System.arraycopy(header, 0, frame, 0, 7);
        frame[2] = sent.garbled() ? (byte) WRONG_PROTOCOL : 0;
        frame[4] = (byte) (pdu.length + 1 >> 8);
        frame[5] = (byte) (pdu.length + 1);
        System.arraycopy(pdu, 0, frame, 7, pdu.length);
        return frame;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket client : clients) {
            client.close();
        }
    }
}
