package org.ebbflow.tools.exi;

import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.ebbflow.iso15118.schema.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code ebbflow exi encode}: XML to EXI as JSON lines. */
@Command(
        name = "encode",
        mixinStandardHelpOptions = true,
        description = {
            "Reads JSON lines {\"schema\",\"kind\":\"doc|frag\",\"xml\"} and adds \"exi_hex\" or \"error\".",
            "Schemas: sap din iso2 iso20cm iso20ac iso20dc iso20acdp iso20wpt xmldsig."
        })
public final class EncodeCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    /** For the command line. */
    public EncodeCommand() {}

    @Override
    public Integer call() throws IOException {
        Codecs codecs = new Codecs();
        JsonLines.run(System.in, spec.commandLine().getOut(), line -> add(codecs, line));
        return 0;
    }

    private static void add(Codecs codecs, ObjectNode line) {
        Schema schema = Codecs.schema(JsonLines.text(line, "schema"));
        byte[] exi = codecs.encode(schema, JsonLines.fragment(line), JsonLines.text(line, "xml"));
        line.put("exi_hex", HexFormat.of().formatHex(exi));
    }
}
