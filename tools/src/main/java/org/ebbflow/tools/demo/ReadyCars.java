package org.ebbflow.tools.demo;

import java.util.List;
import org.ebbflow.tools.sim.devices.CarFactory;
import org.ebbflow.tools.sim.plant.CarPort;
import org.ebbflow.tools.sim.plant.CarSide;

/** A car that is ready for ever and never closes its own contactors. */
final class ReadyCars implements CarFactory {

    static final String NAME = "ready";

    private static final CarSide SIDE =
            new CarSide(CarSide.PilotLoad.C, true, false, 380_000, 100, 0, 10_000_000);

    @Override
    public List<String> names() {
        return List.of(NAME);
    }

    @Override
    public CarPort create(String name) {
        return (inlet, sliceUs) -> SIDE;
    }
}
