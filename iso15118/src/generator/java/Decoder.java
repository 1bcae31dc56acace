import java.util.List;

/** Writes the decode method of one type. */
final class Decoder {

    private final Model.SchemaFile file;
    private final Model.ComplexType type;
    private final Grammar grammar;
    private final Code code;

    /** The state whose event code has not been read yet, or null. */
    private Grammar.State pending;

    private boolean declared;

    Decoder(Model.SchemaFile file, Model.ComplexType type, Code code) {
        this.file = file;
        this.type = type;
        this.grammar = new Grammar(file, type);
        this.code = code;
    }

    void write() {
        String java = Names.qualifiedType(file, type.name());
        code.line("static %s decode%s(BitReader r) {", java, Names.type(type.name()));
        pending = grammar.start();
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
        if (pending != null) {
            next(pending, Names.type(type.name()));
        }
        StringBuilder arguments = new StringBuilder();
        for (Component c : components) {
            arguments.append(arguments.isEmpty() ? "" : ", ").append(c.name()).append("_");
        }
        code.line("return new %s(%s);", java, arguments);
        code.line("}");
    }

    /** Reads the event code of a state into {@code at}, or checks the only possible one. */
    private void next(Grammar.State s, String name) {
        if (s.sole()) {
            code.line("r.zero(\"%s\");", name);
        } else {
            code.line("%sat = %s;", declared ? "" : "int ", code(s, name));
            declared = true;
        }
    }

    private String code(Grammar.State s, String name) {
        if (s.sole()) {
            return "r.only(" + s.base() + ", \"" + name + "\")";
        }
        boolean plain = !s.any() && !s.text();
        if (plain) {
            return "%d + r.code(%d, %d, \"%s\")"
                    .formatted(s.base(), s.bits(), s.productions(), name);
        }
        return "r.codeOrEnd(%d, %d, %d, %d, %d, \"%s\")"
                .formatted(
                        s.bits(),
                        s.base(),
                        s.count(),
                        s.end() ? s.endCode() : -1,
                        grammar.end(),
                        name);
    }

    private String label(Model.Slot s) {
        return switch (s.kind()) {
            case VALUE -> Names.type(type.name());
            case CHOICE -> s.type();
            default -> Model.local(s.name());
        };
    }

    private void slot(int i, Component c) {
        Model.Slot s = c.slot();
        if (s.repeated()) {
            repeated(i, c);
            return;
        }
        boolean known = pending != null && pending.sole();
        if (pending != null) {
            next(pending, label(s));
            pending = null;
        }
        if (s.min() == 0) {
            code.line("%s %s_ = null;", c.javaType(), c.name());
            code.line("if (%s) {", isAt(i, s));
            read(i, s, c.name() + "_ = ", known);
            code.line("at = %s;", code(grammar.after(i), label(s)));
            code.line("}");
        } else {
            code.line("%s %s_;", c.javaType(), c.name());
            read(i, s, c.name() + "_ = ", known);
            pending = grammar.after(i);
        }
    }

    private int alternatives(Model.Slot s) {
        return switch (s.kind()) {
            case GROUP -> file.group(s.name()).size();
            case CHOICE -> (int) s.items().stream().filter(a -> a.kind() != Model.Kind.ANY).count();
            default -> 1;
        };
    }

    private String isAt(int i, Model.Slot s) {
        int first = grammar.place(i);
        int n = alternatives(s);
        return n == 1 ? "at == " + first : "at >= " + first + " && at < " + (first + n);
    }

    /** Reads the thing at the current place and assigns it. */
    private void read(int i, Model.Slot s, String assign, boolean known) {
        switch (s.kind()) {
            case ATTRIBUTE -> code.line("%s%s;", assign, Values.read(file, s.type(), label(s)));
            case VALUE -> code.line("%s%s;", assign, Values.read(file, s.type(), label(s)));
            case ELEMENT -> element(s, assign);
            case GROUP -> group(i, s, assign);
            case CHOICE -> choice(i, s, assign);
            case TOGETHER, ANY -> throw new IllegalStateException(type.name());
        }
    }

