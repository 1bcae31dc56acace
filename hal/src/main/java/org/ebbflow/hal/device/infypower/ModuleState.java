package org.ebbflow.hal.device.infypower;

import java.util.List;
import java.util.Map;
import org.ebbflow.hal.StageReading;

/**
 * A group of modules as one converter.
 *
 * @param voltageMv voltage of the output in millivolts
 * @param currentMa current of the output in milliamperes, plus flows into the car
 * @param acPowerMilliW power at the AC terminals in milliwatts, plus is charge
 * @param inverter whether every module works out of the car
 * @param status all modules' status bits: octet 5 from bit 16, octet 6 from bit 8, octet 7 from 0
 * @param isOff whether the output of every module is off
 */
record ModuleState(
        int voltageMv,
        int currentMa,
        long acPowerMilliW,
        boolean inverter,
        int status,
        boolean isOff) {

    private static final int DC_OFF = 1 << 8;
    private static final int WALK_IN = 1 << 14;

    /** Short circuit, discharge abnormal, fault, protection, over-temperature, over-voltage. */
    private static final int FAULTS = 1 | 1 << 5 | 1 << 9 | 1 << 10 | 1 << 12 | 1 << 13;

    /** Of a complete round; what is asked in turn goes into {@code group}. */
    static ModuleState of(ModuleRound round, Map<Item, Long> group) {
        List<Map<Item, Long>> modules = round.values();
        boolean out = modules.stream().allMatch(m -> (value(m, Item.DIRECTION) & 1) != 0);
        int sign = out ? -1 : 1;
        int any = 0;
        boolean off = true;
        long acMw = 0;
        for (Map<Item, Long> module : modules) {
            int bits = (int) (value(module, Item.STATUS) & 0xFFFFFF);
            any |= bits;
            off &= (bits & DC_OFF) != 0;
            acMw += Math.abs((int) value(module, Item.AC_POWER));
        }
        group.put(round.last(), together(round.last(), modules));
        return new ModuleState(
                clamped(value(modules.getFirst(), Item.VOLTAGE)),
                sign * clamped(value(modules.getFirst(), Item.CURRENT)),
                sign * acMw,
                out,
                any,
                off);
    }

    /**
     * Currents and powers add up; of voltages the narrowest counts, of temperatures the hottest.
     */
    private static long together(Item item, List<Map<Item, Long>> modules) {
        var all = modules.stream().mapToLong(m -> value(m, item));
        return switch (item) {
            case MAX_CURRENT, RATED_POWER -> all.sum();
            case MAX_VOLTAGE -> all.min().orElse(0);
            case MIN_VOLTAGE -> all.max().orElse(0);
            // A temperature below 0 is a signed number.
            case AMBIENT -> modules.stream().mapToInt(m -> (int) value(m, item)).max().orElse(0);
            default -> all.findFirst().orElse(0);
        };
    }

    private static long value(Map<Item, Long> module, Item item) {
        return module.getOrDefault(item, 0L);
    }

    private static int clamped(long value) {
        return (int) Math.min(value, Integer.MAX_VALUE);
    }

    StageReading reading(Map<Item, Long> group) {
        return new StageReading(
                mode(),
                (int) (acPowerMilliW / 1_000),
                voltageMv,
                currentMa,
                clamped(value(group, Item.PHASE_VOLTAGE)),
                clamped(value(group, Item.FREQUENCY)),
                (int) (value(group, Item.AMBIENT) / 100),
                false,
                status & ~(DC_OFF | WALK_IN));
    }

    /** Whether any module gives or takes power, or is about to. */
    boolean works() {
        return mode() == StageReading.Mode.RUNNING || mode() == StageReading.Mode.STARTING;
    }

    private StageReading.Mode mode() {
        if ((status & FAULTS) != 0) {
            return StageReading.Mode.FAULT;
        }
        if (isOff) {
            return StageReading.Mode.OFF;
        }
        return (status & WALK_IN) != 0 ? StageReading.Mode.STARTING : StageReading.Mode.RUNNING;
    }
}
