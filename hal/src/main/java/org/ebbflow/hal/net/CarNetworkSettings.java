package org.ebbflow.hal.net;

/**
 * Where and how the station listens for cars.
 *
 * @param interfaceName name of the car's network interface, "lo" for tests on one machine, empty
 *     for the first interface that has a link-local address
 * @param tcpPort port of the V2G server, 0 for any free one of 49152 to 65535
 * @param sdpPort UDP port of discovery; 15118 by the standard, 0 switches discovery off
 * @param maxConnections cars served at a time; further ones are closed at once
 * @param maxPendingBytes answers that may wait for one car; above it the car is closed
 */
public record CarNetworkSettings(
        String interfaceName, int tcpPort, int sdpPort, int maxConnections, int maxPendingBytes) {

    /** Port of the SECC discovery protocol. @source ISO 15118-2 7.10.1 */
    public static final int SDP_PORT = 15118;

    /** The usual settings for one interface. */
    public static CarNetworkSettings on(String interfaceName) {
        return new CarNetworkSettings(interfaceName, 0, SDP_PORT, 4, 64 * 1024);
    }
}
