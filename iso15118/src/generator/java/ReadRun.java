import java.util.ArrayList;
import java.util.List;

/**
 * Bits that are read with one call: event codes that must have one value and short values that
 * follow each other are taken as one word, the codes are checked together.
 */
final class ReadRun {

    /** What one unaligned load of a word gives for sure. */
    private static final int WORD = 57;

    /** Zeros a caller may leave for the called type to check with its own first bits. */
    static final int MAX_LEAD = 8;

    /**
     * How many bits may stand before a number of variable length that is read from the same word.
     */
    private static final int AHEAD = 24;

    private record Item(String declaration, String convert, int bits, long exact, String name) {}

    private final List<Item> items = new ArrayList<>();
    private final Code code;
    private boolean lead;
    private int words;

    ReadRun(Code code) {
        this.code = code;
    }

    /** The method's own {@code lead} zeros come first. */
    void lead() {
        lead = true;
    }

    void exactly(long value, int bits, String name) {
        room(bits);
        items.add(new Item("", "", bits, value, name));
    }

    /**
     * A value: {@code declaration} is assigned {@code convert} with %1$s for the bits as an int and
     * %2$d for how many bits the reader has moved since their start.
     */
    void value(String declaration, String convert, int bits, String name) {
        room(bits);
        items.add(new Item(declaration, convert, bits, 0, name));
    }

    private int bits() {
        return items.stream().mapToInt(Item::bits).sum();
    }

    private void room(int bits) {
        if (bits() + bits + (lead ? MAX_LEAD : 0) > WORD) {
            flush();
        }
    }

    /**
     * Reads the run together with the word that follows it and returns the expression of that word,
     * or "" when there is nothing to join.
     */
    String flushAhead() {
        int total = bits();
        if (total == 0 || total > AHEAD) {
            flush();
            return "";
        }
        String word = "x" + words++;
        String width = lead ? total + " + lead" : "" + total;
        String name = items.get(0).name();
        code.line("long %sAhead = r.ahead(%s, \"%s\");", word, width, name);
        code.line("long %s = %sAhead >>> -(%s);", word, word, width);
        take(word, width, total);
        return word + "Ahead << (" + width + ")";
    }

    void flush() {
        int total = bits();
        if (total == 0 && !lead) {
            return;
        }
        if (total == 0) {
            code.line("r.zeros(lead, \"end\");");
            lead = false;
            return;
        }
        String word = "x" + words++;
        String width = lead ? total + " + lead" : "" + total;
        code.line("long %s = r.take(%s, \"%s\");", word, width, items.get(0).name());
        take(word, width, total);
    }

    private void take(String word, String width, int total) {
        check(word, width, total);
        int below = total;
        for (Item i : items) {
            below -= i.bits();
            if (!i.declaration().isEmpty()) {
                String shifted = below == 0 ? word : word + " >>> " + below;
                String bits = "(int) (" + shifted + ") & " + ((1 << i.bits()) - 1);
                code.line(
                        "%s = %s;", i.declaration(), i.convert().formatted(bits, i.bits() + below));
            }
        }
        items.clear();
        lead = false;
    }

    private void check(String word, String width, int total) {
        long mask = 0;
        long expected = 0;
        int below = total;
        StringBuilder names = new StringBuilder();
        for (Item i : items) {
            below -= i.bits();
            if (i.declaration().isEmpty()) {
                mask |= ((1L << i.bits()) - 1) << below;
                expected |= i.exact() << below;
            }
            names.append(names.isEmpty() ? "" : " ").append(i.name()).append(':').append(below);
        }
        if (lead) {
            mask |= -1L << total;
        }
        if (mask == 0) {
            return;
        }
        String wrong =
                expected == 0
                        ? "%s & %dL".formatted(word, mask)
                        : "(%s & %dL) ^ %dL".formatted(word, mask, expected);
        code.line("if ((%s) != 0) {", wrong);
        code.line("throw r.unexpected(%s, %s, \"%s\");", wrong, width, names);
        code.line("}");
    }

    /** Checks everything but a tail of zeros and returns the width of the tail. */
    int flushToZeros() {
        if (lead) {
            flush();
        }
        int zeros = 0;
        while (!items.isEmpty()
                && zero(items.getLast())
                && zeros + items.getLast().bits() <= MAX_LEAD) {
            zeros += items.removeLast().bits();
        }
        flush();
        return zeros;
    }

    /** Leaves the last zeros, so many bits, to the caller. */
    void leave(int zeros) {
        for (int left = zeros; left > 0; left -= items.removeLast().bits()) {
            if (!zero(items.getLast())) {
                throw new IllegalStateException("no " + zeros + " zeros to leave");
            }
        }
    }

    private static boolean zero(Item i) {
        return i.declaration().isEmpty() && i.exact() == 0;
    }
}
