package org.ebbflow.tools.pki;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code ebbflow pki new}: a complete test PKI. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a complete test PKI in a new or empty folder: V2G, OEM and mobility operator trees",
            "for ISO 15118-2 (secp256r1) and ISO 15118-20 (secp521r1, Ed448), with station, car and",
            "contract certificates. DIR/station is ready to be used as a station's certificate store."
        })
final class PkiNew implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder.")
    private Path folder = Path.of("");

    @Option(names = "--days", description = "Days until the leaves expire (${DEFAULT-VALUE}).")
    private int days = 90;

    @Option(names = "--evse-id", description = "Name of the station (${DEFAULT-VALUE}).")
    private String evseId = "US*EBB*E000001";

    @Option(names = "--ocsp-url", description = "Where the station's state can be asked.")
    private String ocspUrl = "";

    @Option(names = "--json", description = "One JSON object on stdout.")
    private boolean json;

    PkiNew() {}

    @Override
    public Integer call() throws IOException {
        if (days < 1 || days > 3_650) {
            throw new ParameterException(spec.commandLine(), "--days is 1 to 3650.");
        }
        if (Files.exists(folder)) {
            try (Stream<Path> inside = Files.list(folder)) {
                if (inside.findAny().isPresent()) {
                    throw new ParameterException(
                            spec.commandLine(),
                            "The folder " + folder + " is not empty; name a new one.");
                }
            }
        }
        TestPki pki = TestPki.make(new TestPki.Terms(Instant.now(), days, evseId, ocspUrl));
        PkiFolder.write(pki, folder);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode node = JsonMapper.builder().build().createObjectNode();
            node.put("folder", folder.toString());
            node.put("stationStore", folder.resolve(PkiFolder.STATION).toString());
            node.put("trees", pki.trees().size());
            node.put("leafDays", days);
            out.println(node);
        } else {
            out.printf(
                    "Test certificates are in %s; its README.txt says which is which.%n", folder);
            out.printf(
                    "A station uses them with [vehicle] certificates = \"%s\" in its site file.%n",
                    folder.resolve(PkiFolder.STATION).toAbsolutePath());
        }
        out.flush();
        return 0;
    }
}
