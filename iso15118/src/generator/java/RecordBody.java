import java.util.List;

/** Writes what stands inside a record: the copy of lists, and equality by content of octets. */
final class RecordBody {

    static String of(String name, List<Component> components) {
        StringBuilder b = new StringBuilder();
        boolean lists = components.stream().anyMatch(Component::list);
        if (lists) {
            b.append("    /** Keeps unmodifiable copies of the lists. */\n");
            b.append("    public ").append(name).append(" {\n");
            for (Component c : components) {
                if (c.list()) {
                    b.append("        %1$s = List.copyOf(%1$s);\n".formatted(c.name()));
                }
            }
            b.append("    }\n");
        }
        return b.toString();
    }

    private RecordBody() {}
}
