package org.ebbflow.iso15118.wire;

import java.util.Optional;
import org.ebbflow.iso15118.message.Message;
import org.ebbflow.iso15118.message.iso20.V2GRequest;
import org.ebbflow.iso15118.message.sap.SupportedAppProtocolReq;
import org.ebbflow.iso15118.v2gtp.Frame;

/** stub */
public final class Wire {
    private Wire() {}
    public static Optional<SupportedAppProtocolReq> sapRequest(Frame f) { throw new UnsupportedOperationException(); }
    public static Optional<V2GRequest> iso20Request(Frame f) { throw new UnsupportedOperationException(); }
    public static byte[] encode(Message m) { throw new UnsupportedOperationException(); }
}
