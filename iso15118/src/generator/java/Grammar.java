import java.util.ArrayList;
import java.util.List;

/**
 * The EXI grammar of one content type, as positions instead of unrolled states.
 *
 * <p>Every attribute, element and alternative of the type has a fixed place; a state is "everything
 * from place {@code base} up to the first thing that must come". The event code of a place is its
 * distance from the base, so a state needs two numbers: its base and its number of productions.
 */
final class Grammar {

    /**
     * What may come next: {@code count} known events from place {@code base} on, then wildcard, end
     * and mixed text as far as the state has them.
     */
    record State(int base, int count, boolean any, boolean end, boolean text) {
        int productions() {
            return count + (any ? 1 : 0) + (end ? 1 : 0) + (text ? 1 : 0);
        }

        /**
         * Width of the first part of the event code: one more value than productions, the escape.
         */
        int bits() {
            return bitsFor(productions() + 1);
        }

        int endCode() {
            return count + (any ? 1 : 0);
        }

        /** Only one thing can come. */
        boolean sole() {
            return productions() == 1;
        }
    }

    private final Model.SchemaFile file;
    final Model.ComplexType type;
    final List<Model.Slot> slots;
    private final List<Integer> places = new ArrayList<>();
    private final int end;

    Grammar(Model.SchemaFile file, Model.ComplexType type) {
        this.file = file;
        this.type = type;
        this.slots = type.slots();
        int place = 0;
        for (Model.Slot s : slots) {
            places.add(place);
            place += width(s);
        }
        this.end = place;
    }

    int place(int slot) {
        return places.get(slot);
    }

    int end() {
        return end;
    }

    State start() {
        return state(0, false, false);
    }

    /** The state after the slot has had all it may have. */
    State after(int slot) {
        return state(slot + 1, false, true);
    }

    /** The state after an item of a repeated slot that may have more. */
    State again(int slot) {
        return state(slot, true, true);
    }

    /** The state before the end of the element when it is the same for all contents, or null. */
    State fixedEnd() {
        int last = slots.size() - 1;
        while (last >= 0 && slots.get(last).kind() == Model.Kind.ANY) {
            last--;
        }
        State state = null;
        if (last < 0) {
            state = start();
        } else if (slots.get(last).min() == 1 && !slots.get(last).repeated()) {
            state = after(last);
        }
        return state != null && state.end() ? state : null;
    }

    /**
     * Zero bits before a fixed end that are left to the caller as well: the ends of the last child
     * and of its last child. Reading text and octets takes the end of their element along.
     */
    int zerosBeforeEnd(boolean reading) {
        if (fixedEnd() == null || slots.isEmpty()) {
            return 0;
        }
        Model.Slot last = slots.getLast();
        if (last.kind() != Model.Kind.ELEMENT) {
            return 0;
        }
        Model.ComplexType content = file.complexType(last.type());
        if (content == null) {
            Model.SimpleType value = file.simpleType(last.type());
            boolean limited = value instanceof Model.Text || value instanceof Model.Binary;
            return reading && limited ? 0 : 1;
        }
        Grammar child = new Grammar(file.owner(last.type()), content);
        State end = child.fixedEnd();
        return end == null || end.endCode() != 0 ? 0 : child.zerosBeforeEnd(reading) + end.bits();
    }

    private State state(int from, boolean again, boolean seen) {
        int count = 0;
        boolean any = false;
        boolean text = type.mixed();
        for (int i = from; i < slots.size(); i++) {
            Model.Slot s = slots.get(i);
            any |= s.kind() == Model.Kind.ANY || s.items().stream().anyMatch(Grammar::isAny);
            count += width(s);
            boolean attribute = s.kind() == Model.Kind.ATTRIBUTE;
            boolean required = s.requiredIfFirst() ? !seen || from == 0 && !again : s.min() > 0;
            if (required && !(again && i == from)) {
                return new State(base(from), count, any, false, text && !attribute);
            }
        }
        return new State(base(from), count, any, true, text);
    }

    private int base(int slot) {
        return slot < slots.size() ? places.get(slot) : end;
    }

    private static boolean isAny(Model.Slot s) {
        return s.kind() == Model.Kind.ANY;
    }

    /** How many event codes the slot takes. */
    private int width(Model.Slot s) {
        return switch (s.kind()) {
            case ATTRIBUTE, VALUE, ELEMENT, TOGETHER -> 1;
            case GROUP -> file.group(s.name()).size();
            case CHOICE -> (int) s.items().stream().filter(i -> !isAny(i)).count();
            case ANY -> 0;
        };
    }

    /** Bits that can tell {@code values} values apart. */
    static int bitsFor(int values) {
        return 32 - Integer.numberOfLeadingZeros(values - 1);
    }
}
