package org.ebbflow.tools.exi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import org.ebbflow.iso15118.exi.ExiException;
import org.ebbflow.iso15118.exi.V2gCodec;
import org.ebbflow.iso15118.message.Message;
import org.ebbflow.iso15118.schema.Schema;

/** Messages between EXI, records and XML, for the command line. */
public final class Codecs {

    /** Larger than any V2GTP payload a charging station accepts. */
    private static final int BUFFER = 1 << 20;

    private static final Map<String, Schema> NAMES =
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

    private static final InfosetTable TABLE = InfosetTable.load();

    private final InfosetTable table = TABLE;
    private final XmlMessage reader = new XmlMessage(table);
    private final V2gCodec codec = new V2gCodec();
    private final byte[] buffer = new byte[BUFFER];

    /** A message with the name of its root element and how many octets followed it. */
    public record Read(QName root, Message message, int trailing) {}

    /** A codec with its table, for the use of one thread. */
    public Codecs() {}

    /** The schema of a short name such as {@code iso20dc}. */
    public static Schema schema(String name) {
        Schema schema = NAMES.get(name);
        if (schema == null) {
            throw new XmlFault(
                    "unknown schema \""
                            + name
                            + "\", known are "
                            + NAMES.keySet().stream().sorted().toList());
        }
        return schema;
    }

    /** How the codec wants the fragment named that it calls {@code prefix:local}. */
    public static String fragmentKey(Schema schema, String prefixed) {
        return TABLE.fragment(schema, prefixed)
                .orElseThrow(() -> new XmlFault(prefixed + " is no fragment of " + schema))
                .key();
    }

    /** Reads a document or fragment. */
    public Read decode(Schema schema, boolean fragment, byte[] exi) {
        Message message =
                fragment
                        ? codec.decodeFragment(schema, exi, 0, exi.length)
                        : codec.decode(schema, exi, 0, exi.length);
        int trailing = codec.trailingBytes();
        QName root =
                (fragment
                                ? table.fragment(schema, codec.fragmentElement())
                                : table.document(schema, message))
                        .orElseThrow(
                                () ->
                                        new XmlFault(
                                                "no root element is known for "
                                                        + message.getClass().getSimpleName()))
                        .name();
        return new Read(root, message, trailing);
    }

    /** The XML of a message. */
    public String xml(Read read) {
        return MessageXml.write(table, read.root(), read.message());
    }

    /** The EXI of an XML document or fragment. */
    public byte[] encode(Schema schema, boolean fragment, String xml) {
        XmlMessage.Node node = XmlMessage.parse(xml);
        InfosetTable.Root root =
                (fragment
                                ? table.fragment(schema, node.name())
                                : table.document(schema, node.name()))
                        .orElseThrow(
                                () ->
                                        new XmlFault(
                                                node.name() + " is no root element of " + schema));
        Message message = reader.read(node, root.record());
        int length =
                fragment
                        ? codec.encodeFragment(schema, root.key(), message, buffer, 0)
                        : codec.encode(schema, message, buffer, 0);
        return Arrays.copyOf(buffer, length);
    }

    /**
     * The schemas a stream is a document of. One that gives the same octets back without rest comes
     * before one that does not.
     */
    public List<Schema> guess(byte[] exi) {
        List<Schema> exact = new ArrayList<>();
        List<Schema> loose = new ArrayList<>();
        for (Schema s : Schema.values()) {
            switch (fit(s, exi)) {
                case EXACT -> exact.add(s);
                case LOOSE -> loose.add(s);
                case NONE -> {}
            }
        }
        exact.addAll(loose);
        return exact;
    }

    private enum Fit {
        NONE,
        LOOSE,
        EXACT
    }

    private Fit fit(Schema schema, byte[] exi) {
        try {
            Message m = codec.decode(schema, exi, 0, exi.length);
            int length = codec.encode(schema, m, buffer, 0);
            return Arrays.equals(buffer, 0, length, exi, 0, exi.length) ? Fit.EXACT : Fit.LOOSE;
        } catch (ExiException e) {
            return Fit.NONE;
        }
    }
}
