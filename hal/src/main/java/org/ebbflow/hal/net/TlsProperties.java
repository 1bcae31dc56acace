package org.ebbflow.hal.net;

import java.net.URI;

/** Switches that Java reads once, when its TLS is first used. */
public final class TlsProperties {

    private TlsProperties() {}

    /**
     * Sets them; has effect only before anything of TLS has been used in this process, so the
     * program calls it first of all.
     *
     * <p>A car puts what it likes into server_name, for instance fe80::1%eth0: ignored, where Java
     * would refuse the handshake. A car may not start a second handshake on a connection.
     */
    public static void set() {
        System.setProperty("jdk.tls.server.disableExtensions", "server_name");
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    /**
     * Staples OCSP responses from now on where a car asks for them.
     *
     * @param responder the only place where they are asked for; it must answer at once, so never
     *     one on a network
     */
    public static void staple(URI responder) {
        System.setProperty("jdk.tls.stapling.responderURI", responder.toString());
        System.setProperty("jdk.tls.stapling.responderOverride", "true");
        System.setProperty("jdk.tls.stapling.responseTimeout", "2000");
        System.setProperty("jdk.tls.server.enableStatusRequestExtension", "true");
    }
}
