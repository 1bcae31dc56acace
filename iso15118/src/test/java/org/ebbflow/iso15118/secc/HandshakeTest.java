package org.ebbflow.iso15118.secc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.ebbflow.iso15118.message.sap.AppProtocol;
import org.ebbflow.iso15118.message.sap.ResponseCode;
import org.ebbflow.iso15118.message.sap.SupportedAppProtocolReq;
import org.ebbflow.iso15118.message.sap.SupportedAppProtocolRes;
import org.ebbflow.iso15118.secc.SeccConfig.Bench;
import org.ebbflow.iso15118.secc.SeccConfig.Protocol;
import org.ebbflow.iso15118.secc.SeccConfig.Supply;
import org.junit.jupiter.api.Test;

class HandshakeTest {

    private static final AppProtocol PRIVATE =
            new AppProtocol("urn:tesla:din:2018:MsgDef", 1, 0, 0, 1);
    private static final AppProtocol DIN = new AppProtocol(Handshake.DIN, 2, 0, 7, 2);
    private static final AppProtocol ISO_2 = new AppProtocol(Handshake.ISO_2, 2, 0, 9, 3);
    private static final AppProtocol ISO_20 = new AppProtocol(Handshake.ISO_20_DC, 1, 0, 4, 1);

    private static SeccConfig station(Bench bench) {
        return new SeccConfig("DE*EBB*E1", Supply.DC, List.of(Protocol.values()), bench);
    }

    private static Handshake.Choice choose(boolean tls13, AppProtocol... offered) {
        return Handshake.choose(
                new SupportedAppProtocolReq(List.of(offered)), station(Bench.NONE), tls13);
    }

    @Test
    void theCarsPriorityDecidesAndItsSchemaIdIsEchoed() {
        Handshake.Choice choice = choose(false, ISO_2, PRIVATE, DIN);
        assertEquals(Optional.of(Protocol.DIN_70121), choice.protocol());
        assertEquals(
                new SupportedAppProtocolRes(ResponseCode.OK_SuccessfulNegotiation, 7),
                choice.answer());
    }

    @Test
    void anotherMinorVersionIsSpokenAndSaid() {
        Handshake.Choice choice = choose(false, new AppProtocol(Handshake.ISO_2, 2, 1, 5, 1));
        assertEquals(
                ResponseCode.OK_SuccessfulNegotiationWithMinorDeviation,
                choice.answer().responseCode());
        Handshake.Choice other = choose(false, new AppProtocol(Handshake.ISO_2, 3, 0, 5, 1));
        assertEquals(ResponseCode.Failed_NoNegotiation, other.answer().responseCode());
    }

    @Test
    void iso20NeedsTls13OrTheBenchKey() {
        assertTrue(choose(false, ISO_20).tlsMissing());
        assertEquals(Optional.of(Protocol.ISO_15118_2), choose(false, ISO_20, ISO_2).protocol());
        assertEquals(Optional.of(Protocol.ISO_15118_20), choose(true, ISO_20, ISO_2).protocol());
        Handshake.Choice bench =
                Handshake.choose(
                        new SupportedAppProtocolReq(List.of(ISO_20)),
                        station(new Bench(true, false)),
                        false);
        assertEquals(Optional.of(Protocol.ISO_15118_20), bench.protocol());
    }

    @Test
    void nothingInCommonIsSaidSo() {
        assertEquals(
                new SupportedAppProtocolRes(ResponseCode.Failed_NoNegotiation, null),
                choose(false, PRIVATE).answer());
    }
}
