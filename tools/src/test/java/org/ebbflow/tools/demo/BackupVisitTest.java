package org.ebbflow.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ebbflow.tools.machine.SteadyMachine;
import org.ebbflow.tools.vehicle.CarLink;
import org.ebbflow.tools.vehicle.CarWitness;
import org.ebbflow.tools.vehicle.Garage;
import org.ebbflow.tools.vehicle.SimulatedCars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
@SteadyMachine
final class BackupVisitTest {

    @TempDir Path folder;

    @Test
    void aHouseIsCarriedThroughAnOutageOverRealModbusAndReturnsToTheGrid() throws IOException {
        int sdpPort = freePort();
        SimulatedCars cars =
                new SimulatedCars(
                        List.of(Garage.truck()), new CarLink("lo", sdpPort), CarWitness.none());
        Station.Wanted wanted =
                new Station.Wanted(
                        "backup", DemoBoard.BACKUP, "lo", Optional.empty(), sdpPort, cars);
        try (Station station = Station.start(wanted, folder, new Narrator(true))) {
            new BackupVisit(station).outage();
            assertEquals(List.of(), station.witness().takeViolations());
        }
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
