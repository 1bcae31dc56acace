package org.ebbflow.iso15118.secc.iso20;

import java.util.Optional;

/** Parameter sets every service offers, in this order. @source ISO 15118-20 Tables 208 to 217 */
public enum ControlMode {
    /** The station controls power; it also knows the mobility needs the car told. */
    DYNAMIC(1, 2, 2, 0),
    /** The station controls power; mobility needs come from the car alone. */
    DYNAMIC_CAR_NEEDS(2, 2, 1, 0),
    /** The car controls power inside a schedule, whose price level is the same all day. */
    SCHEDULED_PRICED(4, 1, 1, 2),
    /** The same without a word of prices. */
    SCHEDULED(3, 1, 1, 0);

    private static final int STATION_CONTROLS = 2;

    /** Distance of the sets in which the car forms the grid. */
    private static final int FORMING = 4;

    private final int parameterSetId;
    private final int controlMode;
    private final int mobilityNeedsMode;
    private final int pricing;

    ControlMode(int parameterSetId, int controlMode, int mobilityNeedsMode, int pricing) {
        this.parameterSetId = parameterSetId;
        this.controlMode = controlMode;
        this.mobilityNeedsMode = mobilityNeedsMode;
        this.pricing = pricing;
    }

    int parameterSetId() {
        return parameterSetId;
    }

    /** The same with the car's inverter forming the grid. @param forming or following it */
    int parameterSetId(boolean forming) {
        return forming ? parameterSetId + FORMING : parameterSetId;
    }

    static boolean isForming(int id) {
        return id > FORMING;
    }

    int controlMode() {
        return controlMode;
    }

    int mobilityNeedsMode() {
        return mobilityNeedsMode;
    }

    /** 0 without prices, 2 with price levels. */
    int pricing() {
        return pricing;
    }

    public boolean isDynamic() {
        return controlMode == STATION_CONTROLS;
    }

    static Optional<ControlMode> ofParameterSet(int id) {
        for (ControlMode mode : values()) {
            if (mode.parameterSetId == id || mode.parameterSetId(true) == id) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
