package org.ebbflow.controller.vehicle.chademo;

/**
 * What the public sources tell differently, as settings; README.md beside the code names the
 * sources.
 *
 * @param inputVoltage what 0x208 octets 1 and 2 say
 * @param sequenceNumber edition of the discharge guideline in 0x209 octet 0, 0..2
 * @param dischargeMinutes remaining discharge time in 0x209, 0 = not used
 * @param capacityStepWh watt-hours per step of the capacity in 0x101: 100 or 110
 * @param levels unit of the levels in 0x200 octets 6 and 7
 * @param zeroCurrent what is done while the station wants no power
 * @param discharge whether discharge is announced at all
 */
public record ChademoSettings(
        InputVoltage inputVoltage,
        int sequenceNumber,
        int dischargeMinutes,
        int capacityStepWh,
        Levels levels,
        ZeroCurrent zeroCurrent,
        boolean discharge) {

    /** As the recorded V2X unit with a LEAF of 24 kWh did. */
    public static final ChademoSettings USUAL =
            new ChademoSettings(
                    InputVoltage.HIGHEST, 2, 5, 100, Levels.AUTOMATIC, ZeroCurrent.IDLE, true);

    /** What 0x208 octets 1 and 2 say. */
    public enum InputVoltage {
        /** The available output voltage. */
        HIGHEST,
        /** The lowest voltage the stage works at. */
        LOWEST
    }

    /** Unit of the car's minimum and maximum level. */
    public enum Levels {
        /** Steps of 0.1 kWh where the maximum cannot be a percentage, else percent. */
        AUTOMATIC,
        PERCENT,
        DECI_KWH
    }

    /** What is done while the station wants no power. */
    public enum ZeroCurrent {
        /** Nothing; one car ends the session after about six minutes. */
        IDLE,
        /** A short real charging pulse every five minutes keeps the car awake. */
        PULSE
    }

    /** The same without any sign of discharge. */
    public ChademoSettings chargeOnly() {
        return new ChademoSettings(
                inputVoltage,
                sequenceNumber,
                dischargeMinutes,
                capacityStepWh,
                levels,
                zeroCurrent,
                false);
    }
}
