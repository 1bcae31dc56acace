package org.ebbflow.tools.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.tools.sim.plant.BoardEvent;
import org.ebbflow.tools.vehicle.CarLink;
import org.ebbflow.tools.vehicle.CarWitness;
import org.ebbflow.tools.vehicle.Garage;
import org.ebbflow.tools.vehicle.SimulatedCars;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A product that died or stood still while power flowed, with a car that does nothing about it.
 *
 * @param powerW power before, plus is charge
 * @param tookMs from the signal to open contacts
 * @param declaredMs watchdog and opening time of the board file
 */
record Death(Signal signal, int powerW, long tookMs, int declaredMs) {

    private static final int SDP_PORT = 15_138;

    /** The simulator tells in steps, and this program looks in steps. */
    private static final int SLACK_MS = 100;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** How it ends. */
    enum Signal {
        KILL,
        STOP
    }

    boolean isGood() {
        return tookMs <= declaredMs + SLACK_MS;
    }

    /** One product, one car, one death. */
    static Death of(Signal signal, int powerW) throws IOException {
        HangingCars cars =
                new HangingCars(
                        new SimulatedCars(
                                List.of(Garage.truck()),
                                new CarLink("lo", SDP_PORT),
                                CarWitness.none()));
        Station.Wanted wanted =
                new Station.Wanted("bench", DemoBoard.DC, "lo", Optional.empty(), SDP_PORT, cars);
        Path folder = Files.createTempDirectory("ebbflow-death");
        try (Station station = Station.start(wanted, folder, new Narrator(true))) {
            station.simulator().control().plug("truck");
            Steps.transfer(station);
            try (Integrator integrator = station.integrator()) {
                integrator.setPower(powerW, 60);
                station.settle("power flows", powerW - 250, powerW + 250, 25);
            }
            cars.hang();
            long startNs = System.nanoTime();
            strike(station.product(), signal);
            try {
                awaitOpen(station);
                long tookMs = (System.nanoTime() - startNs) / 1_000_000;
                BoardRatings.Reaction declared = station.ratings().reaction();
                return new Death(signal, powerW, tookMs, declared.watchdogMs() + declared.openMs());
            } finally {
                revive(station.product(), signal);
            }
        }
    }

    private static void strike(Product product, Signal signal) throws IOException {
        switch (signal) {
            case KILL -> product.killHard();
            case STOP -> send(product, "-STOP");
        }
    }

    /** A process that stands still would outlive this program. */
    private static void revive(Product product, Signal signal) throws IOException {
        if (signal == Signal.STOP) {
            send(product, "-CONT");
        }
    }

    private static void send(Product product, String option) throws IOException {
        Process kill =
                new ProcessBuilder("sh", "-c", "kill " + option + " " + product.pid()).start();
        try {
            if (!kill.waitFor(2, TimeUnit.SECONDS)) {
                throw new DemoFailure("kill " + option + " does not return");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitOpen(Station station) {
        for (int i = 0; i < 1_500; i++) {
            List<BoardEvent> log = station.simulator().boardLog();
            boolean byWatchdog =
                    log.stream().anyMatch(e -> e.kind() == BoardEvent.Kind.OPENED_BY_WATCHDOG);
            if (byWatchdog && !station.simulator().control().plant().contactsTouch()) {
                return;
            }
            LockSupport.parkNanos(2_000_000);
        }
        throw new DemoFailure("the safety board did not open within 3 s after the signal");
    }

    ObjectNode json() {
        ObjectNode node = JSON.createObjectNode();
        node.put("signal", "SIG" + signal);
        node.put("powerW", powerW);
        node.put("tookMs", tookMs);
        node.put("declaredMs", declaredMs);
        node.put("allowedMs", declaredMs + SLACK_MS);
        node.put("good", isGood());
        return node;
    }

    String sentence() {
        return "SIG"
                + signal
                + " at "
                + powerW
                + " W: contacts open after "
                + tookMs
                + " ms, declared "
                + declaredMs;
    }
}
