package org.ebbflow.tools.demo;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.ebbflow.tools.vehicle.CarLink;
import org.ebbflow.tools.vehicle.chademo.ChademoCars;
import org.ebbflow.tools.vehicle.chademo.ChademoTraits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code ebbflow demo}: the product and the simulators in two processes, and people between them.
 */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "A simulated car charges and discharges through the real product.",
            "Without options it narrates and stays up until Ctrl-C."
        })
public final class DemoCommand implements Callable<Integer> {

    private static final int FIRST_SDP_PORT = 15_118;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--headless", description = "Run the whole script, then end.")
    private boolean headless;

    @Option(names = "--json", description = "One JSON object per finished session on stdout.")
    private boolean json;

    @Option(
            names = "--board",
            paramLabel = "KIND",
            description = {
                "Board that stays up or waits for a car: ${COMPLETION-CANDIDATES}.",
                "BACKUP or AC_BACKUP with --headless: a house through an outage instead of the",
                "usual script; behind AC_BACKUP the car's own inverter makes the house's grid."
            })
    private DemoBoard board = DemoBoard.DC;

    @Option(
            names = "--no-car",
            description = {
                "Wait for a real car, or a foreign EV simulator, on --interface: the board is",
                "simulated, the pilot plays B, C one second after 5 %% duty stood, and B again one",
                "second after the session. One JSON object per finished session on stdout; SIGTERM",
                "ends in good order."
            })
    private boolean noCar;

    @Option(
            names = "--interface",
            paramLabel = "IF",
            description =
                    "Network interface towards the car; lo for a car on this machine (default:"
                            + " lo).")
    private Optional<String> carInterface = Optional.empty();

    @Option(
            names = "--site",
            paramLabel = "FILE",
            description = {
                "Site file in the place of the demo's own, which has the bench keys on (plain TCP",
                "for ISO 15118-20, secp256r1, implausible car values)."
            })
    private Optional<Path> site = Optional.empty();

    @Option(
            names = "--pki",
            paramLabel = "DIR",
            description = {
                "Certificates of \"ebbflow pki new\" for station and cars; without it the demo",
                "makes its own, and with --no-car the station has none."
            })
    private Optional<Path> pki = Optional.empty();

    @Option(
            names = "--script",
            paramLabel = "FILE",
            description = "What people and weather do, line by line.")
    private Optional<Path> script = Optional.empty();

    @Option(
            names = "--vehicle",
            paramLabel = "CAR",
            description = {
                "One CHAdeMO car in the place of the others: leaf40, leaf24, chademo-3 (protocol",
                "number 3), chademo-old (1), chademo-0 (0)."
            })
    private Optional<String> vehicle = Optional.empty();

    @Option(
            names = "--budget",
            paramLabel = "SECONDS",
            description = "Seconds for --headless (default: ${DEFAULT-VALUE}).")
    private int budgetS = 45;

    /** For picocli. */
    public DemoCommand() {}

    @Override
    public Integer call() throws IOException {
        Optional<String> wrong = wrongWish();
        if (wrong.isPresent()) {
            spec.commandLine().getErr().println(wrong.get());
            return 2;
        }
        Narrator narrator = new Narrator(json || noCar);
        Path folder = Files.createTempDirectory("ebbflow-demo");
        try {
            DemoTrust trust = trust(folder);
            if (headless) {
                return runScript(narrator, folder, trust);
            }
            return new LongStay(
                            narrator,
                            folder,
                            new LongStay.Wish(board, carInterface, site, script, trust))
                    .run(noCar);
        } catch (DemoFailure failure) {
            narrator.say("failed", failure.sentence());
            return 1;
        }
    }

    /** What of the options does not go together or is not there. */
    private Optional<String> wrongWish() {
        List<String> known = ChademoTraits.all().stream().map(ChademoTraits::name).toList();
        if (vehicle.isPresent() && !headless) {
            return Optional.of("--vehicle needs --headless.");
        }
        if (vehicle.isPresent() && !known.contains(vehicle.get())) {
            return Optional.of(
                    "There is no CHAdeMO car " + vehicle.get() + "; there are: " + known + ".");
        }
        if (headless && (noCar || script.isPresent())) {
            return Optional.of(
                    (noCar ? "--no-car" : "--script")
                            + " is for a demo that stays up; leave --headless out.");
        }
        return Stream.of(site, script)
                .flatMap(Optional::stream)
                .filter(file -> !Files.isReadable(file) || Files.isDirectory(file))
                .findFirst()
                .map(file -> file + ": there is no such file, or it cannot be read.");
    }

    /** A site file of the user's names its own certificates, which the demo's cars do not know. */
    private DemoTrust trust(Path folder) throws IOException {
        if (pki.isPresent()) {
            return DemoTrust.read(pki.get());
        }
        return site.isPresent() || noCar ? DemoTrust.NONE : DemoTrust.make(folder.resolve("pki"));
    }

