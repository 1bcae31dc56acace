package org.ebbflow.controller.energy;

/** Who gave a directive or set a bound; the code is stable and never re-used. */
public enum Source {
    SAFETY(1),
    STAGE(2),
    GRID_CODE(3),
    CABLE(4),
    PRODUCT_CAP(5),
    PERMIT(6),
    HOUSE_FUSE(7),
    SITE_CAPACITY(8),
    OPENADR(9),
    IEEE2030_5(10),
    OCPP(11),
    INTEGRATOR(12),
    VEHICLE(13),
    RESERVE(14),
    DEPARTURE(15),
    ISLAND(16),
    PANEL(17),
    INSTALLER(18),
    LOCAL_PLAN(19),
    GATE(20),
    RAMP(21),
    DEFAULT(22),
    GRID_FREQUENCY(23),
    GRID_VOLTAGE(24);

    private final int code;

    Source(int code) {
        this.code = code;
    }

    /** Stable number for registers and logs, 1..65535. */
    public int code() {
        return code;
    }
}
