package org.ebbflow.tools.sim.devices;

import java.util.List;
import org.ebbflow.tools.sim.plant.CarPort;
import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.InletSide;

/** Cars that know no protocol: a resistor on the pilot and an AC charger that follows the PWM. */
public final class PlainCars implements CarFactory {

    private static final String AC_CAR = "plain-ac-car";
    private static final int LOWEST_DUTY = 80;
    private static final int HIGHEST_DUTY = 970;
    private static final int STEEP_DUTY = 850;
    private static final int MAX_DECI_A = 480;

    /** The fleet. */
    public PlainCars() {}

    @Override
    public List<String> names() {
        return List.of(AC_CAR);
    }

    @Override
    public CarPort create(String name) {
        if (!name.equals(AC_CAR)) {
            throw new IllegalArgumentException("there is no car named " + name);
        }
        return (inlet, sliceUs) -> side(inlet);
    }

    private static CarSide side(InletSide inlet) {
        int duty = inlet.dutyDeciPercent();
        boolean offered = duty >= LOWEST_DUTY && duty <= HIGHEST_DUTY;
        CarSide.PilotLoad load = offered ? CarSide.PilotLoad.C : CarSide.PilotLoad.B;
        int powerW = offered ? (int) ((long) limitDeciA(duty) * inlet.acVoltageMv() / 10_000) : 0;
        return new CarSide(load, true, false, 0, 100, powerW, 5_000_000);
    }

    /**
     * Current that a duty allows, tenths of an ampere.
     *
     * @source IEC 61851-1 Table A.8
     */
    private static int limitDeciA(int dutyDeciPercent) {
        int deciA =
                dutyDeciPercent <= STEEP_DUTY
                        ? dutyDeciPercent * 6 / 10
                        : (dutyDeciPercent - 640) * 25 / 10;
        return Math.min(MAX_DECI_A, Math.max(60, deciA));
    }
}
