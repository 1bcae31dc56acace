package org.ebbflow.tools.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.ebbflow.tools.sim.mutants.Mutant;
import org.ebbflow.tools.sim.mutants.MutantHunt;
import org.ebbflow.tools.sim.mutants.MutantHunt.Caught;
import org.ebbflow.tools.sim.world.CampaignJson;
import picocli.CommandLine;

/** {@code ebbflow simulate --mutants}: which deliberate faults the simulation finds. */
record MutantReport(CommandLine command, boolean json) {

    /** Hunts and reports. @return 0 when all were built and found */
    int run(BooleanSupplier goOn) throws IOException {
        Path root = Path.of(System.getProperty("ebbflow.home", ""));
        if (!Files.isDirectory(root.resolve("controller/src/main/java"))) {
            command.getErr().println("The sources are needed; run it from a clone of Ebbflow.");
            return 2;
        }
        MutantHunt hunt = new MutantHunt(root);
        List<String> stale = hunt.stale();
        stale.forEach(text -> command.getErr().println("no longer applies: " + text));
        if (!stale.isEmpty()) {
            return 1;
        }
        List<Mutant> all = MutantHunt.all();
        List<Caught> caught = hunt.hunt(all, goOn);
        long found = caught.stream().filter(c -> !c.found().isEmpty()).count();
        if (json) {
            command.getOut().println(json(caught, all.size()));
        } else {
            caught.forEach(c -> command.getOut().println(c.name() + ": " + outcome(c)));
            command.getOut()
                    .println(
                            found
                                    + " found of "
                                    + caught.size()
                                    + " tried, "
                                    + all.size()
                                    + " in all");
        }
        command.getOut().flush();
        return caught.isEmpty() || found < caught.size() ? 1 : 0;
    }

    private static String outcome(Caught caught) {
        return caught.found().isEmpty() ? "ESCAPED" : String.join(" | ", caught.found());
    }

    private static String json(List<Caught> caught, int all) {
        return "{\"mutants\":"
                + all
                + ",\"tried\":"
                + caught.size()
                + ",\"found\":"
                + caught.stream().filter(c -> !c.found().isEmpty()).count()
                + ",\"results\":["
                + String.join(
                        ",",
                        caught.stream()
                                .map(
                                        c ->
                                                "{\"name\":"
                                                        + CampaignJson.quoted(c.name())
                                                        + ",\"foundBy\":"
                                                        + CampaignJson.strings(c.found())
                                                        + "}")
                                .toList())
                + "]}";
    }
}
