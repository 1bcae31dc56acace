package org.ebbflow.hal.can;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ebbflow.hal.CanFrame;

/**
 * The SLCAN text protocol; what is no data frame is passed over.
 *
 * @source Lawicel CANUSB manual: S4 is 125 kbit/s, S5 250, S6 500, S8 1,000; O opens, C closes;
 *     tiiildd and Tiiiiiiiildd send; CR ends a line
 */
final class SlcanText {

    private static final int LONGEST = 64;
    private static final int ID_DIGITS = 3;
    private static final int EXTENDED_DIGITS = 8;

    private final StringBuilder line = new StringBuilder(LONGEST);

    /** Ends a broken line, closes, sets the bit rate, opens. */
    static byte[] opening(CanRate rate) {
        int code =
                switch (rate) {
                    case KBIT_125 -> 4;
                    case KBIT_250 -> 5;
                    case KBIT_500 -> 6;
                    case KBIT_1000 -> 8;
                };
        return ("\rC\rS" + code + "\rO\r").getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] closing() {
        return "C\r".getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] frames(List<CanFrame> burst) {
        StringBuilder text = new StringBuilder(burst.size() * 27);
        for (CanFrame frame : burst) {
            String head = frame.extended() ? "T%08X%d" : "t%03X%d";
            text.append(String.format(Locale.ROOT, head, frame.id(), frame.length()));
            for (int i = 0; i < frame.length(); i++) {
                text.append(String.format(Locale.ROOT, "%02X", frame.octet(i)));
            }
            text.append('\r');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
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
        boolean extended = !text.isEmpty() && text.charAt(0) == 'T';
        int digits = extended ? EXTENDED_DIGITS : ID_DIGITS;
        int head = digits + 2;
        if (text.length() < head || (text.charAt(0) != 't' && !extended)) {
            return Optional.empty();
        }
        int id = hex(text, 1, digits);
        int length = hex(text, head - 1, 1);
        int highest = extended ? 0x1FFFFFFF : 0x7FF;
        if (id < 0
                || id > highest
                || length < 0
                || length > 8
                || text.length() < head + 2 * length) {
            return Optional.empty();
        }
        int[] octets = new int[length];
        for (int i = 0; i < length; i++) {
            octets[i] = hex(text, head + 2 * i, 2);
            if (octets[i] < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(extended ? CanFrame.extended(id, octets) : CanFrame.of(id, octets));
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
