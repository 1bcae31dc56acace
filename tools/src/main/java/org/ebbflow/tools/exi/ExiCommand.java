package org.ebbflow.tools.exi;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ebbflow exi}: V2G messages for people and checks. */
@Command(
        name = "exi",
        mixinStandardHelpOptions = true,
        description = "Shows and makes EXI messages of DIN 70121 and ISO 15118.",
        subcommands = {DecodeCommand.class, EncodeCommand.class, PcapCommand.class})
public final class ExiCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    /** For the command line. */
    public ExiCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: decode, encode or pcap.");
    }
}
