package org.ebbflow.iso15118.security;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes certificates and signing requests. @source RFC 5280 for the form, RFC 2986 for requests */
public final class Certificates {

    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String SUBJECT_KEY = "2.5.29.14";
    private static final String AUTHORITY_KEY = "2.5.29.35";
    private static final String AUTHORITY_ACCESS = "1.3.6.1.5.5.7.1.1";
    private static final String OCSP = "1.3.6.1.5.5.7.48.1";
    private static final int DIGITAL_SIGNATURE = 0b1_0000_0000;
    private static final int KEY_AGREEMENT = 0b0_0001_0000;
    private static final int CERT_AND_CRL_SIGN = 0b0_0000_1100;
    private static final int VERSION_3 = 2;

    private Certificates() {}

    /** What a certificate is for. */
    public enum Role {
        ROOT,
        /** Sub-CA above another one. */
        SUB_CA_1,
        /** Sub-CA above the leaf. */
        SUB_CA_2,
        /** The station. */
        STATION,
        /** A car, client in mutual authentication. */
        VEHICLE,
        /** A contract or provisioning certificate: signs messages. */
        SIGNER
    }

    /**
     * What stands in a certificate.
     *
     * @param subject whom it names
     * @param role what it is for
     * @param serial positive, at most 20 octets
     * @param from first instant; @param until last instant
     * @param ocspUrl where its state can be asked, empty for nowhere
     */
    public record Template(
            Subject subject,
            Role role,
            BigInteger serial,
            Instant from,
            Instant until,
            String ocspUrl) {}

    /**
     * Who signs.
     *
     * @param certificate its certificate; @param key its private key
     */
    public record Issuer(X509Certificate certificate, PrivateKey key) {}

    /** A root that signs itself. */
    public static X509Certificate root(Template template, KeyPair keys) {
        return build(template, keys.getPublic(), template.subject().encode(), keys);
    }

    /** A certificate for somebody's public key. */
    public static X509Certificate issue(Template template, PublicKey key, Issuer issuer) {
        return build(
                template,
                key,
                issuer.certificate().getSubjectX500Principal().getEncoded(),
                new KeyPair(issuer.certificate().getPublicKey(), issuer.key()));
    }

    private static X509Certificate build(
            Template template, PublicKey key, byte[] issuerName, KeyPair signer) {
        KeyKind kind = KeyKind.of(signer.getPublic()).orElseThrow();
        byte[] body =
                Der.sequence(
                        Der.explicit(0, Der.integer(BigInteger.valueOf(VERSION_3))),
                        Der.integer(template.serial()),
                        kind.algorithm(),
                        issuerName,
                        Der.sequence(Der.time(template.from()), Der.time(template.until())),
                        template.subject().encode(),
                        key.getEncoded(),
                        Der.explicit(3, extensions(template, key, signer.getPublic())));
        byte[] signature = kind.sign(signer.getPrivate(), body);
        return parse(Der.sequence(body, kind.algorithm(), Der.bits(signature)));
    }

    private static byte[] extensions(Template template, PublicKey key, PublicKey issuer) {
        List<byte[]> all = new ArrayList<>();
        all.add(extension(BASIC_CONSTRAINTS, true, basicConstraints(template.role())));
        all.add(extension(KEY_USAGE, true, keyUsage(template.role())));
        all.add(extension(SUBJECT_KEY, false, Der.octets(keyId(key))));
        all.add(extension(AUTHORITY_KEY, false, Der.sequence(Der.implicit(0, keyId(issuer)))));
        if (template.role() == Role.STATION) {
            all.add(purpose("1.3.6.1.5.5.7.3.1"));
        } else if (template.role() == Role.VEHICLE) {
            all.add(purpose("1.3.6.1.5.5.7.3.2"));
        }
        if (!template.ocspUrl().isEmpty()) {
            byte[] url = template.ocspUrl().getBytes(US_ASCII);
            all.add(
                    extension(
                            AUTHORITY_ACCESS,
                            false,
                            Der.sequence(Der.sequence(Der.oid(OCSP), Der.implicit(6, url)))));
        }
        return Der.sequence(all.toArray(byte[][]::new));
    }

    private static byte[] purpose(String oid) {
        return extension(EXTENDED_KEY_USAGE, false, Der.sequence(Der.oid(oid)));
    }

    private static byte[] basicConstraints(Role role) {
        return switch (role) {
            case ROOT -> Der.sequence(Der.yes());
            case SUB_CA_1 -> Der.sequence(Der.yes(), Der.integer(BigInteger.ONE));
            case SUB_CA_2 -> Der.sequence(Der.yes(), Der.integer(BigInteger.ZERO));
            case STATION, VEHICLE, SIGNER -> Der.sequence();
        };
    }

    private static byte[] keyUsage(Role role) {
        return switch (role) {
            case ROOT, SUB_CA_1, SUB_CA_2 -> Der.namedBits(CERT_AND_CRL_SIGN);
            case STATION, VEHICLE, SIGNER -> Der.namedBits(DIGITAL_SIGNATURE | KEY_AGREEMENT);
        };
    }

    private static byte[] extension(String oid, boolean critical, byte[] value) {
        return critical
                ? Der.sequence(Der.oid(oid), Der.yes(), Der.octets(value))
                : Der.sequence(Der.oid(oid), Der.octets(value));
    }

    /** SHA-1 names a key here, it protects nothing. @source RFC 5280 4.2.1.2 */
    private static byte[] keyId(PublicKey key) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(key.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no SHA-1", e);
        }
    }

    private static X509Certificate parse(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate that was just made is not readable", e);
        }
    }

    /** A request for a certificate, PKCS#10, DER. */
    public static byte[] request(Subject subject, KeyPair keys) {
        KeyKind kind = KeyKind.of(keys.getPublic()).orElseThrow();
        byte[] body =
                Der.sequence(
                        Der.integer(BigInteger.ZERO),
                        subject.encode(),
                        keys.getPublic().getEncoded(),
                        Der.element(0xA0));
        byte[] signature = kind.sign(keys.getPrivate(), body);
        return Der.sequence(body, kind.algorithm(), Der.bits(signature));
    }
}
