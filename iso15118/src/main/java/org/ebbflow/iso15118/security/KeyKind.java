package org.ebbflow.iso15118.security;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;

/**
 * Key types of vehicle-to-grid certificates, each with the one signature algorithm it is used with.
 *
 * @source ISO 15118-2 clause 7.9.2.4 (secp256r1), ISO 15118-20 clause 7.3 (secp521r1, Ed448)
 */
public enum KeyKind {
    SECP256R1("secp256r1", "SHA256withECDSA", "1.2.840.10045.4.3.2"),
    SECP521R1("secp521r1", "SHA512withECDSA", "1.2.840.10045.4.3.4"),
    ED448("Ed448", "Ed448", "1.3.101.113");

    private final String title;
    private final String signature;
    private final String oid;

    KeyKind(String title, String signature, String oid) {
        this.title = title;
        this.signature = signature;
        this.oid = oid;
    }

    /** Name of the curve as people write it. */
    public String title() {
        return title;
    }

    /** The kind of a key; empty for one that no V2G certificate may have. */
    public static Optional<KeyKind> of(Key key) {
        if (key instanceof EdECKey edwards) {
            return "Ed448".equals(edwards.getParams().getName())
                    ? Optional.of(ED448)
                    : Optional.empty();
        }
        if (!(key instanceof ECKey ec)) {
            return Optional.empty();
        }
        return switch (ec.getParams().getCurve().getField().getFieldSize()) {
            case 256 -> Optional.of(SECP256R1);
            case 521 -> Optional.of(SECP521R1);
            default -> Optional.empty();
        };
    }

    /** A fresh pair. */
    public KeyPair generate() {
        try {
            KeyPairGenerator generator =
                    KeyPairGenerator.getInstance(this == ED448 ? "Ed448" : "EC");
            if (this != ED448) {
                generator.initialize(new ECGenParameterSpec(title));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java makes no keys of " + title, e);
        }
    }

    /** AlgorithmIdentifier of its signatures. */
    byte[] algorithm() {
        return Der.sequence(Der.oid(oid));
    }

    byte[] sign(PrivateKey key, byte[] content) {
        try {
            Signature signer = Signature.getInstance(signature);
            signer.initSign(key);
            signer.update(content);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no signature with " + title, e);
        }
    }

    /** Name of the algorithm with which this kind signs, as Java names it. */
    String signatureName() {
        return signature;
    }
}
