package org.ebbflow.controller.safety;

import java.util.Optional;
import java.util.function.Function;

/**
 * One condition the supervisor watches.
 *
 * @param name unique; the requirement id of README.md beside the code
 * @param holdNs how long it must be seen before it is a trip, each pause counted off by half; 0: at
 *     once
 * @param immediate off at once; false: current down first
 * @param look what is wrong in this cycle, if anything
 */
record Check(String name, long holdNs, boolean immediate, Function<Scene, Optional<Trip>> look) {

    static Check atOnce(String name, Function<Scene, Optional<Trip>> look) {
        return new Check(name, 0, true, look);
    }
}
