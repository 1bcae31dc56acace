/** Java text under construction, indented by its braces. */
final class Code {

    private final StringBuilder text = new StringBuilder();
    private int depth;

    void line(String format, Object... arguments) {
        String line = arguments.length == 0 ? format : String.format(format, arguments);
        if (line.startsWith("}")) {
            depth--;
        }
        text.append("    ".repeat(Math.max(0, depth))).append(line).append('\n');
        if (line.endsWith("{")) {
            depth++;
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
