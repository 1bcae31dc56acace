package org.ebbflow.iso15118.security;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges a certificate chain for its purpose at an instant; one sentence per finding, without the
 * name of the file.
 *
 * @source ISO 15118-2 Annex F, ISO 15118-20 Annex B, RFC 5280 clause 6.1
 */
public final class ChainRules {

    /** Leaf, two sub-CAs, and the root where it is sent too. */
    private static final int MAX_LENGTH = 4;

    private static final int DIGITAL_SIGNATURE = 0;
    private static final int KEY_CERT_SIGN = 5;
    private static final byte[] PROBE = {'e', 'b', 'b'};
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ChainRules() {}

    /** What a chain is to be used for. */
    public enum Use {
        /** Station, TLS 1.2 with ISO 15118-2. */
        STATION_ISO_2,
        /** Station, TLS 1.3 with ISO 15118-20. */
        STATION_ISO_20,
        /** Car as TLS client, ISO 15118-20. */
        VEHICLE_ISO_20,
        /** Anything else, for instance contracts: form and validity only. */
        OTHER
    }

    /**
     * What was found.
     *
     * @param problems why the chain must not be used; empty: it may
     * @param until end of the first certificate of the chain that ends
     * @param kind type of the leaf's key, empty when no V2G one
     */
    public record Verdict(List<String> problems, Instant until, Optional<KeyKind> kind) {

        /** Whether the chain may be used. */
        public boolean isGood() {
            return problems.isEmpty();
        }

        /** Whole days until the chain ends; negative once it has ended. */
        public long daysLeft(Instant now) {
            return Math.floorDiv(Duration.between(now, until).toSeconds(), 86_400L);
        }
    }

    /**
     * Judges a chain.
     *
     * @param chain leaf first, each signed by the next
     */
    public static Verdict judge(List<X509Certificate> chain, Use use, Instant now) {
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("an empty chain");
        }
        List<String> problems = new ArrayList<>();
        Optional<KeyKind> kind = KeyKind.of(chain.getFirst().getPublicKey());
        keys(chain, use, problems);
        links(chain, problems);
        leaf(chain.getFirst(), use, problems);
        for (X509Certificate each : chain) {
            validity(each, now, problems);
        }
        if (chain.size() > MAX_LENGTH) {
            problems.add(
                    "the chain has " + chain.size() + " certificates, more than " + MAX_LENGTH);
        }
        return new Verdict(List.copyOf(problems), until(chain), kind);
    }

    /** Whether one of the roots signed the last certificate of the chain (or stands in it). */
    public static boolean endsIn(List<X509Certificate> chain, List<X509Certificate> roots) {
        X509Certificate last = chain.getLast();
        return roots.stream().anyMatch(root -> root.equals(last) || isSignedBy(last, root));
    }

    /** Whether private key and certificate belong together. */
    public static boolean belong(PrivateKey key, X509Certificate certificate) {
        Optional<KeyKind> kind = KeyKind.of(certificate.getPublicKey());
        if (kind.isEmpty() || !KeyKind.of(key).equals(kind)) {
            return false;
        }
        try {
            Signature check = Signature.getInstance(kind.get().signatureName());
            check.initVerify(certificate.getPublicKey());
            check.update(PROBE);
            return check.verify(kind.get().sign(key, PROBE));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static void keys(List<X509Certificate> chain, Use use, List<String> problems) {
        List<KeyKind> allowed =
                switch (use) {
                    case STATION_ISO_2 -> List.of(KeyKind.SECP256R1);
                    case STATION_ISO_20, VEHICLE_ISO_20 ->
                            List.of(KeyKind.SECP521R1, KeyKind.ED448);
                    case OTHER -> List.of(KeyKind.values());
                };
        for (X509Certificate each : chain) {
            if (KeyKind.of(each.getPublicKey()).filter(allowed::contains).isEmpty()) {
                problems.add(
                        "the key of \""
                                + name(each)
                                + "\" is "
                                + keyName(each)
                                + ", expected "
                                + String.join(
                                        " or ", allowed.stream().map(KeyKind::title).toList()));
            }
        }
    }

    private static String keyName(X509Certificate each) {
        return KeyKind.of(each.getPublicKey())
                .map(KeyKind::title)
                .orElse(each.getPublicKey().getAlgorithm());
    }

    private static void links(List<X509Certificate> chain, List<String> problems) {
        for (int i = 0; i + 1 < chain.size(); i++) {
            X509Certificate each = chain.get(i);
            X509Certificate above = chain.get(i + 1);
            if (!isSignedBy(each, above)) {
                problems.add(
                        "\""
                                + name(each)
                                + "\" is not signed by \""
                                + name(above)
                                + "\"; the order is leaf first, each signed by the next");
            }
            if (above.getBasicConstraints() < i || !usage(above, KEY_CERT_SIGN)) {
                problems.add("\"" + name(above) + "\" may not sign what stands before it");
            }
        }
    }

    private static void leaf(X509Certificate leaf, Use use, List<String> problems) {
        if (use == Use.OTHER) {
            return;
        }
        if (leaf.getBasicConstraints() >= 0) {
            problems.add("the first certificate \"" + name(leaf) + "\" is a CA, not a leaf");
        }
        if (!usage(leaf, DIGITAL_SIGNATURE)) {
            problems.add("the key usage of \"" + name(leaf) + "\" lacks digital signature");
        }
    }

    private static void validity(X509Certificate each, Instant now, List<String> problems) {
        if (now.isAfter(each.getNotAfter().toInstant())) {
            problems.add(
                    "\""
                            + name(each)
                            + "\" expired on "
                            + DAY.format(each.getNotAfter().toInstant()));
        } else if (now.isBefore(each.getNotBefore().toInstant())) {
            problems.add(
                    "\""
                            + name(each)
                            + "\" is valid from "
                            + DAY.format(each.getNotBefore().toInstant())
                            + " only; is the station's clock right?");
        }
    }

    /** A certificate without the extension may be used for everything. */
    private static boolean usage(X509Certificate each, int bit) {
        boolean[] usage = each.getKeyUsage();
        return usage == null || usage[bit];
    }

    private static boolean isSignedBy(X509Certificate each, X509Certificate issuer) {
        if (!each.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            each.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Instant until(List<X509Certificate> chain) {
        Instant first = Instant.MAX;
        for (X509Certificate each : chain) {
            Instant end = each.getNotAfter().toInstant();
            first = end.isBefore(first) ? end : first;
        }
        return first;
    }

    /** Common name for people, or the whole name where there is none. */
    public static String name(X509Certificate certificate) {
        String all = certificate.getSubjectX500Principal().getName();
        for (String part : all.split("(?<!\\\\),", -1)) {
            if (part.startsWith("CN=")) {
                return part.substring(3);
            }
        }
        return all;
    }
}
