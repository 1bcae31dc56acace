package org.ebbflow.hal.modbus;

import java.util.Arrays;

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
}
