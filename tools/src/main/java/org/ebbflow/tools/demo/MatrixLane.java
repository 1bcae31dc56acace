package org.ebbflow.tools.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.ebbflow.tools.vehicle.CarLink;
import org.ebbflow.tools.vehicle.CarProfile;
import org.ebbflow.tools.vehicle.CarWitness;
import org.ebbflow.tools.vehicle.SimulatedCars;
import tools.jackson.databind.JsonNode;

/**
 * One station that serves cells of its kind one after the other.
 *
 * @param name for people and folders
 * @param board the station's board
 * @param sdpPort UDP port of its discovery
 * @param cells shared with the other lanes of the same board
 * @param endNs monotonic instant at which no new session begins
 */
record MatrixLane(String name, DemoBoard board, int sdpPort, Queue<MatrixCell> cells, long endNs) {

    private static final String TLS = "tls";

    private static final int SECONDS = 40;
    private static final int DISCHARGE_W = -8_000;

    /** Serves cells until there are none or the time is up. */
    void run(Path folder, Narrator narrator, Consumer<MatrixLine> done) throws IOException {
        List<MatrixCell> all = MatrixCell.all();
        DemoTrust trust = DemoTrust.make(folder.resolve(name + "-pki"));
        SimulatedCars cars =
                new SimulatedCars(
                        all.stream().map(MatrixCell::car).toList(),
                        car -> link(car, trust),
                        CarWitness.none());
        Station.Wanted wanted =
                new Station.Wanted(name, board, "lo", Optional.empty(), sdpPort, cars)
                        .with(trust.folder());
        try (Station station = Station.start(wanted, folder.resolve(name), narrator)) {
            for (Optional<MatrixCell> cell = next(); cell.isPresent(); cell = next()) {
                done.accept(serve(station, cell.get()));
            }
        }
    }

    /** A cell's car asks for TLS when its name says so. */
    private CarLink link(CarProfile car, DemoTrust trust) {
        boolean tls = List.of(car.traits().name().split(" ")).contains(TLS);
        return tls ? trust.link("lo", sdpPort) : new CarLink("lo", sdpPort);
    }

    /** The next cell that ends in time. */
    private Optional<MatrixCell> next() {
        return Optional.ofNullable(cells.peek())
                .filter(c -> System.nanoTime() + c.lengthS() * 1_000_000_000L - endNs < 0)
                .flatMap(ignored -> Optional.ofNullable(cells.poll()));
    }

    private static MatrixLine serve(Station station, MatrixCell cell) {
        try {
            station.await("a station without a trip", SECONDS, s -> isHealthy(s, station));
            station.simulator().control().plug(cell.name());
            if (cell.isTurnedByStation()) {
                turn(station);
            }
            JsonNode session = station.finish(List.of(), SECONDS);
            leave(station);
            return MatrixLine.of(cell, session);
        } catch (DemoFailure failure) {
            leave(station);
            forgetSession(station);
            return MatrixLine.without(cell, MatrixLine.Verdict.FAILED, failure.sentence());
        }
    }

    private static boolean isHealthy(JsonNode snapshot, Station station) {
        boolean healthy = snapshot.at("/trips").isEmpty();
        if (!healthy) {
            station.panel().posts("/api/acknowledge", "{}");
        }
        return healthy;
    }

    private static void leave(Station station) {
        station.simulator().control().unplug();
        LockSupport.parkNanos(1_200_000_000L);
    }

    /** The report of a session nobody waited for must not be taken for the next one's. */
    private static void forgetSession(Station station) {
        try {
            if (station.product().awaitSession(3).isPresent()) {
                station.say("a session was given up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An energy manager wants power back, then lets go when the car has stopped. */
    private static void turn(Station station) {
        station.await("energy transfer", SECONDS, s -> isTransfer(s));
        LockSupport.parkNanos(2_000_000_000L);
        try (Integrator integrator = station.integrator()) {
            integrator.setPower(DISCHARGE_W, 60);
            station.await("the end of the transfer", SECONDS, s -> !isTransfer(s));
            integrator.release();
        }
    }

    private static boolean isTransfer(JsonNode snapshot) {
        return snapshot.at("/vehicle/phase").asString("").equals("TRANSFER");
    }
}
