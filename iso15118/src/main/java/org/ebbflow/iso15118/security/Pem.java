package org.ebbflow.iso15118.security;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys as the text files in which they travel. @source RFC 7468 */
public final class Pem {

    private static final int LINE = 64;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    private Pem() {}

    /** The text is not what it should be; the message is one sentence without the file's name. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final String sentence;

        Unreadable(String sentence) {
            super(sentence);
            this.sentence = sentence;
        }

        /** What is wrong, to be put behind the file's name. */
        public String sentence() {
            return sentence;
        }
    }

    /** One block. @param label e.g. "CERTIFICATE" */
    public static String write(String label, byte[] der) {
        String body = Base64.getMimeEncoder(LINE, "\n".getBytes(US_ASCII)).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /** Certificates in the given order. */
    public static String write(List<X509Certificate> chain) {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : chain) {
            try {
                text.append(write("CERTIFICATE", certificate.getEncoded()));
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("a certificate without encoding", e);
            }
        }
        return text.toString();
    }

    /** A private key, PKCS#8. */
    public static String write(PrivateKey key) {
        return write("PRIVATE KEY", key.getEncoded());
    }

    /** Every certificate of a text, in its order; one at least. */
    public static List<X509Certificate> certificates(String text) throws Unreadable {
        List<X509Certificate> all = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (byte[] der : blocks(text, "CERTIFICATE")) {
                all.add(
                        (X509Certificate)
                                factory.generateCertificate(new ByteArrayInputStream(der)));
            }
        } catch (CertificateException e) {
            throw new Unreadable("holds a certificate that cannot be read");
        }
        if (all.isEmpty()) {
            throw new Unreadable("holds no certificate (-----BEGIN CERTIFICATE-----)");
        }
        return all;
    }

    /** The private key of a text: PKCS#8, not encrypted, elliptic curve or Ed448. */
    public static PrivateKey privateKey(String text) throws Unreadable {
        List<byte[]> blocks = blocks(text, "PRIVATE KEY");
        if (blocks.size() != 1) {
            throw new Unreadable(
                    text.contains("ENCRYPTED PRIVATE KEY") || text.contains("EC PRIVATE KEY")
                            ? "holds a key in a form that is not read here; convert it with"
                                    + " \"openssl pkcs8 -topk8 -nocrypt\""
                            : "holds no private key (-----BEGIN PRIVATE KEY-----)");
        }
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(blocks.getFirst());
        for (String algorithm : List.of("EC", "Ed448")) {
            Optional<PrivateKey> key = key(algorithm, encoded);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new Unreadable("holds a key that is neither on an elliptic curve nor Ed448");
    }

    private static Optional<PrivateKey> key(String algorithm, PKCS8EncodedKeySpec encoded) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(encoded));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static List<byte[]> blocks(String text, String label) throws Unreadable {
        List<byte[]> found = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            if (!matcher.group(1).equals(label)) {
                continue;
            }
            try {
                found.add(Base64.getMimeDecoder().decode(matcher.group(2)));
            } catch (IllegalArgumentException e) {
                throw new Unreadable("holds a block that is not base 64");
            }
        }
        return found;
    }
}
