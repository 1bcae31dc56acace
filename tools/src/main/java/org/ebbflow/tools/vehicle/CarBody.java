package org.ebbflow.tools.vehicle;

import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.CarSide.PilotLoad;
import org.ebbflow.tools.sim.plant.InletSide;
import org.ebbflow.tools.vehicle.BatteryTraits.BatteryLimits;
import org.ebbflow.tools.vehicle.CarTraits.Inlet;

/**
 * The car's hardware at one instant: battery, contactors, charger or inverter, pilot resistor.
 *
 * @param traits what the car is
 * @param battery its battery
 * @param orders what its controller orders
 * @param contactorsClosed whether its own DC contactors are closed
 * @param openingUs time since they were ordered open while current still flows
 * @param acPowerMilliW power at its AC pins in milliwatts, plus is charge
 * @param formingUs time since its inverter was told to form a grid, 0 while it is not
 */
record CarBody(
        CarTraits traits,
        Battery battery,
        Orders orders,
        boolean contactorsClosed,
        long openingUs,
        long acPowerMilliW,
        long formingUs) {

    private static final int QUIET_MA = 1_000;
    private static final int OPEN_AT_LATEST_US = 300_000;

    /** From the order to form a grid to its voltage. */
    private static final long FORM_AFTER_US = 1_000_000;

    /**
     * Orders of the car's controller.
     *
     * @param ready pilot to state C, else B
     * @param contactorsClosed its own DC contactors
     * @param acPowerW power for charger or inverter at the AC pins, plus is charge
     * @param formsGrid the inverter makes voltage and frequency itself; the house decides power
     */
    record Orders(boolean ready, boolean contactorsClosed, int acPowerW, boolean formsGrid) {
        static final Orders REST = new Orders(false, false, 0, false);
    }

    static CarBody arriving(CarProfile profile) {
        Battery battery = Battery.at(profile.traits().battery(), profile.socDeciPercent());
        return new CarBody(profile.traits(), battery, Orders.REST, false, 0, 0, 0);
    }

    CarBody with(Orders other) {
        return new CarBody(
                traits, battery, other, contactorsClosed, openingUs, acPowerMilliW, formingUs);
    }

    /** The hardware after a slice of time in microseconds in which the inlet offered this. */
    CarBody after(InletSide inlet, int sliceUs) {
        return switch (traits.inlet()) {
            case Inlet.Dc ignored -> afterDc(inlet, sliceUs);
            case Inlet.Ac ac -> afterAc(ac, inlet, sliceUs);
        };
    }

    private CarBody afterDc(InletSide inlet, int sliceUs) {
        int currentMa = contactorsClosed ? inlet.dcCurrentMa() : 0;
        boolean opening = contactorsClosed && !orders.contactorsClosed();
        long waitedUs = opening ? openingUs + sliceUs : 0;
        boolean gone = Math.abs(currentMa) <= QUIET_MA || waitedUs >= OPEN_AT_LATEST_US;
        boolean closed = orders.contactorsClosed() || opening && !gone;
        return new CarBody(
                traits,
                battery.after(currentMa, sliceUs),
                orders,
                closed,
                closed ? waitedUs : 0,
                0,
                0);
    }

    private CarBody afterAc(Inlet.Ac ac, InletSide inlet, int sliceUs) {
        long batteryMilliW =
                acPowerMilliW >= 0
                        ? acPowerMilliW * ac.efficiencyPerMille() / 1_000
                        : acPowerMilliW * 1_000 / ac.efficiencyPerMille();
        int currentMa = (int) (batteryMilliW * 1_000 / battery.openVoltageMv());
        boolean forms = orders.ready() && orders.formsGrid();
        long nextMilliW = forms ? inlet.acPowerW() * 1_000L : 0;
        if (!forms && inlet.acVoltageMv() > 0) {
            long stepMilliW = (long) ac.rampWPerS() * sliceUs / 1_000;
            long towardsMilliW = allowedW(ac, inlet.acVoltageMv()) * 1_000 - acPowerMilliW;
            nextMilliW = acPowerMilliW + Math.clamp(towardsMilliW, -stepMilliW, stepMilliW);
        }
        return new CarBody(
                traits,
                battery.after(currentMa, sliceUs),
                orders,
                false,
                0,
                nextMilliW,
                forms ? formingUs + sliceUs : 0);
    }

    private long allowedW(Inlet.Ac ac, int lineMv) {
        long lineW = (long) lineMv * ac.maxCurrentMa() / 1_000_000;
        BatteryLimits now = battery.limits();
        long chargeW = Math.min(lineW, Math.min(ac.maxChargeW(), now.maxChargeW()));
        long dischargeW = Math.min(lineW, Math.min(ac.maxDischargeW(), now.maxDischargeW()));
        return Math.clamp(orders.acPowerW(), -dischargeW, chargeW);
    }

    int acPowerW() {
        return (int) (acPowerMilliW / 1_000);
    }

    /** The most it gives to the grid that it makes, watts, 0 or less. */
    private int mostFormedW(Inlet.Ac ac) {
        return -Math.min(ac.maxDischargeW(), battery.limits().maxDischargeW());
    }

    /** What the station finds at the end of its cable. */
    CarSide side() {
        boolean forms = formingUs >= FORM_AFTER_US;
        int powerW = forms && traits.inlet() instanceof Inlet.Ac ac ? mostFormedW(ac) : acPowerW();
        return new CarSide(
                orders.ready() ? PilotLoad.C : PilotLoad.B,
                true,
                contactorsClosed,
                battery.openVoltageMv(),
                traits.battery().resistanceMilliOhm(),
                powerW,
                traits.insulationOhm(),
                forms);
    }
}
