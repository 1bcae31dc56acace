package org.ebbflow.tools.sim.devices;

import java.util.Optional;
import org.ebbflow.tools.sim.devices.RegisterMap.BitRequest;
import org.ebbflow.tools.sim.devices.RegisterMap.Reply;
import org.ebbflow.tools.sim.devices.RegisterMap.Request;

/**
 * Requests and answers as bytes without address and checksum.
 *
 * @source Modbus application protocol 1.1b3, section 6
 */
final class ModbusPdu {

    static final int READ_COILS = 1;
    static final int READ_DISCRETES = 2;
    static final int READ_HOLDING = 3;
    static final int READ_INPUT = 4;
    static final int WRITE_COIL = 5;
    static final int WRITE_SINGLE = 6;
    static final int WRITE_COILS = 15;
    static final int WRITE_MULTIPLE = 16;

    private static final int MAX_READ = 125;
    private static final int MAX_WRITE = 123;
    private static final int MAX_READ_BITS = 2_000;
    private static final int MAX_WRITE_BITS = 1_968;
    private static final int COIL_ON = 0xFF00;

    private ModbusPdu() {}

    /** What a request means, or which exception it deserves. */
    sealed interface Parsed {
        /** A good request. */
        record Good(Request request) implements Parsed {}

        /** A good one for coils or discrete inputs. */
        record Bits(BitRequest request) implements Parsed {}

        /** A bad one. */
        record Bad(int exceptionCode) implements Parsed {}
    }

    static Parsed parse(byte[] pdu) {
        if (pdu.length == 0) {
            return new Parsed.Bad(RegisterMap.ILLEGAL_FUNCTION);
        }
        return switch (pdu[0]) {
            case READ_COILS -> readBits(pdu, false);
            case READ_DISCRETES -> readBits(pdu, true);
            case WRITE_COIL -> coil(pdu);
            case WRITE_COILS -> coils(pdu);
            case READ_HOLDING -> read(pdu, false);
            case READ_INPUT -> read(pdu, true);
            case WRITE_SINGLE -> single(pdu);
            case WRITE_MULTIPLE -> multiple(pdu);
            default -> new Parsed.Bad(RegisterMap.ILLEGAL_FUNCTION);
        };
    }

    private static Parsed read(byte[] pdu, boolean input) {
        if (pdu.length != 5) {
            return new Parsed.Bad(RegisterMap.ILLEGAL_VALUE);
        }
        int count = word(pdu, 3);
        if (count < 1 || count > MAX_READ) {
            return new Parsed.Bad(RegisterMap.ILLEGAL_VALUE);
        }
        return new Parsed.Good(new Request.Read(input, word(pdu, 1), count));
    }

    private static Parsed readBits(byte[] pdu, boolean inputs) {
        int count = pdu.length == 5 ? word(pdu, 3) : 0;
        return count < 1 || count > MAX_READ_BITS
                ? new Parsed.Bad(RegisterMap.ILLEGAL_VALUE)
                : new Parsed.Bits(new BitRequest.Read(inputs, word(pdu, 1), count));
    }

    private static Parsed coil(byte[] pdu) {
        boolean good = pdu.length == 5 && (word(pdu, 3) == COIL_ON || word(pdu, 3) == 0);
        return good
                ? new Parsed.Bits(
                        new BitRequest.Write(word(pdu, 1), new boolean[] {word(pdu, 3) != 0}))
                : new Parsed.Bad(RegisterMap.ILLEGAL_VALUE);
    }

    private static Parsed coils(byte[] pdu) {
        int count = pdu.length < 7 ? 0 : word(pdu, 3);
        int bytes = (count + 7) / 8;
        boolean good =
                count >= 1
                        && count <= MAX_WRITE_BITS
                        && (pdu[5] & 0xFF) == bytes
                        && pdu.length == 6 + bytes;
        if (!good) {
            return new Parsed.Bad(RegisterMap.ILLEGAL_VALUE);
        }
        boolean[] on = new boolean[count];
        for (int i = 0; i < count; i++) {
            on[i] = (pdu[6 + i / 8] >> i % 8 & 1) != 0;
        }
        return new Parsed.Bits(new BitRequest.Write(word(pdu, 1), on));
    }

    private static Parsed single(byte[] pdu) {
        return pdu.length == 5
                ? new Parsed.Good(new Request.Write(true, word(pdu, 1), new int[] {word(pdu, 3)}))
                : new Parsed.Bad(RegisterMap.ILLEGAL_VALUE);
    }

    private static Parsed multiple(byte[] pdu) {
        if (pdu.length < 6) {
            return new Parsed.Bad(RegisterMap.ILLEGAL_VALUE);
        }
        int count = word(pdu, 3);
        int bytes = pdu[5] & 0xFF;
        if (count < 1 || count > MAX_WRITE || bytes != 2 * count || pdu.length != 6 + bytes) {
            return new Parsed.Bad(RegisterMap.ILLEGAL_VALUE);
        }
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = word(pdu, 6 + 2 * i);
        }
        return new Parsed.Good(new Request.Write(false, word(pdu, 1), values));
    }

    /** The answer to a request that carried this PDU. */
    static byte[] encode(byte[] requestPdu, Reply reply) {
        byte function = requestPdu.length == 0 ? 0 : requestPdu[0];
        return switch (reply) {
            case Reply.Values values -> values(function, values.registers());
            case Reply.Bits bits -> bits(function, bits.on());
            case Reply.Done done -> java.util.Arrays.copyOf(requestPdu, 5);
            case Reply.Refused refused ->
                    new byte[] {(byte) (function | 0x80), (byte) refused.exceptionCode()};
        };
    }

    private static byte[] bits(byte function, boolean[] on) {
        byte[] bytes = new byte[2 + (on.length + 7) / 8];
        bytes[0] = function;
        bytes[1] = (byte) (bytes.length - 2);
        for (int i = 0; i < on.length; i++) {
            bytes[2 + i / 8] |= (byte) (on[i] ? 1 << i % 8 : 0);
        }
        return bytes;
    }

    private static byte[] values(byte function, int[] registers) {
        byte[] bytes = new byte[2 + 2 * registers.length];
        bytes[0] = function;
        bytes[1] = (byte) (2 * registers.length);
        for (int i = 0; i < registers.length; i++) {
            bytes[2 + 2 * i] = (byte) (registers[i] >> 8);
            bytes[3 + 2 * i] = (byte) registers[i];
        }
        return bytes;
    }

    /**
     * Length of the request frame on a serial line that begins with these bytes, address and
     * checksum included; empty while it cannot be told.
     */
    static Optional<Integer> serialLength(byte[] frame, int length) {
        if (length < 2) {
            return Optional.empty();
        }
        int function = frame[1] & 0xFF;
        if (function == 15 || function == WRITE_MULTIPLE) {
            return length < 7 ? Optional.empty() : Optional.of(9 + (frame[6] & 0xFF));
        }
        return function >= 1 && function <= 6 ? Optional.of(8) : Optional.empty();
    }

    static int word(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }
}
