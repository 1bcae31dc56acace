package org.ebbflow.hal.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import org.ebbflow.hal.VehicleLink.Protection;

/**
 * The station's end of TLS: 1.2 as ISO 15118-2 has it, 1.3 with a verified client chain as ISO
 * 15118-20 has it, never a session taken up again.
 *
 * @source ISO 15118-2 clause 7.7.3, ISO 15118-20 clause 7.7.3
 */
public final class CarTls {

    private static final String V1_2 = "TLSv1.2";
    private static final String V1_3 = "TLSv1.3";
    private static final int HASH_BYTES = 16;
    private static final int MAX_FLIGHTS = 20;
    private static final List<Integer> GROUPS_OF_ISO_20 = List.of(0x0019, 0x001E);
    private static final int SECP256R1 = 0x0017;
    private static final List<Integer> SCHEMES_OF_ISO_20 = List.of(0x0603, 0x0808);
    private static final int ECDSA_SECP256R1_SHA256 = 0x0403;

    private final Settings settings;

    /**
     * With what the station meets cars.
     *
     * @param chains its own, names all different
     * @param vehicleRoots roots under which a car's chain is accepted; none: no TLS 1.3
     * @param secp256r1ForIso20 bench only: the curve of ISO 15118-2 also in TLS 1.3
     */
    public record Settings(
            List<StationChain> chains,
            List<X509Certificate> vehicleRoots,
            boolean secp256r1ForIso20) {

        public Settings {
            chains = List.copyOf(chains);
            vehicleRoots = List.copyOf(vehicleRoots);
        }
    }

    /** One handshake. @param trust asked why it was refused */
    record Attempt(TlsPipe pipe, Optional<VehicleTrust> trust) {}

    private CarTls(Settings settings) {
        this.settings = settings;
    }

    /** TLS with these chains and roots. */
    public static CarTls of(Settings settings) {
        TlsProperties.set();
        return new CarTls(settings);
    }

    /**
     * A new handshake. Each has a context of its own, so that there is nothing to resume: an
     * expired chain cannot come back in an old session.
     */
    Attempt begin(ClientHello hello) throws GeneralSecurityException {
        boolean tls13 = isFor13(hello);
        Optional<VehicleTrust> trust =
                tls13 && !settings.vehicleRoots().isEmpty()
                        ? Optional.of(VehicleTrust.in(settings.vehicleRoots()))
                        : Optional.empty();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                new KeyManager[] {new StationKeys(settings.chains(), settings.secp256r1ForIso20())},
                trust.map(t -> new TrustManager[] {t}).orElse(new TrustManager[0]),
                null);
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(tls13 ? iso20() : iso2());
        return new Attempt(new TlsPipe(engine), trust);
    }

    /** A car that offers both versions gets 1.3 only when it also has the curves for it. */
    private boolean isFor13(ClientHello hello) {
        if (!hello.offers(ClientHello.TLS_1_3)) {
            return false;
        }
        boolean fits =
                speaks(hello.groups(), GROUPS_OF_ISO_20, SECP256R1)
                        && speaks(hello.schemes(), SCHEMES_OF_ISO_20, ECDSA_SECP256R1_SHA256)
                        && !settings.vehicleRoots().isEmpty();
        return fits || !hello.offers(ClientHello.TLS_1_2);
    }

    private boolean speaks(List<Integer> offered, List<Integer> wanted, int onTheBench) {
        return offered.stream()
                .anyMatch(
                        code ->
                                wanted.contains(code)
                                        || (settings.secp256r1ForIso20() && code == onTheBench));
    }

    private static SSLParameters iso2() {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {V1_2});
        parameters.setCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});
        parameters.setNamedGroups(new String[] {"secp256r1"});
        parameters.setSignatureSchemes(new String[] {"ecdsa_secp256r1_sha256"});
        return parameters;
    }

    private SSLParameters iso20() {
        List<String> groups = new ArrayList<>(List.of("secp521r1", "x448"));
        List<String> schemes = new ArrayList<>(List.of("ecdsa_secp521r1_sha512", "ed448"));
        if (settings.secp256r1ForIso20()) {
            groups.add("secp256r1");
            schemes.add("ecdsa_secp256r1_sha256");
        }
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {V1_3});
        parameters.setCipherSuites(
                new String[] {"TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"});
        parameters.setNamedGroups(groups.toArray(String[]::new));
        parameters.setSignatureSchemes(schemes.toArray(String[]::new));
        parameters.setNeedClientAuth(true);
        return parameters;
    }

    /**
     * A whole connection in memory, so that the code for it is loaded and compiled.
     *
     * @param client configured for one version, its handshake not begun
     * @param messages exchanged after the handshake
     * @param bytes length of each message
     */
    public void rehearse(SSLEngine client, int messages, int bytes)
            throws GeneralSecurityException, IOException {
        TlsPipe car = new TlsPipe(client);
        client.beginHandshake();
        car.advance();
        ByteBuffer hello = car.outgoing().remove();
        byte[] first = new byte[hello.remaining()];
        hello.duplicate().get(first);
        if (!(ClientHello.look(first) instanceof ClientHello.Look.Found found)) {
            throw new IOException("the client begins with no ClientHello");
        }
        TlsPipe station = begin(found.hello()).pipe();
        station.arrived(hello);
        for (int i = 0; i < MAX_FLIGHTS && !(car.isOpen() && station.isOpen()); i++) {
            pass(station, car);
            pass(car, station);
        }
        for (int i = 0; i < messages; i++) {
            car.send(ByteBuffer.allocate(bytes));
            pass(car, station);
            station.send(ByteBuffer.wrap(station.take()));
            pass(station, car);
            car.take();
        }
    }

    private static void pass(TlsPipe from, TlsPipe to) throws IOException {
        work(from);
        for (ByteBuffer next = from.outgoing().poll();
                next != null;
                next = from.outgoing().poll()) {
            to.arrived(next);
            work(to);
        }
    }

    private static void work(TlsPipe pipe) throws IOException {
        for (List<Runnable> tasks = pipe.tasks(); !tasks.isEmpty(); tasks = pipe.tasks()) {
            tasks.forEach(Runnable::run);
            pipe.advance();
        }
    }

    /** What a finished handshake has brought. */
    static CarProtection protection(SSLSession session, long handshakeNs)
            throws SSLPeerUnverifiedException {
        if (!session.getProtocol().equals(V1_3)) {
            return new CarProtection(Protection.TLS_1_2, session.getCipherSuite(), "", handshakeNs);
        }
        X509Certificate leaf = (X509Certificate) session.getPeerCertificates()[0];
        return new CarProtection(
                Protection.TLS_1_3_MUTUAL,
                session.getCipherSuite(),
                subjectHash(leaf),
                handshakeNs);
    }

    private static String subjectHash(X509Certificate leaf) {
        try {
            byte[] all =
                    MessageDigest.getInstance("SHA-256")
                            .digest(leaf.getSubjectX500Principal().getEncoded());
            return HexFormat.of().formatHex(all, 0, HASH_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no SHA-256", e);
        }
    }
}
