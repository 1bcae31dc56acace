package org.ebbflow.tools.bench;

import org.ebbflow.tools.demo.AnswersBench;
import org.ebbflow.tools.demo.CanBench;
import org.ebbflow.tools.demo.StopBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ebbflow bench}: how fast the inner loops are on this machine. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures the speed of the product on this machine.",
        subcommands = {
            AnswersBench.class,
            ArbiterBench.class,
            BusBench.class,
            CanBench.class,
            CodecBench.class,
            ColdStart.class,
            StopBench.class
        })
public final class BenchCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    /** For the command line. */
    public BenchCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to measure: answers, arbiter, bus, can, codec, cold or stop.");
    }
}
