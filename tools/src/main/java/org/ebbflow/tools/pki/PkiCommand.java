package org.ebbflow.tools.pki;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ebbflow pki}: certificates for benches and installers. */
@Command(
        name = "pki",
        mixinStandardHelpOptions = true,
        description = "Makes test certificates, asks for real ones, shows what is there.",
        subcommands = {PkiNew.class, PkiCsr.class, PkiShow.class})
public final class PkiCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    /** For the command line. */
    public PkiCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: new, csr or show.");
    }
}
