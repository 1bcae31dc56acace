package org.ebbflow.tools.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.ebbflow.hal.net.CarInterface;
import org.ebbflow.tools.sim.devices.CarFactory;
import org.ebbflow.tools.sim.plant.CarPort;
import tools.jackson.databind.JsonNode;

/**
 * A demo that stays up: with simulated cars and a page to plug them in, or waiting for a real one.
 */
final class LongStay {

    private static final int SDP_PORT = 15_118;
    private static final int CLOSE_S = 20;

    private final Narrator narrator;
    private final Path folder;
    private final Wish wish;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger exitCode = new AtomicInteger(1);
    private final AtomicReference<BenchCar.Heard> heard =
            new AtomicReference<>(BenchCar.Heard.NOTHING);

    record Wish(
            DemoBoard board,
            Optional<String> carInterface,
            Optional<Path> site,
            Optional<Path> script,
            DemoTrust trust) {}

    LongStay(Narrator narrator, Path folder, Wish wish) {
        this.narrator = narrator;
        this.folder = folder;
        this.wish = wish;
    }

    /**
     * @return exit code: 0 when it was ended by a signal in good order
     */
    int run(boolean noCar) throws IOException {
        String carInterface = wish.carInterface().orElse("lo");
        CarFactory cars =
                noCar
                        ? benchCars()
                        : narrator.cars("car", wish.trust().link(carInterface, SDP_PORT));
        Station.Wanted simulated =
                new Station.Wanted("demo", wish.board(), carInterface, wish.site(), SDP_PORT, cars)
                        .with(wish.trust().folder());
        Station.Wanted wanted = noCar ? simulated.forForeignCars() : simulated;
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end-demo"));
        try (Station station = Station.start(wanted, folder, narrator)) {
            if (noCar) {
                station.simulator().control().plug("bench");
                station.await(
                        "the pilot in state B",
                        15,
                        s -> s.at("/vehicle/phase").asString("").equals("PREPARING"));
                station.say(waiting(carInterface));
            } else {
                station.openSimulatorPage();
                wish.script().ifPresent(station::runScript);
                station.say(
                        "Ctrl-C ends; the Modbus registers are at port " + station.registersPort());
            }
            stay(station);
            station.product().end().forEach(session -> reported(station, session));
            exitCode.set(0);
        } finally {
            closed.countDown();
        }
        return exitCode.get();
    }

    /** Where a car has to look, or why it cannot find anything yet. */
    private String waiting(String carInterface) {
        String how =
                switch (CarInterface.find(carInterface)) {
                    case CarInterface.Lookup.Found found ->
                            found.found().isLoopback()
                                    ? "loopback has no multicast: a car must ask ::1"
                                    : "multicast to ff02::1 or "
                                            + found.found().address().getHostAddress();
                    case CarInterface.Lookup.NotYet notYet ->
                            "NO CAR CAN CONNECT YET: " + notYet.why() + " It is looked for again";
                };
        return "waiting for a car on %s (SDP, UDP port 15118; %s); SIGTERM or Ctrl-C ends"
                .formatted(carInterface, how);
    }

    private void stay(Station station) {
        String said = "";
        try {
            while (!ended.await(50, TimeUnit.MILLISECONDS)) {
                if (!station.product().isAlive() && !ended.await(2, TimeUnit.SECONDS)) {
                    throw new DemoFailure(
                            "the product ended by itself:\n" + station.product().lastWords());
                }
                Optional<JsonNode> snapshot = station.panel().snapshot();
                snapshot.ifPresent(s -> heard.set(heard(s)));
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
        station.say(
                "session finished: "
                        + line.at("/protocol").asString("")
                        + " "
                        + line.at("/service").asString("")
                        + ", "
                        + line.at("/outcome").asString(""));
    }

    private static BenchCar.Heard heard(JsonNode snapshot) {
        String request = snapshot.at("/request").toString();
        boolean energy = request.matches(".*(PreCharge|DcTransfer|AcTransfer).*");
        String protocol = snapshot.at("/vehicle/protocol").asString("");
        String phase = snapshot.at("/vehicle/phase").asString("");
        boolean over = protocol.isEmpty() || phase.equals("FINISHED") || phase.equals("NO_CAR");
        if (energy) {
            boolean ac = request.contains("AcTransfer");
            int powerW = ac ? snapshot.at("/offer/why/powerW").asInt(0) : 0;
            return new BenchCar.Heard(BenchCar.Talk.ENERGY, powerW);
        }
        return new BenchCar.Heard(over ? BenchCar.Talk.NONE : BenchCar.Talk.TALKING, 0);
    }

    private CarFactory benchCars() {
        return new CarFactory() {
            @Override
            public List<String> names() {
                return List.of("bench");
            }

            @Override
            public CarPort create(String name) {
                return new BenchCar(heard::get);
            }
        };
    }

    /** A signal came: everything is closed and said, then the exit code is ours. */
    private void end() {
        ended.countDown();
        try {
            if (closed.await(CLOSE_S, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(exitCode.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
