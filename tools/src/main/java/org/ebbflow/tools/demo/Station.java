package org.ebbflow.tools.demo;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.SiteFile;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.clock.Urgency;
import org.ebbflow.tools.cli.RunCommand;
import org.ebbflow.tools.pki.PkiFolder;
import org.ebbflow.tools.sim.devices.BoardSimulator;
import org.ebbflow.tools.sim.devices.CarFactory;
import org.ebbflow.tools.sim.devices.SimulatorOptions;
import org.ebbflow.tools.sim.page.Script;
import org.ebbflow.tools.sim.page.SimulatorPage;
import tools.jackson.databind.JsonNode;

/** One simulated site: the devices, the product in its own process, its panel and its registers. */
final class Station implements AutoCloseable {

    private static final String NOT_ENDED = "NONE";
    private final String name;
    private final Narrator narrator;
    private final BoardSimulator simulator;
    private final Witness witness;
    private final Path board;
    private final Path site;
    private final Path diary;
    private Product product;
    private final Panel panel;
    private final int registersPort;
    private Optional<SimulatorPage> page = Optional.empty();

    /**
     * @param carInterface interface towards the car
     * @param site a site file of the user's; the demo's own otherwise
     * @param sdpPort UDP port of discovery
     * @param pki folder of `ebbflow pki new` for the demo's own site file; empty: no TLS
     * @param foreignCars the demo's own site file is patient with cars
     */
    record Wanted(
            String name,
            DemoBoard board,
            String carInterface,
            Optional<Path> site,
            int sdpPort,
            CarFactory cars,
            Optional<Path> pki,
            boolean foreignCars) {

        /** Without TLS. */
        Wanted(
                String name,
                DemoBoard board,
                String carInterface,
                Optional<Path> site,
                int sdpPort,
                CarFactory cars) {
            this(name, board, carInterface, site, sdpPort, cars, Optional.empty(), false);
        }

        /** The same with certificates. */
        Wanted with(Optional<Path> certificates) {
            return new Wanted(
                    name, board, carInterface, site, sdpPort, cars, certificates, foreignCars);
        }

        /** The same for cars that are not simulated here, which take their time. */
        Wanted forForeignCars() {
            return new Wanted(name, board, carInterface, site, sdpPort, cars, pki, true);
        }
    }

    private Station(Wanted wanted, Path folder, Narrator narrator) throws IOException {
        this.name = wanted.name();
        this.narrator = narrator;
        Files.createDirectories(folder);
        Urgency.claimForProcess();
        this.simulator =
                BoardSimulator.start(
                        SimulatorOptions.of(wanted.board().kind()),
                        wanted.cars(),
                        Station::deviceThread);
        this.witness = new Witness(simulator);
        this.board = wanted.board().writeCopy(folder, simulator.where());
        this.site = site(wanted, folder);
        this.diary = folder.resolve("product.log");
        Installation installation = SiteFile.read(site);
        this.registersPort = installation.faces().registers().port();
        this.product = Product.start(RunCommand.command(), board, site, diary);
        this.panel = new Panel(installation.faces().panel().port());
    }

    /** The user's site file with the wanted interface in it, or the demo's own. */
    private static Path site(Wanted wanted, Path folder) throws IOException {
        SiteText own =
                new SiteText(
                        wanted.carInterface(),
                        freePort(),
                        freePort(),
                        wanted.sdpPort(),
                        wanted.pki().map(pki -> pki.resolve(PkiFolder.STATION)),
                        wanted.board().enterServiceS(),
                        wanted.foreignCars());
        return wanted.site().isPresent()
                ? SiteText.copy(wanted.site().get(), wanted.carInterface(), folder)
                : own.write(folder);
    }

    /** Starts devices and product and waits until the panel answers. */
    static Station start(Wanted wanted, Path folder, Narrator narrator) throws IOException {
        Station station = new Station(wanted, folder, narrator);
        try {
            station.await("the product is up", 20, s -> true);
        } catch (DemoFailure failure) {
            station.close();
            throw failure;
        }
        station.say("the product is up; panel at " + station.panel.address());
        return station;
    }

