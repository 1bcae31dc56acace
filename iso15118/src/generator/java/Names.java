import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** How names of the standards become Java names. */
final class Names {

    static final String ROOT = "org.ebbflow.iso15118.message";

    /** Names that would hide a class of java.lang or say nothing. */
    private static final Map<String, String> RENAMED =
            Map.of("Object", "SignatureObject", "Value", "ValueType");

    private static final Set<String> RESERVED =
            Set.of("clone", "finalize", "notify", "toString", "wait", "hashCode");

    /**
     * The record or enum of a schema type: its local name without "Type", first letter upper case.
     */
    static String type(String qualifiedName) {
        String n = Model.local(qualifiedName);
        if (n.endsWith("Type")) {
            n = n.substring(0, n.length() - 4);
        }
        n = Character.toUpperCase(n.charAt(0)) + n.substring(1);
        return RENAMED.getOrDefault(n, n);
    }

    static String qualifiedType(Model.SchemaFile owner, String type) {
        return ROOT + "." + owner.javaPackage + "." + type(type);
    }

    static String qualified(Model.SchemaFile owner, String simpleName) {
        return ROOT + "." + owner.javaPackage + "." + simpleName;
    }

    /**
     * The component of an element or attribute: words are split at underscores, before an
     * upper-case letter that follows a lower-case letter or digit, and before the last of a run of
     * upper-case letters that starts a word; the first word is lower case, the others are
     * capitalised.
     */
    static String component(String qualifiedName) {
        String[] words =
                Model.local(qualifiedName)
                        .split("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_");
        StringBuilder b = new StringBuilder(words[0].toLowerCase(Locale.ROOT));
        for (String w : List.of(words).subList(1, words.length)) {
            b.append(w.substring(0, 1).toUpperCase(Locale.ROOT))
                    .append(w.substring(1).toLowerCase(Locale.ROOT));
        }
        String name = b.toString();
        return RESERVED.contains(name) ? name + "Value" : name;
    }

    /**
     * The constant of an enumeration value: every character Java does not allow becomes "_",
     * keywords get one.
     */
    static String constant(String text) {
        String n = text.replaceAll("[^A-Za-z0-9_]", "_");
        return SourceVersion.isKeyword(n) ? n + "_" : Character.isDigit(n.charAt(0)) ? "_" + n : n;
    }

    static String coder(Model.SchemaFile file) {
        StringBuilder b = new StringBuilder();
        for (String w : file.name.split("-")) {
            b.append(Character.toUpperCase(w.charAt(0))).append(w.substring(1));
        }
        return b.append("Coder").toString();
    }

    /** The sealed interface of a substitution group as seen from one schema. */
    static String group(Model.SchemaFile file, String head) {
        String local = Model.local(head);
        if (file.namespaces.containsKey(head.substring(0, head.indexOf(':')))) {
            return RENAMED.getOrDefault(local, local);
        }
        return file.namespaces.keySet().iterator().next().toUpperCase(Locale.ROOT) + "_" + local;
    }

    private Names() {}
}
