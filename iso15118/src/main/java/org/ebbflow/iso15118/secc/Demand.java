package org.ebbflow.iso15118.secc;

/** What a session asks of the power path in one cycle; all values at the car's side. */
public sealed interface Demand {

    /** No energy, contactors open. */
    record Nothing() implements Demand {}

    /** The stage holds a test voltage while the insulation monitor measures. */
    record InsulationTest(int voltageMv) implements Demand {}

    /** The stage holds the battery's voltage, contactors open. @param maxCurrentMa magnitude */
    record PreCharge(int voltageMv, int maxCurrentMa) implements Demand {}

    /**
     * DC transfer, contactors closed.
     *
     * @param powerW watts at the car, plus into the car, minus out of it
     * @param window what the car allows at present
     */
    record Dc(int powerW, Window window) implements Demand {}

    /** AC transfer, contactors closed. @param powerW watts the car was told, plus into the car */
    record Ac(int powerW) implements Demand {}

    /** Power to 0, contactors still closed. */
    record RampDown() implements Demand {}

    /** Contactors open, stage off; the car looks for welded contacts. */
    record WeldCheck() implements Demand {}

    /**
     * DC window of the car.
     *
     * @param minVoltageMv end of discharge
     * @param maxVoltageMv upper limit, or the present target voltage
     * @param maxChargeMa magnitude
     * @param maxDischargeMa magnitude, 0 for charge-only sessions
     */
    record Window(int minVoltageMv, int maxVoltageMv, int maxChargeMa, int maxDischargeMa) {}
}
