package org.ebbflow.tools.exi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.ebbflow.iso15118.schema.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The vectors carry their XML, made by an independent codec: our messages must mean the same. */
class VectorInfosetTest {

    private static final Path VECTORS = Path.of("../iso15118/src/test/resources/vectors");

    private final Codecs codecs = new Codecs();
    private final JsonMapper json = new JsonMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sap",
                "din",
                "iso2",
                "iso20cm",
                "iso20ac",
                "iso20dc",
                "iso20acdp",
                "iso20wpt",
                "xmldsig"
            })
    void everyVectorMeansItsXmlInBothDirections(String name) throws IOException {
        Schema schema = Codecs.schema(name);
        int checked = 0;
        for (String line : lines(name)) {
            JsonNode v = json.readTree(line);
            boolean fragment = v.get("kind").asString().equals("frag");
            String xml = v.get("xml").asString();
            byte[] exi = HexFormat.of().parseHex(v.get("exi_hex").asString());
            String ours = codecs.xml(codecs.decode(schema, fragment, exi));
            assertEquals(canonical(xml), canonical(ours));
            byte[] written = codecs.encode(schema, fragment, xml);
            String hex = HexFormat.of().formatHex(written);
            if (!hex.equals(v.get("exi_hex").asString())) {
                assertTrue(
                        xml.contains("/>"), "only empty values may be written differently: " + xml);
                String back = codecs.xml(codecs.decode(schema, fragment, written));
                assertEquals(canonical(xml), canonical(back));
            }
            checked++;
        }
        assertTrue(checked > 50, "too few vectors: " + checked);
    }

    private static List<String> lines(String name) throws IOException {
        Path file = VECTORS.resolve(name + ".jsonl.gz");
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        }
    }

    /** Names, sorted attributes and text without prefixes. */
    private static String canonical(String xml) {
        StringBuilder out = new StringBuilder();
        canonical(XmlMessage.parse(xml), out);
        return out.toString();
    }

    private static void canonical(XmlMessage.Node node, StringBuilder out) {
        out.append('<').append(node.name());
        TreeMap<String, String> attributes = new TreeMap<>();
        node.attributes().forEach((name, value) -> attributes.put(name.toString(), value));
        out.append(attributes).append('>').append(node.text());
        node.children().forEach(c -> canonical(c, out));
        out.append("</>");
    }
}
