package org.ebbflow.hal.net;

import java.net.InetSocketAddress;
import java.util.Optional;

/** Decides the answer to one datagram on the discovery port; called on the network thread. */
@FunctionalInterface
public interface SdpAnswer {

    /**
     * The answer to a request, or nothing for one that deserves none.
     *
     * @param listening where the V2G server accepts connections
     */
    Optional<byte[]> answer(byte[] request, InetSocketAddress listening);
}
