package org.ebbflow.tools.commission;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ebbflow.hal.board.GridProfileFile;
import org.ebbflow.hal.board.GridValue;
import org.ebbflow.hal.board.RefusedFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code ebbflow site profiles}: the shipped grid profiles, each value with its source. */
@Command(
        name = "profiles",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the shipped grid profiles, or one with every value, its sources and whether two",
            "of them agree, and what an installer must write and sign in the site file.",
            "Exit code 2: there is no such profile."
        })
final class SiteProfiles implements Callable<Integer> {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Spec CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Profile to show.")
    private String name = "";

    @Option(names = "--json", description = "JSON instead of text.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            if (name.isEmpty()) {
                list(out);
            } else {
                show(out, GridProfileFile.shipped(name));
            }
            return 0;
        } catch (RefusedFile refused) {
            spec.commandLine().getErr().println(refused.sentence());
            return 2;
        } finally {
            out.flush();
        }
    }

    private void list(PrintWriter out) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (String each : GridProfileFile.SHIPPED) {
            GridProfileFile profile = GridProfileFile.shipped(each);
            long verified = profile.values().stream().filter(GridValue::verified).count();
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", each);
            row.put("title", profile.title());
            row.put("nominalHz", profile.nominalHz());
            row.put("verified", verified);
            row.put("toSign", profile.uncertain().size());
            all.add(row);
            if (!json) {
                out.printf(
                        "%-22s %d Hz  %2d values verified, %2d to sign   %s%n",
                        each,
                        profile.nominalHz(),
                        verified,
                        profile.uncertain().size(),
                        profile.title());
            }
        }
        if (json) {
            out.println(JSON.writeValueAsString(all));
        } else {
            out.println("`ebbflow site profiles NAME` shows every value of one.");
        }
    }

    private void show(PrintWriter out, GridProfileFile profile) {
        if (json) {
            out.println(JSON.writeValueAsString(object(profile)));
            return;
        }
        out.printf("%s%n%s%n%n", profile.title(), profile.about());
        out.printf("  %-40s %8s %-6s %-9s %s%n", "value", "", "unit", "verified", "source");
        for (GridValue value : profile.values()) {
            out.printf(
                    "  %-40s %8s %-6s %-9s %s%n",
                    value.key(),
                    value.value().isPresent() ? value.text() : "-",
                    value.unit(),
                    value.verified() ? "yes" : "no",
                    source(value));
        }
        out.printf("%nFor the site file:%n%n%s", siteText(profile));
    }

    private static String source(GridValue value) {
        return value.sources().isEmpty()
                ? "to be filled: " + value.meaning()
                : String.join("; ", value.sources());
    }

    /** What an installer copies, fills and signs. */
    static String siteText(GridProfileFile profile) {
        StringBuilder text = new StringBuilder();
        text.append("[grid-profile]\nname = \"").append(profile.name()).append("\"\n");
        if (profile.mayExport()) {
            return text.toString();
        }
        text.append(
                """

                [grid-profile.signed]      # you stand for the values below
                by = ""
                date = ""                  # as 2026-05-31
                number = ""                # of the network operator's paper
                """);
        if (!profile.needsSignature().isEmpty()) {
            text.append("# ").append(profile.needsSignature()).append('\n');
        }
        String group = "";
        for (GridValue value : profile.uncertain()) {
            int dot = value.key().indexOf('.');
            if (!value.key().substring(0, dot).equals(group)) {
                group = value.key().substring(0, dot);
                text.append("\n[grid-profile.").append(group).append("]\n");
            }
            text.append(value.key().substring(dot + 1))
                    .append(" = ")
                    .append(value.text())
                    .append("   # ")
                    .append(value.meaning())
                    .append('\n');
        }
        return text.toString();
    }

    private static Map<String, Object> object(GridProfileFile profile) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", profile.name());
        all.put("title", profile.title());
        all.put("about", profile.about());
        all.put("nominalHz", profile.nominalHz());
        all.put("needsSignature", profile.needsSignature());
        all.put("mayExport", profile.mayExport());
        List<Map<String, Object>> values = new ArrayList<>();
        for (GridValue value : profile.values()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("key", value.key());
            row.put("value", value.text());
            row.put("verified", value.verified());
            row.put("signed", value.signed());
            row.put("sources", value.sources());
            row.put("meaning", value.meaning());
            values.add(row);
        }
        all.put("values", values);
        return all;
    }
}
