package org.ebbflow.tools.sim.devices;

import java.util.Arrays;
import java.util.List;
import org.ebbflow.tools.sim.devices.SimulatorOptions.StageQuirk;

/**
 * The grid code models of the simulated stage as one block of registers: 703 enter service, 705
 * volt-var, 706 volt-watt, 707 to 710 trips, 711 droop. The first set of each model is what is in
 * force and cannot be written; a written second set comes into force when it is adopted.
 *
 * @source SunSpec Alliance information models 703, 705 to 711
 */
final class GridCodeRegisters {

    private static final int ADOPT = 3;
    private static final int RESULT = 4;
    private static final int PERCENT_TENTHS = -1;
    private static final int HUNDREDTHS = -2;
    private static final int THOUSANDTHS = -3;
    private static final int DELAY_703 = 9;
    private static final int OWN_DELAY_S = 300;

    /**
     * Where a model keeps its sets.
     *
     * @param first offset of the first set
     * @param stride registers per set
     * @param sets how many
     */
    private record Layout(int id, int length, int first, int stride, int sets) {}

    private static final Layout ENTER = new Layout(703, 17, 0, 0, 0);

    private static final List<Layout> ALL =
            List.of(
                    ENTER,
                    curves(705, 15, 10 + 2 * 4, 3),
                    curves(706, 15, 5 + 2 * 4, 2),
                    curves(707, 9, 1 + 3 * (1 + 3 * 5), 2),
                    curves(708, 9, 1 + 3 * (1 + 3 * 5), 2),
                    curves(709, 9, 1 + 3 * (1 + 4 * 5), 2),
                    curves(710, 9, 1 + 3 * (1 + 4 * 5), 2),
                    curves(711, 14, 10, 2));

    private final StageQuirk quirk;
    private final List<Layout> models;
    private final int[] registers;

    GridCodeRegisters(StageQuirk quirk) {
        this.quirk = quirk;
        this.models =
                ALL.stream()
                        .filter(m -> quirk != StageQuirk.NO_DROOP || m.id() != 711)
                        .filter(m -> quirk != StageQuirk.NO_ENTER_SERVICE || m.id() != 703)
                        .toList();
        this.registers = new int[models.stream().mapToInt(m -> m.length() + 2).sum()];
        int at = 0;
        for (Layout model : models) {
            u16(at, model.id());
            u16(at + 1, model.length());
            factory(model, at);
            at += model.length() + 2;
        }
    }

    private static Layout curves(int id, int first, int stride, int sets) {
        return new Layout(id, first - 2 + stride * sets, first, stride, sets);
    }

    /** As the stage left the factory: everything off, points and scale factors as they are. */
    private void factory(Layout model, int at) {
        switch (model.id()) {
            case 703 -> {
                u32(at + DELAY_703, OWN_DELAY_S);
                u16(at + 17, PERCENT_TENTHS);
                u16(at + 18, HUNDREDTHS);
            }
            case 705, 706 -> {
                u16(at + 5, 4);
                u16(at + 6, model.sets());
                u16(at + 12, PERCENT_TENTHS);
                u16(at + 13, PERCENT_TENTHS);
                u16(at + 14, HUNDREDTHS);
            }
            case 711 -> {
                u16(at + 5, model.sets());
                u16(at + 11, THOUSANDTHS);
                u16(at + 12, THOUSANDTHS);
                u16(at + 13, THOUSANDTHS);
            }
            default -> {
                u16(at + 5, 5);
                u16(at + 6, model.sets());
                u16(at + 7, model.id() < 709 ? PERCENT_TENTHS : THOUSANDTHS);
                u16(at + 8, HUNDREDTHS);
            }
        }
    }

    int length() {
        return registers.length;
    }

    /** All registers now. */
    synchronized int[] image() {
        return registers.clone();
    }

    /** The enter-service delay in force, seconds. */
    synchronized int delayS() {
        return registers[DELAY_703] << 16 | registers[DELAY_703 + 1];
    }

    /**
     * Takes a write.
     *
     * @param offset from the first register of the block
     * @return whether every register accepts writes
     */
    synchronized boolean write(int offset, int[] values) {
        int at = 0;
        for (Layout model : models) {
            int inside = offset - at;
            if (inside >= 0 && inside + values.length <= model.length() + 2) {
                return write(model, at, inside, values);
            }
            at += model.length() + 2;
        }
        return false;
    }

    private boolean write(Layout model, int at, int inside, int[] values) {
        for (int i = inside; i < inside + values.length; i++) {
            if (!isWritable(model, i)) {
                return false;
            }
        }
        System.arraycopy(values, 0, registers, at + inside, values.length);
        if (model.sets() > 0 && inside <= ADOPT && inside + values.length > ADOPT) {
            adopt(model, at);
        }
        if (model.equals(ENTER) && quirk == StageQuirk.OWN_DELAY) {
            u32(at + DELAY_703, OWN_DELAY_S);
        }
        return true;
    }

    private static boolean isWritable(Layout model, int offset) {
        if (model.equals(ENTER)) {
            return offset >= 2 && offset <= 14;
        }
        boolean switches = offset == 2 || offset == ADOPT;
        return switches || offset >= model.first() + model.stride();
    }

    private void adopt(Layout model, int at) {
        int index = registers[at + ADOPT];
        if (quirk == StageQuirk.NEVER_ADOPTS || index < 2 || index > model.sets()) {
            u16(at + RESULT, 2);
            return;
        }
        int from = at + model.first() + (index - 1) * model.stride();
        int[] set = Arrays.copyOfRange(registers, from, from + model.stride());
        System.arraycopy(set, 0, registers, at + model.first(), model.stride());
        u16(at + RESULT, 1);
    }

    private void u16(int at, int value) {
        registers[at] = value & 0xFFFF;
    }

    private void u32(int at, long value) {
        u16(at, (int) (value >>> 16));
        u16(at + 1, (int) value);
    }
}
