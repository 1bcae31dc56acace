package org.ebbflow.tools.exi;

import java.lang.reflect.InvocationTargetException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
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

/** Writes a message as compact XML with all namespaces declared at the root. */
final class MessageXml {

    private final InfosetTable table;
    private final Map<String, String> prefixes = new LinkedHashMap<>();
    private final StringBuilder body = new StringBuilder();

    private MessageXml(InfosetTable table) {
        this.table = table;
    }

    /**
     * @throws XmlFault when a text holds characters that XML cannot show
     */
    static String write(InfosetTable table, QName root, Message message) {
        MessageXml xml = new MessageXml(table);
        String start = xml.prefixed(root);
        xml.content(start, message);
        StringBuilder declarations = new StringBuilder();
        xml.prefixes.forEach(
                (uri, prefix) ->
                        declarations
                                .append(" xmlns:")
                                .append(prefix)
                                .append("=\"")
                                .append(uri)
                                .append('"'));
        return "<" + start + declarations + xml.body;
    }

    private String prefixed(QName name) {
        if (name.getNamespaceURI().isEmpty()) {
            return name.getLocalPart();
        }
        String prefix = prefixes.get(name.getNamespaceURI());
        if (prefix == null) {
            prefix = "n" + prefixes.size();
            prefixes.put(name.getNamespaceURI(), prefix);
        }
        return prefix + ":" + name.getLocalPart();
    }

    /** Everything after the name of the start tag. */
    private void content(String name, Object message) {
        List<Part> parts = table.parts(message.getClass().getName());
        for (Part p : parts) {
            if (p instanceof Attribute a) {
                Object value = component(message, a.component());
                if (value != null) {
                    body.append(' ').append(prefixed(a.name())).append("=\"");
                    body.append(escaped(text(a.value(), value))).append('"');
                }
            }
        }
        body.append('>');
        int empty = body.length();
        for (Part p : parts) {
            switch (p) {
                case Attribute a -> {}
                case Text t ->
                        body.append(escaped(text(t.value(), required(message, t.component()))));
                case Child c -> children(message, c);
            }
        }
        end(name, empty);
    }

    private void end(String name, int empty) {
        if (body.length() == empty) {
            body.insert(empty - 1, '/');
        } else {
            body.append("</").append(name).append('>');
        }
    }

    private void children(Object message, Child c) {
        Object value = component(message, c.component());
        if (value instanceof List<?> list) {
            list.forEach(item -> child(c, item));
        } else if (value != null) {
            child(c, value);
        }
    }

    private void child(Child c, Object value) {
        Member member = member(c, value);
        String name = prefixed(member.name());
        body.append('<').append(name);
        Object content = member.wrapper().isEmpty() ? value : required(value, "value");
        if (member.value() instanceof Content) {
            content(name, content);
            return;
        }
        body.append('>');
        int empty = body.length();
        body.append(escaped(text(member.value(), content)));
        end(name, empty);
    }

    private static Member member(Child c, Object value) {
        if (c.members().size() == 1) {
            return c.members().get(0);
        }
        String type = value.getClass().getName();
        for (Member m : c.members()) {
            String record = m.value() instanceof Content content ? content.record() : "";
            if (type.equals(m.wrapper()) || m.wrapper().isEmpty() && type.equals(record)) {
                return m;
            }
        }
        throw new IllegalStateException(type + " is no " + c.component());
    }

    static String text(Value value, Object content) {
        return switch (value) {
            case Enumeration e -> (String) required(content, "text");
            case Content c -> throw new IllegalStateException(c.record());
            case Simple s ->
                    switch (s.kind()) {
                        case "hex" -> HexFormat.of().withUpperCase().formatHex((byte[]) content);
                        case "base64" -> Base64.getEncoder().encodeToString((byte[]) content);
                        case "unsigned64" -> Long.toUnsignedString((Long) content);
                        default -> content.toString();
                    };
        };
    }

    private static Object required(Object record, String component) {
        Object value = component(record, component);
        if (value == null) {
            throw new IllegalStateException(record.getClass().getName() + " lacks " + component);
        }
        return value;
    }

    private static @Nullable Object component(Object record, String component) {
        try {
            return record.getClass().getMethod(component).invoke(record);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(record.getClass().getName() + "." + component, e);
        }
    }

    private static String escaped(String text) {
        StringBuilder b = new StringBuilder(text.length());
        text.codePoints().forEach(c -> escape(b, c));
        return b.toString();
    }

    private static void escape(StringBuilder b, int c) {
        switch (c) {
            case '<' -> b.append("&lt;");
            case '>' -> b.append("&gt;");
            case '&' -> b.append("&amp;");
            case '"' -> b.append("&quot;");
            case '\t', '\n', '\r' -> b.append("&#").append(c).append(';');
            default -> {
                if (c < ' ' || c == 0xFFFE || c == 0xFFFF) {
                    throw new XmlFault(
                            "XML has no way to show the character " + c + " of a text value");
                }
                b.appendCodePoint(c);
            }
        }
    }
}
