package org.ebbflow.iso15118.wire;

import java.util.Optional;
import org.ebbflow.iso15118.exi.ExiException;
import org.ebbflow.iso15118.exi.V2gCodec;
import org.ebbflow.iso15118.message.Message;
import org.ebbflow.iso15118.message.iso20.V2GMessage;
import org.ebbflow.iso15118.schema.Schema;
import org.ebbflow.iso15118.v2gtp.Frame;
import org.ebbflow.iso15118.v2gtp.FrameReader;
import org.ebbflow.iso15118.v2gtp.PayloadType;

/** Frames of messages and back; nothing in a result depends on the working space it keeps. */
public final class Wire {

    private static final ThreadLocal<Wire> OF_THREAD = ThreadLocal.withInitial(Wire::new);

    private final V2gCodec codec = new V2gCodec();
    private final byte[] scratch = new byte[FrameReader.MAX_PAYLOAD];

    private Wire() {}

    /** The handshake's messages. */
    public static Optional<Message> sap(Frame frame) {
        return decode(frame, PayloadType.SAP_OR_V2G, Schema.SAP);
    }

    /** Messages of ISO 15118-2; empty for fragments and whatever else the schema can start with. */
    public static Optional<org.ebbflow.iso15118.message.iso2.V2G_Message> iso2(Frame frame) {
        return decode(frame, PayloadType.SAP_OR_V2G, Schema.ISO2)
                .filter(org.ebbflow.iso15118.message.iso2.V2G_Message.class::isInstance)
                .map(org.ebbflow.iso15118.message.iso2.V2G_Message.class::cast);
    }

    /** Messages of DIN 70121. */
    public static Optional<org.ebbflow.iso15118.message.din.V2G_Message> din(Frame frame) {
        return decode(frame, PayloadType.SAP_OR_V2G, Schema.DIN)
                .filter(org.ebbflow.iso15118.message.din.V2G_Message.class::isInstance)
                .map(org.ebbflow.iso15118.message.din.V2G_Message.class::cast);
    }

    /** Messages of ISO 15118-20; empty for other payload types and for what no schema allows. */
    public static Optional<V2GMessage> iso20(Frame frame) {
        Optional<Message> message =
                switch (frame.payloadType()) {
                    case PayloadType.ISO20_COMMON ->
                            decode(frame, PayloadType.ISO20_COMMON, Schema.ISO20_COMMON);
                    case PayloadType.ISO20_AC ->
                            decode(frame, PayloadType.ISO20_AC, Schema.ISO20_AC);
                    case PayloadType.ISO20_DC ->
                            decode(frame, PayloadType.ISO20_DC, Schema.ISO20_DC);
                    default -> Optional.empty();
                };
        return message.filter(V2GMessage.class::isInstance).map(V2GMessage.class::cast);
    }

    /** A complete frame of a message of the handshake, DIN 70121 or ISO 15118-2. */
    public static byte[] frame(Schema schema, Message message) {
        return encode(PayloadType.SAP_OR_V2G, schema, message);
    }

    /** A complete frame of a message of ISO 15118-20. */
    public static byte[] iso20(V2GMessage message) {
        String name = message.getClass().getSimpleName();
        if (name.startsWith("DC_")) {
            return encode(PayloadType.ISO20_DC, Schema.ISO20_DC, message);
        }
        return name.startsWith("AC_")
                ? encode(PayloadType.ISO20_AC, Schema.ISO20_AC, message)
                : encode(PayloadType.ISO20_COMMON, Schema.ISO20_COMMON, message);
    }

    private static byte[] encode(int payloadType, Schema schema, Message message) {
        Wire wire = OF_THREAD.get();
        int length = wire.codec.encode(schema, message, wire.scratch, 0);
        return Frame.encode(payloadType, wire.scratch, length);
    }

    private static Optional<Message> decode(Frame frame, int payloadType, Schema schema) {
        if (frame.payloadType() != payloadType) {
            return Optional.empty();
        }
        try {
            V2gCodec codec = OF_THREAD.get().codec;
            byte[] payload = frame.payload();
            return Optional.of(codec.decode(schema, payload, 0, payload.length));
        } catch (ExiException malformed) {
            return Optional.empty();
        }
    }
}
