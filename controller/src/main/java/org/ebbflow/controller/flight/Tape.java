package org.ebbflow.controller.flight;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Octets in blocks of fixed size, cut into segments; when the last block is taken the oldest
 * segment gives up its own. Blocks are made once and used again, so that a station that runs for
 * months makes no garbage here.
 */
final class Tape {

    static final int BLOCK_BYTES = 32_768;

    private final int maxBlocks;
    private final ArrayDeque<byte[]> free = new ArrayDeque<>();
    private final ArrayDeque<Segment> segments = new ArrayDeque<>();
    private int blocks;

    /** Blocks in order, the last one filled up to {@code used}. */
    private static final class Segment {
        private final List<byte[]> blocks = new ArrayList<>();
        private int used = BLOCK_BYTES;
    }

    Tape(int maxBlocks) {
        this.maxBlocks = maxBlocks;
    }

    /** Starts a new segment and drops the oldest ones until so many stand. */
    void begin(int maxSegments) {
        segments.addLast(new Segment());
        while (segments.size() > maxSegments) {
            drop();
        }
    }

    /** Forgets everything. */
    void clear() {
        while (!segments.isEmpty()) {
            drop();
        }
    }

    int segmentCount() {
        return segments.size();
    }

    /** Octets of memory in use, taken or free. */
    long heldBytes() {
        return (long) blocks * BLOCK_BYTES;
    }

    /** One octet at the end of the present segment. */
    void put(int octet) {
        Segment now = segments.getLast();
        if (now.used == BLOCK_BYTES) {
            now.blocks.add(block());
            now.used = 0;
        }
        now.blocks.getLast()[now.used++] = (byte) octet;
    }

    private byte[] block() {
        if (free.isEmpty() && blocks < maxBlocks) {
            blocks++;
            return new byte[BLOCK_BYTES];
        }
        while (free.isEmpty()) {
            if (segments.size() == 1) {
                throw new DamagedRecording("one segment fills the whole recorder");
            }
            drop();
        }
        return free.removeLast();
    }

    private void drop() {
        free.addAll(segments.removeFirst().blocks);
    }

    /** Writes all segments, oldest first. */
    void copyTo(OutputStream out) throws IOException {
        for (Segment segment : segments) {
            for (int i = 0; i < segment.blocks.size(); i++) {
                boolean last = i == segment.blocks.size() - 1;
                out.write(segment.blocks.get(i), 0, last ? segment.used : BLOCK_BYTES);
            }
        }
    }
}
