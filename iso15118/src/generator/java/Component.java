import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** One component of a generated record. */
record Component(String name, String javaType, boolean nullable, boolean list, Model.Slot slot) {

    /** The components of a type in the order of the standard. */
    static List<Component> of(Model.SchemaFile file, Model.ComplexType type) {
        List<Component> all = new ArrayList<>();
        for (Model.Slot s : type.slots()) {
            switch (s.kind()) {
                case ANY -> {}
                case TOGETHER -> s.items().forEach(i -> all.add(component(file, type, i, true)));
                default -> all.add(component(file, type, s, s.min() == 0 && !s.repeated()));
            }
        }
        return all;
    }

    private static Component component(
            Model.SchemaFile file, Model.ComplexType type, Model.Slot s, boolean optional) {
        String one =
                switch (s.kind()) {
                    case GROUP -> Names.qualified(file, groupInterface(file, s));
                    case CHOICE -> Names.qualified(file, s.type());
                    default -> javaType(file, s.type());
                };
        String name =
                switch (s.kind()) {
                    case CHOICE -> Names.component(s.type());
                    case VALUE -> "value";
                    default -> Names.component(s.name());
                };
        boolean list = s.repeated();
        String boxed = box(one);
        String java = list ? "List<" + boxed + ">" : optional ? boxed : one;
        return new Component(name, java, optional, list, s);
    }

    /** Name of the sealed interface a substitution group becomes. */
    static String groupInterface(Model.SchemaFile file, Model.Slot s) {
        String name = Names.group(file, s.name());
        Model.ComplexType headType = file.complexType(s.type());
        boolean taken =
                headType != null && !headType.isAbstract() && Names.type(s.type()).equals(name);
        return taken ? name + "Group" : name;
    }

    static String javaType(Model.SchemaFile file, String type) {
        if (file.complexType(type) != null) {
            return Names.qualifiedType(file.owner(type), type);
        }
        return switch (file.simpleType(type)) {
            case Model.Enumeration e -> Names.qualifiedType(file.owner(type), type);
            case Model.Number n -> number(n);
            case Model.Text t -> "String";
            case Model.Binary b -> "byte[]";
            case Model.Bool b -> "boolean";
        };
    }

    static boolean fitsInt(Model.Number n) {
        return n.high().compareTo(BigInteger.valueOf(Integer.MAX_VALUE)) <= 0
                && n.low().compareTo(BigInteger.valueOf(Integer.MIN_VALUE)) >= 0;
    }

    private static String number(Model.Number n) {
        if (!n.bounded()) {
            return "java.math.BigInteger";
        }
        return fitsInt(n) ? "int" : "long";
    }

    static String box(String type) {
        return switch (type) {
            case "int" -> "Integer";
            case "long" -> "Long";
            case "boolean" -> "Boolean";
            default -> type;
        };
    }
}
