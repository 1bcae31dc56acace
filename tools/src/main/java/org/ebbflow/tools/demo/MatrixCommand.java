package org.ebbflow.tools.demo;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ebbflow matrix}: every combination of a kind against the real product. */
@Command(
        name = "matrix",
        mixinStandardHelpOptions = true,
        description = "Drives every combination of a kind against the real product.",
        subcommands = {Iso15118Matrix.class})
public final class MatrixCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    /** For picocli. */
    public MatrixCommand() {}

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
