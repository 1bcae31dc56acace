package org.ebbflow.tools.exi;

import java.io.StringReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.ebbflow.iso15118.message.Message;
import org.ebbflow.tools.exi.InfosetTable.Attribute;
import org.ebbflow.tools.exi.InfosetTable.Child;
import org.ebbflow.tools.exi.InfosetTable.Content;
import org.ebbflow.tools.exi.InfosetTable.Enumeration;
import org.ebbflow.tools.exi.InfosetTable.Member;
import org.ebbflow.tools.exi.InfosetTable.Part;
import org.ebbflow.tools.exi.InfosetTable.Simple;
import org.ebbflow.tools.exi.InfosetTable.Text;
import org.ebbflow.tools.exi.InfosetTable.Value;
import org.jspecify.annotations.Nullable;

/** Reads XML of a message into its record. */
final class XmlMessage {

    /** Deeper than any message of the standards; keeps hostile XML from deep recursion. */
    private static final int MAX_DEPTH = 64;

    /** An element with what it holds. */
    record Node(
            QName name, Map<QName, String> attributes, List<Node> children, StringBuilder text) {}

    private final InfosetTable table;

    XmlMessage(InfosetTable table) {
        this.table = table;
    }

    /** Parses XML without any document type or outside entity. */
    static Node parse(String xml) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            return tree(factory.createXMLStreamReader(new StringReader(xml)));
        } catch (XMLStreamException e) {
            throw new XmlFault("not well-formed XML: " + firstLine(e.getMessage()));
        }
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "unknown" : text.lines().reduce((a, b) -> a + " " + b).orElse("");
    }

    private static Node tree(XMLStreamReader reader) throws XMLStreamException {
        Deque<Node> open = new ArrayDeque<>();
        Node root = null;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    Node node = node(reader);
                    if (open.isEmpty()) {
                        root = node;
                    } else {
                        open.peek().children().add(node);
                    }
                    open.push(node);
                    if (open.size() > MAX_DEPTH) {
                        throw new XmlFault("elements are nested deeper than in any V2G message");
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> open.pop();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!open.isEmpty()) {
                        open.peek().text().append(reader.getText());
                    }
                }
                case XMLStreamConstants.DTD ->
                        throw new XmlFault("document types are not accepted");
                default -> {}
            }
        }
        if (root == null) {
            throw new XmlFault("no root element");
        }
        return root;
    }

    private static Node node(XMLStreamReader reader) {
        Map<QName, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(plain(reader.getAttributeName(i)), reader.getAttributeValue(i));
        }
        return new Node(
                plain(reader.getName()), attributes, new ArrayList<>(), new StringBuilder());
    }

    private static QName plain(QName name) {
        return new QName(name.getNamespaceURI(), name.getLocalPart());
    }

    /** The record an element stands for. */
    Message read(Node node, String record) {
        Map<QName, String> attributes = new LinkedHashMap<>(node.attributes());
        Deque<Node> children = new ArrayDeque<>(node.children());
        List<@Nullable Object> values = new ArrayList<>();
        boolean text = false;
        for (Part p : table.parts(record)) {
            switch (p) {
                case Attribute a -> {
                    String value = attributes.remove(a.name());
                    require(a.optional() || value != null, node, a.component());
                    values.add(value == null ? null : simple(a.value(), value, a.name()));
                }
                case Text t -> {
                    text = true;
                    values.add(simple(t.value(), node.text().toString(), node.name()));
                }
                case Child c -> {
                    Object value = c.list() ? list(children, c) : one(children, c);
                    require(c.optional() || value != null, node, c.component());
                    values.add(value);
                }
            }
        }
        if (!children.isEmpty()) {
            throw new XmlFault(
                    children.peek().name() + " has no place here in " + node.name().getLocalPart());
        }
        if (!attributes.isEmpty()) {
            throw new XmlFault(node.name() + " has no attribute " + attributes.keySet());
        }
        if (!text && !node.text().toString().isBlank()) {
            throw new XmlFault(node.name() + " has no text of its own");
        }
        return build(record, values, node.name());
    }

    private List<Object> list(Deque<Node> children, Child c) {
        List<Object> items = new ArrayList<>();
        for (Object item = one(children, c); item != null; item = one(children, c)) {
            items.add(item);
        }
        return items;
    }

    private @Nullable Object one(Deque<Node> children, Child c) {
        Node next = children.peek();
        if (next == null) {
            return null;
        }
        for (Member m : c.members()) {
            if (m.name().equals(next.name())) {
                children.pop();
                Object value =
                        m.value() instanceof Content content
                                ? read(next, content.record())
                                : leaf(next, m);
                return m.wrapper().isEmpty() ? value : wrap(m.wrapper(), value, next.name());
            }
        }
        return null;
    }

    private static Object leaf(Node node, Member m) {
        if (!node.children().isEmpty() || !node.attributes().isEmpty()) {
            throw new XmlFault(node.name() + " holds a plain value only");
        }
        return simple(m.value(), node.text().toString(), node.name());
    }

    private static Object wrap(String wrapper, Object value, QName name) {
        return construct(InfosetTable.named(wrapper).getConstructors()[0], name, value);
    }

    private static Message build(String record, List<@Nullable Object> values, QName name) {
        Constructor<?> constructor = InfosetTable.named(record).getConstructors()[0];
        return (Message) construct(constructor, name, values.toArray());
    }

    private static void require(boolean there, Node node, String component) {
        if (!there) {
            throw new XmlFault(node.name() + " lacks " + component);
        }
    }

    private static Object construct(
            Constructor<?> constructor, QName name, @Nullable Object... values) {
        try {
            return constructor.newInstance(values);
        } catch (InstantiationException
                | IllegalAccessException
                | InvocationTargetException
                | IllegalArgumentException e) {
            throw new XmlFault(name + " does not make a message part: " + e);
        }
    }

    static Object simple(Value value, String text, QName name) {
        try {
            return switch (value) {
                case Enumeration e -> constant(e.type(), text.strip(), name);
                case Content c -> throw new XmlFault(name + " has children");
                case Simple s ->
                        switch (s.kind()) {
                            case "string" -> text;
                            case "hex" -> HexFormat.of().parseHex(text.strip());
                            case "base64" -> Base64.getMimeDecoder().decode(text);
                            case "boolean" -> bool(text.strip(), name);
                            case "int" -> Integer.valueOf(text.strip());
                            case "long" -> Long.valueOf(text.strip());
                            case "unsigned64" -> Long.parseUnsignedLong(text.strip());
                            default -> new BigInteger(text.strip());
                        };
            };
        } catch (IllegalArgumentException e) {
            throw new XmlFault(name + " cannot be \"" + text + "\"");
        }
    }

    private static Boolean bool(String text, QName name) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new XmlFault(name + " is true or false, not \"" + text + "\"");
        };
    }

    private static Object constant(Class<?> type, String text, QName name) {
        for (Object constant : type.getEnumConstants()) {
            if (MessageXml.text(new Enumeration(type), constant).equals(text)) {
                return constant;
            }
        }
        throw new XmlFault(name + " cannot be \"" + text + "\"");
    }
}
