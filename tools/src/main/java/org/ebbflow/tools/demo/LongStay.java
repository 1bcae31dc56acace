package org.ebbflow.tools.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.ebbflow.tools.sim.devices.CarFactory;
import org.ebbflow.tools.sim.plant.CarPort;
import org.ebbflow.tools.vehicle.CarLink;
import tools.jackson.databind.JsonNode;

/**
 * A demo that stays up: with simulated cars and a page to plug them in, or waiting for a real one.
 */
final class LongStay {

    private static final int SDP_PORT = 15_118;

    private final Narrator narrator;
    private final Path folder;
    private final Wish wish;

    record Wish(
            DemoBoard board,
            Optional<String> carInterface,
            Optional<Path> site,
            Optional<Path> script) {}

    LongStay(Narrator narrator, Path folder, Wish wish) {
        this.narrator = narrator;
        this.folder = folder;
        this.wish = wish;
    }

    /**
     * @return exit code: 0 when it was ended by a signal in good order
     */
    int run(boolean noCar) throws IOException {
        AtomicReference<BenchCar.Talk> talk = new AtomicReference<>(BenchCar.Talk.NONE);
        String carInterface = wish.carInterface().orElse("lo");
        CarFactory cars = noCar ? benchCars(talk) : narrator.cars("car", CarLink.on(carInterface));
        Station.Wanted wanted =
                new Station.Wanted("demo", wish.board(), carInterface, wish.site(), SDP_PORT, cars);
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(ended, closed)));
        try (Station station = Station.start(wanted, folder, narrator)) {
            if (noCar) {
                station.simulator().control().plug("bench");
                station.say(
                        "waiting for a car on "
                                + carInterface
                                + " (SDP, UDP port 15118); SIGTERM ends");
            } else {
                station.openSimulatorPage();
                wish.script().ifPresent(station::runScript);
                station.say(
                        "Ctrl-C ends; the Modbus registers are at port " + station.registersPort());
            }
            stay(station, ended, talk);
        } finally {
            closed.countDown();
        }
        return 0;
    }

    private void stay(Station station, CountDownLatch ended, AtomicReference<BenchCar.Talk> talk) {
        String said = "";
        try {
            while (!ended.await(50, TimeUnit.MILLISECONDS)) {
                if (!station.product().isAlive()) {
                    throw new DemoFailure(
                            "the product ended by itself:\n" + station.product().lastWords());
                }
                Optional<JsonNode> snapshot = station.panel().snapshot();
                snapshot.ifPresent(s -> talk.set(talk(s)));
                String now = snapshot.map(s -> s.at("/sentence").asString("")).orElse(said);
                String shape = now.replaceAll("[0-9.,]+", "#");
                if (!shape.equals(said)) {
                    station.say(now);
                    said = shape;
                }
                Optional<JsonNode> session = station.product().awaitSession(0);
                session.ifPresent(s -> reported(station, s));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reported(Station station, JsonNode session) {
        JsonNode line =
                SessionLine.witnessed(session, station.witness().takeViolations(), List.of());
        station.report(line);
        station.say("session finished: " + line);
    }

    private static BenchCar.Talk talk(JsonNode snapshot) {
        boolean energy =
                snapshot.at("/request").toString().matches(".*(PreCharge|DcTransfer|AcTransfer).*");
        if (energy) {
            return BenchCar.Talk.ENERGY;
        }
        String protocol = snapshot.at("/vehicle/protocol").asString("");
        String phase = snapshot.at("/vehicle/phase").asString("");
        boolean over = protocol.isEmpty() || phase.equals("FINISHED") || phase.equals("NO_CAR");
        return over ? BenchCar.Talk.NONE : BenchCar.Talk.TALKING;
    }

    private static CarFactory benchCars(AtomicReference<BenchCar.Talk> talk) {
        return new CarFactory() {
            @Override
            public List<String> names() {
                return List.of("bench");
            }

            @Override
            public CarPort create(String name) {
                return new BenchCar(talk::get);
            }
        };
    }

    private static void end(CountDownLatch ended, CountDownLatch closed) {
        ended.countDown();
        try {
            closed.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
