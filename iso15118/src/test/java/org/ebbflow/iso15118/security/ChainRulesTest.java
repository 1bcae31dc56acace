package org.ebbflow.iso15118.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ebbflow.iso15118.security.Certificates.Issuer;
import org.ebbflow.iso15118.security.Certificates.Role;
import org.ebbflow.iso15118.security.Certificates.Template;
import org.ebbflow.iso15118.security.ChainRules.Use;
import org.junit.jupiter.api.Test;

class ChainRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private static final Instant UNTIL = NOW.plus(Duration.ofDays(30));

    /** A root, a sub-CA and a station leaf of one key kind. */
    private static final class Tree {
        final KeyPair leafKeys;
        final X509Certificate root;
        final X509Certificate sub;
        final X509Certificate leaf;

        Tree(KeyKind kind) {
            KeyPair rootKeys = kind.generate();
            KeyPair subKeys = kind.generate();
            leafKeys = kind.generate();
            root = Certificates.root(template("Root", Role.ROOT, 1), rootKeys);
            sub =
                    Certificates.issue(
                            template("Sub", Role.SUB_CA_2, 2),
                            subKeys.getPublic(),
                            new Issuer(root, rootKeys.getPrivate()));
            leaf =
                    Certificates.issue(
                            template("Leaf, of \"quotes\"", Role.STATION, 3),
                            leafKeys.getPublic(),
                            new Issuer(sub, subKeys.getPrivate()));
        }

        List<X509Certificate> chain() {
            return List.of(leaf, sub);
        }
    }

    private static Template template(String name, Role role, int serial) {
        return new Template(
                new Subject(name, "Bench", "US", "CPO"),
                role,
                BigInteger.valueOf(serial),
                NOW,
                UNTIL,
                "");
    }

    @Test
    void aChainOfTheRightCurveIsGoodForItsUseAndRefusedForTheOther() {
        Tree two = new Tree(KeyKind.SECP256R1);
        Tree twenty = new Tree(KeyKind.SECP521R1);
        Tree ed448 = new Tree(KeyKind.ED448);
        assertTrue(ChainRules.judge(two.chain(), Use.STATION_ISO_2, NOW).isGood());
        assertTrue(ChainRules.judge(twenty.chain(), Use.STATION_ISO_20, NOW).isGood());
        assertTrue(ChainRules.judge(ed448.chain(), Use.VEHICLE_ISO_20, NOW).isGood());
        assertEquals(
                List.of(
                        "the key of \"Leaf\\, of \\\"quotes\\\"\" is secp256r1, expected secp521r1 or Ed448",
                        "the key of \"Sub\" is secp256r1, expected secp521r1 or Ed448"),
                ChainRules.judge(two.chain(), Use.STATION_ISO_20, NOW).problems());
        assertFalse(ChainRules.judge(twenty.chain(), Use.STATION_ISO_2, NOW).isGood());
    }

    @Test
    void validityEndsWithItsLastSecond() {
        Tree tree = new Tree(KeyKind.SECP256R1);
        assertTrue(ChainRules.judge(tree.chain(), Use.STATION_ISO_2, UNTIL).isGood());
        ChainRules.Verdict after =
                ChainRules.judge(tree.chain(), Use.STATION_ISO_2, UNTIL.plusSeconds(1));
        assertEquals(2, after.problems().size());
        assertTrue(after.problems().getFirst().endsWith("expired on 2026-12-22"));
        assertEquals(-1, after.daysLeft(UNTIL.plusSeconds(1)));
        assertEquals(30, after.daysLeft(NOW));
        assertEquals(29, after.daysLeft(NOW.plusSeconds(1)));
        assertTrue(ChainRules.judge(tree.chain(), Use.STATION_ISO_2, NOW).isGood());
        assertTrue(
                ChainRules.judge(tree.chain(), Use.STATION_ISO_2, NOW.minusSeconds(1))
                        .problems()
                        .getFirst()
                        .contains("valid from 2026-11-22 only"));
    }

    @Test
    void orderAndIssuerAreChecked() {
        Tree tree = new Tree(KeyKind.SECP256R1);
        Tree other = new Tree(KeyKind.SECP256R1);
        assertTrue(ChainRules.judge(List.of(tree.leaf), Use.STATION_ISO_2, NOW).isGood());
        assertFalse(
                ChainRules.judge(List.of(tree.sub, tree.leaf), Use.STATION_ISO_2, NOW).isGood());
        assertFalse(
                ChainRules.judge(List.of(tree.leaf, other.sub), Use.STATION_ISO_2, NOW).isGood());
        assertTrue(ChainRules.endsIn(tree.chain(), List.of(other.root, tree.root)));
        assertFalse(ChainRules.endsIn(tree.chain(), List.of(other.root)));
    }

    @Test
    void keyAndCertificateBelongTogetherOrNot() {
        for (KeyKind kind : KeyKind.values()) {
            Tree tree = new Tree(kind);
            assertTrue(ChainRules.belong(tree.leafKeys.getPrivate(), tree.leaf));
            assertFalse(ChainRules.belong(tree.leafKeys.getPrivate(), tree.sub));
        }
    }

    @Test
    void certificatesAndKeysSurviveTheirTextFiles() throws Exception {
        for (KeyKind kind : KeyKind.values()) {
            Tree tree = new Tree(kind);
            assertEquals(tree.chain(), Pem.certificates("Bag\n" + Pem.write(tree.chain())));
            assertEquals(
                    Optional.of(kind),
                    KeyKind.of(Pem.privateKey(Pem.write(tree.leafKeys.getPrivate()))));
        }
        Pem.Unreadable none = assertThrows(Pem.Unreadable.class, () -> Pem.certificates("nothing"));
        assertTrue(none.sentence().contains("holds no certificate"));
        Pem.Unreadable old =
                assertThrows(
                        Pem.Unreadable.class,
                        () -> Pem.privateKey("-----BEGIN EC PRIVATE KEY-----"));
        assertTrue(old.sentence().contains("openssl pkcs8"));
    }
}
