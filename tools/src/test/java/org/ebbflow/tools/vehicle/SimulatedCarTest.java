package org.ebbflow.tools.vehicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.tools.machine.SteadyMachine;
import org.ebbflow.tools.sim.plant.CarSide.PilotLoad;
import org.ebbflow.tools.sim.plant.InletSide;
import org.ebbflow.tools.vehicle.CarReport.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
@SteadyMachine
class SimulatedCarTest {

    private final List<String> sentences = new CopyOnWriteArrayList<>();
    private final CarWitness witness =
            new CarWitness() {
                @Override
                public void told(String sentence) {
                    sentences.add(sentence);
                }

                @Override
                public void finished(CarReport report) {}
            };

    private SimulatedCars cars(EvccPlan.Pace pace, int sdpPort) {
        CarProfile truck =
                Garage.truck().speaking(List.of(Garage.truck().plans().getFirst())).at(pace);
        return new SimulatedCars(List.of(truck), new CarLink("lo", sdpPort), witness);
    }

    @Test
    void findsTheStationOnLoopbackChargesFlatOutAndLeavesInOrder() throws Exception {
        try (RealStation station = new RealStation("lo")) {
            SimulatedCars cars = cars(EvccPlan.Pace.FLAT_OUT, station.sdpPort);
            station.live.plug(cars.create("truck"));
            station.untilPlant("charging", plant -> plant.acPowerW() > 7_500);
            SimulatedCar car = cars.latest().orElseThrow();
            assertTrue(car.now().isTransferring());
            car.stop();
            RealStation.until("finished", () -> !cars.reports().isEmpty());
            CarReport report = cars.reports().getFirst();
            assertEquals(Outcome.COMPLETED, report.outcome(), report.why());
            assertEquals(report.talk().requests(), report.talk().answers());
            assertTrue(report.talk().loopMessages() > 20, report.toString());
            CarReport.RoundTrip trip = report.talk().roundTrip();
            assertTrue(trip.p50Micros() > 0 && trip.p50Micros() <= trip.p99Micros());
            assertTrue(trip.p99Micros() <= trip.maxMicros());
            assertTrue(sentences.getFirst().contains("loopback has no multicast"), "" + sentences);
            station.untilPlant("back in B", plant -> plant.car().pilot() == PilotLoad.B);
            car.unplug();
        }
    }

    @Test
    void aStationThatDisappearsLeavesTheCarSafeAndTheReportSaysSo() throws Exception {
        SimulatedCars cars;
        try (RealStation station = new RealStation("lo")) {
            cars = cars(EvccPlan.Pace.NORMAL, station.sdpPort);
            station.live.plug(cars.create("truck"));
            station.untilPlant("charging", plant -> plant.acPowerW() > 7_500);
        }
        RealStation.until("finished", () -> !cars.reports().isEmpty());
        assertEquals(Outcome.FAILED, cars.reports().getFirst().outcome());
        SimulatedCar car = cars.latest().orElseThrow();
        for (int i = 0; i < 200; i++) {
            car.step(InletSide.DEAD, 2_000);
        }
        assertFalse(car.now().side().contactorsClosed());
        assertEquals(PilotLoad.B, car.now().side().pilot());
        car.unplug();
    }

    @Test
    void unpluggingEndsTheSessionWithAReport() throws Exception {
        try (RealStation station = new RealStation("lo")) {
            SimulatedCars cars = cars(EvccPlan.Pace.NORMAL, station.sdpPort);
            station.live.plug(cars.create("truck"));
            RealStation.until(
                    "talking", () -> cars.latest().orElseThrow().now().doing().contains("session"));
            station.live.plug(org.ebbflow.tools.sim.plant.CarPort.unplugged());
            RealStation.until("finished", () -> !cars.reports().isEmpty());
            assertEquals(Outcome.UNPLUGGED, cars.reports().getFirst().outcome());
        }
    }

    @Test
    void withoutAStationTheCarGivesUpAfterFiftyRequests() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.ofLiteral("::1"))) {
            SimulatedCars cars = cars(EvccPlan.Pace.NORMAL, silent.getLocalPort());
            SimulatedCar car = (SimulatedCar) cars.create("truck");
            car.step(new InletSide(50, true, 0, 0, 0, 0), 1_000);
            RealStation.until("gave up", () -> !cars.reports().isEmpty());
            car.unplug();
            assertEquals(Outcome.NO_STATION, cars.reports().getFirst().outcome());
            assertEquals(
                    "no station answered 50 discovery requests", cars.reports().getFirst().why());
            assertEquals(50, waiting(silent));
        }
    }

    private static int waiting(DatagramSocket socket) throws IOException {
        socket.setSoTimeout(200);
        for (int count = 0; ; count++) {
            try {
                socket.receive(new DatagramPacket(new byte[64], 64));
            } catch (SocketTimeoutException empty) {
                return count;
            }
        }
    }

    @Test
    void anUnknownCarIsNamedWithThoseThereAre() {
        SimulatedCars cars = SimulatedCars.all(new CarLink("lo", 1), CarWitness.none());
        assertEquals(List.of("truck", "hatch", "truck-ac", "pilot-only"), cars.names());
        String message =
                String.valueOf(
                        assertThrows(IllegalArgumentException.class, () -> cars.create("bus"))
                                .getMessage());
        assertTrue(message.contains("hatch"), message);
    }
}
