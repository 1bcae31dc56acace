import java.util.ArrayList;
import java.util.List;

/**
 * Bits that are written with one call: neighbouring event codes and short values are joined into
 * one word while the program is generated.
 */
final class WriteRun {

    private static final int WORD = 64;

    /** Bits a caller may leave for the called type to write with its own first bits. */
    static final int MAX_PREFIX = 24;

    /** The longest event code whose width is only known at run time, with zeros before it. */
    private static final int MAX_CODE = 12;

    /** {@code width} is the text of a variable when {@code bits} is 0; {@code most} bounds it. */
    private record Item(String expression, long constant, int bits, String width, int most) {}

    private final List<Item> items = new ArrayList<>();
    private final Code code;

    WriteRun(Code code) {
        this.code = code;
    }

    void constant(long value, int bits) {
        room(bits);
        items.add(new Item("", value, bits, "", bits));
    }

    /** An expression of type long with nothing above its {@code bits}. */
    void value(String expression, int bits) {
        room(bits);
        items.add(new Item(expression, 0, bits, "", bits));
    }

    void code(String expression, String width) {
        room(MAX_CODE);
        items.add(new Item(expression, 0, 0, width, MAX_CODE));
    }

    void prefix() {
        items.add(new Item("prefix", 0, 0, "prefixBits", MAX_PREFIX));
    }

    private void room(int bits) {
        if (most() + bits > WORD) {
            flush();
        }
    }

    private int most() {
        return items.stream().mapToInt(Item::most).sum();
    }

    void flush() {
        if (!items.isEmpty()) {
            code.line("w.put(%s, %s);", value(), width());
            items.clear();
        }
    }

    /** Writes everything but a tail of constant zeros and returns the width of the tail. */
    int flushToZeros() {
        int zeros = 0;
        while (!items.isEmpty() && zero(items.getLast())) {
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
        return i.bits() > 0 && i.expression().isEmpty() && i.constant() == 0;
    }

    /** Takes the run out as two arguments, value and width, of at most {@code most} bits. */
    String handOver(int most) {
        if (most() > most) {
            flush();
        }
        String arguments = items.isEmpty() ? "0L, 0" : value() + ", " + width();
        items.clear();
        return arguments;
    }

    private String value() {
        List<String> terms = new ArrayList<>();
        long constant = 0;
        int shift = 0;
        String variable = "";
        for (Item i : items.reversed()) {
            if (i.expression().isEmpty() && variable.isEmpty()) {
                constant |= i.constant() << shift;
            } else {
                String term = i.expression().isEmpty() ? i.constant() + "L" : i.expression();
                String by =
                        shift == 0
                                ? variable
                                : variable.isEmpty() ? "" + shift : shift + " + " + variable;
                if (!term.equals("0L")) {
                    terms.addFirst(by.isEmpty() ? term : "(" + term + ") << (" + by + ")");
                }
            }
            if (i.bits() > 0) {
                shift += i.bits();
            } else {
                variable = variable.isEmpty() ? i.width() : variable + " + " + i.width();
            }
        }
        if (constant != 0 || terms.isEmpty()) {
            terms.add(constant + "L");
        }
        return String.join(" | ", terms);
    }

    private String width() {
        int fixed = items.stream().mapToInt(Item::bits).sum();
        List<String> terms = new ArrayList<>();
        if (fixed > 0) {
            terms.add(Integer.toString(fixed));
        }
        items.stream().filter(i -> i.bits() == 0).forEach(i -> terms.add(i.width()));
        return String.join(" + ", terms);
    }
}
