package org.ebbflow.tools.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ebbflow.hal.net.TlsProperties;
import org.ebbflow.iso15118.security.Certificates;
import org.ebbflow.iso15118.security.KeyKind;
import org.ebbflow.iso15118.security.Pem;
import org.ebbflow.iso15118.security.Subject;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSL, which knows nothing of this project, as a car against the station's real sockets. */
@Tag("needs-tools")
@Timeout(60)
class OpensslClientTest {

    private static final String OPENSSL = "/usr/bin/openssl";
    private static final String SUITE_2 = "ECDHE-ECDSA-AES128-SHA256";

    @TempDir private static Path folder = Path.of("");
    private static TestPki pki = new TestPki(List.of());

    @BeforeAll
    static void makePki() throws IOException {
        TlsProperties.set();
        boolean present = Files.isExecutable(Path.of(OPENSSL));
        if (!present && Boolean.parseBoolean(System.getenv("EBBFLOW_REQUIRE_TOOLS"))) {
            throw new AssertionError("This run must not skip tests: install the package openssl");
        }
        Assumptions.assumeTrue(present, "install the package openssl");
        pki = TestPki.make(TestPki.Terms.bench(Instant.now()));
        PkiFolder.write(pki, folder.resolve("pki"));
    }

    private static String car(String file) {
        return folder.resolve("pki/car").resolve(file).toString();
    }

    private static List<String> mutual(String tree) {
        return List.of(
                "-tls1_3",
                "-verify_return_error",
                "-CAfile",
                car(tree + "/v2g-root.pem"),
                "-cert",
                car(tree + "/chain.pem"),
                "-cert_chain",
                car(tree + "/chain.pem"),
                "-key",
                car(tree + "/key.pem"));
    }

    private static List<String> with(List<String> some, String... more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return all;
    }

