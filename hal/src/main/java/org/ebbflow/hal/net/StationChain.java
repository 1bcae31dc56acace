package org.ebbflow.hal.net;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * With what the station proves to be itself.
 *
 * @param name for people, unique in the station
 * @param certificates leaf first, without the root
 * @param key private key of the leaf
 */
public record StationChain(String name, List<X509Certificate> certificates, PrivateKey key) {

    public StationChain {
        certificates = List.copyOf(certificates);
    }
}
