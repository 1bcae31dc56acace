package org.ebbflow.controller;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.ebbflow.hal.net.CarTls;
import org.ebbflow.hal.net.StationChain;
import org.ebbflow.iso15118.security.Certificates;
import org.ebbflow.iso15118.security.Certificates.Issuer;
import org.ebbflow.iso15118.security.Certificates.Role;
import org.ebbflow.iso15118.security.Certificates.Template;
import org.ebbflow.iso15118.security.KeyKind;
import org.ebbflow.iso15118.security.Subject;
import org.tinylog.Logger;

/**
 * Handshakes and records of an imagined car in memory, with certificates made for the moment, so
 * that the first real handshake does not load and compile the whole of TLS.
 */
final class TlsRehearsal {

    private static final char[] NO_PASSWORD = new char[0];
    private static final int MESSAGES = 400;
    private static final int MESSAGE_BYTES = 60;

    private TlsRehearsal() {}

    /** Begins in the background: the station is ready for cars meanwhile. */
    static void begin() {
        Thread thread = Thread.ofPlatform().daemon().name("rehearsal-tls").unstarted(() -> run());
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    /** Both versions; one that goes wrong delays the first handshake, nothing else. */
    static void run() {
        long startNs = System.nanoTime();
        try {
            walk(KeyKind.SECP521R1);
            walk(KeyKind.SECP256R1);
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            Logger.warn(
                    "the rehearsal of TLS failed, first handshakes are slower: {}", e.toString());
        }
        Logger.debug("rehearsed tlsMs={}", (System.nanoTime() - startNs) / 1_000_000L);
    }

    private static void walk(KeyKind kind) throws GeneralSecurityException, IOException {
        Instant now = Instant.now();
        KeyPair rootKeys = kind.generate();
        X509Certificate root = Certificates.root(template("root", Role.ROOT, now), rootKeys);
        Issuer issuer = new Issuer(root, rootKeys.getPrivate());
        KeyPair keys = kind.generate();
        X509Certificate station =
                Certificates.issue(
                        template("station", Role.STATION, now), keys.getPublic(), issuer);
        X509Certificate car =
                Certificates.issue(template("car", Role.VEHICLE, now), keys.getPublic(), issuer);
        CarTls tls =
                CarTls.of(
                        new CarTls.Settings(
                                List.of(
                                        new StationChain(
                                                "rehearsal", List.of(station), keys.getPrivate())),
                                List.of(root),
                                false));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("root", root);
        store.setKeyEntry("car", keys.getPrivate(), NO_PASSWORD, new Certificate[] {car});
        tls.rehearse(client(store, kind), MESSAGES, MESSAGE_BYTES);
    }

    private static Template template(String name, Role role, Instant now) {
        return new Template(
                new Subject(name, "rehearsal", "US", "CPO"),
                role,
                BigInteger.ONE,
                now.minusSeconds(60),
                now.plus(Duration.ofHours(1)),
                "");
    }

    private static SSLEngine client(KeyStore store, KeyKind kind) throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, NO_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        boolean iso2 = kind == KeyKind.SECP256R1;
        parameters.setProtocols(new String[] {iso2 ? "TLSv1.2" : "TLSv1.3"});
        parameters.setCipherSuites(
                new String[] {
                    iso2 ? "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256" : "TLS_AES_256_GCM_SHA384"
                });
        parameters.setNamedGroups(new String[] {kind.title()});
        engine.setSSLParameters(parameters);
        return engine;
    }
}
