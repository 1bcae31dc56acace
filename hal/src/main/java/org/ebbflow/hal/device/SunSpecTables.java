package org.ebbflow.hal.device;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.ebbflow.hal.modbus.Transaction;

/**
 * How a stored curve or control of a SunSpec model is set: written into the second set, adopted,
 * switched on, and the first set, which tells what is in force, read back and compared.
 *
 * @source SunSpec Alliance information models 705 to 711: "The first set is read-only and indicates
 *     the current settings"
 */
final class SunSpecTables {
    static final int ENABLE = 2;
    private static final int ADOPT = 3;
    private static final int RESULT = 4;
    private static final int SECOND_SET = 2;
    private static final int COMPLETED = 1;
    private static final int FAILED = 2;

    /** Looks at the result of adopting; about two seconds of an idle bus. */
    private static final int MOST_LOOKS = 200;

    private final int unit;
    private final SunSpecChain chain;
    private final Consumer<SunSpecStep> add;
    private final Consumer<String> refuse;

    /**
     * A value within a set.
     *
     * @param name for people
     * @param offset from the set's first register
     * @param count 1 or 2 registers
     * @param raw as the device holds it, negative in two's complement
     */
    record Field(String name, int offset, int count, long raw) {}

    /**
     * A place for sets.
     *
     * @param first offset of the first set from the model's id register
     * @param stride registers per set
     */
    record Sets(int model, int first, int stride) {}

    SunSpecTables(
            int unit, SunSpecChain chain, Consumer<SunSpecStep> add, Consumer<String> refuse) {
        this.unit = unit;
        this.chain = chain;
        this.add = add;
        this.refuse = refuse;
    }

    boolean has(int model) {
        return chain.place(model).isPresent();
    }

    String models() {
        return chain.toString();
    }

    void refuse(String why) {
        refuse.accept(why);
    }

    /** Reads {@code count} registers of a model. */
    void read(int model, int offset, int count, SunSpecStep.Answer answer) {
        add.accept(
                new SunSpecStep(
                        new Transaction.Read(unit, 3, chain.address(model, offset), count),
                        answer));
    }

    void write(int model, int offset, int... values) {
        add.accept(
                new SunSpecStep(
                        new Transaction.Write(unit, chain.address(model, offset), values),
                        done -> {}));
    }

    /** Writes fields, neighbours together. */
    void write(int model, int start, List<Field> fields) {
        List<Integer> run = new ArrayList<>();
        int from = 0;
        int next = -1;
        for (Field field : fields) {
            if (field.offset() != next && !run.isEmpty()) {
                write(model, start + from, registers(run));
                run.clear();
            }
            if (run.isEmpty()) {
                from = field.offset();
            }
            if (field.count() == 2) {
                run.add((int) (field.raw() >>> 16) & 0xFFFF);
            }
            run.add((int) field.raw() & 0xFFFF);
            next = field.offset() + field.count();
        }
        write(model, start + from, registers(run));
    }

    private static int[] registers(List<Integer> run) {
        return run.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Reads fields back and refuses the first that differs. */
    void verify(int model, int start, List<Field> fields) {
        int from = fields.stream().mapToInt(Field::offset).min().orElse(0);
        int end = fields.stream().mapToInt(f -> f.offset() + f.count()).max().orElse(0);
        read(model, start + from, end - from, values -> compare(model, fields, from, values));
    }

    private void compare(int model, List<Field> fields, int from, int[] values) {
        for (Field field : fields) {
            int at = field.offset() - from;
            long mask = field.count() == 2 ? 0xFFFF_FFFFL : 0xFFFFL;
            long found =
                    field.count() == 2
                            ? (long) values[at] << 16 | values[at + 1]
                            : values[at] & 0xFFFFL;
            if (found != (field.raw() & mask)) {
                refuse(
                        "The stage did not take %d.%s = %d of the grid profile; it reads %d."
                                .formatted(model, field.name(), field.raw() & mask, found));
                return;
            }
        }
    }

    /** Puts the second set in force. */
    void adopt(Sets sets, List<Field> fields) {
        write(sets.model(), sets.first() + sets.stride(), fields);
        write(sets.model(), ADOPT, SECOND_SET);
        await(sets, fields, MOST_LOOKS);
    }

    private void await(Sets sets, List<Field> fields, int looks) {
        read(
                sets.model(),
                RESULT,
                1,
                values -> {
                    if (values[0] == COMPLETED) {
                        enable(sets.model(), true);
                        verify(sets.model(), sets.first(), fields);
                    } else if (values[0] == FAILED || looks <= 0) {
                        refuse(
                                "The stage refused to adopt the grid profile's values in model %d."
                                        .formatted(sets.model()));
                    } else {
                        await(sets, fields, looks - 1);
                    }
                });
    }

    /** Switches a function on or off, and reads that back. */
    void enable(int model, boolean on) {
        int wanted = on ? 1 : 0;
        write(model, ENABLE, wanted);
        verify(model, 0, List.of(new Field("Ena", ENABLE, 1, wanted)));
    }

    /** A signed scale factor out of a register. */
    static int factor(int register) {
        return (short) register;
    }

    /**
     * A value as the device holds it.
     *
     * @param pow10 power of ten from the value's unit to the device's
     */
    long scaled(int model, String name, long value, int pow10) {
        long raw = value;
        for (int i = 0; i < pow10; i++) {
            raw = Math.multiplyExact(raw, 10);
        }
        for (int i = 0; i > pow10; i--) {
            if (raw % 10 != 0) {
                refuse(
                        ("The stage cannot hold %d.%s of the grid profile: its scale factor is too"
                                        + " coarse.")
                                .formatted(model, name));
                return 0;
            }
            raw /= 10;
        }
        return raw;
    }
}
