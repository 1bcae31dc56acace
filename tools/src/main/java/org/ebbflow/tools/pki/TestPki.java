package org.ebbflow.tools.pki;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.ebbflow.iso15118.security.Certificates;
import org.ebbflow.iso15118.security.Certificates.Issuer;
import org.ebbflow.iso15118.security.Certificates.Role;
import org.ebbflow.iso15118.security.Certificates.Template;
import org.ebbflow.iso15118.security.KeyKind;
import org.ebbflow.iso15118.security.Subject;

/**
 * Every authority, station, car and contract certificate of a vehicle-to-grid world, for tests
 * only: all private keys lie side by side.
 *
 * @param trees ISO 15118-2 on secp256r1, ISO 15118-20 on secp521r1 and on Ed448
 */
public record TestPki(List<Tree> trees) {

    private static final Duration SKEW = Duration.ofHours(1);
    private static final int ROOT_DAYS = 40 * 365;
    private static final int SUB_DAYS = 4 * 365;
    private static final int SERIAL_BITS = 127;
    private static final SecureRandom SERIALS = new SecureRandom();

    public TestPki {
        trees = List.copyOf(trees);
    }

    /**
     * What the leaves say.
     *
     * @param now the present; everything is valid from an hour before
     * @param leafDays days until the leaves expire, 1 or more
     * @param evseId name of the station
     * @param ocspUrl where the station's state can be asked, empty for nowhere
     */
    public record Terms(Instant now, int leafDays, String evseId, String ocspUrl) {

        /** Leaves of 90 days for a station of the bench. */
        public static Terms bench(Instant now) {
            return new Terms(now, 90, "US*EBB*E000001", "");
        }
    }

    /**
     * Who can prove to be somebody.
     *
     * @param chain leaf first, sub-CAs, no root; @param key of the leaf
     */
    public record Identity(List<X509Certificate> chain, PrivateKey key) {

        public Identity {
            chain = List.copyOf(chain);
        }
    }

    /**
     * A root, two sub-CAs and one leaf under them.
     *
     * @param root authority on top; @param sub1 below it; @param sub2 issues leaves
     * @param leaf the one whom it is about
     */
    public record Branch(Issuer root, Issuer sub1, Issuer sub2, Identity leaf) {

        /** Another leaf of the same branch. */
        public Identity also(Template template, KeyKind kind) {
            return identity(template, kind, sub2, sub1);
        }
    }

    /**
     * One world of trust.
     *
     * @param name folder name
     * @param kind type of all its keys
     * @param station V2G root to the station; @param vehicle OEM root to the car
     * @param contract mobility operator's root to a contract (for Plug and Charge, not used yet)
     */
    public record Tree(
            String name, KeyKind kind, Branch station, Branch vehicle, Branch contract) {}

    /** Makes everything anew. */
    public static TestPki make(Terms terms) {
        return make(terms, List.of(KeyKind.values()));
    }

    /** Makes the trees of some key types. */
    public static TestPki make(Terms terms, List<KeyKind> kinds) {
        return new TestPki(kinds.stream().map(kind -> tree(name(kind), kind, terms)).toList());
    }

    private static String name(KeyKind kind) {
        return switch (kind) {
            case SECP256R1 -> "iso2";
            case SECP521R1 -> "iso20";
            case ED448 -> "iso20-ed448";
        };
    }

    /** The tree of a key type. */
    public Tree tree(KeyKind kind) {
        return trees.stream().filter(tree -> tree.kind() == kind).findFirst().orElseThrow();
    }

    private static Tree tree(String name, KeyKind kind, Terms terms) {
        Role car = kind == KeyKind.SECP256R1 ? Role.SIGNER : Role.VEHICLE;
        return new Tree(
                name,
                kind,
                branch(
                        terms,
                        kind,
                        new Words("V2G Root", "CPO Sub", "V2G", terms.evseId(), "CPO"),
                        Role.STATION),
                branch(
                        terms,
                        kind,
                        new Words("OEM Root", "OEM Sub", "OEM", "EBBCAR00000000001", "OEM"),
                        car),
                branch(
                        terms,
                        kind,
                        new Words("MO Root", "MO Sub", "MO", "USEBBC00000001", "MO"),
                        Role.SIGNER));
    }

    /** Names in one branch. */
    private record Words(String root, String sub, String rootDomain, String leaf, String domain) {}

    private static Branch branch(Terms terms, KeyKind kind, Words words, Role role) {
        KeyPair rootKeys = kind.generate();
        String suffix = " CA test " + kind.title();
        Template rootTerms =
                template(terms, words.root() + suffix, words.rootDomain(), Role.ROOT, ROOT_DAYS);
        Issuer root = new Issuer(Certificates.root(rootTerms, rootKeys), rootKeys.getPrivate());
        String sub = words.sub() + " ";
        Issuer sub1 =
                below(
                        root,
                        kind,
                        template(terms, sub + 1 + suffix, words.domain(), Role.SUB_CA_1, SUB_DAYS));
        Issuer sub2 =
                below(
                        sub1,
                        kind,
                        template(terms, sub + 2 + suffix, words.domain(), Role.SUB_CA_2, SUB_DAYS));
        Template plain = template(terms, words.leaf(), words.domain(), role, terms.leafDays());
        Template leaf =
                new Template(
                        plain.subject(),
                        role,
                        plain.serial(),
                        plain.from(),
                        plain.until(),
                        role == Role.STATION ? terms.ocspUrl() : "");
        return new Branch(root, sub1, sub2, identity(leaf, kind, sub2, sub1));
    }

    private static Issuer below(Issuer above, KeyKind kind, Template template) {
        KeyPair keys = kind.generate();
        return new Issuer(Certificates.issue(template, keys.getPublic(), above), keys.getPrivate());
    }

    private static Identity identity(Template template, KeyKind kind, Issuer sub2, Issuer sub1) {
        Issuer leaf = below(sub2, kind, template);
        return new Identity(
                new ArrayList<>(
                        List.of(leaf.certificate(), sub2.certificate(), sub1.certificate())),
                leaf.key());
    }

    private static Template template(Terms terms, String name, String domain, Role role, int days) {
        return new Template(
                new Subject(name, "Ebbflow test PKI", "US", domain),
                role,
                new BigInteger(SERIAL_BITS, SERIALS).add(BigInteger.ONE),
                terms.now().minus(SKEW),
                terms.now().plus(Duration.ofDays(days)),
                "");
    }
}
