import java.util.ArrayList;
import java.util.List;

/** Writes the encode method of one type. */
final class Encoder {

    private final Model.SchemaFile file;
    private final Model.ComplexType type;
    private final Grammar grammar;
    private final Code code;

    /** The states the encoder can be in here, most recent last. */
    private List<Grammar.State> states = new ArrayList<>();

    /** Whether the variables base and bits exist, and whether they hold the current state. */
    private boolean declared;

    private boolean held;

    /** Component being written; keeps the names of local variables apart. */
    private String current = "";

    Encoder(Model.SchemaFile file, Model.ComplexType type, Code code) {
        this.file = file;
        this.type = type;
        this.grammar = new Grammar(file, type);
        this.code = code;
    }

    void write() {
        code.line("static void encode%s(BitWriter w, %s v) {", Names.type(type.name()), java());
        states.add(grammar.start());
        int component = 0;
        List<Component> components = Component.of(file, type);
        for (int i = 0; i < grammar.slots.size(); i++) {
            Model.Slot s = grammar.slots.get(i);
            switch (s.kind()) {
                case ANY -> {}
                case TOGETHER -> {
                    together(i, components.subList(component, component + s.items().size()));
                    component += s.items().size();
                }
                default -> slot(i, components.get(component++));
            }
        }
        event(-1);
        code.line("}");
    }

    private String java() {
        return Names.qualifiedType(file, type.name());
    }

    private void slot(int i, Component c) {
        Model.Slot s = c.slot();
        current = c.name();
        if (s.repeated()) {
            repeated(i, c);
        } else if (s.min() == 0) {
            hold();
            code.line("%s %s = v.%s();", boxed(c), c.name(), c.name());
            code.line("if (%s != null) {", c.name());
            item(i, s, c.name());
            set(grammar.after(i));
            code.line("}");
            states.add(grammar.after(i));
        } else {
            item(i, s, "v." + c.name() + "()");
            become(grammar.after(i));
        }
    }

    private static String boxed(Component c) {
        return c.javaType();
    }

    private void become(Grammar.State state) {
        states = new ArrayList<>(List.of(state));
        held = false;
    }

    private void set(Grammar.State s) {
        code.line("base = %d;", s.base());
        code.line("bits = %d;", s.bits());
    }

    /** Makes the variables hold the current state. */
    private void hold() {
        if (held) {
            return;
        }
        Grammar.State s = states.get(0);
        code.line("%sbase = %d;", declared ? "" : "int ", s.base());
        code.line("%sbits = %d;", declared ? "" : "int ", s.bits());
        declared = true;
        held = true;
    }

    /** Writes the event code of a place; place -1 is the end of the element. */
    private void event(int place) {
        if (held) {
            String value = place >= 0 ? place + " - base" : endCode();
            code.line("w.put(%s, bits);", value);
            return;
        }
        Grammar.State s = states.get(0);
        code.line("w.put(%d, %d);", place >= 0 ? place - s.base() : s.endCode(), s.bits());
    }

    /** With a wildcard before the end, the end is one code further. */
    private String endCode() {
        boolean any = states.getLast().any();
        return (grammar.end() + (any ? 1 : 0)) + " - base";
    }

    private void item(int i, Model.Slot s, String value) {
        switch (s.kind()) {
            case ATTRIBUTE, VALUE -> {
                event(grammar.place(i));
                code.line(Values.write(file, s.type(), value, label(s)));
                if (s.kind() == Model.Kind.VALUE) {
                    return;
                }
            }
            case ELEMENT -> {
                event(grammar.place(i));
                content(s, value);
            }
            case GROUP -> group(i, s, value);
            case CHOICE -> choice(i, s, value);
            case TOGETHER, ANY -> throw new IllegalStateException(type.name());
        }
    }

    private String label(Model.Slot s) {
        return s.kind() == Model.Kind.VALUE ? Names.type(type.name()) : Model.local(s.name());
    }

