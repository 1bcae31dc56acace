package org.ebbflow.hal.net;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Picks the station's chain by TLS version, the car's signature schemes, and the authorities it
 * names.
 *
 * @source ISO 15118-2 clause 7.7.3 (secp256r1), ISO 15118-20 clause 7.7.3 (secp521r1, Ed448)
 */
final class StationKeys extends X509ExtendedKeyManager {

    private static final String TLS_1_3 = "TLSv1.3";
    private static final int FIELD_BITS_OF_ISO_2 = 256;

    private final List<StationChain> chains;
    private final boolean secp256r1Everywhere;

    StationKeys(List<StationChain> chains, boolean secp256r1Everywhere) {
        this.chains = List.copyOf(chains);
        this.secp256r1Everywhere = secp256r1Everywhere;
    }

    /** Whether a chain is one of ISO 15118-2. */
    static boolean isOfIso2(StationChain chain) {
        return chain.key() instanceof ECKey ec
                && ec.getParams().getCurve().getField().getFieldSize() == FIELD_BITS_OF_ISO_2;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        SSLSession session = engine.getHandshakeSession();
        boolean tls13 = session.getProtocol().equals(TLS_1_3);
        List<String> schemes =
                session instanceof ExtendedSSLSession extended
                        ? Arrays.asList(extended.getPeerSupportedSignatureAlgorithms())
                        : List.of();
        List<StationChain> fitting =
                chains.stream()
                        .filter(chain -> isOfIso2(chain) ? !tls13 || secp256r1Everywhere : tls13)
                        .filter(chain -> canBeChecked(chain, schemes))
                        .toList();
        boolean choice = fitting.stream().anyMatch(chain -> isNamed(chain, issuers));
        return fitting.stream()
                .filter(chain -> isOfType(chain, keyType))
                .filter(chain -> !choice || isNamed(chain, issuers))
                .findFirst()
                .map(StationChain::name)
                .orElse(null);
    }

    private static boolean isOfType(StationChain chain, String keyType) {
        return keyType.startsWith("EC") == chain.key() instanceof ECKey;
    }

    private static boolean canBeChecked(StationChain chain, List<String> schemes) {
        String wanted =
                !(chain.key() instanceof ECKey)
                        ? "ED"
                        : isOfIso2(chain) ? "SHA256WITHECDSA" : "SHA512WITHECDSA";
        return schemes.isEmpty()
                || schemes.stream().anyMatch(s -> s.toUpperCase(Locale.ROOT).startsWith(wanted));
    }

    /** Whether the car named an authority of the chain; one that names none takes any. */
    private static boolean isNamed(StationChain chain, Principal @Nullable [] issuers) {
        if (issuers == null || issuers.length == 0) {
            return true;
        }
        List<Principal> named = Arrays.asList(issuers);
        return chain.certificates().stream()
                .anyMatch(c -> named.contains(c.getIssuerX500Principal()));
    }

    private Optional<StationChain> named(String alias) {
        return chains.stream().filter(chain -> chain.name().equals(alias)).findFirst();
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return named(alias)
                .map(chain -> chain.certificates().toArray(X509Certificate[]::new))
                .orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return named(alias).map(StationChain::key).orElse(null);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return chains.stream().map(StationChain::name).toArray(String[]::new);
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
