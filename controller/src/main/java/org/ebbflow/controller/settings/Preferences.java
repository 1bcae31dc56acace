package org.ebbflow.controller.settings;

/**
 * What the owner may change on the panel while the station runs.
 *
 * @param mode what the station does when nobody else has a say
 * @param dischargeConsent the owner allows energy to leave the car
 * @param drivingReserveDeciPercent state of charge kept for driving, always; tenths of a percent,
 *     0..1000
 * @param outageReserveDeciPercent additional floor that only an outage may spend; tenths of a
 *     percent, 0..1000
 * @param maxSocDeciPercent charging stops here; tenths of a percent, 0..1000
 * @param language panel language, e.g. "en"
 */
public record Preferences(
        Mode mode,
        boolean dischargeConsent,
        int drivingReserveDeciPercent,
        int outageReserveDeciPercent,
        int maxSocDeciPercent,
        String language) {

    public static final Preferences INITIAL =
            new Preferences(Mode.AUTOMATIC, false, 300, 500, 1000, "en");

    /** Modes the owner knows. */
    public enum Mode {
        AUTOMATIC,
        SOLAR_ONLY,
        CHARGE_NOW,
        POWER_THE_HOUSE,
        STOP
    }
}