    /** Devices are hardware: they answer while this machine is busy, as far as it lets them. */
    private static Thread deviceThread(Runnable work) {
        Thread thread = Urgency.thread("simulated-device", work);
        thread.setDaemon(true);
        return thread;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The same product with the same memory, after it was killed. */
    void startAgain() {
        try {
            product = Product.start(RunCommand.command(), board, site, diary);
        } catch (IOException e) {
            throw new DemoFailure(name + ": the product does not start again: " + e.getMessage());
        }
    }

    /** The board as the product reads it. */
    BoardRatings ratings() {
        return BoardFile.read(board).ratings();
    }

    void say(String sentence) {
        narrator.say(name, sentence);
    }

    BoardSimulator simulator() {
        return simulator;
    }

    Witness witness() {
        return witness;
    }

    Product product() {
        return product;
    }

    Panel panel() {
        return panel;
    }

    Integrator integrator() {
        return new Integrator(registersPort);
    }

    int registersPort() {
        return registersPort;
    }

    /** Opens the simulators' own page, where people plug in cars and break things. */
    void openSimulatorPage() throws IOException {
        page = Optional.of(SimulatorPage.start(simulator.control(), 0));
        say("the simulators' page is at " + page.get().uri());
    }

    /** Plays a script of what people and weather do. */
    void runScript(Path file) {
        try {
            Script.read(file, simulator.control().cars())
                    .play(simulator.control(), line -> say("script: " + line.action()));
        } catch (IOException | Script.ScriptException e) {
            throw new DemoFailure("the script cannot be played: " + e.getMessage());
        }
    }

    /**
     * Waits until the panel's snapshot shows what is expected; a sentence says what did not come.
     */
    JsonNode await(String what, int seconds, Predicate<JsonNode> expected) {
        long endNs = System.nanoTime() + seconds * 1_000_000_000L;
        while (System.nanoTime() - endNs < 0) {
            if (!product.isAlive()) {
                throw new DemoFailure(
                        name + ": the product ended by itself:\n" + product.lastWords());
            }
            Optional<JsonNode> snapshot = panel.snapshot();
            if (snapshot.isPresent() && expected.test(snapshot.get())) {
                return snapshot.get();
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new DemoFailure(
                name + ": not within " + seconds + " s: " + what + "\n" + product.lastWords());
    }

    /**
     * Waits until the simulated AC meter stays within the range; says it or fails, at once where
     * the session that runs now ends before.
     */
    void settle(String what, int lowW, int highW, int seconds) {
        boolean running = ended().equals(NOT_ENDED);
        boolean settled =
                witness.settles(
                        w -> w >= lowW && w <= highW,
                        seconds,
                        () -> !running || ended().equals(NOT_ENDED));
        if (!settled) {
            String found =
                    running && !ended().equals(NOT_ENDED)
                            ? "the session ended before with " + ended()
                            : "the AC meter shows " + witness.powerW() + " W";
            throw new DemoFailure(
                    "%s: %s: %s, expected %d to %d W%n%s"
                            .formatted(name, what, found, lowW, highW, product.lastWords()));
        }
        say(what + ": " + witness.powerW() + " W on the AC meter");
    }

    /** Why the last session ended; NONE while one runs or the panel does not answer. */
    private String ended() {
        return panel.snapshot()
                .map(s -> s.at("/session/ended").asString(NOT_ENDED))
                .orElse(NOT_ENDED);
    }

    /** The line of the finished session, with the witness's findings added. */
    JsonNode finish(List<String> alsoWrong) {
        return finish(alsoWrong, 15);
    }

    /** The same, waiting at most {@code seconds}. */
    JsonNode finish(List<String> alsoWrong, int seconds) {
        try {
            JsonNode session =
                    product.awaitSession(seconds)
                            .orElseThrow(
                                    () ->
                                            new DemoFailure(
                                                    name
                                                            + ": no finished session was reported\n"
                                                            + product.lastWords()));
            return SessionLine.witnessed(session, witness.takeViolations(), alsoWrong);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted");
        }
    }

    void report(JsonNode session) {
        narrator.session(session);
    }

    @Override
    public void close() {
        product.close();
        witness.close();
        page.ifPresent(SimulatorPage::close);
        try {
            simulator.close();
        } catch (IOException e) {
            say("a simulated device did not close: " + e.getMessage());
        }
    }
}
