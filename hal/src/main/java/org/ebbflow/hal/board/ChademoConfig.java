package org.ebbflow.hal.board;

/**
 * The CHAdeMO side of a board: its CAN adapter, and what public sources tell differently.
 *
 * @param can the CAN adapter
 * @param inputVoltage what the frame 0x208 says as available input voltage
 * @param sequenceNumber edition of the discharge guideline in 0x209, 0..2
 * @param dischargeMinutes remaining discharge time in 0x209, 0 = not used
 * @param capacityStepWh watt-hours per step of the car's capacity
 * @param levels unit of the car's minimum and maximum level
 * @param zeroCurrent what is done while no power is wanted
 * @param discharge whether discharge is announced
 */
public record ChademoConfig(
        CanConfig can,
        InputVoltage inputVoltage,
        int sequenceNumber,
        int dischargeMinutes,
        int capacityStepWh,
        Levels levels,
        ZeroCurrent zeroCurrent,
        boolean discharge) {

    /** Available input voltage. */
    public enum InputVoltage {
        HIGHEST,
        LOWEST
    }

    /** Unit of the levels. */
    public enum Levels {
        AUTOMATIC,
        PERCENT,
        DECI_KWH
    }

    /** At zero power. */
    public enum ZeroCurrent {
        IDLE,
        PULSE
    }
}
