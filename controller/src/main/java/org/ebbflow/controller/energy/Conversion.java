package org.ebbflow.controller.energy;

/**
 * The one conversion between the station's AC terminals and the car's side.
 *
 * @param chargePerMille efficiency when charging, tenths of a percent, 500..1000
 * @param dischargePerMille efficiency when discharging, tenths of a percent, 500..1000
 */
public record Conversion(int chargePerMille, int dischargePerMille) {

    /** No conversion losses: AC stations. */
    public static final Conversion LOSSLESS = new Conversion(1000, 1000);

    /** Watts at the car for watts at the AC terminals; both plus is charge; rounded towards 0. */
    public int toCarW(int acPowerW) {
        return (int)
                (acPowerW >= 0
                        ? (long) acPowerW * chargePerMille / 1000
                        : (long) acPowerW * 1000 / dischargePerMille);
    }

    /** Watts at the AC terminals for watts at the car; both plus is charge; rounded towards 0. */
    public int toAcW(int carPowerW) {
        return (int)
                (carPowerW >= 0
                        ? (long) carPowerW * 1000 / chargePerMille
                        : (long) carPowerW * dischargePerMille / 1000);
    }

    /** Both bounds at the car's side. */
    public Interval toCarW(Interval acPowerW) {
        return new Interval(toCarW(acPowerW.min()), toCarW(acPowerW.max()));
    }

    /** Both bounds at the AC terminals. */
    public Interval toAcW(Interval carPowerW) {
        return new Interval(toAcW(carPowerW.min()), toAcW(carPowerW.max()));
    }
}
