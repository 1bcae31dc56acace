package org.ebbflow.tools.pki;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.util.concurrent.Callable;
import org.ebbflow.iso15118.security.Certificates;
import org.ebbflow.iso15118.security.KeyKind;
import org.ebbflow.iso15118.security.Pem;
import org.ebbflow.iso15118.security.Subject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code ebbflow pki csr}: a key and a request for a real station certificate. */
@Command(
        name = "csr",
        mixinStandardHelpOptions = true,
        description = {
            "Makes DIR/key.pem and the signing request DIR/request.pem for a real station. Send the",
            "request to the V2G authority (never the key); put its answer beside the key as chain.pem,",
            "leaf first. The folder then goes to chains/ of the station's certificate store."
        })
final class PkiCsr implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "DIR", description = "A new folder, or one without key.")
    private Path folder = Path.of("");

    @Option(
            names = "--kind",
            description = "Key: ${COMPLETION-CANDIDATES}; -2 needs SECP256R1 (${DEFAULT-VALUE}).")
    private KeyKind kind = KeyKind.SECP521R1;

    @Option(names = "--evse-id", required = true, description = "The station, US*EBB*E000001.")
    private String evseId = "";

    @Option(names = "--organization", required = true, description = "The operator.")
    private String organization = "";

    @Option(names = "--country", required = true, description = "Two capital letters.")
    private String country = "";

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    PkiCsr() {}

    @Override
    public Integer call() throws IOException {
        if (!country.matches("[A-Z]{2}")) {
            throw new ParameterException(
                    spec.commandLine(), "--country is two capital letters, for example US.");
        }
        Path key = folder.resolve("key.pem");
        Path request = folder.resolve("request.pem");
        if (Files.exists(key) || Files.exists(request)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is a key or a request in " + folder + " already; name a new folder.");
        }
        Files.createDirectories(folder);
        KeyPair keys = kind.generate();
        byte[] der = Certificates.request(new Subject(evseId, organization, country, "CPO"), keys);
        PkiFolder.secret(key, keys.getPrivate());
        Files.writeString(
                request,
                Pem.write("CERTIFICATE REQUEST", der),
                UTF_8,
                StandardOpenOption.CREATE_NEW);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode node = JsonMapper.builder().build().createObjectNode();
            node.put("key", key.toString());
            node.put("request", request.toString());
            node.put("kind", kind.title());
            out.println(node);
        } else {
            out.printf("Send %s to the authority; keep %s here.%n", request, key);
        }
        out.flush();
        return 0;
    }
}
