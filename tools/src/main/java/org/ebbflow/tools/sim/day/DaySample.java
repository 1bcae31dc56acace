package org.ebbflow.tools.sim.day;

import java.util.List;
import org.ebbflow.controller.energy.Decision;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.VehicleReport.Phase;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Reading;
import org.ebbflow.tools.sim.world.Moment;

/**
 * The truth of one instant of a day, with what the product decided.
 *
 * @param ms since the beginning
 * @param flows what really flows
 * @param socDeciPercent the car's true state of charge
 * @param transfers whether the session is in its energy transfer
 * @param island whether the station makes a grid of its own
 * @param why the product's decision with every limit
 * @param whyNot the one reason the product shows
 */
record DaySample(
        long ms,
        Flows flows,
        int socDeciPercent,
        boolean transfers,
        boolean island,
        Decision why,
        Reason whyNot) {

    /**
     * Powers in watts.
     *
     * @param stationW at the station's AC terminals, plus is charge
     * @param gridW at the house connection, plus is import
     * @param houseW what the appliances take
     * @param solarW what the roof gives
     * @param batteryW the home battery, plus charges it
     */
    record Flows(int stationW, int gridW, int houseW, int solarW, int batteryW) {}

    static DaySample of(Moment m, long beganNs) {
        int stationW = (int) Math.round(m.plant().acPowerW());
        int batteryW = power(m.snapshot().measured().batteryMeter());
        int solarW = -power(m.snapshot().measured().solarMeter());
        int netW = m.plant().houseIsLive() ? m.plant().site().houseLoadW() : 0;
        boolean joined = m.plant().houseIsLive() && !m.plant().stage().forming();
        return new DaySample(
                (m.nowNs() - beganNs) / 1_000_000,
                new Flows(
                        stationW,
                        joined ? netW + stationW : 0,
                        netW + solarW - batteryW,
                        solarW,
                        batteryW),
                m.socDeciPercent(),
                m.snapshot().vehicle().phase() == Phase.TRANSFER,
                m.plant().stage().forming(),
                m.snapshot().offer().why(),
                m.snapshot().whyNot());
    }

    private static int power(Reading<MeterReading> meter) {
        return meter instanceof Reading.Taken<MeterReading> taken ? taken.value().powerW() : 0;
    }

    /** Gates that forbid discharge. */
    List<Reason> gates() {
        return why.falseGates();
    }

    /** Whether something else than a number is different from another instant. */
    boolean differsFrom(DaySample other) {
        return why.chosen() != other.why.chosen()
                || why.boundBy() != other.why.boundBy()
                || !gates().equals(other.gates())
                || transfers != other.transfers
                || island != other.island;
    }
}
