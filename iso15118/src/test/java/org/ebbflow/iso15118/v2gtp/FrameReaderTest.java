package org.ebbflow.iso15118.v2gtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest {

    @Test
    void readsFramesWhateverTheChunking() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = 0; i < 4; i++) {
            stream.writeBytes(new Frame(0x8001 + i, new byte[i * 7]).encode());
        }
        byte[] all = stream.toByteArray();
        for (int size = 1; size <= all.length; size++) {
            FrameReader reader = FrameReader.EMPTY;
            List<Frame> frames = new ArrayList<>();
            for (int at = 0; at < all.length; at += size) {
                byte[] chunk = Arrays.copyOfRange(all, at, Math.min(all.length, at + size));
                FrameReader.Read read = reader.read(chunk);
                assertEquals(FrameReader.Fault.NONE, read.fault());
                frames.addAll(read.frames());
                reader = read.next();
            }
            assertEquals(4, frames.size());
            assertEquals(0x8004, frames.get(3).payloadType());
            assertArrayEquals(new byte[21], frames.get(3).payload());
            assertEquals(0, reader.pending());
        }
    }

    @Test
    void acceptsTheLongestPayloadAndRefusesOneOctetMore() {
        byte[] longest = new Frame(0x8001, new byte[FrameReader.MAX_PAYLOAD]).encode();
        assertEquals(1, FrameReader.EMPTY.read(longest).frames().size());
        byte[] header = Arrays.copyOf(longest, Frame.HEADER_LENGTH);
        header[7]++;
        assertEquals(FrameReader.Fault.TOO_LONG, FrameReader.EMPTY.read(header).fault());
        Arrays.fill(header, 4, 8, (byte) 0xFF);
        assertEquals(FrameReader.Fault.TOO_LONG, FrameReader.EMPTY.read(header).fault());
    }

    @Test
    void keepsTheFrameBeforeABadHeader() {
        byte[] good = new Frame(0x8002, new byte[] {1, 2}).encode();
        byte[] both = Arrays.copyOf(good, good.length + 8);
        FrameReader.Read read = FrameReader.EMPTY.read(both);
        assertEquals(1, read.frames().size());
        assertEquals(FrameReader.Fault.BAD_HEADER, read.fault());
    }
}
