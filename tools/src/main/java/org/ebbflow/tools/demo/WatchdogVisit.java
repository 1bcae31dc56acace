package org.ebbflow.tools.demo;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.ebbflow.tools.sim.plant.BoardEvent;
import tools.jackson.databind.JsonNode;

/** The same devices on a serial line, and a product that dies at full discharge. */
final class WatchdogVisit {

    private static final int DECLARED_MS = 500 + 100;

    private final Station station;
    private final HangingCars cars;

    WatchdogVisit(Station station, HangingCars cars) {
        this.station = station;
        this.cars = cars;
    }

    void run() {
        station.say("a truck at the board on the serial line (Modbus RTU over a pseudo terminal)");
        station.simulator().control().plug("truck");
        Steps.transfer(station);
        try (Integrator integrator = station.integrator()) {
            integrator.setPower(-15_000, 60);
            station.settle("full discharge over the serial line", -11_730, -11_270, 20);
        }
        station.say(
                "kill -9 of the product at full discharge, and the car hangs too (the worst case)");
        cars.hang();
        long killedNs = System.nanoTime();
        station.product().killHard();
        BoardEvent opened = awaitWatchdog();
        long tookMs = (System.nanoTime() - killedNs) / 1_000_000;
        Steps.check(
                !station.simulator().control().plant().contactsTouch(),
                "the contactors are still closed after the watchdog");
        station.say(
                "the safety board's own log: "
                        + opened.text()
                        + " ("
                        + tookMs
                        + " ms after the kill)");
        Steps.check(
                tookMs <= DECLARED_MS + 100,
                "the contactors opened only "
                        + tookMs
                        + " ms after the kill; declared are "
                        + DECLARED_MS);
        station.simulator().control().unplug();
        told();
    }

    /** The next start finds the session that nobody could close. */
    private void told() {
        station.startAgain();
        JsonNode session = station.finish(List.of());
        Steps.check(
                session.path("outcome").asString("").equals("POWER_LOSS")
                        && session.path("dischargedWh").asLong() > 0,
                "the killed session is not told as a power loss with its energy: " + session);
        station.say("started again, the product tells the killed session as a power loss");
        station.report(session);
    }

    private BoardEvent awaitWatchdog() {
        for (int i = 0; i < 300; i++) {
            Optional<BoardEvent> event =
                    station.simulator().boardLog().stream()
                            .filter(e -> e.kind() == BoardEvent.Kind.OPENED_BY_WATCHDOG)
                            .findFirst();
            if (event.isPresent()) {
                return event.get();
            }
            LockSupport.parkNanos(10_000_000);
        }
        throw new DemoFailure("the safety board did not open within 3 s after the product died");
    }
}
