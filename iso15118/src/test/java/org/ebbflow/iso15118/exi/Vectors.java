package org.ebbflow.iso15118.exi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.ebbflow.iso15118.schema.Schema;

/**
 * The EXI vectors: made with EXIficient 1.0.7, checked with libcbv2g; see the README beside them.
 */
final class Vectors {

    private static final Map<String, Schema> SCHEMAS =
            Map.of(
                    "sap", Schema.SAP,
                    "din", Schema.DIN,
                    "iso2", Schema.ISO2,
                    "iso20cm", Schema.ISO20_COMMON,
                    "iso20ac", Schema.ISO20_AC,
                    "iso20dc", Schema.ISO20_DC,
                    "iso20acdp", Schema.ISO20_ACDP,
                    "iso20wpt", Schema.ISO20_WPT,
                    "xmldsig", Schema.XMLDSIG);

    /**
     * @param fragment a fragment, else a document
     * @param emptyAsEscape the octets may use the long form of an empty value
     */
    record Vector(String root, boolean fragment, byte[] exi, String xml, boolean emptyAsEscape) {}

    static Schema schema(String name) {
        Schema schema = SCHEMAS.get(name);
        if (schema == null) {
            throw new IllegalArgumentException(name);
        }
        return schema;
    }

    static List<Vector> of(String name) {
        var stream = Vectors.class.getResourceAsStream("/vectors/" + name + ".jsonl.gz");
        if (stream == null) {
            throw new IllegalStateException("no vectors " + name);
        }
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(stream), StandardCharsets.UTF_8))) {
            return lines.lines().map(Vectors::vector).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Vector vector(String line) {
        String xml = field(line, "xml");
        boolean empty = xml.matches("(?s).*<[^<>/]*/>.*");
        return new Vector(
                field(line, "root"),
                field(line, "kind").equals("frag"),
                HexFormat.of().parseHex(field(line, "exi_hex")),
                xml,
                empty);
    }

    private static String field(String line, String name) {
        Matcher m = Pattern.compile("\"" + name + "\":\"((?:[^\"\\\\]|\\\\.)*+)\"").matcher(line);
        return m.find() ? m.group(1) : "";
    }

    private Vectors() {}
}
