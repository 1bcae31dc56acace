package org.ebbflow.tools.sim.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ebbflow.controller.cycle.FlightRecord;
import org.ebbflow.controller.flight.Draws;
import org.ebbflow.controller.flight.FlightMemory;

/** The product's flight recorder inside the world, without its thread. */
final class Flights {

    private final FlightMemory memory;
    private final Draws draws;
    private final Path directory;
    private final List<Path> files = new ArrayList<>();

    Flights(FlightMemory memory, Draws draws, Path directory) {
        this.memory = memory;
        this.draws = draws;
        this.directory = directory;
    }

    void take(FlightRecord record) {
        if (memory.add(record, draws.take())) {
            freeze();
        }
    }

    /** A trip at the very end is frozen too. */
    void end() {
        if (memory.isTripped()) {
            freeze();
        }
    }

    private void freeze() {
        try {
            memory.freeze(directory).ifPresent(files::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Path> files() {
        return List.copyOf(files);
    }
}
