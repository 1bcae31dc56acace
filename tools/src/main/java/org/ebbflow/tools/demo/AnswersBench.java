package org.ebbflow.tools.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.ebbflow.iso15118.evcc.EvccPlan.Protocol;
import org.ebbflow.tools.vehicle.CarReport;
import org.ebbflow.tools.vehicle.CarWitness;
import org.ebbflow.tools.vehicle.SimulatedCars;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code ebbflow bench answers}: how long the real product lets a car wait in the charge loop, from
 * the request's arrival at its network thread to the last byte of the answer written, by the
 * product's own histogram; beside it what this machine's memory costs code that rested.
 */
@Command(
        name = "answers",
        mixinStandardHelpOptions = true,
        description = {
            "Times the charge-loop answers of the real product: its own process, simulated board",
            "and car over real sockets, ISO 15118-20 DC_BPT and ISO 15118-2 DC, at 10 messages a",
            "second and flat out. Where tcpdump is installed and may listen, it times the same",
            "answers on the wire. Exit code 1 when a 99th percentile is 5 ms or more, a first"
                    + " answer",
            "25 ms or more, or the wire disagrees."
        })
public final class AnswersBench implements Callable<Integer> {

    private static final int SDP_PORT = 15_128;
    private static final int START_S = 10;
    private static final int SESSION_S = 6;
    private static final int FLAT_OUT_PER_S = 500;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--messages",
            paramLabel = "COUNT",
            description = "charge-loop messages of each session (default: ${DEFAULT-VALUE})")
    private int messages = 2_000;

    @Option(
            names = "--budget",
            paramLabel = "SECONDS",
            description = {
                "about how long to measure (default: ${DEFAULT-VALUE}); 2,000 messages at 10 a",
                "second take 200 s for each protocol, so a small budget measures fewer of these"
            })
    private int budgetS = 45;

    @Option(
            names = "--no-tls",
            negatable = true,
            description = "in the clear; otherwise TLS 1.3 with ISO 15118-20, 1.2 with ISO 15118-2")
    private boolean tls = true;

    @Option(names = "--json", description = "one JSON object instead of a table")
    private boolean json;

    private List<Integer> handshakes = List.of();
    private ColdMemory memory = new ColdMemory(0, 0);

    /** For the command line. */
    public AnswersBench() {}

    @Override
    public Integer call() throws IOException {
        if (messages < 1 || budgetS < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--messages and --budget must be 1 or more.");
        }
        List<AnswerRun> runs = plan();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        String machine = Machine.words();
        memory = ColdMemory.measure();
        List<ObjectNode> done = new ArrayList<>();
        try {
            for (ObjectNode judged : measure(runs, err)) {
                done.add(judged);
            }
        } catch (DemoFailure failure) {
            err.println("ebbflow: " + failure.sentence());
        }
        boolean complete = done.size() == runs.size();
        if (json) {
            out.println(object(machine, runs, done));
        } else {
            out.println(machine);
            out.println(memory.words());
            for (ObjectNode judged : done) {
                out.println(AnswerRun.line(judged));
                out.println(AnswerRun.wireLine(judged));
            }
            if (tls) {
                out.println("TLS handshakes, first to last: " + handshakes + " ms");
            }
            out.println(covered(runs));
        }
        out.flush();
        return complete && done.stream().allMatch(d -> d.get("good").asBoolean()) ? 0 : 1;
    }

    /** All four sessions; those at 10 a second as long as the budget lasts. */
    private List<AnswerRun> plan() {
        int flatS = messages / FLAT_OUT_PER_S + SESSION_S;
        int leftS = budgetS - START_S - 2 * flatS - 2 * SESSION_S;
        int slow = Math.clamp(leftS * 10L / 2, Math.min(messages, 20), messages);
        List<AnswerRun> runs = new ArrayList<>();
        for (Protocol protocol : List.of(Protocol.ISO_15118_20, Protocol.ISO_15118_2)) {
            runs.add(new AnswerRun(protocol, AnswerRun.Pace.TEN_PER_SECOND, slow));
            runs.add(new AnswerRun(protocol, AnswerRun.Pace.FLAT_OUT, messages));
        }
        return runs;
    }

    private List<ObjectNode> measure(List<AnswerRun> runs, PrintWriter err) throws IOException {
        Path folder = Files.createTempDirectory("ebbflow-bench");
        DemoTrust trust = tls ? DemoTrust.make(folder.resolve("pki")) : DemoTrust.NONE;
        Deque<CarReport> told = new ConcurrentLinkedDeque<>();
        SimulatedCars cars =
                new SimulatedCars(
                        runs.stream().map(AnswerRun::car).toList(),
                        trust.link("lo", SDP_PORT),
                        CarWitness.of(told::add));
        Station.Wanted wanted =
                new Station.Wanted("bench", DemoBoard.DC, "lo", Optional.empty(), SDP_PORT, cars);
        List<ObjectNode> judged = new ArrayList<>();
        try (Station station =
                Station.start(wanted.with(trust.folder()), folder, new Narrator(true))) {
            for (AnswerRun run : runs) {
                err.println("measuring " + run.name() + ", " + run.messages() + " messages");
                err.flush();
                Optional<WireCapture> wire = WireCapture.start("lo", folder.resolve("wire.pcap"));
                station.simulator().control().plug(run.name());
                ObjectNode own = run.judged(station.finish(List.of(), run.atMostSeconds()));
                LockSupport.parkNanos(
                        500_000_000L); // a plug is locked until the contactors are open
                station.simulator().control().unplug();
                LockSupport.parkNanos(1_500_000_000L);
                judged.add(wire.isEmpty() ? own : beside(own, wire.get().finish(), told));
            }
        }
        handshakes = handshakesMs(Files.readString(folder.resolve("product.log")));
        return judged;
    }

    /** The charge loop's exchanges lie before those that the car counts after it. */
    private static ObjectNode beside(ObjectNode own, WireTimes wire, Deque<CarReport> told) {
        CarReport latest = told.peekLast();
        long afterLoop = latest == null ? 0 : latest.talk().requestsAfterLoop();
        return AnswerRun.beside(own, wire.loop(own.get("messages").asLong(), afterLoop));
    }

    /** Milliseconds of each TLS handshake, first to last, from the product's own log. */
    private static List<Integer> handshakesMs(String log) {
        return Pattern.compile("protection=TLS\\S* .*handshakeMs=(\\d+)")
                .matcher(log)
                .results()
                .map(found -> Integer.parseInt(found.group(1)))
                .toList();
    }

    private String covered(List<AnswerRun> runs) {
        int slow = runs.getFirst().messages();
        String whole = "covered: all " + runs.size() + " sessions of " + messages + " messages";
        int needS = START_S + 4 * SESSION_S + 2 * (messages / FLAT_OUT_PER_S + messages / 10) + 5;
        return slow == messages
                ? whole
                : "covered: %d messages flat out, %d at 10/s; --budget %d measures all %d"
                        .formatted(messages, slow, needS, messages);
    }

    private String object(String machine, List<AnswerRun> planned, List<ObjectNode> done) {
        ObjectNode root = JSON.createObjectNode();
        root.put("machine", machine);
        memory.into(root);
        ArrayNode handshakesMs = root.putArray("handshakesMs");
        handshakes.forEach(handshakesMs::add);
        ArrayNode runs = root.putArray("runs");
        done.forEach(runs::add);
        root.put("planned", planned.size());
        root.put("covered", covered(planned));
        return JSON.writeValueAsString(root);
    }
}
