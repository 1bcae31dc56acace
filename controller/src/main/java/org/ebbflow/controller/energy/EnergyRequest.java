package org.ebbflow.controller.energy;

/**
 * What a session asks of the power path in one cycle; the supervisor permits it, narrows it or
 * refuses.
 */
public sealed interface EnergyRequest {

    /** No energy, contactors open. */
    record Nothing() implements EnergyRequest {}

    /**
     * Insulation test before a DC transfer: the stage holds a test voltage and the IMD measures.
     */
    record InsulationTest(int voltageMv) implements EnergyRequest {}

    /**
     * The stage brings the battery's voltage to the inlet with at most {@code maxCurrentMa}; the
     * car's own contactors are still open. 0 V before the car has named its voltage.
     */
    record PreCharge(int voltageMv, int maxCurrentMa) implements EnergyRequest {}

    /**
     * DC energy transfer with contactors closed.
     *
     * @param acPowerW watts at the AC terminals, plus is charge, minus is discharge
     * @param minVoltageMv the car's lower voltage limit (end of discharge)
     * @param maxVoltageMv the car's upper voltage limit or present target voltage
     * @param maxChargeMa the car's present charge current limit, magnitude
     * @param maxDischargeMa the car's present discharge current limit, magnitude; 0 for charge-only
     *     sessions
     */
    record DcTransfer(
            int acPowerW, int minVoltageMv, int maxVoltageMv, int maxChargeMa, int maxDischargeMa)
            implements EnergyRequest {}

    /**
     * AC transfer: the contactors close, the car's own charger or inverter makes the power.
     *
     * @param acPowerW watts the car was told, plus is charge; for supervision
     */
    record AcTransfer(Direction direction, int acPowerW) implements EnergyRequest {}

    /** Power to 0 with the contactors still closed. */
    record RampDown() implements EnergyRequest {}

    /** Stage off, contactors open, the voltage on the car's side is observed. */
    record WeldCheck() implements EnergyRequest {}
}
