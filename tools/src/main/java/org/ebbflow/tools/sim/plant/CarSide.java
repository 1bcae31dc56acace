package org.ebbflow.tools.sim.plant;

/**
 * What a car presents to the station at its inlet.
 *
 * @param pilot what it puts on the control pilot; {@code OPEN} with {@code plugged} false is an
 *     empty cable
 * @param plugged whether the connector is in the inlet (proximity contact)
 * @param contactorsClosed whether the car's own DC contactors are closed
 * @param batteryVoltageMv open-circuit voltage of the battery in millivolts, 0..1,500,000
 * @param resistanceMilliOhm resistance of battery and cable in milliohms, at least 1
 * @param acPowerW power of the car's own charger or inverter in watts, AC stations only; plus is
 *     charge; counts only while the station supplies voltage; where the car forms a grid the most
 *     it gives, 0 or less
 * @param insulationOhm insulation of the car's high-voltage side against earth in ohms
 * @param formsGrid the car's own inverter makes voltage and frequency at its AC pins, whatever
 *     stands there; AC stations only
 */
public record CarSide(
        PilotLoad pilot,
        boolean plugged,
        boolean contactorsClosed,
        int batteryVoltageMv,
        int resistanceMilliOhm,
        int acPowerW,
        int insulationOhm,
        boolean formsGrid) {

    /** A car that forms no grid. */
    public CarSide(
            PilotLoad pilot,
            boolean plugged,
            boolean contactorsClosed,
            int batteryVoltageMv,
            int resistanceMilliOhm,
            int acPowerW,
            int insulationOhm) {
        this(
                pilot,
                plugged,
                contactorsClosed,
                batteryVoltageMv,
                resistanceMilliOhm,
                acPowerW,
                insulationOhm,
                false);
    }

    /** No car. */
    public static final CarSide UNPLUGGED =
            new CarSide(PilotLoad.OPEN, false, false, 0, 100, 0, 10_000_000);

    /** What hangs between control pilot and earth. @source IEC 61851-1 Annex A */
    public enum PilotLoad {
        /** Nothing: state A. */
        OPEN,
        /** 2.74 kilo-ohm: connected. */
        B,
        /** 880 ohm in total: ready. */
        C,
        /** 240 ohm in total: ready, wants ventilation. */
        D,
        /** Short to earth. */
        SHORT,
        /** A resistor without the diode: the low half wave is wrong. */
        NO_DIODE
    }
}
