package org.ebbflow.tools.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ebbflow fuzz}: hostile input for the parts that read the wire. */
@Command(
        name = "fuzz",
        mixinStandardHelpOptions = true,
        description = "Feeds hostile input to the parts that read the wire.",
        subcommands = {CodecFuzz.class})
public final class FuzzCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    /** For the command line. */
    public FuzzCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to feed: codec.");
    }
}
