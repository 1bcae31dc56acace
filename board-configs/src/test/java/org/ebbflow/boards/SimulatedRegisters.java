package org.ebbflow.boards;

/**
 * Register images of the demo devices, written from the profile in the README, the SunSpec models
 * and Eastron's list; never from our maps.
 */
final class SimulatedRegisters {
    static final int STAGE_701 = 40_070;
    static final int STAGE_704 = STAGE_701 + 2 + 153 + 2 + 50;
    static final int STAGE_713 = STAGE_704 + 2 + 65;
    static final int STAGE_714 = STAGE_713 + 2 + 7;
    static final int STAGE_715 = STAGE_714 + 2 + 43;
    static final int STAGE_EV = STAGE_715 + 2 + 7;

    private SimulatedRegisters() {}

    /** Power-up state of a safety board, then pilot C, contactors open. */
    static void safetyBoard(int[] r) {
        r[0] = 0xEB01;
        r[1] = 2;
        r[3] = 50;
        r[5] = 1;
        r[6] = 4012;
        r[10] = 101;
        r[11] = 400;
        r[12] = 2000;
        r[13] = 2;
        r[14] = 0b10011;
        r[15] = 0xFFFF;
        r[16] = 0xFFFF;
    }

    /** The chain and the measurements of a stage that discharges 5,000 W at 400.5 V. */
    static void stage(int[] r) {
        r[40_000] = 0x5375;
        r[40_001] = 0x6E53;
        model(r, 40_002, 1, 66);
        model(r, STAGE_701, 701, 153);
        model(r, STAGE_701 + 155, 702, 50);
        model(r, STAGE_704, 704, 65);
        model(r, STAGE_713, 713, 7);
        // 61.5 % in tenths
        r[STAGE_713 + 4] = 615;
        r[STAGE_713 + 8] = 0xFFFF;
        model(r, STAGE_714, 714, 43);
        model(r, STAGE_715, 715, 7);
        model(r, STAGE_EV, 64950, 12);
        model(r, STAGE_EV + 14, 0xFFFF, 0);
        r[STAGE_701 + 4] = 3;
        r[STAGE_701 + 9] = 1;
        r[STAGE_701 + 10] = 500;
        r[STAGE_701 + 15] = 2405;
        r[STAGE_701 + 16] = 1202;
        r[STAGE_701 + 18] = 6001;
        r[STAGE_701 + 36] = 0x8000;
        r[STAGE_701 + 37] = 41;
        r[STAGE_701 + 114] = 0xFFFF;
        r[STAGE_701 + 115] = 0xFFFE;
        r[STAGE_701 + 116] = 1;
        r[STAGE_714 + 15] = 0xFFFE;
        r[STAGE_714 + 16] = 0xFFFF;
        r[STAGE_714 + 30] = 1248;
        r[STAGE_714 + 31] = 4005;
        r[STAGE_EV + 9] = 2;
    }

    private static void model(int[] r, int at, int id, int length) {
        r[at] = id;
        r[at + 1] = length;
    }

    /** A meter that shows the given power, 240.5 V, 59.98 Hz, 12.5 and 3.25 kWh. */
    static void meter(int[] r, float watts) {
        put(r, 0x0000, 240.5f);
        put(r, 0x0006, Math.abs(watts) / 240.5f);
        put(r, 0x000C, watts);
        put(r, 0x0034, watts);
        put(r, 0x0046, 59.98f);
        put(r, 0x0048, 12.5f);
        put(r, 0x004A, 3.25f);
    }

    private static void put(int[] r, int at, float value) {
        int bits = Float.floatToIntBits(value);
        r[at] = bits >>> 16;
        r[at + 1] = bits & 0xFFFF;
    }
}
