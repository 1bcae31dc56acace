package org.ebbflow.iso15118.evcc;

import java.util.List;
import java.util.Optional;
import org.ebbflow.iso15118.message.sap.AppProtocol;
import org.ebbflow.iso15118.message.sap.SupportedAppProtocolReq;
import org.ebbflow.iso15118.message.sap.SupportedAppProtocolRes;
import org.ebbflow.iso15118.schema.Schema;
import org.ebbflow.iso15118.v2gtp.Frame;
import org.ebbflow.iso15118.wire.Wire;

/** The handshake of the car. */
final class Greeting {

    private Greeting() {}

    static byte[] request(EvccPlan plan) {
        AppProtocol offered =
                switch (plan.protocol()) {
                    case DIN_70121 -> protocol("urn:din:70121:2012:MsgDef", 2);
                    case ISO_15118_2 -> protocol("urn:iso:15118:2:2013:MsgDef", 2);
                    case ISO_15118_20 ->
                            protocol(
                                    plan.service().isDc()
                                            ? "urn:iso:std:iso:15118:-20:DC"
                                            : "urn:iso:std:iso:15118:-20:AC",
                                    1);
                };
        return Wire.frame(Schema.SAP, new SupportedAppProtocolReq(List.of(offered)));
    }

    private static AppProtocol protocol(String namespace, int major) {
        return new AppProtocol(namespace, major, 0, 1, 1);
    }

    static Optional<Dialect.Heard> read(Frame frame, Memory memory) {
        return Wire.sap(frame)
                .filter(SupportedAppProtocolRes.class::isInstance)
                .map(SupportedAppProtocolRes.class::cast)
                .map(
                        answer ->
                                new Dialect.Heard(
                                        answer.responseCode().text().replace("Failed", "FAILED"),
                                        memory.withMeanwhile(false)));
    }
}
