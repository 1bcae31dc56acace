package org.ebbflow.controller.registers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.status.Sentences;
import org.junit.jupiter.api.Test;

/** REGISTERS.md and the registers are one list. */
final class RegistersDocumentTest {

    private static final Pattern ROW = Pattern.compile("\\| (2\\d{3}[^|]*)\\| ([^|]*)\\|.*");
    private static final Pattern NUMBERS = Pattern.compile("(\\d{4})(?:\\.\\.(\\d{4}))?");

    private static List<String> lines() throws IOException {
        Path here = Path.of("REGISTERS.md");
        return Files.readAllLines(
                Files.exists(here) ? here : Path.of("controller", "REGISTERS.md"));
    }

    /** Every register that a row of the compact block names, its width included. */
    private static SortedSet<Integer> documented(int from, int to) throws IOException {
        TreeSet<Integer> found = new TreeSet<>();
        for (String line : lines()) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                add(row.group(1), width(row.group(2)), found);
            }
        }
        return new TreeSet<>(found.subSet(from, to + 1));
    }

    private static void add(String column, int width, Set<Integer> found) {
        Matcher numbers = NUMBERS.matcher(column);
        while (numbers.find()) {
            int first = Integer.parseInt(numbers.group(1));
            int last =
                    numbers.group(2) == null
                            ? first + width - 1
                            : Integer.parseInt(numbers.group(2));
            for (int register = first; register <= last; register++) {
                found.add(register);
            }
        }
    }

    private static int width(String type) {
        return type.contains("64") ? 4 : type.contains("32") ? 2 : 1;
    }

    private static SortedSet<Integer> range(int from, int count) {
        TreeSet<Integer> all = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            all.add(from + i);
        }
        return all;
    }

    @Test
    void everyStatusRegisterHasItsRowAndNoRowIsWithoutARegister() throws IOException {
        assertEquals(
                range(EvseBlock.STATUS, EvseBlock.STATUS_COUNT),
                documented(EvseBlock.STATUS, 2_099));
    }

    @Test
    void everyControlRegisterHasItsRow() throws IOException {
        TreeSet<Integer> written = new TreeSet<>();
        for (Field field : Field.values()) {
            if (field.address() < SunSpecLayout.BASE) {
                written.addAll(range(field.address(), field.count()));
            }
        }
        assertEquals(written, documented(EvseBlock.CONTROL, 2_199));
    }

    /** Numbers and sentences of the one list of reasons. */
    @Test
    void everyReasonHasItsNumberAndItsSentence() throws IOException {
        List<String> lines = lines();
        for (Reason reason : Reason.values()) {
            String row = "| " + reason.number() + " | " + Sentences.in("en").reason(reason) + " |";
            assertEquals(1, lines.stream().filter(row::equals).count(), row);
        }
    }
}
