import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the schema files say: types, content, elements and how they refer to each other. */
final class Model {

    static final int UNBOUNDED = Integer.MAX_VALUE;

    /** A type without children: what one value looks like. */
    sealed interface SimpleType permits Enumeration, Number, Text, Binary, Bool {}

    record Enumeration(String name, List<String> values) implements SimpleType {}

    /** A whole number; a missing bound means there is none. */
    record Number(BigInteger low, BigInteger high) implements SimpleType {
        boolean bounded() {
            return low != null && high != null;
        }
    }

    record Text(int minLength, int maxLength) implements SimpleType {}

    record Binary(boolean hex, int minLength, int maxLength) implements SimpleType {}

    record Bool() implements SimpleType {}

    enum Kind {
        ATTRIBUTE,
        /** The text of an element that also has attributes. */
        VALUE,
        ELEMENT,
        /** An element that members of its substitution group may stand in for. */
        GROUP,
        CHOICE,
        /** Elements that are all there or all absent. */
        TOGETHER,
        /** A wildcard: takes event codes, its content is refused. */
        ANY
    }

    /**
     * One place in the content of a type. {@code name} is qualified (prefix:local, or local alone);
     * {@code requiredIfFirst} means required unless an element before it was there.
     */
    record Slot(
            Kind kind,
            String name,
            String type,
            int min,
            int max,
            boolean requiredIfFirst,
            List<Slot> items) {
        boolean repeated() {
            return max > 1;
        }

        boolean optional() {
            return min == 0 && max == 1;
        }
    }

    record ComplexType(
            String name, boolean isAbstract, boolean mixed, String base, List<Slot> slots) {}

    /** A global element; {@code head} is the element it can stand in for, or empty. */
    record Element(String name, String type, boolean isAbstract, String head) {}

    /** One schema file. */
    static final class SchemaFile {
        String name = "";
        String javaPackage = "";
        String codec = "";
        boolean unqualified;
        final List<SchemaFile> uses = new ArrayList<>();
        final Map<String, String> namespaces = new LinkedHashMap<>();
        final Map<String, SimpleType> simple = new LinkedHashMap<>();
        final Map<String, ComplexType> complex = new LinkedHashMap<>();
        final List<Element> elements = new ArrayList<>();

        /** This file and everything it uses. */
        Collection<SchemaFile> closure() {
            Map<String, SchemaFile> all = new TreeMap<>();
            addTo(all);
            return all.values();
        }

        private void addTo(Map<String, SchemaFile> all) {
            all.put(name, this);
            uses.forEach(u -> u.addTo(all));
        }

        SchemaFile owner(String type) {
            for (SchemaFile f : closure()) {
                if (f.complex.containsKey(type) || f.simple.containsKey(type)) {
                    return f;
                }
            }
            throw new IllegalStateException(name + ": nothing declares the type " + type);
        }

        /** The content type of this name, or null when the name is a simple type. */
        ComplexType complexType(String type) {
            for (SchemaFile f : closure()) {
                if (f.complex.containsKey(type)) {
                    return f.complex.get(type);
                }
            }
            return null;
        }

        SimpleType simpleType(String type) {
            SimpleType builtIn = BUILT_IN.get(type);
            return builtIn != null ? builtIn : owner(type).simple.get(type);
        }

        String uri(String qualifiedName) {
            int colon = qualifiedName.indexOf(':');
            if (colon < 0) {
                return "";
            }
            for (SchemaFile f : closure()) {
                String uri = f.namespaces.get(qualifiedName.substring(0, colon));
                if (uri != null) {
                    return uri;
                }
            }
            throw new IllegalStateException(name + ": unknown prefix in " + qualifiedName);
        }

        /** Element declarations of the closure in EXI order: local name, then namespace. */
        List<Element> globals() {
            List<Element> all = new ArrayList<>();
            closure().forEach(f -> all.addAll(f.elements));
            all.sort((a, b) -> compareNames(a.name(), b.name()));
            return all;
        }

        int compareNames(String a, String b) {
            int byLocal = local(a).compareTo(local(b));
            return byLocal != 0 ? byLocal : uri(a).compareTo(uri(b));
        }

        /** The head and every direct or indirect member of its group, in event code order. */
        List<Element> group(String head) {
            return globals().stream().filter(e -> standsFor(e, head)).toList();
        }

        private boolean standsFor(Element e, String head) {
            if (e.name().equals(head)) {
                return true;
            }
            return !e.head().isEmpty()
                    && globals().stream()
                            .anyMatch(h -> h.name().equals(e.head()) && standsFor(h, head));
        }
    }

    static String local(String qualifiedName) {
        return qualifiedName.substring(qualifiedName.indexOf(':') + 1);
    }

    static final Map<String, SimpleType> BUILT_IN = builtIn();

    private static Map<String, SimpleType> builtIn() {
        Map<String, SimpleType> m = new TreeMap<>();
        m.put("boolean", new Bool());
        for (String text : List.of("string", "anyURI", "ID", "IDREF", "NCName")) {
            m.put(text, new Text(0, UNBOUNDED));
        }
        m.put("hexBinary", new Binary(true, 0, UNBOUNDED));
        m.put("base64Binary", new Binary(false, 0, UNBOUNDED));
        m.put("integer", new Number(null, null));
        m.put("byte", number("-128", "127"));
        m.put("unsignedByte", number("0", "255"));
        m.put("short", number("-32768", "32767"));
        m.put("unsignedShort", number("0", "65535"));
        m.put("int", number("-2147483648", "2147483647"));
        m.put("unsignedInt", number("0", "4294967295"));
        m.put("long", number("-9223372036854775808", "9223372036854775807"));
        m.put("unsignedLong", number("0", "18446744073709551615"));
        return m;
    }

    static Number number(String low, String high) {
        return new Number(new BigInteger(low), new BigInteger(high));
    }

    private Model() {}
}
