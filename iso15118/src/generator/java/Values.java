import java.math.BigInteger;

/** Java expressions that write and read one simple value. */
final class Values {

    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    /** Statement that writes {@code expression}. */
    static String write(Model.SchemaFile f, String type, String expression, String name) {
        String q = "\"" + name + "\"";
        return switch (f.simpleType(type)) {
            case Model.Enumeration e ->
                    "w.put(%s.ordinal(), %d);"
                            .formatted(expression, Grammar.bitsFor(e.values().size()));
            case Model.Bool b -> "w.put(%s ? 1 : 0, 1);".formatted(expression);
            case Model.Text t ->
                    "w.string(%s, %d, %d, %s);"
                            .formatted(expression, t.minLength(), t.maxLength(), q);
            case Model.Binary b ->
                    "w.octets(%s, %d, %d, %s);"
                            .formatted(expression, b.minLength(), b.maxLength(), q);
            case Model.Number n -> "w." + number(n, expression + ", ", q) + ";";
        };
    }

    /** Expression that reads a value. */
    static String read(Model.SchemaFile f, String type, String name) {
        String q = "\"" + name + "\"";
        return switch (f.simpleType(type)) {
            case Model.Enumeration e ->
                    "%s.at(r.index(%d, %d, %s))"
                            .formatted(
                                    Component.javaType(f, type),
                                    Grammar.bitsFor(e.values().size()),
                                    e.values().size(),
                                    q);
            case Model.Bool b -> "r.bit()";
            case Model.Text t -> "r.string(%d, %d, %s)".formatted(t.minLength(), t.maxLength(), q);
            case Model.Binary b ->
                    "r.octets(%d, %d, %s)".formatted(b.minLength(), b.maxLength(), q);
            case Model.Number n -> cast(n) + "r." + number(n, "", q);
        };
    }

    private static String cast(Model.Number n) {
        return n.bounded() && Component.fitsInt(n) ? "(int) " : "";
    }

    /** The call that writes or reads a number; {@code value} is the first argument, if any. */
    private static String number(Model.Number n, String value, String q) {
        if (!n.bounded()) {
            return "big(%s%s)".formatted(value, q);
        }
        if (n.high().compareTo(MAX_LONG) > 0) {
            return "unsigned64(%s%s)".formatted(value, q);
        }
        String range = "%s%dL, %dL".formatted(value, n.low(), n.high());
        BigInteger span = n.high().subtract(n.low()).add(BigInteger.ONE);
        if (span.compareTo(BigInteger.valueOf(4096)) <= 0) {
            return "bounded(%s, %d, %s)".formatted(range, Grammar.bitsFor(span.intValue()), q);
        }
        return "%s(%s, %s)".formatted(n.low().signum() >= 0 ? "unsigned" : "signed", range, q);
    }

    private Values() {}
}
