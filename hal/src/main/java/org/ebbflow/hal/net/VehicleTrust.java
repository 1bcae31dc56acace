package org.ebbflow.hal.net;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Checks a car's chain against the vehicle roots and keeps the sentence why one was refused. */
final class VehicleTrust extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager pkix;
    private volatile Optional<String> refusal = Optional.empty();

    private VehicleTrust(X509ExtendedTrustManager pkix) {
        this.pkix = pkix;
    }

    /**
     * @param roots one at least
     */
    static VehicleTrust in(List<X509Certificate> roots) throws GeneralSecurityException {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        try {
            anchors.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException("an empty key store cannot be made", e);
        }
        for (int i = 0; i < roots.size(); i++) {
            anchors.setCertificateEntry("root" + i, roots.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(anchors);
        return new VehicleTrust((X509ExtendedTrustManager) factory.getTrustManagers()[0]);
    }

    /** Why the car's chain was refused. */
    Optional<String> refusal() {
        return refusal;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        try {
            for (X509Certificate each : chain) {
                each.checkValidity();
            }
            pkix.checkClientTrusted(chain, type, engine);
        } catch (CertificateException e) {
            refusal = Optional.of(sentence(e, chain[0].getSubjectX500Principal().getName()));
            throw e;
        }
    }

    private static String sentence(CertificateException failure, String name) {
        return switch (failure) {
            case CertificateExpiredException ignored ->
                    "a certificate of the car's chain (" + name + ") has expired";
            case CertificateNotYetValidException ignored ->
                    "a certificate of the car's chain ("
                            + name
                            + ") is not valid yet; is the station's clock right?";
            default -> {
                for (Throwable t = failure; t != null; t = t.getCause()) {
                    if (t instanceof CertPathValidatorException) {
                        yield "the car's certificate ("
                                + name
                                + ") is not valid: "
                                + t.getMessage();
                    }
                }
                yield "the car's certificate ("
                        + name
                        + ") is not under one of the station's vehicle roots";
            }
        };
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return pkix.getAcceptedIssuers();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("a station trusts no servers here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
            throws CertificateException {
        throw new CertificateException("no sockets here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
            throws CertificateException {
        throw new CertificateException("a station trusts no servers here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw new CertificateException("no connection, no trust");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw new CertificateException("a station trusts no servers here");
    }
}
