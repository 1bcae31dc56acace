package org.ebbflow.controller.certificates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.ebbflow.controller.status.CertificateNotice;
import org.ebbflow.controller.status.Sentences;
import org.ebbflow.iso15118.security.Certificates;
import org.ebbflow.iso15118.security.KeyKind;
import org.ebbflow.iso15118.security.Pem;
import org.ebbflow.iso15118.security.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StationCertificatesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private static final Instant UNTIL = NOW.plus(Duration.ofDays(90));

    @TempDir private Path folder = Path.of("");
    private final List<String> told = new ArrayList<>();

    /** A station chain that is its own root. */
    private void write(String name, KeyKind kind, Instant until) throws IOException {
        KeyPair rootKeys = kind.generate();
        KeyPair keys = kind.generate();
        X509Certificate root =
                Certificates.root(
                        template("Root", Certificates.Role.ROOT, NOW.plus(Duration.ofDays(9_000))),
                        rootKeys);
        X509Certificate leaf =
                Certificates.issue(
                        template("Station", Certificates.Role.STATION, until),
                        keys.getPublic(),
                        new Certificates.Issuer(root, rootKeys.getPrivate()));
        put("chains/" + name + "/chain.pem", Pem.write(List.of(leaf)));
        put("chains/" + name + "/key.pem", Pem.write(keys.getPrivate()));
        put("v2g-roots/" + name + ".pem", Pem.write(List.of(root)));
        put("vehicle-roots/" + name + ".pem", Pem.write(List.of(root)));
    }

    private static Certificates.Template template(
            String name, Certificates.Role role, Instant until) {
        return new Certificates.Template(
                new Subject(name, "Bench", "US", "CPO"), role, BigInteger.ONE, NOW, until, "");
    }

    private void put(String where, String text) throws IOException {
        Path file = folder.resolve(where);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    private StationCertificates certificates() {
        return new StationCertificates(folder, false, told::add);
    }

    @Test
    void goodChainsServeAndNobodyIsBothered() throws Exception {
        write("iso2", KeyKind.SECP256R1, UNTIL);
        write("iso20", KeyKind.SECP521R1, UNTIL);
        StationCertificates all = certificates();
        all.look(NOW);
        assertTrue(all.tls().isPresent());
        assertEquals(CertificateNotice.Level.GOOD, all.notice().level());
        assertEquals(90, all.notice().daysLeft());
        assertEquals(List.of(), told);
        assertEquals("", Sentences.in("en").certificates(all.notice()));
    }

    @Test
    void warnsSixWeeksAheadOnceADayAndRefusesAfterTheLastSecond() throws Exception {
        write("iso20", KeyKind.SECP521R1, UNTIL);
        StationCertificates all = certificates();
        all.look(UNTIL.minus(Duration.ofDays(42)));
        assertEquals(CertificateNotice.Level.GOOD, all.notice().level());
        Instant later = UNTIL.minus(Duration.ofDays(42)).plusSeconds(1);
        all.look(later);
        all.look(later.plusSeconds(60));
        assertEquals(CertificateNotice.Level.SOON, all.notice().level());
        assertEquals(
                List.of("The certificates in chains/iso20 end in 41 days; put new ones there."),
                told);
        assertTrue(
                Sentences.in("de").certificates(all.notice()).contains("in 41 Tagen"),
                Sentences.in("de").certificates(all.notice()));
        all.look(later.plus(Duration.ofDays(1)));
        assertEquals(2, told.size());
        all.look(UNTIL);
        assertTrue(all.tls().isPresent());
        all.look(UNTIL.plusSeconds(1));
        assertFalse(all.tls().isPresent());
        assertEquals(CertificateNotice.Level.REFUSED, all.notice().level());
        String sentence = told.getLast();
        assertTrue(
                sentence.startsWith("The certificates in chains/iso20 are not used: "), sentence);
        assertTrue(sentence.contains("expired on 2027-02-20"), sentence);
        assertTrue(Sentences.in("en").certificates(all.notice()).contains(sentence));
    }

    @Test
    void newCertificatesCountWithoutARestart() throws Exception {
        StationCertificates all = certificates();
        all.look(NOW);
        assertFalse(all.tls().isPresent());
        assertTrue(told.getFirst().startsWith("There is no chain in "), told.toString());
        write("iso2", KeyKind.SECP256R1, UNTIL);
        all.look(NOW.plusSeconds(60));
        assertTrue(all.tls().isPresent());
        var same = all.tls();
        all.look(NOW.plusSeconds(120));
        assertEquals(same, all.tls());
        assertEquals(CertificateNotice.Level.GOOD, all.notice().level());
    }

    @Test
    void oneBadChainDoesNotTakeTheOthersWithIt() throws Exception {
        write("iso2", KeyKind.SECP256R1, UNTIL);
        write("iso20", KeyKind.SECP521R1, UNTIL);
        put("chains/broken/chain.pem", "no certificate");
        put("chains/broken/key.pem", "no key");
        Files.copy(
                folder.resolve("chains/iso2/key.pem"),
                folder.resolve("chains/iso20/key.pem"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        StationCertificates all = certificates();
        all.look(NOW);
        assertTrue(all.tls().isPresent());
        assertEquals(
                List.of(
                        "The certificates in chains/broken are not used: a file holds no certificate"
                                + " (-----BEGIN CERTIFICATE-----).",
                        "The certificates in chains/iso20 are not used: key.pem is not the key of the"
                                + " first one."),
                told);
        all.look(NOW.plusSeconds(60));
        assertEquals(2, told.size(), "told once");
    }

    @Test
    void aChainUnderAForeignRootIsRefused() throws Exception {
        write("iso2", KeyKind.SECP256R1, UNTIL);
        String chain = Files.readString(folder.resolve("chains/iso2/chain.pem"));
        String key = Files.readString(folder.resolve("chains/iso2/key.pem"));
        write("iso2", KeyKind.SECP256R1, UNTIL);
        put("chains/iso2/chain.pem", chain);
        put("chains/iso2/key.pem", key);
        StationCertificates all = certificates();
        all.look(NOW);
        assertFalse(all.tls().isPresent());
        assertTrue(told.getFirst().contains("under none of the roots"), told.toString());
    }
}