    private int runScript(Narrator narrator, Path folder, DemoTrust trust) {
        List<Callable<Void>> lanes =
                vehicle.map(car -> List.<Callable<Void>>of(() -> chademo(narrator, folder, car)))
                        .orElseGet(() -> usual(narrator, folder, trust));
        List<String> failures = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(lanes.size())) {
            List<Future<Void>> running = lanes.stream().map(workers::submit).toList();
            long endNs = System.nanoTime() + budgetS * 1_000_000_000L;
            for (Future<Void> lane : running) {
                outcome(lane, endNs).ifPresent(failures::add);
            }
            running.forEach(lane -> lane.cancel(true));
        }
        failures.forEach(f -> narrator.say("failed", f));
        if (failures.isEmpty()) {
            narrator.say("demo", "every step came out as scripted");
        }
        return failures.isEmpty() ? 0 : 1;
    }

    private List<Callable<Void>> usual(Narrator narrator, Path folder, DemoTrust trust) {
        if (board.isBackup()) {
            return List.of(() -> backup(narrator, folder, trust));
        }
        Cue dc = new Cue();
        Cue ac = new Cue();
        return List.of(
                dc.before(() -> dcLane(narrator, folder, trust, dc)),
                dc.then(ac.before(() -> acLane(narrator, folder, ac))),
                ac.then(() -> serialLane(narrator, folder)));
    }

    private Optional<String> outcome(Future<Void> lane, long endNs) {
        try {
            lane.get(Math.max(1, endNs - System.nanoTime()), TimeUnit.NANOSECONDS);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        } catch (TimeoutException e) {
            return Optional.of("the script was not over within its budget of " + budgetS + " s");
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            return Optional.of(
                    cause instanceof DemoFailure failure
                            ? failure.sentence()
                            : "unexpected: " + cause);
        }
    }

    /** The truck speaks ISO 15118-20 over TLS 1.3, the hatchback ISO 15118-2 over TLS 1.2. */
    private Void dcLane(Narrator narrator, Path folder, DemoTrust trust, Cue cue)
            throws IOException {
        int sdpPort = sdpPort(FIRST_SDP_PORT);
        Station.Wanted wanted =
                new Station.Wanted(
                        "dc",
                        DemoBoard.DC,
                        carInterface.orElse("lo"),
                        site,
                        sdpPort,
                        narrator.cars("dc", trust.link(carInterface.orElse("lo"), sdpPort)));
        try (Station station =
                Station.start(wanted.with(trust.folder()), folder.resolve("dc"), narrator)) {
            cue.give();
            new DcVisit(station).run();
        }
        return null;
    }

    private Void chademo(Narrator narrator, Path folder, String car) throws IOException {
        Path place = folder.resolve("chademo");
        try (ChademoCars cars = new ChademoCars(ChademoVisit.adapter(place));
                Station station =
                        Station.start(
                                ChademoVisit.wanted(cars, site, FIRST_SDP_PORT + 3),
                                place,
                                narrator)) {
            new ChademoVisit(station, cars).run(car);
        }
        return null;
    }

    private Void backup(Narrator narrator, Path folder, DemoTrust trust) throws IOException {
        int sdpPort = sdpPort(FIRST_SDP_PORT + 4);
        CarLink link = trust.link(carInterface.orElse("lo"), sdpPort);
        Station.Wanted wanted =
                new Station.Wanted(
                        "backup",
                        board,
                        carInterface.orElse("lo"),
                        site,
                        sdpPort,
                        narrator.cars("backup", link));
        try (Station station =
                Station.start(wanted.with(trust.folder()), folder.resolve("backup"), narrator)) {
            new BackupVisit(station).run();
        }
        return null;
    }

    private Void acLane(Narrator narrator, Path folder, Cue cue) throws IOException {
        try (Station station =
                Station.start(
                        wanted(narrator, "ac", DemoBoard.AC, sdpPort(FIRST_SDP_PORT + 1)),
                        folder.resolve("ac"),
                        narrator)) {
            cue.give();
            new AcVisit(station).run();
        }
        return null;
    }

    private Void serialLane(Narrator narrator, Path folder) throws IOException {
        int serialPort = sdpPort(FIRST_SDP_PORT + 2);
        HangingCars cars = new HangingCars(narrator.cars("serial", new CarLink("lo", serialPort)));
        Station.Wanted serial =
                new Station.Wanted("serial", DemoBoard.SERIAL, "lo", site, serialPort, cars);
        try (Station station = Station.start(serial, folder.resolve("serial"), narrator)) {
            new WatchdogVisit(station, cars).run();
        }
        return null;
    }

    /** The wanted port, or another one while some other program has it. */
    private static int sdpPort(int wanted) throws IOException {
        try (DatagramSocket free = new DatagramSocket(wanted)) {
            return free.getLocalPort();
        } catch (BindException taken) {
            try (DatagramSocket other = new DatagramSocket(0)) {
                return other.getLocalPort();
            }
        }
    }

    private Station.Wanted wanted(Narrator narrator, String name, DemoBoard which, int sdpPort) {
        return new Station.Wanted(
                name,
                which,
                carInterface.orElse("lo"),
                site,
                sdpPort,
                narrator.cars(name, new CarLink(carInterface.orElse("lo"), sdpPort)));
    }
}
