package org.ebbflow.tools.pki;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.ebbflow.iso15118.security.ChainRules;
import org.ebbflow.iso15118.security.KeyKind;
import org.ebbflow.iso15118.security.Pem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code ebbflow pki show}: what certificates say and whether their chains hold. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Shows names, validity, expiry and verdict of every PEM certificate chain in a file or folder.",
            "Exit code 1 when one must not be used, 2 when there is nothing to read."
        })
final class PkiShow implements Callable<Integer> {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "DIR|FILE", description = "A folder or one PEM file.")
    private Path where = Path.of("");

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    PkiShow() {}

    @Override
    public Integer call() throws IOException {
        Instant now = Instant.now();
        List<ShownFile> shown = new ArrayList<>();
        for (Path file : files()) {
            try {
                shown.add(ShownFile.read(file, now));
            } catch (Pem.Unreadable e) {
                throw new ParameterException(
                        spec.commandLine(), "The file " + file + " " + e.sentence() + ".");
            }
        }
        if (shown.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no PEM file with a certificate in " + where + ".");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(tree(shown, now));
        } else {
            shown.forEach(file -> print(file, now, out));
        }
        out.flush();
        return shown.stream().allMatch(file -> file.problems().isEmpty()) ? 0 : 1;
    }

    private List<Path> files() throws IOException {
        if (Files.isRegularFile(where)) {
            return List.of(where);
        }
        if (!Files.isDirectory(where)) {
            throw new ParameterException(spec.commandLine(), "There is no " + where + ".");
        }
        try (Stream<Path> all = Files.walk(where)) {
            List<Path> found = new ArrayList<>();
            for (Path file : all.filter(f -> f.toString().endsWith(".pem")).sorted().toList()) {
                if (Files.readString(file, UTF_8).contains("BEGIN CERTIFICATE-")) {
                    found.add(file);
                }
            }
            return found;
        }
    }

    private static void print(ShownFile file, Instant now, PrintWriter out) {
        out.printf(
                "%s: %s%n",
                file.file(),
                file.problems().isEmpty()
                        ? "good, ends in " + file.verdict().daysLeft(now) + " days"
                        : "NOT GOOD: " + String.join("; ", file.problems()));
        for (X509Certificate each : file.chain()) {
            out.printf(
                    "  %-46s %-9s %s to %s  issued by %s%n",
                    ChainRules.name(each),
                    kind(each),
                    DAY.format(each.getNotBefore().toInstant()),
                    DAY.format(each.getNotAfter().toInstant()),
                    each.getIssuerX500Principal().getName());
        }
    }

    private static String kind(X509Certificate each) {
        return KeyKind.of(each.getPublicKey())
                .map(KeyKind::title)
                .orElse(each.getPublicKey().getAlgorithm());
    }

    private static ObjectNode tree(List<ShownFile> shown, Instant now) {
        ObjectNode top = JSON.createObjectNode();
        ArrayNode files = top.putArray("files");
        for (ShownFile file : shown) {
            ObjectNode node = files.addObject();
            node.put("file", file.file().toString());
            node.put("use", file.use().name());
            node.put("good", file.problems().isEmpty());
            node.put("daysLeft", file.verdict().daysLeft(now));
            ArrayNode problems = node.putArray("problems");
            file.problems().forEach(problems::add);
            ArrayNode chain = node.putArray("chain");
            for (X509Certificate each : file.chain()) {
                ObjectNode one = chain.addObject();
                one.put("subject", each.getSubjectX500Principal().getName());
                one.put("issuer", each.getIssuerX500Principal().getName());
                one.put("key", kind(each));
                one.put("from", each.getNotBefore().toInstant().toString());
                one.put("until", each.getNotAfter().toInstant().toString());
            }
        }
        return top;
    }
}