    private void content(Model.Slot s, String value) {
        if (file.complexType(s.type()) != null) {
            code.line("%s(w, %s);", Coders.method(file, s.type(), "encode"), value);
        } else {
            code.line("w.put(0, 1);");
            code.line(Values.write(file, s.type(), value, label(s)));
            code.line("w.put(0, 1);");
        }
    }

    private void group(int i, Model.Slot s, String value) {
        List<Model.Element> members = file.group(s.name());
        code.line(
                "%s %sChoice = %s;",
                Names.qualified(file, Component.groupInterface(file, s)), current, value);
        String word = "if";
        for (int k = 0; k < members.size(); k++) {
            Model.Element e = members.get(k);
            if (e.isAbstract() || file.complexType(e.type()).isAbstract()) {
                continue;
            }
            code.line(
                    "%s (%sChoice instanceof %s %sMember) {",
                    word, current, Component.javaType(file, e.type()), current);
            event(grammar.place(i) + k);
            code.line("%s(w, %sMember);", Coders.method(file, e.type(), "encode"), current);
            word = "} else if";
        }
        code.line("} else {");
        code.line("throw w.fail(\"%s\");", label(s));
        code.line("}");
    }

    private void choice(int i, Model.Slot s, String value) {
        String java = Names.qualified(file, s.type());
        code.line("%s %sChoice = %s;", java, current, value);
        String word = "if";
        int k = 0;
        for (Model.Slot alternative : s.items()) {
            if (alternative.kind() == Model.Kind.ANY) {
                continue;
            }
            boolean complex = file.complexType(alternative.type()) != null;
            String record =
                    complex
                            ? Component.javaType(file, alternative.type())
                            : java + "." + Names.type(alternative.name());
            code.line("%s (%sChoice instanceof %s %sMember) {", word, current, record, current);
            event(grammar.place(i) + k);
            content(alternative, current + (complex ? "Member" : "Member.value()"));
            word = "} else if";
            k++;
        }
        code.line("} else {");
        code.line("throw w.fail(\"%s\");", s.type());
        code.line("}");
    }

    private void repeated(int i, Component c) {
        Model.Slot s = c.slot();
        String list = c.name();
        String boxed = c.javaType().substring("List<".length(), c.javaType().length() - 1);
        hold();
        code.line("List<%s> %s = v.%s();", boxed, list, list);
        code.line("int %sCount = %s.size();", list, list);
        code.line("w.count(%sCount, %d, %d, \"%s\");", list, s.min(), s.max(), list);
        code.line("for (int i = 0; i < %sCount; i++) {", list);
        Grammar.State again = grammar.again(i);
        if (s.min() > 1) {
            code.line("if (i > 0 && i < %d) {", s.min());
            code.line("base = %d;", grammar.place(i));
            code.line("bits = 1;");
            code.line("} else if (i >= %d) {", s.min());
        } else {
            code.line("if (i > 0) {");
        }
        set(again);
        code.line("}");
        item(i, s, list + ".get(i)");
        code.line("}");
        List<Grammar.State> next = new ArrayList<>();
        if (s.min() == 0) {
            next.addAll(states);
        }
        next.add(again);
        if (s.max() == Model.UNBOUNDED) {
            code.line("if (%sCount > 0) {", list);
            set(again);
        } else {
            Grammar.State after = grammar.after(i);
            next.add(after);
            code.line("if (%sCount == %d) {", list, s.max());
            set(after);
            code.line("} else if (%sCount > 0) {", list);
            set(again);
        }
        code.line("}");
        states = next;
    }

    private void together(int i, List<Component> parts) {
        hold();
        Component first = parts.get(0);
        for (Component c : parts) {
            code.line("%s %s = v.%s();", c.javaType(), c.name(), c.name());
        }
        code.line("if (%s != null) {", first.name());
        event(grammar.place(i));
        for (Component c : parts) {
            if (c != first) {
                code.line("if (%s == null) {", c.name());
                code.line("throw w.fail(\"%s\");", label(c.slot()));
                code.line("}");
                code.line("w.put(0, 1);");
            }
            content(c.slot(), c.name());
        }
        set(grammar.after(i));
        code.line("}");
        states.add(grammar.after(i));
    }
}
