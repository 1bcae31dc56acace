package org.ebbflow.tools.vehicle;

import java.util.Optional;
import org.ebbflow.iso15118.sdp.SdpServer;

/**
 * Where a car looks for its station.
 *
 * @param interfaceName network interface; "lo" for one machine, empty for the first one with an
 *     IPv6 link-local address
 * @param sdpPort UDP port of discovery, 1..65535
 * @param trust certificates of a car that asks for TLS with every protocol that has it; empty: a
 *     car that speaks in the clear
 */
public record CarLink(String interfaceName, int sdpPort, Optional<CarTrust> trust) {

    /** In the clear. */
    public CarLink(String interfaceName, int sdpPort) {
        this(interfaceName, sdpPort, Optional.empty());
    }

    /** The same with TLS. */
    public CarLink with(CarTrust certificates) {
        return new CarLink(interfaceName, sdpPort, Optional.of(certificates));
    }

    /** The standard's port on an interface, see {@link #interfaceName}. */
    public static CarLink on(String interfaceName) {
        return new CarLink(interfaceName, SdpServer.PORT);
    }
}
