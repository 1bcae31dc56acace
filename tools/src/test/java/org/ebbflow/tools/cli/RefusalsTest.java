package org.ebbflow.tools.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Wrong command lines and bad files: exit code 2, one sentence, never a stack trace. */
final class RefusalsTest {

    /**
     * Command line, then what the answer says. FOLDER, EMPTY, LATIN1, BINARY, HUGE and ABSENT stand
     * for such a file.
     */
    private static final String CASES =
            """
            nonsense | Unmatched argument
            demo --budget 0 | --budget is 0; write 1 or more.
            demo --budget -5 | --budget is -5; write 1 or more.
            demo --budget soon | Invalid value for option '--budget'
            demo --nonsense | Unknown option
            demo --board NONE | Invalid value for option '--board'
            demo --script ABSENT | there is no such file
            demo --headless --script EMPTY | leave --headless out
            demo --headless --no-car | leave --headless out
            demo --headless --site ABSENT | there is no such file
            demo --headless --vehicle nonsense | There is no CHAdeMO car nonsense
            simulate --budget -1 --sessions 1 | --budget is -1
            simulate --sessions 0 | --sessions is 0
            simulate --sessions many | Invalid value for option '--sessions'
            simulate --threads 0 --sessions 1 | --threads is 0
            simulate --scenario nonsense | nonsense
            simulate --faults some --sessions 1 | Invalid value for option '--faults'
            simulate --seed 1 --trace FOLDER | FOLDER
            bench | Say what to do:
            bench nonsense | Unmatched argument
            bench answers --messages 0 | --messages is 0
            bench answers --budget 0 | --budget is 0
            bench stop --samples -1 | --samples is -1
            bench cold | Missing required parameter
            bench cold --nonsense | Missing required
            bench codec --budget 0 | --budget is 0
            fuzz | Say what to do:
            fuzz codec --budget -1 | --budget is -1
            fuzz codec --seed x | Invalid value for option '--seed'
            bench bus --budget 0 | --budget is 0
            bench arbiter --budget 0 | --budget is 0
            bench can --budget 24 | --budget is 24
            matrix | Say what to do:
            matrix iso15118 --budget 0 | --budget is 0
            replay | Missing required parameter
            replay ABSENT | cannot be read
            replay FOLDER | cannot be read
            replay EMPTY | is no recording
            replay LATIN1 | is no recording
            replay BINARY | is no recording
            replay BINARY --budget 0 | --budget is 0
            board | Say what to do:
            board check ABSENT | ABSENT
            board check FOLDER | FOLDER
            board check EMPTY | EMPTY
            board check LATIN1 | is not UTF-8 text
            board check BINARY | BINARY
            board check HUGE | is larger than
            board explain ABSENT | ABSENT
            board test | Missing required parameter
            site | Say what to do:
            site profiles --nonsense | Unknown option
            site check | Missing required options and parameters
            site check ABSENT --board demo-dc-tcp | there is no such file
            site check FOLDER --board demo-dc-tcp | is a folder
            site check EMPTY --board demo-dc-tcp | needs the key
            site check LATIN1 --board demo-dc-tcp | is not UTF-8 text
            site check BINARY --board demo-dc-tcp | BINARY
            site check HUGE --board demo-dc-tcp | is larger than
            site new FOLDER --defaults | FOLDER
            site check EMPTY --board demo-dc-tcp --budget 0 | --budget is 0
            pki | Say what to do:
            pki show ABSENT | ABSENT
            pki show EMPTY | EMPTY
            pki show BINARY | BINARY
            pki new FOLDER --days 0 | --days is 0
            pki csr FOLDER | Missing required option
            exi | Say what to do:
            exi decode --hex zz | hex
            exi decode --hex 00 --schema nonsense | nonsense
            exi encode --nonsense | Unknown option
            exi pcap ABSENT | ABSENT
            exi pcap FOLDER | FOLDER
            exi pcap EMPTY | EMPTY
            exi pcap BINARY | BINARY
            run --board x | Missing required option
            run --nonsense | Missing required options
            sim-devices --board ABSENT | ABSENT
            sim-devices --script ABSENT | ABSENT
            sim-devices --stage-port 70000 | --stage-port is 70000; write 0 (any free one) to 65535.
            sim-devices --page-port -1 | --page-port is -1
            """;

    private static final List<String> FILES =
            List.of("FOLDER", "EMPTY", "LATIN1", "BINARY", "HUGE", "ABSENT");

    @TempDir Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.createDirectory(folder.resolve("FOLDER"));
        Files.createFile(folder.resolve("EMPTY"));
        Files.write(
                folder.resolve("LATIN1"),
                "name = \"K\u00fcche\"\n".getBytes(StandardCharsets.ISO_8859_1));
        byte[] noise = new byte[3_000];
        Arrays.fill(noise, (byte) 7);
        Files.write(folder.resolve("BINARY"), noise);
        Files.write(folder.resolve("HUGE"), new byte[2_000_000]);
    }

    private record Answer(int code, String err) {}

    private static Answer run(List<String> args) {
        StringWriter err = new StringWriter();
        CommandLine line = Ebbflow.line();
        line.setErr(new PrintWriter(err, true));
        line.setOut(new PrintWriter(new StringWriter()));
        return new Answer(line.execute(args.toArray(String[]::new)), err.toString());
    }

    @TestFactory
    Stream<DynamicTest> everyRefusalIsOneSentenceAndExitCodeTwo() {
        return CASES.lines().map(row -> DynamicTest.dynamicTest(row, () -> refuses(row)));
    }

    private void refuses(String row) {
        String[] parts = row.split(" \\| ", 2);
        List<String> args =
                Arrays.stream(parts[0].split(" "))
                        .map(a -> FILES.contains(a) ? folder.resolve(a).toString() : a)
                        .toList();
        Answer answer = run(args);
        assertEquals(2, answer.code(), answer.err());
        assertTrue(answer.err().contains(parts[1]), answer.err());
        assertFalse(answer.err().contains("\tat "), answer.err());
        assertFalse(answer.err().contains("Exception"), answer.err());
    }

    @Test
    void everyCommandExplainsItselfAndEveryOneIsTriedAbove() {
        ArrayDeque<CommandLine> all = new ArrayDeque<>(List.of(Ebbflow.line()));
        while (!all.isEmpty()) {
            CommandLine command = all.pop();
            all.addAll(command.getSubcommands().values());
            String name = command.getCommandSpec().qualifiedName().replaceFirst("ebbflow ?", "");
            assertTrue(
                    command.getCommandSpec().usageMessage().description().length > 0,
                    name + " does not say what it does");
            boolean tried = CASES.lines().anyMatch(row -> row.startsWith(name + " "));
            boolean takesNothing =
                    command.getCommandSpec().options().stream()
                                    .allMatch(
                                            o ->
                                                    o.usageHelp()
                                                            || o.versionHelp()
                                                            || o.arity().max() == 0)
                            && command.getCommandSpec().positionalParameters().isEmpty();
            assertTrue(tried || takesNothing || name.isEmpty(), name + " is not tried");
        }
    }
}
