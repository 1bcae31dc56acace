package org.ebbflow.hal.net;

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
}
