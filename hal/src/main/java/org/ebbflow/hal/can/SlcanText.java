package org.ebbflow.hal.can;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ebbflow.hal.CanFrame;

/**
 * The SLCAN text protocol; what is no data frame with an 11-bit identifier is passed over.
 *
 * @source Lawicel CANUSB manual: S6 is 500 kbit/s, O opens, C closes, tiiildd sends; CR ends a line
 */
final class SlcanText {

    private static final int LONGEST = 64;
    private static final int HEAD = 5;
    private static final String OPENING = "\rC\rS6\rO\r";

    private final StringBuilder line = new StringBuilder(LONGEST);

    /** Ends a broken line, closes, sets 500 kbit/s, opens. */
    static byte[] opening() {
        return OPENING.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] closing() {
        return "C\r".getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] frames(List<CanFrame> burst) {
        StringBuilder text = new StringBuilder(burst.size() * 22);
        for (CanFrame frame : burst) {
            text.append(String.format(Locale.ROOT, "t%03X%d", frame.id(), frame.length()));
            for (int i = 0; i < frame.length(); i++) {
                text.append(Character.forDigit(frame.octet(i) >> 4, 16));
                text.append(Character.forDigit(frame.octet(i) & 0xF, 16));
            }
            text.append('\r');
        }
        return text.toString()
                .toUpperCase(Locale.ROOT)
                .replace('T', 't')
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Takes bytes in pieces of any length; gives the frames that they complete. */
    List<CanFrame> take(byte[] bytes, int count) {
        List<CanFrame> frames = new ArrayList<>(1);
        for (int i = 0; i < count; i++) {
            char c = (char) (bytes[i] & 0x7F);
            boolean ends = c == '\r' || c == '\n' || c == '\u0007';
            if (ends) {
                frame(line).ifPresent(frames::add);
                line.setLength(0);
            } else if (line.length() < LONGEST) {
                line.append(c);
            }
        }
        return frames;
    }

    /** A time stamp behind the octets is passed over. */
    private static Optional<CanFrame> frame(CharSequence text) {
        if (text.length() < HEAD || text.charAt(0) != 't') {
            return Optional.empty();
        }
        int id = hex(text, 1, 3);
        int length = hex(text, 4, 1);
        if (id < 0 || id > 0x7FF || length < 0 || length > 8 || text.length() < HEAD + 2 * length) {
            return Optional.empty();
        }
        int[] octets = new int[length];
        for (int i = 0; i < length; i++) {
            octets[i] = hex(text, HEAD + 2 * i, 2);
            if (octets[i] < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(CanFrame.of(id, octets));
    }

    /** -1 where a character is no hexadecimal digit. */
    private static int hex(CharSequence text, int from, int digits) {
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }
}
