package org.ebbflow.iso15118.secc.iso20;

import java.util.Optional;

/** Parameter sets every service offers, in this order. @source ISO 15118-20 Tables 208 to 217 */
public enum ControlMode {
    /** The station controls power; it also knows the mobility needs the car told. */
    DYNAMIC(1, 2, 2),
    /** The station controls power; mobility needs come from the car alone. */
    DYNAMIC_CAR_NEEDS(2, 2, 1),
    /** The car controls power inside a schedule. */
    SCHEDULED(3, 1, 1);

    /** Distance of the sets in which the car forms the grid. */
    private static final int FORMING = 3;

    private final int parameterSetId;
    private final int controlMode;
    private final int mobilityNeedsMode;

    ControlMode(int parameterSetId, int controlMode, int mobilityNeedsMode) {
        this.parameterSetId = parameterSetId;
        this.controlMode = controlMode;
        this.mobilityNeedsMode = mobilityNeedsMode;
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

    public boolean isDynamic() {
        return this != SCHEDULED;
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
