package org.ebbflow.tools.sim.devices;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** A Modbus TCP client of a few lines, so that the server is not tested with its own code. */
final class TcpClient implements AutoCloseable {

    private final Socket socket;
    private final int unit;

    TcpClient(int port, int unit) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        this.unit = unit;
        socket.setSoTimeout(2_000);
    }

    /** Sends raw bytes as they are. */
    void raw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** The next byte, or -1 when the server has closed. */
    int next() throws IOException {
        return socket.getInputStream().read();
    }

    byte[] exchange(byte[] pdu) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {0x12, 0x34, 0, 0, 0, (byte) (pdu.length + 1), (byte) unit});
        out.write(pdu);
        socket.getOutputStream().write(out.toByteArray());
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] header = in.readNBytes(7);
        if (header.length < 7 || header[0] != 0x12 || header[2] != 0 || header[3] != 0) {
            throw new IOException("no Modbus answer");
        }
        return in.readNBytes(((header[4] & 0xFF) << 8 | header[5] & 0xFF) - 1);
    }

    int[] read(int function, int address, int count) throws IOException {
        byte[] answer =
                exchange(
                        new byte[] {
                            (byte) function,
                            (byte) (address >> 8),
                            (byte) address,
                            (byte) (count >> 8),
                            (byte) count
                        });
        if (answer[0] != function) {
            throw new IOException("exception " + answer[1]);
        }
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = (answer[2 + 2 * i] & 0xFF) << 8 | answer[3 + 2 * i] & 0xFF;
        }
        return values;
    }

    void write(int address, int... values) throws IOException {
        byte[] pdu = new byte[6 + 2 * values.length];
        pdu[0] = 16;
        pdu[1] = (byte) (address >> 8);
        pdu[2] = (byte) address;
        pdu[4] = (byte) values.length;
        pdu[5] = (byte) (2 * values.length);
        for (int i = 0; i < values.length; i++) {
            pdu[6 + 2 * i] = (byte) (values[i] >> 8);
            pdu[7 + 2 * i] = (byte) values[i];
        }
        byte[] answer = exchange(pdu);
        if (answer[0] != 16) {
            throw new IOException("exception " + answer[1]);
        }
    }

    float readFloat(int address) throws IOException {
        int[] words = read(4, address, 2);
        return Float.intBitsToFloat(words[0] << 16 | words[1]);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
