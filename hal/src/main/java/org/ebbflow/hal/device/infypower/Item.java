package org.ebbflow.hal.device.infypower;

/** Values of a module. @source public driver of EVerest, InfyPower_BEG1K075G */
enum Item {
    /** Voltage of the group's DC output in millivolts; written: set point. */
    VOLTAGE(0x1001),
    /** Current of the group's DC output in milliamperes, a magnitude; written: limit. */
    CURRENT(0x1002),
    MODULE_COUNT(0x1010),
    AMBIENT(0x1106),
    /** Read: status bits in octets 5 to 7; written: 0xA0 on, 0xA1 off. */
    STATUS(0x1110),
    /** Octet 7 bit 0: the module works as inverter, out of the car. */
    DIRECTION(0x1111),
    MAX_VOLTAGE(0x1130),
    MIN_VOLTAGE(0x1131),
    MAX_CURRENT(0x1132),
    RATED_POWER(0x1133),
    PHASE_VOLTAGE(0x2101),
    FREQUENCY(0x2107),
    /** Power at the AC terminals in milliwatts, a magnitude. */
    AC_POWER(0x2108),
    /** Written: 0xA0 rectifier, 0xA1 inverter. */
    WORK_MODE(0x2110);

    static final int ON_OR_RECTIFIER = 0xA0;
    static final int OFF_OR_INVERTER = 0xA1;

    private final int code;

    Item(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
