package org.ebbflow.tools.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.ebbflow.controller.certificates.StationCertificates;
import org.ebbflow.hal.net.CarSecurity;
import org.ebbflow.hal.net.TlsProperties;
import org.ebbflow.iso15118.security.KeyKind;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSL makes an OCSP response; a car that asks gets it stapled, from the store's file. */
@Tag("needs-tools")
@Timeout(60)
class StaplingTest {

    private static final String OPENSSL = "/usr/bin/openssl";

    @TempDir private Path folder = Path.of("");

    private static String openssl(String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(OPENSSL));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), out);
        return out;
    }

    /** The response that the sub-CA would give for the station of one tree. */
    private void respond(TestPki pki, Path at, KeyKind kind) throws Exception {
        TestPki.Tree tree = pki.tree(kind);
        X509Certificate leaf = tree.station().leaf().chain().getFirst();
        Path index = folder.resolve("index.txt");
        Files.writeString(
                index,
                "V\t400101000000Z\t\t"
                        + leaf.getSerialNumber().toString(16).toUpperCase(Locale.ROOT)
                        + "\tunknown\t/CN=station\n");
        String sub2 = at.resolve("authorities/" + tree.name() + "/cpo-sub2").toString();
        Path chain = at.resolve("station/chains/" + tree.name());
        openssl(
                "ocsp",
                "-issuer",
                sub2 + "/certificate.pem",
                "-cert",
                chain + "/chain.pem",
                "-reqout",
                folder.resolve("request.der").toString(),
                "-no_nonce");
        String made =
                openssl(
                        "ocsp",
                        "-index",
                        index.toString(),
                        "-rsigner",
                        sub2 + "/certificate.pem",
                        "-rkey",
                        sub2 + "/key.pem",
                        "-CA",
                        sub2 + "/certificate.pem",
                        "-reqin",
                        folder.resolve("request.der").toString(),
                        "-respout",
                        chain + "/ocsp.der",
                        "-ndays",
                        "3");
        assertTrue(Files.exists(chain.resolve("ocsp.der")), made);
    }

    @Test
    void aCarThatAsksGetsTheResponseOfTheFileAndNoneWithoutOne() throws Exception {
        boolean present = Files.isExecutable(Path.of(OPENSSL));
        if (!present && Boolean.parseBoolean(System.getenv("EBBFLOW_REQUIRE_TOOLS"))) {
            throw new AssertionError("This run must not skip tests: install the package openssl");
        }
        Assumptions.assumeTrue(present, "install the package openssl");
        TlsProperties.set();
        Path at = folder.resolve("pki");
        TestPki pki = TestPki.make(TestPki.Terms.bench(Instant.now()));
        PkiFolder.write(pki, at);
        respond(pki, at, KeyKind.SECP256R1);
        List<String> told = new ArrayList<>();
        try (StationCertificates certificates =
                new StationCertificates(at.resolve("station"), false, told::add)) {
            certificates.start();
            assertEquals(List.of(), told);
            try (TlsStation station = new TlsStation(CarSecurity.of(certificates::tls, false))) {
                String iso2 =
                        openssl(
                                "s_client",
                                "-connect",
                                "[::1]:" + station.port(),
                                "-tls1_2",
                                "-cipher",
                                "ECDHE-ECDSA-AES128-SHA256",
                                "-status");
                assertTrue(iso2.contains("OCSP Response Status: successful"), iso2);
                assertTrue(iso2.contains("Cert Status: good"), iso2);
                String car = at.resolve("car/iso20").toString();
                String iso20 =
                        openssl(
                                "s_client",
                                "-connect",
                                "[::1]:" + station.port(),
                                "-tls1_3",
                                "-cert",
                                car + "/chain.pem",
                                "-cert_chain",
                                car + "/chain.pem",
                                "-key",
                                car + "/key.pem",
                                "-status");
                assertTrue(iso20.contains("OCSP response: no response sent"), iso20);
                station.note("opened TLS_1_2");
                station.note("closed");
                station.note("opened TLS_1_3_MUTUAL");
            }
        }
    }
}
