package org.ebbflow.tools.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ebbflow.tools.vehicle.chademo.ChademoCars;

/**
 * A CHAdeMO car on a real serial line: the product speaks SLCAN to a simulated adapter, charges and
 * discharges. Proven on simulators only.
 */
final class ChademoVisit {

    private static final String ADAPTER = "can-adapter";

    private final Station station;
    private final ChademoCars cars;

    ChademoVisit(Station station, ChademoCars cars) {
        this.station = station;
        this.cars = cars;
    }

    /** The device file under which the product finds the adapter. */
    static Path adapter(Path folder) throws IOException {
        return Files.createDirectories(folder).resolve(ADAPTER);
    }

    /** Where the product of this folder finds its adapter. */
    static String written(String board, Path folder) {
        return board.replace("/dev/ttyACM0", folder.resolve(ADAPTER).toAbsolutePath().toString());
    }

    static Station.Wanted wanted(ChademoCars cars, Optional<Path> site, int sdpPort) {
        return new Station.Wanted("chademo", DemoBoard.CHADEMO, "lo", site, sdpPort, cars);
    }

    void run(String car) {
        station.say("a " + car + " is plugged in; CHAdeMO over an SLCAN adapter");
        station.simulator().control().plug(car);
        Steps.transfer(station);
        boolean both = cars.latest().map(c -> c.discharges()).orElse(false);
        try (Integrator integrator = station.integrator()) {
            integrator.setPower(6_000, 60);
            station.settle("the integrator asked for +6,000 W", 5_850, 6_150, 12);
            if (both) {
                integrator.setPower(-5_000, 60);
                station.settle("the integrator asked for -5,000 W", -5_150, -4_850, 15);
            }
            integrator.setPower(3_000, 60);
            station.settle("and back to +3,000 W", 2_900, 3_100, 15);
        }
        Steps.ownerStops(station);
        station.simulator().control().unplug();
    }
}
