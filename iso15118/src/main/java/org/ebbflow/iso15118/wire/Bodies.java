package org.ebbflow.iso15118.wire;

import java.util.Optional;
import org.ebbflow.iso15118.message.iso2.Body;
import org.ebbflow.iso15118.message.iso2.BodyElement;
import org.ebbflow.iso15118.message.iso2.MessageHeader;
import org.ebbflow.iso15118.message.iso2.V2G_Message;
import org.ebbflow.iso15118.schema.Schema;
import org.ebbflow.iso15118.v2gtp.Frame;
import org.jspecify.annotations.Nullable;

/** How bodies of ISO 15118-2 reach the wire: as they are, or translated to DIN 70121. */
public enum Bodies {
    ISO_15118_2("ISO 15118-2"),
    DIN_70121("DIN 70121");

    private final String protocol;

    Bodies(String protocol) {
        this.protocol = protocol;
    }

    /** Name of the protocol, for people. */
    public String protocol() {
        return protocol;
    }

    /**
     * A message from the wire.
     *
     * @param name as ISO 15118-2 names it
     */
    public record Received(byte[] sessionId, BodyElement body, String name) {}

    /** The message of a frame; empty when it is none of this protocol. */
    public Optional<Received> read(Frame frame) {
        return switch (this) {
            case ISO_15118_2 ->
                    Wire.iso2(frame)
                            .flatMap(m -> received(m.header().sessionId(), m.body().bodyElement()));
            case DIN_70121 ->
                    Wire.din(frame)
                            .flatMap(
                                    m ->
                                            received(
                                                    m.header().sessionId(),
                                                    DinToIso2.body(m.body().bodyElement())));
        };
    }

    private static Optional<Received> received(byte[] sessionId, @Nullable BodyElement body) {
        return body == null
                ? Optional.empty()
                : Optional.of(new Received(sessionId, body, body.getClass().getSimpleName()));
    }

    /** A message as a complete frame. */
    public byte[] write(byte[] sessionId, BodyElement body) {
        return switch (this) {
            case ISO_15118_2 -> {
                MessageHeader header = new MessageHeader(sessionId, null, null);
                yield Wire.frame(Schema.ISO2, new V2G_Message(header, new Body(body)));
            }
            case DIN_70121 -> Wire.frame(Schema.DIN, Iso2ToDin.message(sessionId, body));
        };
    }
}
