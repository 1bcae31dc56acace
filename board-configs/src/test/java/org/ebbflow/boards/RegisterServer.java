package org.ebbflow.boards;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A small Modbus TCP server written from the Modbus specification alone: functions 3, 4 and 16 on a
 * register image per unit, with faults. It knows nothing of our maps.
 */
final class RegisterServer implements AutoCloseable {
    enum Fault {
        NONE,
        SILENT,
        EXCEPTION,
        WRONG_UNIT,
        WRONG_LENGTH,
        CLOSE
    }

    final Map<Integer, int[]> units = new ConcurrentHashMap<>();
    final Map<Integer, Fault> faults = new ConcurrentHashMap<>();
    final List<String> writes = new CopyOnWriteArrayList<>();
    private final ServerSocket server;
    private final List<Socket> clients = new CopyOnWriteArrayList<>();

    RegisterServer(int port) throws IOException {
        server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    int[] unit(int unit) {
        return units.computeIfAbsent(unit, u -> new int[65_536]);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                client.setTcpNoDelay(true);
                clients.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                DataInputStream in = new DataInputStream(client.getInputStream());
                DataOutputStream out = new DataOutputStream(client.getOutputStream())) {
            while (true) {
                int id = in.readUnsignedShort();
                in.readUnsignedShort();
                byte[] body = new byte[in.readUnsignedShort()];
                in.readFully(body);
                int unit = body[0] & 0xFF;
                Fault fault = faults.getOrDefault(unit, Fault.NONE);
                if (fault == Fault.CLOSE) {
                    return;
                }
                if (fault != Fault.SILENT) {
                    out.write(frame(id, answer(unit, body, fault)));
                    out.flush();
                }
            }
        } catch (IOException e) {
            clients.remove(client);
        }
    }

    private static byte[] frame(int id, byte[] body) {
        byte[] frame = new byte[6 + body.length];
        frame[0] = (byte) (id >> 8);
        frame[1] = (byte) id;
        frame[4] = (byte) (body.length >> 8);
        frame[5] = (byte) body.length;
        System.arraycopy(body, 0, frame, 6, body.length);
        return frame;
    }

    private byte[] answer(int unit, byte[] body, Fault fault) {
        int function = body[1];
        if (fault == Fault.EXCEPTION || !units.containsKey(unit)) {
            return new byte[] {(byte) unit, (byte) (function | 0x80), 2};
        }
        int address = (body[2] & 0xFF) << 8 | (body[3] & 0xFF);
        int count = (body[4] & 0xFF) << 8 | (body[5] & 0xFF);
        byte shown = (byte) (fault == Fault.WRONG_UNIT ? unit + 1 : unit);
        if (function == 16) {
            write(unit, address, count, body);
            return new byte[] {shown, 16, body[2], body[3], body[4], body[5]};
        }
        int given = fault == Fault.WRONG_LENGTH ? count - 1 : count;
        byte[] answer = new byte[3 + 2 * given];
        answer[0] = shown;
        answer[1] = (byte) function;
        answer[2] = (byte) (2 * given);
        for (int i = 0; i < given; i++) {
            answer[3 + 2 * i] = (byte) (unit(unit)[address + i] >> 8);
            answer[4 + 2 * i] = (byte) unit(unit)[address + i];
        }
        return answer;
    }

    private void write(int unit, int address, int count, byte[] body) {
        StringBuilder line = new StringBuilder("%d@%d=".formatted(unit, address));
        for (int i = 0; i < count; i++) {
            int value = (body[7 + 2 * i] & 0xFF) << 8 | (body[8 + 2 * i] & 0xFF);
            unit(unit)[address + i] = value;
            line.append(i == 0 ? "" : ",").append(value);
        }
        writes.add(line.toString());
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket client : clients) {
            client.close();
        }
    }
}
