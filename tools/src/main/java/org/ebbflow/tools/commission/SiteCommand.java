package org.ebbflow.tools.commission;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ebbflow site}: the installer's file about a place. */
@Command(
        name = "site",
        mixinStandardHelpOptions = true,
        description = "Site files: make one from plain questions, see what one means in watts.",
        subcommands = {SiteNew.class, SiteCheck.class, SiteProfiles.class})
public final class SiteCommand implements Runnable {
    @Spec CommandSpec spec = CommandSpec.create();

    /** For picocli. */
    SiteCommand() {}

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
