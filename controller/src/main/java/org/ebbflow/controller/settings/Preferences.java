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
 * @param usual the mode to which "charge now" returns when the car is unplugged, or after a day
 * @param week schedule and departures
 */
public record Preferences(
        Mode mode,
        boolean dischargeConsent,
        int drivingReserveDeciPercent,
        int outageReserveDeciPercent,
        int maxSocDeciPercent,
        String language,
        Mode usual,
        Week week) {

    /** Preferences without a schedule. */
    public Preferences(
            Mode mode,
            boolean dischargeConsent,
            int drivingReserveDeciPercent,
            int outageReserveDeciPercent,
            int maxSocDeciPercent,
            String language) {
        this(
                mode,
                dischargeConsent,
                drivingReserveDeciPercent,
                outageReserveDeciPercent,
                maxSocDeciPercent,
                language,
                isTemporary(mode) ? Mode.AUTOMATIC : mode,
                Week.EMPTY);
    }

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

    /** The same in another mode; a lasting one is also the one that "charge now" returns to. */
    public Preferences with(Mode next) {
        return new Preferences(
                next,
                dischargeConsent,
                drivingReserveDeciPercent,
                outageReserveDeciPercent,
                maxSocDeciPercent,
                language,
                isTemporary(next) ? usual : next,
                week);
    }

    /** The same with or without consent. */
    public Preferences withConsent(boolean consent) {
        return new Preferences(
                mode,
                consent,
                drivingReserveDeciPercent,
                outageReserveDeciPercent,
                maxSocDeciPercent,
                language,
                usual,
                week);
    }

    /** The same with these states of charge, tenths of a percent. */
    public Preferences withSocs(int driving, int outage, int max) {
        return new Preferences(mode, dischargeConsent, driving, outage, max, language, usual, week);
    }

    /** The same in another language. */
    public Preferences withLanguage(String next) {
        return new Preferences(
                mode,
                dischargeConsent,
                drivingReserveDeciPercent,
                outageReserveDeciPercent,
                maxSocDeciPercent,
                next,
                usual,
                week);
    }

    /** The same with another week. */
    public Preferences with(Week next) {
        return new Preferences(
                mode,
                dischargeConsent,
                drivingReserveDeciPercent,
                outageReserveDeciPercent,
                maxSocDeciPercent,
                language,
                usual,
                next);
    }

    private static boolean isTemporary(Mode mode) {
        return mode == Mode.CHARGE_NOW || mode == Mode.STOP;
    }
}
