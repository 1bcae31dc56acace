package org.ebbflow.controller.energy;

/**
 * Power as the wires of other people write it, and as it is written here: watts at the AC
 * terminals, plus is charge. The one place where a sign is turned.
 */
public final class WirePower {

    private static final long ALL_HUNDREDTHS = 10_000;

    private WirePower() {}

    /**
     * A set point or limit of a charging back-end: plus is charge there, too.
     *
     * @source OCPP 2.1, setpoint and dischargeLimit of a charging schedule period
     */
    public static int ofOcppW(int powerW) {
        return powerW;
    }

    /**
     * A set point of an energy manager: plus is injection there.
     *
     * @source SunSpec Alliance DER information model 704, WSet
     */
    public static int ofSunSpecW(int powerW) {
        return -powerW;
    }

    /** Our power for a SunSpec client. */
    public static int toSunSpecW(int powerW) {
        return -powerW;
    }

    /**
     * A set point of a utility: hundredths of a percent of what the station can do in that
     * direction; plus generates.
     *
     * @param hundredths -10,000..10,000; what is beyond counts as all
     * @param ratedW what the station can do, plus is charge
     * @source IEEE 2030.5, DERControlBase opModFixedW
     */
    public static int ofFixedW(int hundredths, Interval ratedW) {
        long part = Math.clamp(hundredths, -ALL_HUNDREDTHS, ALL_HUNDREDTHS);
        return (int) ((part > 0 ? part * ratedW.min() : -part * ratedW.max()) / ALL_HUNDREDTHS);
    }
}
