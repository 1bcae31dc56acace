package org.ebbflow.tools.sim.devices;

import java.util.List;
import org.ebbflow.tools.sim.plant.CarPort;

/** The cars that can be plugged in. */
public interface CarFactory {

    /** Their names, in the order in which people see them. */
    List<String> names();

    /** A new car of this kind, at the end of the cable from now on. */
    CarPort create(String name);

    /** No cars. */
    static CarFactory none() {
        return new CarFactory() {
            @Override
            public List<String> names() {
                return List.of();
            }

            @Override
            public CarPort create(String name) {
                throw new IllegalArgumentException("there is no car named " + name);
            }
        };
    }
}
