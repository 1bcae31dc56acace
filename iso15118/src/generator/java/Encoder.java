import java.util.ArrayList;
import java.util.List;

/**
 * Writes the encode method of one type: {@code encodeT(w, prefix, prefixBits, v)}.
 *
 * <p>The prefix are bits the caller still owes, written together with the first bits of the type.
 * An end of element whose code does not depend on the content is left to the caller in the same
 * way.
 */
final class Encoder {

    /** Bits that may stand before a number of variable length in one call. */
    private static final int BEFORE_NUMBER = 39;

    private final Model.SchemaFile file;
    private final Model.ComplexType type;
    private final Grammar grammar;
    private final Code code;
    private final WriteRun run;

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
        this.run = new WriteRun(code);
    }

    void write() {
        code.line(
                "static void encode%s(BitWriter w, long prefix, int prefixBits, %s v) {",
                Names.type(type.name()), Names.qualifiedType(file, type.name()));
        states.add(grammar.start());
        run.prefix();
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
        boolean endable = states.getLast().end();
        if (grammar.fixedEnd() == null && endable) {
            event(-1);
        }
        run.leave(grammar.zerosBeforeEnd(false));
        run.flush();
        if (!endable) {
            code.line("throw w.fail(\"%s\");", Names.type(type.name()));
        }
        code.line("}");
    }

    private void slot(int i, Component c) {
        Model.Slot s = c.slot();
        current = c.name();
        if (s.repeated()) {
            repeated(i, c);
        } else if (s.min() == 0) {
            hold();
            code.line("%s %s = v.%s();", c.javaType(), c.name(), c.name());
            code.line("if (%s != null) {", c.name());
            item(i, s, c.name());
            set(grammar.after(i));
            code.line("}");
            states.add(grammar.after(i));
        } else {
            item(i, s, "v." + c.name() + "()");
            states = new ArrayList<>(List.of(grammar.after(i)));
            held = false;
        }
    }

    /** Makes the variables hold a state, with the zeros still to be written before its code. */
    private void set(Grammar.State s) {
        int zeros = run.flushToZeros();
        assign(s, zeros);
    }

    private void assign(Grammar.State s, int zeros) {
        code.line("base = %d;", s.base());
        code.line("bits = %d;", s.bits() + zeros);
    }

    private void hold() {
        if (held) {
            return;
        }
        int zeros = run.flushToZeros();
        Grammar.State s = states.get(0);
        code.line("%sbase = %d;", declared ? "" : "int ", s.base());
        code.line("%sbits = %d;", declared ? "" : "int ", s.bits() + zeros);
        declared = true;
        held = true;
    }

    /** The event code of a place; place -1 is the end of the element. */
    private void event(int place) {
        if (held) {
            run.code("(long) (%s)".formatted(place >= 0 ? place + " - base" : endCode()), "bits");
            return;
        }
        Grammar.State s = states.get(0);
        run.constant(place >= 0 ? place - s.base() : s.endCode(), s.bits());
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
                simple(s.type(), value, label(s));
            }
            case ELEMENT -> {
                event(grammar.place(i));
                content(s.type(), value, label(s));
            }
            case GROUP -> group(i, s, value);
            case CHOICE -> choice(i, s, value);
            case TOGETHER, ANY -> throw new IllegalStateException(type.name());
        }
    }

    private String label(Model.Slot s) {
        return s.kind() == Model.Kind.VALUE ? Names.type(type.name()) : Model.local(s.name());
    }

    /** What stands between the start and the end of an element, and the end where it is fixed. */
    private void content(String contentType, String value, String name) {
        Model.ComplexType complex = file.complexType(contentType);
        if (complex != null) {
            code.line(
                    "%s(w, %s, %s);",
                    Coders.method(file, contentType, "encode"),
                    run.handOver(WriteRun.MAX_PREFIX),
                    value);
            Grammar child = new Grammar(file.owner(contentType), complex);
            Grammar.State end = child.fixedEnd();
            if (end != null) {
                if (child.zerosBeforeEnd(false) > 0) {
                    run.constant(0, child.zerosBeforeEnd(false));
                }
                run.constant(end.endCode(), end.bits());
            }
        } else {
            run.constant(0, 1);
            simple(contentType, value, name);
            run.constant(0, 1);
        }
    }

    private void simple(String valueType, String value, String name) {
        switch (file.simpleType(valueType)) {
            case Model.Enumeration e ->
                    run.value("(long) " + value + ".ordinal()", Grammar.bitsFor(e.values().size()));
            case Model.Bool b -> run.value("(" + value + " ? 1L : 0L)", 1);
            case Model.Text t ->
                    number("string", value, t.minLength() + ", " + t.maxLength(), name);
            case Model.Binary b ->
                    number("octets", value, b.minLength() + ", " + b.maxLength(), name);
            case Model.Number n -> {
                String range = Values.range(n);
                switch (Values.coding(n)) {
                    case BOUNDED ->
                            run.value(
                                    "w.offset(%s, %s, \"%s\")".formatted(value, range, name),
                                    Values.bits(n));
                    case UNSIGNED -> number("unsigned", value, range, name);
                    case SIGNED -> number("signed", value, range, name);
                    case UNSIGNED64 -> number("unsigned64", value, "", name);
                    case BIG -> number("big", value, "", name);
                }
            }
        }
    }

    private void number(String method, String value, String limits, String name) {
        code.line(
                "w.%s(%s, %s%s, \"%s\");",
                method,
                run.handOver(BEFORE_NUMBER),
                value,
                limits.isEmpty() ? "" : ", " + limits,
                name);
    }

    private void group(int i, Model.Slot s, String value) {
        List<Model.Element> members = file.group(s.name());
        List<Alternative> alternatives = new ArrayList<>();
        for (int k = 0; k < members.size(); k++) {
            Model.Element e = members.get(k);
            if (!e.isAbstract() && !file.complexType(e.type()).isAbstract()) {
                String record = Component.javaType(file, e.type());
                alternatives.add(new Alternative(k, record, e.type(), Model.local(e.name()), true));
            }
        }
        String java = Names.qualified(file, Component.groupInterface(file, s));
        alternatives(i, java, value, alternatives);
    }

    private void choice(int i, Model.Slot s, String value) {
        String java = Names.qualified(file, s.type());
        List<Alternative> alternatives = new ArrayList<>();
        for (Model.Slot a : s.items()) {
            if (a.kind() != Model.Kind.ANY) {
                boolean complex = file.complexType(a.type()) != null;
                String record =
                        complex
                                ? Component.javaType(file, a.type())
                                : java + "." + Names.type(a.name());
                int k = alternatives.size();
                alternatives.add(
                        new Alternative(k, record, a.type(), Model.local(a.name()), complex));
            }
        }
        alternatives(i, java, value, alternatives);
    }

    private record Alternative(
            int offset, String record, String type, String name, boolean complex) {}

    private void alternatives(int i, String java, String value, List<Alternative> all) {
        int zeros = run.flushToZeros();
        code.line("%s %sChoice = %s;", java, current, value);
        String word = "if";
        for (Alternative a : all) {
            code.line("%s (%sChoice instanceof %s %sMember) {", word, current, a.record(), current);
            if (zeros > 0) {
                run.constant(0, zeros);
            }
            event(grammar.place(i) + a.offset());
            content(a.type(), current + (a.complex() ? "Member" : "Member.value()"), a.name());
            run.flush();
            word = "} else if";
        }
        code.line("} else {");
        code.line("throw w.fail(\"%s\");", current);
        code.line("}");
    }

    private void repeated(int i, Component c) {
        Model.Slot s = c.slot();
        String list = c.name();
        String item = c.javaType().substring("List<".length(), c.javaType().length() - 1);
        hold();
        code.line("List<%s> %s = v.%s();", item, list, list);
        code.line("int %sCount = %s.size();", list, list);
        code.line("w.count(%sCount, %d, %d, \"%s\");", list, s.min(), s.max(), list);
        code.line("for (int i = 0; i < %sCount; i++) {", list);
        item(i, s, list + ".get(i)");
        int zeros = run.flushToZeros();
        Grammar.State again = grammar.again(i);
        if (s.min() > 1) {
            code.line("if (i + 1 < %d) {", s.min());
            code.line("base = %d;", grammar.place(i));
            code.line("bits = %d;", 1 + zeros);
            code.line("} else {");
            assign(again, zeros);
            code.line("}");
        } else {
            assign(again, zeros);
        }
        code.line("}");
        List<Grammar.State> next = new ArrayList<>();
        if (s.min() == 0) {
            next.addAll(states);
        }
        next.add(again);
        if (s.max() != Model.UNBOUNDED) {
            next.add(grammar.after(i));
            code.line("if (%sCount == %d) {", list, s.max());
            assign(grammar.after(i), zeros);
            code.line("}");
        }
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
                run.constant(0, 1);
            }
            content(c.slot().type(), c.name(), label(c.slot()));
        }
        set(grammar.after(i));
        code.line("}");
        states.add(grammar.after(i));
    }
}
