package org.ebbflow.tools.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PkiCommandTest {

    @TempDir private Path folder = Path.of("");

    private record Ran(int code, String out, String err) {}

    private static Ran run(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code =
                new CommandLine(new PkiCommand())
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .execute(
                                List.of(args).stream().map(String::valueOf).toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }

    @Test
    void newMakesEveryTreeAndShowFindsItGood() throws Exception {
        Path pki = folder.resolve("pki");
        assertEquals(0, run("new", pki).code());
        Ran shown = run("show", pki);
        assertEquals(0, shown.code(), shown.out());
        // 3 trees x (9 authorities + station, car and contract chain + root for station and car),
        // and 2 vehicle roots
        assertEquals(3 * 14 + 2, shown.out().split(": good, ends in ", -1).length - 1);
        assertTrue(shown.out().contains("station/chains/iso20/chain.pem: good, ends in 89 days"));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(pki.resolve("station/chains/iso2/key.pem"))));
    }

    @Test
    void neverWritesIntoAFolderThatHoldsSomething() throws Exception {
        Files.writeString(folder.resolve("key.pem"), "precious");
        Ran ran = run("new", folder);
        assertEquals(2, ran.code());
        assertTrue(ran.err().contains("is not empty"), ran.err());
        assertEquals(
                2,
                run(
                                "csr",
                                folder,
                                "--evse-id",
                                "US*EBB*E1",
                                "--organization",
                                "Op",
                                "--country",
                                "US")
                        .code());
        assertEquals("precious", Files.readString(folder.resolve("key.pem")));
    }

    @Test
    void showNamesAKeyThatBelongsToAnotherChain() throws Exception {
        Path pki = folder.resolve("pki");
        run("new", pki);
        Path chains = pki.resolve("station/chains");
        Files.copy(
                chains.resolve("iso2/key.pem"),
                chains.resolve("iso20/key.pem"),
                StandardCopyOption.REPLACE_EXISTING);
        Ran shown = run("show", chains, "--json");
        assertEquals(1, shown.code());
        assertTrue(shown.out().contains("key.pem beside it is not the key"), shown.out());
    }

    @Test
    void showRefusesWhatIsNoCertificate() throws Exception {
        Path file = folder.resolve("x.pem");
        Files.writeString(file, "hello");
        Ran ran = run("show", file);
        assertEquals(2, ran.code());
        assertTrue(ran.err().contains("holds no certificate"), ran.err());
    }

    @Test
    @Tag("needs-tools")
    void opensslVerifiesTheChainsAndTheRequest() throws Exception {
        needsOpenssl();
        Path pki = folder.resolve("pki");
        run("new", pki);
        for (String tree : List.of("iso2", "iso20", "iso20-ed448")) {
            for (String branch :
                    List.of("v2g cpo station/chains", "oem oem car", "mo mo contract")) {
                String[] words = branch.split(" ", -1);
                Path authorities = pki.resolve("authorities").resolve(tree);
                Path chain = pki.resolve(words[2]).resolve(tree).resolve("chain.pem");
                openssl(
                        "verify",
                        "-x509_strict",
                        "-CAfile",
                        authorities.resolve(words[0] + "-root/certificate.pem").toString(),
                        "-untrusted",
                        chain.toString(),
                        chain.toString());
            }
        }
        for (String kind : List.of("secp256r1", "secp521r1", "ed448")) {
            Path wish = folder.resolve(kind);
            Ran ran =
                    run(
                            "csr",
                            wish,
                            "--kind",
                            kind,
                            "--evse-id",
                            "US*EBB*E1",
                            "--organization",
                            "Operator",
                            "--country",
                            "US");
            assertEquals(0, ran.code(), ran.err());
            String text =
                    openssl(
                            "req",
                            "-in",
                            wish.resolve("request.pem").toString(),
                            "-verify",
                            "-noout",
                            "-subject");
            assertTrue(text.contains("CN = US*EBB*E1"), text);
            assertFalse(text.contains("verify failure"), text);
        }
    }

    private static void needsOpenssl() {
        boolean present = Files.isExecutable(Path.of("/usr/bin/openssl"));
        if (!present && Boolean.parseBoolean(System.getenv("EBBFLOW_REQUIRE_TOOLS"))) {
            throw new AssertionError("This run must not skip tests: install the package openssl");
        }
        Assumptions.assumeTrue(present, "install the package openssl");
    }

    private static String openssl(String... args) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("/usr/bin/openssl"));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), command + "\n" + out);
        return out;
    }
}
