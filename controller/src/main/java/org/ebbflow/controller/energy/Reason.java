package org.ebbflow.controller.energy;

/**
 * The one stable list of whys: why not more, why not less, why not at all, why ended. A number is
 * never re-used.
 */
public enum Reason {
    NONE(0),
    NO_CAR(1),
    NOT_AUTHORIZED(2),
    SESSION_NOT_BIDIRECTIONAL(3),
    DISCHARGE_NOT_OFFERED(4),
    AT_RESERVE(5),
    AT_MAX_SOC(6),
    SOC_UNKNOWN(7),
    GRID_LIMIT(8),
    HOUSE_FUSE(9),
    TEMPERATURE(10),
    OWNER_STOP(11),
    OTHER_AUTHORITY(12),
    SCHEDULE(13),
    SELF_TEST(14),
    ENTER_SERVICE_WAIT(15),
    INSTALLER_LOCK(16),
    FAULT(17),
    NO_PERMIT(18),
    NO_CONSENT(19),
    CLOCK_NOT_TRUSTED(20),
    SITE_METER_STALE(21),
    VEHICLE_LIMIT(22),
    PRODUCT_CAP(23),
    STAGE_LIMIT(24),
    CABLE_LIMIT(25),
    INTEGRATOR_LIMIT(26),
    RAMPING(27),
    BELOW_MINIMUM_POWER(28),
    LEASE_LAPSED(29),
    VEHICLE_STOPPED(30),
    UNPLUGGED(31),
    SEQUENCE_ERROR(32),
    MESSAGE_MALFORMED(33),
    SEQUENCE_TIMEOUT(34),
    CABLE_CHECK_FAILED(35),
    PRE_CHARGE_FAILED(36),
    WELDING_DETECTED(37),
    CONNECTION_LOST(38),
    STATION_SHUTDOWN(39),
    NO_COMMON_PROTOCOL(40),
    POWER_LOSS(41),
    COMPLETED(42),
    SETUP_TIMEOUT(43),
    WRONG_SESSION(44),
    SERVICE_NOT_OFFERED(45),
    TLS_REQUIRED(46),
    INTERNAL_ERROR(47),
    NO_SITE_METER(48),
    EVENT_OVER(49),
    EVENT_NOT_UNDERSTOOD(50),
    TOO_MANY_EVENTS(51),
    SOURCE_SILENT(52),
    NO_SURPLUS(53),
    KEPT_FOR_DEPARTURE(54),
    NO_GRID_PROFILE(55),
    STAGE_WITHOUT_PROFILE(56),
    GRID_UNKNOWN(57),
    GRID_FREQUENCY(58),
    GRID_VOLTAGE(59),
    /** The grid is away and the car feeds the house: the house decides the power. */
    GRID_ABSENT(60);

    private final int number;

    Reason(int number) {
        this.number = number;
    }

    /** Stable number for registers and logs. */
    public int number() {
        return number;
    }
}
