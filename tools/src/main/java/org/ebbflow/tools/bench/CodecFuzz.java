package org.ebbflow.tools.bench;

import java.io.PrintWriter;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code ebbflow fuzz codec}: mutated messages for the EXI decoder, for a given time. */
@Command(
        name = "codec",
        mixinStandardHelpOptions = true,
        description = {
            "Decodes mutated messages of every schema and checks that nothing but the typed error",
            "escapes, nothing behind the input is read, memory and time stay bounded, and accepted",
            "messages survive encoding. Exit code 1 with the input when a check fails."
        })
public final class CodecFuzz implements Callable<Integer> {

    private static final int BATCH = 2000;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--budget",
            paramLabel = "SECONDS",
            description = "how long to run (default: ${DEFAULT-VALUE})")
    private double budgetS = 30;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "start of the random numbers (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--json", description = "one JSON object instead of sentences")
    private boolean json;

    /** For the command line. */
    public CodecFuzz() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        FuzzTarget target = new FuzzTarget(seed);
        long start = System.nanoTime();
        long end = start + (long) (budgetS * 1e9);
        try {
            while (System.nanoTime() - end < 0) {
                target.run(BATCH);
            }
        } catch (FuzzTarget.Finding e) {
            out.println(
                    "%s; seed %d, input %d, %s: %s"
                            .formatted(
                                    e.getMessage(),
                                    seed,
                                    target.counts().inputs(),
                                    e.schema(),
                                    HexFormat.of().formatHex(e.input())));
            out.flush();
            return 1;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        report(out, target.counts(), seconds);
        out.flush();
        return target.counts().inputs() == 0 ? 1 : 0;
    }

    private void report(PrintWriter out, FuzzTarget.Counts c, double seconds) {
        if (!json) {
            out.println(
                    ("%d inputs in %.0f s with seed %d: %d accepted, %d refused, %d kept in the corpus;"
                                    + " at most %d B allocated and %d us spent for one input."
                                    + " No finding.")
                            .formatted(
                                    c.inputs(),
                                    seconds,
                                    seed,
                                    c.accepted(),
                                    c.refused(),
                                    c.kept(),
                                    c.mostAllocated(),
                                    c.longestNs() / 1000));
            return;
        }
        JsonMapper mapper = new JsonMapper();
        ObjectNode o = mapper.createObjectNode();
        o.put("inputs", c.inputs());
        o.put("accepted", c.accepted());
        o.put("refused", c.refused());
        o.put("corpus", c.kept());
        o.put("allocBytesMax", c.mostAllocated());
        o.put("longestUs", c.longestNs() / 1000);
        o.put("seconds", Math.round(seconds * 10) / 10.0);
        o.put("seed", seed);
        o.put("findings", 0);
        out.println(mapper.writeValueAsString(o));
    }
}
