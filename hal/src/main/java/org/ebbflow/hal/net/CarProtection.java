package org.ebbflow.hal.net;

import org.ebbflow.hal.VehicleLink.Protection;

/**
 * What protects one connection with a car.
 *
 * @param protection kind
 * @param suite cipher suite, empty in the clear
 * @param peerSubjectHash first 16 octets of SHA-256 of the subject in the car's verified
 *     certificate, hexadecimal; empty when it showed none
 * @param handshakeNs from the car's first message to the last, 0 in the clear
 */
public record CarProtection(
        Protection protection, String suite, String peerSubjectHash, long handshakeNs) {

    /** Nothing. */
    public static final CarProtection PLAIN = new CarProtection(Protection.PLAIN, "", "", 0);
}
