package org.ebbflow.iso15118.security;

import java.util.ArrayList;
import java.util.List;

/**
 * Name in a certificate.
 *
 * @param commonName e.g. the EVSE's identifier or the car's
 * @param organization who runs it
 * @param country two capital letters
 * @param domain DC of the V2G trust: "V2G", "CPO", "OEM", "MO" or empty. @source ISO 15118-2 Annex
 *     F
 */
public record Subject(String commonName, String organization, String country, String domain) {

    private static final String COMMON_NAME = "2.5.4.3";
    private static final String COUNTRY = "2.5.4.6";
    private static final String ORGANIZATION = "2.5.4.10";
    private static final String DOMAIN = "0.9.2342.19200300.100.1.25";

    byte[] encode() {
        List<byte[]> parts = new ArrayList<>();
        parts.add(attribute(COMMON_NAME, Der.utf8(commonName)));
        parts.add(attribute(ORGANIZATION, Der.utf8(organization)));
        parts.add(attribute(COUNTRY, Der.printable(country)));
        if (!domain.isEmpty()) {
            parts.add(attribute(DOMAIN, Der.ia5(domain)));
        }
        return Der.sequence(parts.toArray(byte[][]::new));
    }

    private static byte[] attribute(String oid, byte[] value) {
        return Der.set(Der.sequence(Der.oid(oid), value));
    }
}
