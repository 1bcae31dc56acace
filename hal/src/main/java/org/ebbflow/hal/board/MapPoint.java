package org.ebbflow.hal.board;

import java.util.OptionalLong;

/**
 * One row of a register map: where a device keeps one value and how to read it.
 *
 * @param model SunSpec model whose id register is address 0, or 0 for absolute addresses
 * @param name name of the point within map and model
 * @param address first register, 0-based
 * @param function Modbus function code that reads it (1 to 4), or writes it (5, 6, 15, 16)
 * @param type how registers make a number
 * @param lowWordFirst the device sends the low word of a number first
 * @param scalePow10 power of ten from the device's number to {@code unit}
 * @param scaleFactor point that holds a further power of ten, empty for none
 * @param opposite the device counts the other direction as plus
 * @param unit unit after scaling, empty for numbers and codes
 * @param access whether it can be written
 * @param absent raw value by which the device says "no value"
 * @param meaning one phrase
 */
public record MapPoint(
        int model,
        String name,
        int address,
        int function,
        PointType type,
        boolean lowWordFirst,
        int scalePow10,
        String scaleFactor,
        boolean opposite,
        String unit,
        Access access,
        OptionalLong absent,
        String meaning) {

    /** Who may do what. */
    public enum Access {
        READ,
        WRITE,
        READ_WRITE
    }

    /** The value in {@code unit}, nothing where the device says it has none. */
    public OptionalLong decode(int[] registers, int at) {
        return decode(registers, at, 0);
    }

    /**
     * The value in {@code unit}.
     *
     * @param registers 16-bit registers, 0..65535 each
     * @param at index of the point's first register
     * @param factor power of ten read from the device, 0 without a scale factor
     */
    public OptionalLong decode(int[] registers, int at, int factor) {
        long raw = lowWordFirst ? type.raw(turned(registers, at), 0) : type.raw(registers, at);
        if (type == PointType.FLOAT32) {
            return scaled(Float.intBitsToFloat((int) raw));
        }
        if (absent.isPresent() && absent.getAsLong() == raw) {
            return OptionalLong.empty();
        }
        long value = Scale.times(type.signed(raw), scalePow10 + factor);
        return OptionalLong.of(opposite ? -value : value);
    }

    /** The registers that say {@code value}, saturated at the type's range. */
    public int[] encode(long value, int factor) {
        long raw = Scale.times(opposite ? -value : value, -(scalePow10 + factor));
        int[] registers = type.registers(Math.clamp(raw, type.min(), type.max()));
        return lowWordFirst ? turned(registers, 0) : registers;
    }

    /** The point's registers in the opposite order. */
    private int[] turned(int[] registers, int at) {
        int count = type.count();
        int[] turned = new int[count];
        for (int i = 0; i < count; i++) {
            turned[i] = registers[at + count - 1 - i];
        }
        return turned;
    }

    private OptionalLong scaled(float number) {
        if (!Float.isFinite(number)) {
            return OptionalLong.empty();
        }
        long value = Math.round(number * Math.pow(10, scalePow10));
        return OptionalLong.of(opposite ? -value : value);
    }
}
