package org.ebbflow.tools.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.ebbflow.tools.sim.world.CampaignJson;
import org.ebbflow.tools.sim.world.Sweep;
import org.ebbflow.tools.sim.world.Sweep.Covered;
import picocli.CommandLine;

/** {@code ebbflow simulate --sweep}: one fault at every place of a reference session. */
record SweepReport(CommandLine command, boolean json) {

    /** Runs and reports. @return 0 when something was tried and nothing broke */
    int run(Sweep sweep, BooleanSupplier goOn) {
        List<Covered> all = sweep.run(goOn);
        int tried = all.stream().mapToInt(Covered::tried).sum();
        int places = all.stream().mapToInt(Covered::places).sum();
        boolean broken = all.stream().anyMatch(c -> !c.broken().isEmpty());
        String what = sweep.kind().name().toLowerCase(Locale.ROOT);
        if (json) {
            List<String> each = all.stream().map(SweepReport::json).toList();
            command.getOut()
                    .printf(
                            Locale.ROOT,
                            "{\"sweep\":\"%s\",\"places\":%d,\"tried\":%d,\"vehicles\":[%s]}%n",
                            what,
                            places,
                            tried,
                            String.join(",", each));
        } else {
            all.forEach(c -> command.getOut().println(line(c)));
            command.getOut().println(what + ": " + tried + " of " + places + " places tried");
        }
        command.getOut().flush();
        return tried == 0 || broken ? 1 : 0;
    }

    private static String json(Covered c) {
        return String.format(
                Locale.ROOT,
                "{\"vehicle\":\"%s\",\"places\":%d,\"tried\":%d,\"violations\":%s}",
                c.vehicle(),
                c.places(),
                c.tried(),
                CampaignJson.strings(c.broken()));
    }

    private static String line(Covered c) {
        String broken =
                c.broken().isEmpty()
                        ? "nothing broke"
                        : String.join(System.lineSeparator(), c.broken());
        return c.vehicle() + " " + c.tried() + " of " + c.places() + ": " + broken;
    }
}
