package org.ebbflow.hal.device.chargebyte;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds frames in a stream of octets; after a broken one it looks for the next start. */
final class FrameStream {

    private byte[] rest = new byte[0];
    private long dropped;

    /** Takes octets in pieces of any length; gives the frames that they complete. */
    List<Frame> take(byte[] bytes, int count) {
        byte[] all = Arrays.copyOf(rest, rest.length + count);
        System.arraycopy(bytes, 0, all, rest.length, count);
        List<Frame> frames = new ArrayList<>(2);
        int at = 0;
        while (all.length - at >= Frame.LENGTH) {
            Frame frame = frame(all, at);
            boolean sound = isSound(all, at, frame);
            if (sound) {
                frames.add(frame);
            } else {
                dropped++;
            }
            at += sound ? Frame.LENGTH : 1;
        }
        while (at < all.length && (all[at] & 0xFF) != Frame.START) {
            at++;
            dropped++;
        }
        rest = Arrays.copyOfRange(all, at, all.length);
        return frames;
    }

    private static Frame frame(byte[] all, int at) {
        long payload = 0;
        for (int i = 0; i < 8; i++) {
            payload = payload << 8 | all[at + 2 + i] & 0xFF;
        }
        return new Frame(all[at + 1] & 0xFF, payload);
    }

    private static boolean isSound(byte[] all, int at, Frame frame) {
        return (all[at] & 0xFF) == Frame.START
                && (all[at + Frame.LENGTH - 1] & 0xFF) == Frame.END
                && (all[at + Frame.LENGTH - 2] & 0xFF) == frame.checksum();
    }

    /** Octets that belonged to no frame. */
    long dropped() {
        return dropped;
    }

    /** A new line: a half frame is forgotten. */
    void restart() {
        rest = new byte[0];
        dropped = 0;
    }
}
