package org.ebbflow.tools.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.tools.vehicle.chademo.ChademoCars;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ebbflow bench can}: how evenly the station's CHAdeMO frames come, at the far end of the
 * wire.
 */
@Command(
        name = "can",
        mixinStandardHelpOptions = true,
        description = {
            "Times the bursts of the real product in a transfer with a simulated LEAF, as the",
            "simulated SLCAN adapter at the far end of the serial line hears them. Exit code 1",
            "when a frame is out of order or the 99th percentile of the period is above 110 ms."
        })
public final class CanBench implements Callable<Integer> {

    private static final int SDP_PORT = 25_118;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--budget",
            paramLabel = "SECONDS",
            defaultValue = "45",
            description =
                    "time for all of it, of which the start of the session takes about 15 s"
                            + " (default: ${DEFAULT-VALUE})")
    private int budgetS;

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    private final ConcurrentLinkedQueue<BurstTimes.Heard> heard = new ConcurrentLinkedQueue<>();

    /** For the command line. */
    public CanBench() {}

    @Override
    public Integer call() throws IOException {
        if (budgetS < 25) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--budget is " + budgetS + "; a session has to begin first: 25 or more.");
        }
        long endNs = System.nanoTime() + budgetS * 1_000_000_000L;
        Path folder = Files.createTempDirectory("ebbflow-can");
        try (ChademoCars cars = new ChademoCars(ChademoVisit.adapter(folder), this::hear);
                Station station =
                        Station.start(
                                ChademoVisit.wanted(cars, Optional.empty(), SDP_PORT),
                                folder,
                                new Narrator(true))) {
            station.simulator().control().plug("leaf40");
            Steps.transfer(station);
            heard.clear();
            while (System.nanoTime() - endNs < 0) {
                LockSupport.parkNanos(10_000_000);
            }
            return report(BurstTimes.of(List.copyOf(heard)));
        } catch (DemoFailure failure) {
            spec.commandLine().getErr().println("ebbflow: " + failure.sentence());
            return 1;
        }
    }

    private void hear(CanFrame frame) {
        heard.add(new BurstTimes.Heard(System.nanoTime(), frame.id()));
    }

    private int report(BurstTimes times) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? times.json(Machine.words()) : times.sentence());
        out.flush();
        return times.isGood() ? 0 : 1;
    }
}
