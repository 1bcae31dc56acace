package org.ebbflow.tools.sim.devices;

import java.util.List;
import org.ebbflow.tools.sim.plant.StageMode;

/**
 * Where the models of the simulated stage stand: base 40000, 1, 701, 702, 704, 713, 714, 715,
 * 64950, then the models of {@link GridCodeRegisters}, end.
 *
 * @source SunSpec Device Information Model Specification; board-configs/README.md for 64950
 */
final class SunSpecChain {

    static final int BASE = 40_000;
    static final int M1 = BASE + 2;
    static final int M701 = M1 + 68;
    static final int M702 = M701 + 155;
    static final int M704 = M702 + 52;
    static final int M713 = M704 + 67;
    static final int M714 = M713 + 9;
    static final int M715 = M714 + 45;
    static final int M64950 = M715 + 9;
    static final int GRID_CODE = M64950 + 14;

    /** Codes of 64950.Mode, in order. */
    static final List<StageMode> MODES =
            List.of(
                    StageMode.OFF,
                    StageMode.HOLD_VOLTAGE,
                    StageMode.FOLLOW_POWER,
                    StageMode.FORM_GRID);

    private SunSpecChain() {}

    /** Addresses that accept writes; one flag per register from {@link #BASE} on. */
    static boolean writable(int address) {
        return within(address, M704, 2, 5)
                || within(address, M704, 8, 11)
                || within(address, M704, 14, 19)
                || within(address, M704, 22, 32)
                || within(address, M704, 35, 46)
                || within(address, M704, 49, 52)
                || within(address, M704, 59, 66)
                || within(address, M715, 5, 8)
                || within(address, M64950, 2, 8)
                || within(address, M64950, 10, 10);
    }

    private static boolean within(int address, int model, int from, int to) {
        return address >= model + from && address <= model + to;
    }

    /** Whether a write that starts here would tear a 32-bit point apart. */
    static boolean secondWord(int address) {
        int in704 = address - M704;
        return in704 == 25
                || in704 == 27
                || in704 == 32
                || in704 == 5
                || in704 == 11
                || in704 == 19
                || in704 == 39
                || in704 == 41
                || in704 == 46
                || address - M715 == 6;
    }
}
