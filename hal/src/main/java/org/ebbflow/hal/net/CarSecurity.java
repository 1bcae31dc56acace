package org.ebbflow.hal.net;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * How cars may connect.
 *
 * @param tls the station's end of TLS, asked for each connection; empty: not possible now
 * @param plain whether connections in the clear are served
 * @param patienceNs how long a connection may say nothing, and how long a handshake may take; a
 *     fifth of it is the longest silence of a handshake for which another car waits
 */
public record CarSecurity(Supplier<Optional<CarTls>> tls, boolean plain, long patienceNs) {

    private static final long PATIENCE_NS = 10_000_000_000L;
    private static final int AWAITED_SHARE = 5;

    /** In the clear only. */
    public static final CarSecurity NONE = of(Optional::empty, true);

    /** With ten seconds of patience: half of what a car has for its whole set-up. */
    public static CarSecurity of(Supplier<Optional<CarTls>> tls, boolean plain) {
        return new CarSecurity(tls, plain, PATIENCE_NS);
    }

    /** Longest silence of a handshake while another car waits. */
    long patienceWhileAwaitedNs() {
        return patienceNs / AWAITED_SHARE;
    }
}