    /** Connects, sends a word, ends; everything it printed. */
    private static String connect(TlsStation station, List<String> options) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(OPENSSL, "s_client", "-connect", "[::1]:" + station.port()));
        command.addAll(options);
        Path said = Files.createTempFile(folder, "client", ".txt");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write("hello station\n".getBytes(StandardCharsets.US_ASCII));
            in.flush();
            long endNs = System.nanoTime() + 15_000_000_000L;
            while (process.isAlive()
                    && !text(said).contains("hello station")
                    && System.nanoTime() - endNs < 0) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            in.write("Q\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            assertFalse(text(said).contains("hello station"), "ended early: " + text(said));
        }
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), text(said));
        return text(said);
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    @Test
    void tls12WithTheSuiteOfIso2IsAccepted() throws Exception {
        try (TlsStation station = new TlsStation(pki, false, false)) {
            String out =
                    connect(
                            station,
                            List.of(
                                    "-tls1_2",
                                    "-cipher",
                                    SUITE_2,
                                    "-curves",
                                    "prime256v1",
                                    "-verify_return_error",
                                    "-CAfile",
                                    car("iso2/v2g-root.pem")));
            assertTrue(out.contains("Cipher    : " + SUITE_2), out);
            assertTrue(out.contains("Server Temp Key: ECDH, prime256v1, 256 bits"), out);
            assertTrue(out.contains("Verify return code: 0 (ok)"), out);
            assertTrue(out.contains("hello station"), out);
            station.note("opened TLS_1_2 TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256 ");
            station.note("closed: the car closed the connection");
        }
    }

    @Test
    void tls13IsAcceptedWithTheCarsChainOnBothCurvesAndBothSignatures() throws Exception {
        try (TlsStation station = new TlsStation(pki, false, false)) {
            for (String tree : List.of("iso20", "iso20-ed448")) {
                String scheme = tree.equals("iso20") ? "ecdsa_secp521r1_sha512" : "ed448";
                for (String group : List.of("secp521r1", "X448")) {
                    String out =
                            connect(
                                    station,
                                    with(
                                            mutual(tree),
                                            "-groups",
                                            group,
                                            "-sigalgs",
                                            scheme,
                                            "-ciphersuites",
                                            "TLS_AES_256_GCM_SHA384"));
                    assertTrue(out.contains("Verify return code: 0 (ok)"), out);
                    assertTrue(out.contains("hello station"), out);
                    assertTrue(
                            out.contains(
                                    group.equals("X448")
                                            ? "Server Temp Key: X448, 448 bits"
                                            : "Server Temp Key: ECDH, secp521r1, 521 bits"),
                            out);
                    String opened = station.note("opened TLS_1_3_MUTUAL TLS_AES_256_GCM_SHA384 ");
                    assertTrue(opened.matches(".* [0-9a-f]{32}"), opened);
                    station.note("closed: the car closed the connection");
                }
            }
        }
    }

    /** Cars fill server_name with what they have: a zone id, an address, anything. */
    @Test
    void anOddServerNameDoesNotEndTheHandshake() throws Exception {
        try (TlsStation station = new TlsStation(pki, false, false)) {
            for (String name :
                    List.of("fe80::1%eth0", "..", "a b\u00e4", "[::1]", "x".repeat(250))) {
                String out = connect(station, with(mutual("iso20"), "-servername", name));
                assertTrue(out.contains("hello station"), name + "\n" + out);
                station.note("opened TLS_1_3_MUTUAL");
                station.note("closed");
                connect(station, List.of("-tls1_2", "-cipher", SUITE_2, "-servername", name));
                station.note("opened TLS_1_2");
                station.note("closed");
            }
        }
    }

    @Test
    void aCarWithBothVersionsGets13WithItsCurvesAnd12Without() throws Exception {
        try (TlsStation station = new TlsStation(pki, false, false)) {
            List<String> both =
                    with(mutual("iso20").subList(1, mutual("iso20").size()), "-cipher", SUITE_2);
            connect(station, with(both, "-groups", "secp521r1:prime256v1"));
            station.note("opened TLS_1_3_MUTUAL");
            station.note("closed");
            String out =
                    connect(
                            station,
                            List.of(
                                    "-cipher",
                                    SUITE_2,
                                    "-groups",
                                    "prime256v1",
                                    "-verify_return_error",
                                    "-CAfile",
                                    car("iso2/v2g-root.pem")));
            assertTrue(out.contains("Protocol  : TLSv1.2"), out);
            station.note("opened TLS_1_2");
        }
    }

    /** A car that takes both signatures names the root it knows. */
    @Test
    void theChainFollowsTheAuthoritiesThatTheCarNames() throws Exception {
        try (TlsStation station = new TlsStation(pki, false, false)) {
            for (String tree : List.of("iso20", "iso20-ed448")) {
                String out =
                        connect(
                                station,
                                with(mutual(tree), "-requestCAfile", car(tree + "/v2g-root.pem")));
                assertTrue(out.contains("Verify return code: 0 (ok)"), out);
                assertTrue(out.contains("hello station"), out);
                station.note("opened TLS_1_3_MUTUAL");
                station.note("closed");
            }
        }
    }

    @Test
    void refuses13WithoutCertificate() throws Exception {
        try (TlsStation station = new TlsStation(pki, false, false)) {
            connect(station, List.of("-tls1_3"));
            station.note("refused: it shows no certificate, which TLS 1.3 with cars demands");
        }
    }

    @Test
    void refusesACarUnderAForeignRoot() throws Exception {
        TestPki other = TestPki.make(TestPki.Terms.bench(Instant.now()));
        try (TlsStation station = new TlsStation(other, false, false)) {
            connect(
                    station,
                    with(
                            mutual("iso20").subList(0, 1),
                            "-cert",
                            car("iso20/chain.pem"),
                            "-cert_chain",
                            car("iso20/chain.pem"),
                            "-key",
                            car("iso20/key.pem")));
            String why = station.note("refused: the car's certificate (");
            assertTrue(why.endsWith("is not under one of the station's vehicle roots"), why);
        }
    }

    @Test
    void refusesACarWhoseCertificateHasExpired() throws Exception {
        Instant now = Instant.now();
        TestPki.Identity old =
                pki.tree(KeyKind.SECP521R1)
                        .vehicle()
                        .also(
                                new Certificates.Template(
                                        new Subject("OLDCAR", "Bench", "US", "OEM"),
                                        Certificates.Role.VEHICLE,
                                        BigInteger.TEN,
                                        now.minus(Duration.ofMinutes(50)),
                                        now.minusSeconds(60),
                                        ""),
                                KeyKind.SECP521R1);
        Path chain = Files.writeString(folder.resolve("old.pem"), Pem.write(old.chain()));
        Path key = Files.writeString(folder.resolve("old.key"), Pem.write(old.key()));
        try (TlsStation station = new TlsStation(pki, false, false)) {
            connect(
                    station,
                    List.of(
                            "-tls1_3",
                            "-cert",
                            chain.toString(),
                            "-cert_chain",
                            chain.toString(),
                            "-key",
                            key.toString()));
            String why = station.note("refused: a certificate of the car's chain (");
            assertTrue(why.contains("CN=OLDCAR") && why.endsWith("has expired"), why);
        }
    }

    @Test
    void refusesOtherSuitesOtherCurvesAndOldVersions() throws Exception {
        try (TlsStation station = new TlsStation(pki, false, false)) {
            for (List<String> wrong :
                    List.of(
                            List.of("-tls1_2", "-cipher", "ECDHE-ECDSA-AES256-GCM-SHA384"),
                            List.of("-tls1_2", "-cipher", "ECDHE-RSA-AES128-SHA256"),
                            List.of("-tls1_2", "-cipher", SUITE_2, "-curves", "secp384r1"),
                            List.of("-tls1_1", "-cipher", "ALL:@SECLEVEL=0"),
                            with(mutual("iso20"), "-ciphersuites", "TLS_AES_128_GCM_SHA256"),
                            with(mutual("iso20"), "-groups", "prime256v1"))) {
                String out = connect(station, wrong);
                assertFalse(out.contains("hello station\n---"), out);
                station.note("refused: TLS failed: ");
            }
        }
    }

    @Test
    void theBenchKeyAllowsSecp256r1InTls13() throws Exception {
        try (TlsStation station = new TlsStation(pki, false, true)) {
            String out =
                    connect(
                            station,
                            with(
                                    mutual("iso20").subList(0, 1),
                                    "-cert",
                                    car("iso20/chain.pem"),
                                    "-cert_chain",
                                    car("iso20/chain.pem"),
                                    "-key",
                                    car("iso20/key.pem"),
                                    "-groups",
                                    "prime256v1"));
            assertTrue(out.contains("Server Temp Key: ECDH, prime256v1, 256 bits"), out);
            station.note("opened TLS_1_3_MUTUAL");
            assertEquals("closed: the car closed the connection", station.note("closed"));
        }
    }
}
