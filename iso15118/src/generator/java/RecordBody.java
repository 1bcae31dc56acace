import java.util.ArrayList;
import java.util.List;

/** Writes what stands inside a record: the copy of lists, and equality by content of octets. */
final class RecordBody {

    private static final String OCTETS = "org.ebbflow.iso15118.message.Octets";

    /**
     * The constructor is written in full: the compact form loses {@code @Nullable} of its
     * parameters in the class file.
     */
    static String of(String name, List<Component> components, List<String> parameters) {
        StringBuilder b = new StringBuilder();
        if (components.stream().anyMatch(Component::list)) {
            b.append("    /** Keeps unmodifiable copies of the lists. */\n");
            b.append("    public ").append(name).append("(\n            ");
            b.append(String.join(",\n            ", parameters)).append(") {\n");
            for (Component c : components) {
                b.append(
                        (c.list()
                                        ? "        this.%1$s = List.copyOf(%1$s);\n"
                                        : "        this.%1$s = %1$s;\n")
                                .formatted(c.name()));
            }
            b.append("    }\n");
        }
        if (components.stream().anyMatch(RecordBody::octets)) {
            byContent(b, name, components);
        }
        return b.toString();
    }

    private static boolean octets(Component c) {
        return c.javaType().contains("byte[]");
    }

    /** The methods a record has anyway compare arrays by identity. */
    private static void byContent(StringBuilder b, String name, List<Component> components) {
        List<String> equal = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        StringBuilder hash = new StringBuilder();
        for (Component c : components) {
            String n = c.name();
            if (octets(c)) {
                equal.add("%s.equal(%s, o.%s)".formatted(OCTETS, n, n));
                hash.append("        hash = 31 * hash + %s.hash(%s);\n".formatted(OCTETS, n));
                shown.add("\"%s=\" + %s.text(%s)".formatted(n, OCTETS, n));
            } else {
                equal.add("java.util.Objects.equals(%s, o.%s)".formatted(n, n));
                hash.append(
                        "        hash = 31 * hash + java.util.Objects.hashCode(%s);\n"
                                .formatted(n));
                shown.add("\"%s=\" + %s".formatted(n, n));
            }
        }
        b.append("\n    /** Octets are compared by content. */\n    @Override\n");
        b.append("    public boolean equals(@Nullable Object other) {\n");
        b.append("        return other instanceof ").append(name).append(" o\n                && ");
        b.append(String.join("\n                && ", equal)).append(";\n    }\n\n");
        b.append("    @Override\n    public int hashCode() {\n        int hash = 1;\n")
                .append(hash);
        b.append("        return hash;\n    }\n\n");
        b.append("    /** Octets are shown as hexadecimal digits. */\n    @Override\n");
        b.append("    public String toString() {\n        return \"").append(name).append("[\" + ");
        b.append(String.join(" + \", \" + ", shown)).append(" + \"]\";\n    }\n");
    }

    private RecordBody() {}
}
