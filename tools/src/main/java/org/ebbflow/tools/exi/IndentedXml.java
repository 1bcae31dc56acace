package org.ebbflow.tools.exi;

/** Shows a message to a person: one element per line, no prefixes. */
final class IndentedXml {

    private static final String INDENT = "  ";

    /** Indented lines {@code Name attribute="value" = text}. */
    static String of(String xml) {
        StringBuilder out = new StringBuilder();
        show(XmlMessage.parse(xml), 0, out);
        return out.toString();
    }

    private static void show(XmlMessage.Node node, int depth, StringBuilder out) {
        out.append(INDENT.repeat(depth)).append(node.name().getLocalPart());
        node.attributes()
                .forEach(
                        (name, value) ->
                                out.append(' ')
                                        .append(name.getLocalPart())
                                        .append("=\"")
                                        .append(value)
                                        .append('"'));
        if (!node.text().isEmpty()) {
            out.append(" = ").append(node.text());
        }
        out.append(System.lineSeparator());
        node.children().forEach(child -> show(child, depth + 1, out));
    }

    private IndentedXml() {}
}
