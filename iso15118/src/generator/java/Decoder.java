import java.util.List;

/**
 * Writes the decode method of one type: {@code decodeT(r, lead)}.
 *
 * <p>{@code lead} zero bits, event codes of the caller, come before the bits of the type. An end of
 * element whose code does not depend on the content is left to the caller.
 */
final class Decoder {

    private final Model.SchemaFile file;
    private final Model.ComplexType type;
    private final Grammar grammar;
    private final Code code;
    private final ReadRun run;

    /** The state whose event code has not been read yet, or null. */
    private Grammar.State pending;

    private boolean declared;

    Decoder(Model.SchemaFile file, Model.ComplexType type, Code code) {
        this.file = file;
        this.type = type;
        this.grammar = new Grammar(file, type);
        this.code = code;
        this.run = new ReadRun(code);
    }

    void write() {
        String java = Names.qualifiedType(file, type.name());
        code.line("static %s decode%s(BitReader r, int lead) {", java, Names.type(type.name()));
        run.lead();
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
        if (pending != null && grammar.fixedEnd() == null) {
            next(pending, Names.type(type.name()));
        }
        run.leave(grammar.zerosBeforeEnd(true));
        run.flush();
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
            run.exactly(0, 1, name);
        } else {
            readPlace(s, name, declared ? "at" : "int at");
            declared = true;
        }
    }

    /** Reads the place that comes next. */
    private void readPlace(Grammar.State s, String name, String declaration) {
        if (s.sole()) {
            run.exactly(0, 1, name);
            run.flush();
            code.line("%s = %d;", declaration, s.base());
            return;
        }
        String convert =
                s.any() || s.text()
                        ? "r.place(%%s, %d, %d, %d, %d, %d, \"%s\")"
                                .formatted(
                                        s.bits(),
                                        s.base(),
                                        s.count(),
                                        s.end() ? s.endCode() : -1,
                                        grammar.end(),
                                        name)
                        : "%d + r.code(%%s, %d, %d, \"%s\")"
                                .formatted(s.base(), s.bits(), s.productions(), name);
        run.value(declaration, convert, s.bits(), name);
        run.flush();
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
        if (pending != null) {
            next(pending, label(s));
            pending = null;
        }
        if (s.min() == 0) {
            run.flush();
            code.line("%s %s_ = null;", c.javaType(), c.name());
            code.line("if (%s) {", isAt(i, s));
            read(i, s, c.name() + "_");
            readPlace(grammar.after(i), label(s), "at");
            code.line("}");
        } else {
            boolean branches = s.kind() == Model.Kind.GROUP || s.kind() == Model.Kind.CHOICE;
            if (branches) {
                run.flush();
                code.line("%s %s_;", c.javaType(), c.name());
            }
            read(i, s, branches ? c.name() + "_" : c.javaType() + " " + c.name() + "_");
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

    /** Reads the thing at the current place into a variable. */
    private void read(int i, Model.Slot s, String variable) {
        switch (s.kind()) {
            case ATTRIBUTE, VALUE -> simple(s.type(), variable, label(s));
            case ELEMENT -> element(s.type(), variable, label(s));
            case GROUP -> group(i, s, variable);
            case CHOICE -> choice(i, s, variable);
            case TOGETHER, ANY -> throw new IllegalStateException(type.name());
        }
    }

    /** What stands between the start and the end of an element, and the end where it is fixed. */
    private void element(String contentType, String variable, String name) {
        Model.ComplexType complex = file.complexType(contentType);
        if (complex != null) {
            int zeros = run.flushToZeros();
            code.line(
                    "%s = %s(r, %d);", variable, Coders.method(file, contentType, "decode"), zeros);
            Grammar child = new Grammar(file.owner(contentType), complex);
            Grammar.State end = child.fixedEnd();
            if (end != null) {
                zeros(child.zerosBeforeEnd(true), name);
                run.exactly(end.endCode(), end.bits(), name);
            }
            return;
        }
        switch (file.simpleType(contentType)) {
            case Model.Text t ->
                    limited("textElement", variable, t.minLength(), t.maxLength(), name);
            case Model.Binary b ->
                    limited("octetsElement", variable, b.minLength(), b.maxLength(), name);
            default -> {
                run.exactly(0, 1, name);
                simple(contentType, variable, name);
                run.exactly(0, 1, name);
            }
        }
    }

    private void limited(String method, String variable, int min, int max, String name) {
        int zeros = run.flushToZeros();
        code.line("%s = r.%s(%d, %d, %d, \"%s\");", variable, method, zeros, min, max, name);
    }

    private void simple(String valueType, String variable, String name) {
        switch (file.simpleType(valueType)) {
            case Model.Enumeration e -> {
                int count = e.values().size();
                int bits = Grammar.bitsFor(count);
                String index =
                        count == 1 << bits
                                ? "%s"
                                : "r.index(%%1$s, %%2$d, %d, \"%s\")".formatted(count, name);
                String java = Component.javaType(file, valueType);
                run.value(variable, java + ".at(" + index + ")", bits, name);
            }
            case Model.Bool b -> run.value(variable, "(%s) != 0", 1, name);
            case Model.Text t ->
                    number(variable, "string", t.minLength() + ", " + t.maxLength(), name);
            case Model.Binary b ->
                    number(variable, "octets", b.minLength() + ", " + b.maxLength(), name);
            case Model.Number n -> number(n, variable, name);
        }
    }

    private void number(Model.Number n, String variable, String name) {
        String range = Values.range(n);
        switch (Values.coding(n)) {
            case BOUNDED -> {
                String low = n.low().signum() == 0 ? "" : n.low() + " + ";
                String convert =
                        Values.full(n)
                                ? low + "(%s)"
                                : "r.bounded(%s(%%1$s), %s, %%2$d, \"%s\")"
                                        .formatted(low, n.high(), name);
                run.value(variable, convert, Values.bits(n), name);
            }
            case UNSIGNED -> number(variable, Values.cast(n), "unsigned", range, name);
            case SIGNED -> number(variable, Values.cast(n), "signed", range, name);
            case UNSIGNED64 -> number(variable, "unsigned64", "", name);
            case BIG -> number(variable, "big", "", name);
        }
    }

    private void number(String variable, String method, String limits, String name) {
        number(variable, "", method, limits, name);
    }

    /** A number of variable length, read from the word of the run before it where there is one. */
    private void number(String variable, String cast, String method, String limits, String name) {
        String rest = limits.isEmpty() ? "" : limits + ", ";
        boolean joined = method.equals("signed") || method.equals("unsigned");
        String ahead = joined ? run.flushAhead() : "";
        if (!ahead.isEmpty()) {
            code.line("%s = %sr.%sIn(%s, %s\"%s\");", variable, cast, method, ahead, rest, name);
            return;
        }
        int zeros = run.flushToZeros();
        code.line("%s = %sr.%s(%d, %s\"%s\");", variable, cast, method, zeros, rest, name);
    }

    private void group(int i, Model.Slot s, String variable) {
        List<Model.Element> members = file.group(s.name());
        code.line("switch (at) {");
        for (int k = 0; k < members.size(); k++) {
            Model.Element e = members.get(k);
            if (!e.isAbstract() && !file.complexType(e.type()).isAbstract()) {
                code.line("case %d: {", grammar.place(i) + k);
                element(e.type(), variable, Model.local(e.name()));
                run.flush();
                code.line("break;");
                code.line("}");
            }
        }
        code.line("default: throw r.fail(\"%s\", \"abstract element, code \", at);", label(s));
        code.line("}");
    }

    private void choice(int i, Model.Slot s, String variable) {
        code.line("switch (at) {");
        int k = 0;
        for (Model.Slot a : s.items()) {
            if (a.kind() == Model.Kind.ANY) {
                continue;
            }
            code.line("case %d: {", grammar.place(i) + k++);
            String name = Model.local(a.name());
            if (file.complexType(a.type()) != null) {
                element(a.type(), variable, name);
                run.flush();
            } else {
                element(a.type(), Component.javaType(file, a.type()) + " value", name);
                run.flush();
                String wrapper = Names.qualified(file, s.type()) + "." + Names.type(a.name());
                code.line("%s = new %s(value);", variable, wrapper);
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
        if (pending != null) {
            readPlace(pending, name, declared ? "at" : "int at");
            declared = true;
            pending = null;
        }
        run.flush();
        code.line("int %sMark = r.mark();", c.name());
        code.line("while (%s) {", isAt(i, s));
        code.line("%s item;", item);
        read(i, s, "item");
        Grammar.State again = grammar.again(i);
        Grammar.State after = grammar.after(i);
        int zeros = run.flushToZeros();
        code.line("int count = r.add(item, %sMark);", c.name());
        if (s.min() > 1) {
            code.line("if (count < %d) {", s.min());
            run.exactly(0, 1 + zeros, name);
            run.flush();
            code.line("continue;");
            code.line("}");
        }
        if (s.max() == Model.UNBOUNDED) {
            zeros(zeros, name);
            readPlace(again, name, "at");
        } else {
            code.line("if (count < %d) {", s.max());
            zeros(zeros, name);
            readPlace(again, name, "at");
            code.line("} else {");
            zeros(zeros, name);
            readPlace(after, name, "at");
            code.line("}");
        }
        code.line("}");
        code.line("List<%s> %s_ = (List<%s>) r.list(%sMark);", item, c.name(), item, c.name());
    }

    private void zeros(int zeros, String name) {
        if (zeros > 0) {
            run.exactly(0, zeros, name);
        }
    }

    private void together(int i, List<Component> parts) {
        if (pending != null) {
            next(pending, label(parts.get(0).slot()));
            pending = null;
        }
        run.flush();
        for (Component c : parts) {
            code.line("%s %s_ = null;", c.javaType(), c.name());
        }
        code.line("if (at == %d) {", grammar.place(i));
        for (Component c : parts) {
            if (c != parts.get(0)) {
                run.exactly(0, 1, label(c.slot()));
            }
            element(c.slot().type(), c.name() + "_", label(c.slot()));
        }
        readPlace(grammar.after(i), label(parts.getLast().slot()), "at");
        code.line("}");
    }
}
