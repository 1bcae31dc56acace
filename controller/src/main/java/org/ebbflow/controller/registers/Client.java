package org.ebbflow.controller.registers;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.tinylog.Logger;

/** One connected client: frames its stream and closes what is not Modbus TCP. */
final class Client {

    private static final int HEADER = 7;
    private static final int MIN_LENGTH = 2;
    private static final int MAX_LENGTH = 254;
    private static final int FRAME_MS = 5_000;
    private static final long IDLE_NS = 600_000_000_000L;
    private static final int PER_SECOND = 50;

    private final Socket socket;
    private final LongSupplier nowNs;
    private final Answerer answerer;
    private final AtomicLong malformed;
    private final String address;
    private final AtomicLong lastHeardNs;
    private volatile boolean spoken;
    private long windowNs;
    private int windowCount;

    /** Answers one request. */
    @FunctionalInterface
    interface Answerer {
        byte[] answer(int unit, byte[] pdu, String client);
    }

    /** The stream is not Modbus TCP. */
    private static final class Malformed extends IOException {
        private static final long serialVersionUID = 1;

        Malformed(String what) {
            super(what);
        }
    }

    Client(Socket socket, LongSupplier nowNs, Answerer answerer, AtomicLong malformed) {
        this.socket = socket;
        this.nowNs = nowNs;
        this.answerer = answerer;
        this.malformed = malformed;
        this.address = socket.getInetAddress().getHostAddress();
        this.lastHeardNs = new AtomicLong(nowNs.getAsLong());
    }

    Socket socket() {
        return socket;
    }

    String address() {
        return address;
    }

    /** Whether it has sent a whole frame. */
    boolean hasSpoken() {
        return spoken;
    }

    long lastHeardNs() {
        return lastHeardNs.get();
    }

    /** Serves until the client leaves, falls silent for long or sends garbage. */
    void run(long leaseNs) {
        try {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            int idleMs = (int) (Math.max(2 * leaseNs, IDLE_NS) / 1_000_000L);
            while (!socket.isClosed()) {
                socket.setSoTimeout(idleMs);
                int first = in.read();
                if (first < 0) {
                    return;
                }
                out.write(exchange(first, in));
                out.flush();
            }
        } catch (Malformed e) {
            malformed.incrementAndGet();
            Logger.debug("registers closed client={} reason={}", address, e.getMessage());
        } catch (EOFException | SocketTimeoutException e) {
            Logger.debug("registers closed client={} reason={}", address, e.getMessage());
        } catch (IOException e) {
            Logger.debug("registers lost client={} reason={}", address, e.getMessage());
        }
    }

    private byte[] exchange(int first, InputStream in) throws IOException {
        long deadlineNs = nowNs.getAsLong() + FRAME_MS * 1_000_000L;
        byte[] header = new byte[HEADER];
        header[0] = (byte) first;
        fill(in, header, 1, deadlineNs);
        int protocol = (header[2] & 0xFF) << 8 | (header[3] & 0xFF);
        int length = (header[4] & 0xFF) << 8 | (header[5] & 0xFF);
        if (protocol != 0) {
            throw new Malformed("protocol identifier " + protocol);
        }
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
            throw new Malformed("length " + length);
        }
        byte[] pdu = new byte[length - 1];
        fill(in, pdu, 0, deadlineNs);
        lastHeardNs.set(nowNs.getAsLong());
        spoken = true;
        pace();
        byte[] answer = answerer.answer(header[6] & 0xFF, pdu, address);
        byte[] frame = new byte[HEADER + answer.length];
        System.arraycopy(header, 0, frame, 0, HEADER);
        frame[4] = (byte) ((answer.length + 1) >> 8);
        frame[5] = (byte) (answer.length + 1);
        System.arraycopy(answer, 0, frame, HEADER, answer.length);
        return frame;
    }

    private void fill(InputStream in, byte[] into, int from, long deadlineNs) throws IOException {
        int at = from;
        while (at < into.length) {
            long leftMs = (deadlineNs - nowNs.getAsLong()) / 1_000_000L;
            if (leftMs <= 0) {
                throw new Malformed("frame not complete within 5 s");
            }
            socket.setSoTimeout((int) leftMs);
            int read = in.read(into, at, into.length - at);
            if (read < 0) {
                throw new EOFException("client left inside a frame");
            }
            at += read;
        }
    }

    /** More than 50 requests per second are answered later, never refused. */
    private void pace() {
        long now = nowNs.getAsLong();
        if (now - windowNs > 1_000_000_000L) {
            windowNs = now;
            windowCount = 0;
        }
        windowCount++;
        if (windowCount > PER_SECOND) {
            try {
                Thread.sleep(1_000 / PER_SECOND);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
