package org.ebbflow.iso15118.secc;

import java.util.List;
import java.util.Optional;
import org.ebbflow.iso15118.message.sap.AppProtocol;
import org.ebbflow.iso15118.message.sap.ResponseCode;
import org.ebbflow.iso15118.message.sap.SupportedAppProtocolReq;
import org.ebbflow.iso15118.message.sap.SupportedAppProtocolRes;
import org.ebbflow.iso15118.secc.SeccConfig.Protocol;
import org.ebbflow.iso15118.secc.SeccConfig.Supply;

/**
 * Choice of the protocol: the car's priority decides among what the station speaks.
 *
 * @source ISO 15118-2 clause 8.2, ISO 15118-20 clause 8.2
 */
final class Handshake {

    static final String DIN = "urn:din:70121:2012:MsgDef";
    static final String ISO_2 = "urn:iso:15118:2:2013:MsgDef";
    static final String ISO_20_DC = "urn:iso:std:iso:15118:-20:DC";
    static final String ISO_20_AC = "urn:iso:std:iso:15118:-20:AC";

    private Handshake() {}

    /**
     * Outcome of the handshake.
     *
     * @param answer what to send
     * @param protocol what both speak from now on; empty: nothing in common
     * @param tlsMissing the only thing in common would have needed TLS 1.3
     */
    record Choice(
            SupportedAppProtocolRes answer, Optional<Protocol> protocol, boolean tlsMissing) {}

    /** Nothing in common. */
    static Choice none(boolean tlsMissing) {
        return new Choice(
                new SupportedAppProtocolRes(ResponseCode.Failed_NoNegotiation, null),
                Optional.empty(),
                tlsMissing);
    }

    static Choice choose(SupportedAppProtocolReq request, SeccConfig config, boolean tls13) {
        boolean iso20Allowed = tls13 || config.bench().plainIso20();
        List<AppProtocol> byPriority =
                request.appProtocol().stream()
                        .sorted((a, b) -> Integer.compare(a.priority(), b.priority()))
                        .toList();
        boolean tlsMissing = false;
        for (AppProtocol offered : byPriority) {
            Optional<Protocol> spoken = spoken(offered, config);
            if (spoken.isEmpty()) {
                continue;
            }
            if (spoken.get() == Protocol.ISO_15118_20 && !iso20Allowed) {
                tlsMissing = true;
                continue;
            }
            ResponseCode code =
                    offered.versionNumberMinor() == 0
                            ? ResponseCode.OK_SuccessfulNegotiation
                            : ResponseCode.OK_SuccessfulNegotiationWithMinorDeviation;
            return new Choice(new SupportedAppProtocolRes(code, offered.schemaId()), spoken, false);
        }
        return none(tlsMissing);
    }

    private static Optional<Protocol> spoken(AppProtocol offered, SeccConfig config) {
        Optional<Protocol> named =
                switch (offered.protocolNamespace()) {
                    case DIN -> major(offered, 2, Protocol.DIN_70121, config.supply() == Supply.DC);
                    case ISO_2 -> major(offered, 2, Protocol.ISO_15118_2, true);
                    case ISO_20_DC ->
                            major(offered, 1, Protocol.ISO_15118_20, config.supply() == Supply.DC);
                    case ISO_20_AC ->
                            major(offered, 1, Protocol.ISO_15118_20, config.supply() == Supply.AC);
                    default -> Optional.empty();
                };
        return named.filter(config.protocols()::contains);
    }

    private static Optional<Protocol> major(
            AppProtocol offered, int version, Protocol protocol, boolean fits) {
        return fits && offered.versionNumberMajor() == version
                ? Optional.of(protocol)
                : Optional.empty();
    }
}
