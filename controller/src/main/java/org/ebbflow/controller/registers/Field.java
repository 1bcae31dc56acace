package org.ebbflow.controller.registers;

import java.util.Optional;

/** What a client may write. */
enum Field {
    LEASE(2_100, 1),
    COMMAND(2_101, 1),
    SETPOINT(2_102, 2),
    LEASE_TIME(2_104, 1),
    ON_LOSS(2_105, 1),
    FALLBACK(2_106, 2),
    CHARGE_CEILING(2_108, 2),
    DISCHARGE_CEILING(2_110, 2),
    MIN_SOC(2_112, 1),
    MAX_SOC(2_113, 1),
    HEARTBEAT(2_114, 1),
    W_MAX_LIM_PCT_ENA("704.WMaxLimPctEna"),
    W_MAX_LIM_PCT("704.WMaxLimPct"),
    W_SET_ENA("704.WSetEna"),
    W_SET_MOD("704.WSetMod"),
    W_SET("704.WSet"),
    W_SET_RVRT("704.WSetRvrt"),
    W_SET_ENA_RVRT("704.WSetEnaRvrt"),
    W_SET_RVRT_TMS("704.WSetRvrtTms"),
    CONTROLLER_HB("715.ControllerHb"),
    ALARM_RESET("715.AlarmReset"),
    OP_CTL("715.OpCtl");

    private final int address;
    private final int count;

    Field(int address, int count) {
        this.address = address;
        this.count = count;
    }

    Field(String point) {
        this(SunSpecLayout.CHAIN.point(point).address(), SunSpecLayout.CHAIN.point(point).count());
    }

    int address() {
        return address;
    }

    /** Registers. */
    int count() {
        return count;
    }

    boolean isSunSpec() {
        return address >= SunSpecLayout.BASE;
    }

    /** The field that holds a register; empty for one that nobody may write. */
    static Optional<Field> at(int address) {
        for (Field field : values()) {
            if (address >= field.address && address < field.address + field.count) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }
}
