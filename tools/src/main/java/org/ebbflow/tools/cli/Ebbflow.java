package org.ebbflow.tools.cli;

import org.ebbflow.tools.bench.BenchCommand;
import org.ebbflow.tools.bench.FuzzCommand;
import org.ebbflow.tools.commission.SiteCommand;
import org.ebbflow.tools.demo.DemoCommand;
import org.ebbflow.tools.demo.MatrixCommand;
import org.ebbflow.tools.exi.ExiCommand;
import org.ebbflow.tools.pki.PkiCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The {@code ebbflow} command line; exit codes: 0 done, 1 the check failed, 2 wrong usage or input.
 */
@Command(
        name = "ebbflow",
        mixinStandardHelpOptions = true,
        version = "ebbflow 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Controller of a bidirectional EV charging station: run it, try it, check it.",
        subcommands = {
            RunCommand.class,
            BenchCommand.class,
            BoardCommands.class,
            DemoCommand.class,
            ExiCommand.class,
            ReplayCommand.class,
            FuzzCommand.class,
            MatrixCommand.class,
            PkiCommand.class,
            SimDevices.class,
            SiteCommand.class,
            SimulateCommand.class,
        })
public final class Ebbflow implements Runnable {

    private Ebbflow() {}

    public static void main(String[] args) {
        System.exit(line().execute(args));
    }

    /** The whole command line. */
    static CommandLine line() {
        return Refusals.on(
                new CommandLine(new Ebbflow()).setCaseInsensitiveEnumValuesAllowed(true));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
