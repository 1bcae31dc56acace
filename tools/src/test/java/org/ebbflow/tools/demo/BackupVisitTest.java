package org.ebbflow.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ebbflow.tools.machine.SteadyMachine;
import org.ebbflow.tools.vehicle.CarProfile;
import org.ebbflow.tools.vehicle.CarWitness;
import org.ebbflow.tools.vehicle.Garage;
import org.ebbflow.tools.vehicle.SimulatedCars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two houses side by side, since most of it is waiting. */
@Timeout(120)
@SteadyMachine
final class BackupVisitTest {

    @TempDir Path folder;

    @Test
    void stageAndCarsOwnInverterCarryAHouseThroughAnOutageOverRealSocketsAndReturnIt()
            throws Exception {
        DemoTrust trust = DemoTrust.make(Files.createTempDirectory(folder, "pki"));
        Cue up = new Cue();
        try (ExecutorService workers = Executors.newFixedThreadPool(2)) {
            Future<List<String>> stage =
                    workers.submit(
                            () -> visit(DemoBoard.BACKUP, Garage.truck(), DemoTrust.NONE, up));
            Future<?> car =
                    workers.submit(
                            up.then(
                                    () -> {
                                        List<String> seen =
                                                visit(
                                                        DemoBoard.AC_BACKUP,
                                                        Garage.truckAc(),
                                                        trust,
                                                        new Cue());
                                        assertEquals(List.of(), seen);
                                        return null;
                                    }));
            assertEquals(List.of(), stage.get());
            car.get();
        }
    }

    /** One outage. @return what must never happen and did */
    private List<String> visit(DemoBoard board, CarProfile comes, DemoTrust trust, Cue up)
            throws IOException {
        int sdpPort = freePort();
        SimulatedCars cars =
                new SimulatedCars(List.of(comes), trust.link("lo", sdpPort), CarWitness.none());
        Station.Wanted wanted =
                new Station.Wanted("backup", board, "lo", Optional.empty(), sdpPort, cars)
                        .with(trust.folder());
        Path place = Files.createTempDirectory(folder, "house");
        try (Station station = Station.start(wanted, place, new Narrator(true))) {
            up.give();
            new BackupVisit(station).outage();
            return station.witness().takeViolations();
        } finally {
            up.give();
        }
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