    private void element(Model.Slot s, String assign) {
        if (file.complexType(s.type()) != null) {
            code.line("%s%s(r);", assign, Coders.method(file, s.type(), "decode"));
            return;
        }
        String name = label(s);
        switch (file.simpleType(s.type())) {
            case Model.Text t ->
                    code.line(
                            "%sr.textElement(%d, %d, \"%s\");",
                            assign, t.minLength(), t.maxLength(), name);
            case Model.Binary b ->
                    code.line(
                            "%sr.octetsElement(%d, %d, \"%s\");",
                            assign, b.minLength(), b.maxLength(), name);
            default -> {
                code.line("r.zero(\"%s\");", name);
                code.line("%s%s;", assign, Values.read(file, s.type(), name));
                code.line("r.zero(\"%s\");", name);
            }
        }
    }

    private void group(int i, Model.Slot s, String assign) {
        List<Model.Element> members = file.group(s.name());
        if (members.size() == 1) {
            throw new IllegalStateException(s.name());
        }
        code.line("switch (at) {");
        for (int k = 0; k < members.size(); k++) {
            Model.Element e = members.get(k);
            if (!e.isAbstract() && !file.complexType(e.type()).isAbstract()) {
                code.line(
                        "case %d: %s%s(r); break;",
                        grammar.place(i) + k, assign, Coders.method(file, e.type(), "decode"));
            }
        }
        code.line("default: throw r.fail(\"%s\", \"abstract element, code \", at);", label(s));
        code.line("}");
    }

    private void choice(int i, Model.Slot s, String assign) {
        code.line("switch (at) {");
        int k = 0;
        for (Model.Slot a : s.items()) {
            if (a.kind() == Model.Kind.ANY) {
                continue;
            }
            code.line("case %d: {", grammar.place(i) + k++);
            if (file.complexType(a.type()) != null) {
                code.line("%s%s(r);", assign, Coders.method(file, a.type(), "decode"));
            } else {
                code.line("%s value;", Component.javaType(file, a.type()));
                element(a, "value = ");
                code.line(
                        "%snew %s.%s(value);",
                        assign, Names.qualified(file, s.type()), Names.type(a.name()));
            }
            code.line("break;");
            code.line("}");
        }
        code.line("default: throw r.fail(\"%s\", \"unexpected code \", at);", s.type());
        code.line("}");
    }

    private void repeated(int i, Component c) {
        Model.Slot s = c.slot();
        String name = label(s);
        String item = c.javaType().substring("List<".length(), c.javaType().length() - 1);
        code.line("%s %s_ = new ArrayList<>();", c.javaType(), c.name());
        if (pending != null) {
            if (pending.sole()) {
                code.line("%sat = %s;", declared ? "" : "int ", code(pending, name));
                declared = true;
            } else {
                next(pending, name);
            }
            pending = null;
        }
        code.line("while (%s) {", isAt(i, s));
        code.line("%s item;", item);
        read(i, s, "item = ", false);
        code.line("%s_.add(item);", c.name());
        String again = code(grammar.again(i), name);
        String after = code(grammar.after(i), name);
        if (s.min() > 1) {
            code.line("if (%s_.size() < %d) {", c.name(), s.min());
            code.line("r.zero(\"%s\");", name);
            code.line("continue;");
            code.line("}");
        }
        if (s.max() == Model.UNBOUNDED) {
            code.line("at = %s;", again);
        } else {
            code.line("at = %s_.size() < %d ? %s : %s;", c.name(), s.max(), again, after);
        }
        code.line("}");
    }

    private void together(int i, List<Component> parts) {
        if (pending != null) {
            next(pending, label(parts.get(0).slot()));
            pending = null;
        }
        for (Component c : parts) {
            code.line("%s %s_ = null;", c.javaType(), c.name());
        }
        code.line("if (at == %d) {", grammar.place(i));
        for (Component c : parts) {
            if (c != parts.get(0)) {
                code.line("r.zero(\"%s\");", label(c.slot()));
            }
            element(c.slot(), c.name() + "_ = ");
        }
        code.line("at = %s;", code(grammar.after(i), label(parts.getLast().slot())));
        code.line("}");
    }
}
