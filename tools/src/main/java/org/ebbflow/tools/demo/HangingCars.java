package org.ebbflow.tools.demo;

import java.util.List;
import org.ebbflow.tools.sim.devices.CarFactory;
import org.ebbflow.tools.sim.plant.CarPort;
import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.InletSide;

/**
 * Cars whose controller can be made to hang: pilot and contactors stay as they are. The worst case
 * for a station that has died, because nothing but its own safety board ends the power.
 */
final class HangingCars implements CarFactory {

    private final CarFactory cars;
    private volatile boolean hanging;

    HangingCars(CarFactory cars) {
        this.cars = cars;
    }

    /** From now on the plugged car does not react any more. */
    void hang() {
        hanging = true;
    }

    @Override
    public List<String> names() {
        return cars.names();
    }

    @Override
    public CarPort create(String name) {
        return new Hanging(cars.create(name));
    }

    private final class Hanging implements CarPort {
        private final CarPort car;
        private CarSide side = CarSide.UNPLUGGED;

        Hanging(CarPort car) {
            this.car = car;
        }

        @Override
        public CarSide step(InletSide inlet, int sliceUs) {
            if (!hanging) {
                side = car.step(inlet, sliceUs);
            }
            return side;
        }

        @Override
        public void unplug() {
            car.unplug();
        }
    }
}
