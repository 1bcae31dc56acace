package org.ebbflow.iso15118.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.iso15118.evcc.EvccPlan.Protocol;
import org.ebbflow.iso15118.evcc.EvccPlan.Service;
import org.ebbflow.iso15118.evcc.EvccPlan.Stop;
import org.ebbflow.iso15118.message.sap.AppProtocol;
import org.ebbflow.iso15118.message.sap.ResponseCode;
import org.ebbflow.iso15118.message.sap.SupportedAppProtocolReq;
import org.ebbflow.iso15118.message.sap.SupportedAppProtocolRes;
import org.ebbflow.iso15118.schema.Schema;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.SeccConfig.Supply;
import org.ebbflow.iso15118.v2gtp.Frame;
import org.ebbflow.iso15118.v2gtp.FrameReader;
import org.ebbflow.iso15118.v2gtp.PayloadType;
import org.ebbflow.iso15118.wire.Wire;
import org.junit.jupiter.api.Test;

/** The first message of cars as they really greet. */
class GreetingTest {

    private static SessionBench bench() {
        return new SessionBench(
                Supply.DC, EvccPlan.of(Protocol.DIN_70121, Service.DC, new Stop(3, 2000)));
    }

    private static SupportedAppProtocolRes answer(SessionBench bench, byte[] request) {
        List<byte[]> answers = bench.ask(request, 1);
        assertEquals(1, answers.size());
        Frame frame = FrameReader.EMPTY.read(answers.getFirst()).frames().getFirst();
        return (SupportedAppProtocolRes) Wire.sap(frame).orElseThrow();
    }

    /** Order and numbers as a captured Model 3 sends them. */
    @Test
    void aModel3PutsItsOwnNamespaceFirstAndGetsDinWithTheSchemaIdOfDin() {
        SupportedAppProtocolReq model3 =
                new SupportedAppProtocolReq(
                        List.of(
                                new AppProtocol("urn:din:70121:2012:MsgDef", 2, 0, 1, 2),
                                new AppProtocol("urn:tesla:din:2018:MsgDef", 0, 7, 2, 1)));
        SupportedAppProtocolRes answer = answer(bench(), Wire.frame(Schema.SAP, model3));
        assertEquals(ResponseCode.OK_SuccessfulNegotiation, answer.responseCode());
        assertEquals(Integer.valueOf(1), answer.schemaId());
    }

    @Test
    void anEmptyListIsAnsweredWithNoNegotiationAndTheNextCarIsServed() {
        SessionBench bench = bench();
        byte[] empty = new Frame(PayloadType.SAP_OR_V2G, new byte[] {(byte) 0x80, 0}).encode();
        assertEquals(ResponseCode.Failed_NoNegotiation, answer(bench, empty).responseCode());
        assertEquals(EndReason.NO_COMMON_PROTOCOL, bench.ended().why());
        bench.again(EvccPlan.of(Protocol.DIN_70121, Service.DC, new Stop(3, 2000))).run(60);
        assertEquals(EndReason.COMPLETED, bench.ended().why());
    }

    @Test
    void aMessageOfEightKilobytesIsRead() {
        assertTrue(FrameReader.MAX_PAYLOAD >= 8_192);
        byte[] long8k = new Frame(PayloadType.ISO20_COMMON, new byte[8_192]).encode();
        assertEquals(1, FrameReader.EMPTY.read(long8k).frames().size());
    }
}
