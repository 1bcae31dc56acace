package org.ebbflow.iso15118.v2gtp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a byte stream into frames; immutable, keeps at most one unfinished frame.
 *
 * <p>A bad header or an announced length above the bound poisons the stream: there is no way to
 * find the next frame, so the connection has to be closed.
 */
public final class FrameReader {

    /** Largest payload accepted, octets; the largest message of the standards has about 8 kB. */
    public static final int MAX_PAYLOAD = 16_384;

    public static final FrameReader EMPTY = new FrameReader(new byte[0]);

    private final byte[] rest;

    private FrameReader(byte[] rest) {
        this.rest = rest;
    }

    /**
     * Outcome of one chunk.
     *
     * @param next the reader for the next chunk
     * @param frames complete frames in order of arrival
     * @param fault what is wrong with the bytes after the last frame
     */
    public record Read(FrameReader next, List<Frame> frames, Fault fault) {}

    /** Why a stream cannot be read on. */
    public enum Fault {
        NONE,
        /** Version octets are not 01 FE. */
        BAD_HEADER,
        /** The announced length is above {@link #MAX_PAYLOAD}. */
        TOO_LONG
    }

    /** Octets of an unfinished frame. */
    public int pending() {
        return rest.length;
    }

    /** Adds a chunk of any length. */
    public Read read(byte[] chunk) {
        byte[] bytes = rest.length == 0 ? chunk : join(rest, chunk);
        List<Frame> frames = new ArrayList<>(1);
        int at = 0;
        while (bytes.length - at >= Frame.HEADER_LENGTH) {
            if (bytes[at] != Frame.VERSION || bytes[at + 1] != Frame.INVERSE_VERSION) {
                return new Read(EMPTY, frames, Fault.BAD_HEADER);
            }
            long length = lengthAt(bytes, at);
            if (length > MAX_PAYLOAD) {
                return new Read(EMPTY, frames, Fault.TOO_LONG);
            }
            int end = at + Frame.HEADER_LENGTH + (int) length;
            if (end > bytes.length) {
                break;
            }
            int type = (bytes[at + 2] & 0xFF) << 8 | bytes[at + 3] & 0xFF;
            frames.add(new Frame(type, Arrays.copyOfRange(bytes, at + Frame.HEADER_LENGTH, end)));
            at = end;
        }
        FrameReader next =
                at == bytes.length
                        ? EMPTY
                        : new FrameReader(Arrays.copyOfRange(bytes, at, bytes.length));
        return new Read(next, frames, Fault.NONE);
    }

    private static long lengthAt(byte[] bytes, int at) {
        return (bytes[at + 4] & 0xFFL) << 24
                | (bytes[at + 5] & 0xFFL) << 16
                | (bytes[at + 6] & 0xFFL) << 8
                | bytes[at + 7] & 0xFFL;
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
