package org.ebbflow.tools.sim.devices;

import java.util.List;
import org.ebbflow.tools.sim.plant.CarPort;
import org.ebbflow.tools.sim.plant.CarSide;

/** Cars without a protocol: a resistor on the pilot and a battery behind it. */
final class TestCars implements CarFactory {

    @Override
    public List<String> names() {
        return List.of("waiting", "ready", "truck", "broken");
    }

    @Override
    public CarPort create(String name) {
        if (name.equals("broken")) {
            return (inlet, sliceUs) -> {
                throw new IllegalStateException("flat tyre");
            };
        }
        CarSide.PilotLoad load = name.equals("waiting") ? CarSide.PilotLoad.B : CarSide.PilotLoad.C;
        CarSide side =
                new CarSide(
                        load,
                        true,
                        true,
                        380_000,
                        100,
                        name.equals("truck") ? -9_000 : 0,
                        5_000_000);
        return (inlet, sliceUs) -> side;
    }
}
