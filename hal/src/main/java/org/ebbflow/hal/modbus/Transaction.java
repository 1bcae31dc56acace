package org.ebbflow.hal.modbus;

import java.util.Arrays;
import java.util.List;

/** One request of ours and its answer on a Modbus bus. */
public sealed interface Transaction {
    /** Modbus unit, 1..247. */
    int unit();

    /**
     * Reads neighbouring registers.
     *
     * @param function 3 holding registers, 4 input registers
     * @param address first register, 0-based
     * @param count 1..125
     */
    record Read(int unit, int function, int address, int count) implements Transaction {}

    /**
     * Writes neighbouring holding registers with function 16.
     *
     * @param address first register, 0-based
     * @param values 0..65535 each, 1..123 of them; not changed afterwards
     */
    record Write(int unit, int address, int[] values) implements Transaction {
        @Override
        public boolean equals(Object other) {
            return other instanceof Write that
                    && that.unit == unit
                    && that.address == address
                    && Arrays.equals(that.values, values);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * unit + address) + Arrays.hashCode(values);
        }

        @Override
        public String toString() {
            return "Write[unit=%d, address=%d, values=%s]"
                    .formatted(unit, address, Arrays.toString(values));
        }
    }

    /**
     * Reads neighbouring bits; the answer holds a 0 or 1 for each.
     *
     * @param function 1 coils, 2 discrete inputs
     * @param address first bit, 0-based
     * @param count 1..2,000
     */
    record ReadBits(int unit, int function, int address, int count) implements Transaction {}

    /** Switches one coil with function 5. */
    record WriteBit(int unit, int address, boolean on) implements Transaction {}

    /** Switches neighbouring coils with function 15; 1..1,968 of them. */
    record WriteBits(int unit, int address, List<Boolean> on) implements Transaction {}

    /** Writes one holding register with function 6. @param value 0..65,535 */
    record WriteOne(int unit, int address, int value) implements Transaction {}
}
