package org.ebbflow.tools.exi;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.ebbflow.iso15118.exi.ExiException;
import org.ebbflow.iso15118.schema.Schema;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code ebbflow exi decode}: EXI to XML, as JSON lines or for a person. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = {
            "Reads JSON lines {\"schema\",\"kind\":\"doc|frag\",\"exi_hex\"} and adds \"xml\" or"
                    + " \"error\".",
            "Schemas: sap din iso2 iso20cm iso20ac iso20dc iso20acdp iso20wpt xmldsig."
        })
public final class DecodeCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--hex",
            paramLabel = "HEX",
            description = "one message; the schema is guessed and the message shown indented")
    private @Nullable String hex;

    @Option(names = "--schema", paramLabel = "NAME", description = "schema of --hex, not guessed")
    private @Nullable String schema;

    /** For the command line. */
    public DecodeCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Codecs codecs = new Codecs();
        String one = hex;
        if (one != null) {
            return show(codecs, one, out);
        }
        JsonLines.run(System.in, out, line -> add(codecs, line));
        return 0;
    }

    private static void add(Codecs codecs, ObjectNode line) {
        Schema of = Codecs.schema(JsonLines.text(line, "schema"));
        byte[] exi = octets(JsonLines.text(line, "exi_hex"));
        Codecs.Read read = codecs.decode(of, JsonLines.fragment(line), exi);
        line.put("xml", codecs.xml(read));
        if (read.trailing() > 0) {
            line.put("trailing_bytes", read.trailing());
        }
    }

    private static byte[] octets(String hex) {
        try {
            return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new XmlFault(
                    "not hexadecimal: an even number of the digits 0-9 and a-f is needed");
        }
    }

    private int show(Codecs codecs, String text, PrintWriter out) {
        try {
            byte[] exi = octets(text);
            String name = schema;
            List<Schema> guesses =
                    name == null
                            ? codecs.guess(exi)
                            : List.of(Codecs.schema(name.toLowerCase(Locale.ROOT)));
            if (guesses.isEmpty()) {
                out.println(
                        "No schema reads this message. With --schema NAME the reason is shown.");
                return 1;
            }
            Codecs.Read read = codecs.decode(guesses.get(0), false, exi);
            out.println(guesses.get(0).namespace());
            out.print(IndentedXml.of(codecs.xml(read)));
            if (read.trailing() > 0) {
                out.println(read.trailing() + " octets follow the message.");
            }
            if (guesses.size() > 1) {
                List<String> others = guesses.stream().skip(1).map(Schema::namespace).toList();
                out.println("Also readable as " + String.join(", ", others) + ".");
            }
            return 0;
        } catch (XmlFault e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 2;
        } catch (ExiException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        } finally {
            out.flush();
        }
    }
}
