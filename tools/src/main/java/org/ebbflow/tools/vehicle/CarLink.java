package org.ebbflow.tools.vehicle;

import org.ebbflow.iso15118.sdp.SdpServer;

/**
 * Where a car looks for its station.
 *
 * @param interfaceName network interface; "lo" for one machine, empty for the first one with an
 *     IPv6 link-local address
 * @param sdpPort UDP port of discovery, 1..65535
 */
public record CarLink(String interfaceName, int sdpPort) {

    /** The standard's port on an interface, see {@link #interfaceName}. */
    public static CarLink on(String interfaceName) {
        return new CarLink(interfaceName, SdpServer.PORT);
    }
}
