package org.ebbflow.tools.vehicle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.iso15118.security.KeyKind;
import org.ebbflow.iso15118.security.Pem;
import org.ebbflow.tools.pki.PkiFolder;
import org.ebbflow.tools.pki.TestPki;

/**
 * What a simulated car needs for TLS: 1.2 for ISO 15118-2, 1.3 with its own certificate for -20.
 *
 * @param iso2Root V2G root of ISO 15118-2; @param iso20Root V2G root of ISO 15118-20
 * @param own the car's own chain and key for ISO 15118-20
 */
public record CarTrust(X509Certificate iso2Root, X509Certificate iso20Root, TestPki.Identity own) {

    private static final char[] NO_PASSWORD = new char[0];

    /** Of a PKI that was just made; -20 with the kind of key. */
    public static CarTrust of(TestPki pki, KeyKind kind) {
        return new CarTrust(
                pki.tree(KeyKind.SECP256R1).station().root().certificate(),
                pki.tree(kind).station().root().certificate(),
                pki.tree(kind).vehicle().leaf());
    }

    /** Of a folder that {@code ebbflow pki new} made; -20 with secp521r1. */
    public static CarTrust read(Path pki) throws IOException {
        Path cars = pki.resolve(PkiFolder.CAR);
        Path own = cars.resolve("iso20");
        try {
            return new CarTrust(
                    Pem.certificates(text(cars.resolve("iso2/v2g-root.pem"))).getFirst(),
                    Pem.certificates(text(own.resolve("v2g-root.pem"))).getFirst(),
                    new TestPki.Identity(
                            Pem.certificates(text(own.resolve("chain.pem"))),
                            Pem.privateKey(text(own.resolve("key.pem")))));
        } catch (Pem.Unreadable e) {
            throw new IOException("a file of " + cars + " " + e.sentence(), e);
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, UTF_8);
    }

    /** The car's end of TLS for a protocol; DIN 70121 has none. */
    public Optional<SSLEngine> engine(EvccPlan.Protocol protocol) {
        return switch (protocol) {
            case ISO_15118_20 -> Optional.of(engine(iso20(), iso20Root, Optional.of(own)));
            case ISO_15118_2 -> Optional.of(engine(iso2(), iso2Root, Optional.empty()));
            case DIN_70121 -> Optional.empty();
        };
    }

    private static SSLParameters iso2() {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.2"});
        parameters.setCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});
        parameters.setNamedGroups(new String[] {"secp256r1"});
        return parameters;
    }

    /** A car that knows one V2G root asks for chains of its kind only. */
    private SSLParameters iso20() {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        parameters.setCipherSuites(
                new String[] {"TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"});
        parameters.setNamedGroups(new String[] {"secp521r1", "x448"});
        boolean edwards = KeyKind.of(own.key()).filter(k -> k == KeyKind.ED448).isPresent();
        parameters.setSignatureSchemes(new String[] {edwards ? "ed448" : "ecdsa_secp521r1_sha512"});
        return parameters;
    }

    /** Any car's end of TLS. */
    static SSLEngine engine(
            SSLParameters parameters, X509Certificate root, Optional<TestPki.Identity> own) {
        try {
            KeyStore roots = empty();
            roots.setCertificateEntry("v2g", root);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(roots);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    own.isPresent() ? keys(own.get()) : new KeyManager[0],
                    trust.getTrustManagers(),
                    null);
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(true);
            engine.setSSLParameters(parameters);
            return engine;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the car has no TLS", e);
        }
    }

    private static KeyManager[] keys(TestPki.Identity own) throws GeneralSecurityException {
        KeyStore store = empty();
        store.setKeyEntry("car", own.key(), NO_PASSWORD, own.chain().toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, NO_PASSWORD);
        return keys.getKeyManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException("an empty key store cannot be made", e);
        }
    }
}
