package org.ebbflow.hal.net;

import java.net.InetSocketAddress;

/** What happens on the car's network; every call comes from the one network thread. */
public interface CarListener {

    /** The server accepts cars at this address from now on. */
    void ready(InetSocketAddress listening);

    /**
     * The server cannot accept cars for now and tries again by itself.
     *
     * @param why one sentence for the installer; told once per cause
     */
    void notReady(String why);

    /** A car connected; TLS, if any, is done: see {@link CarConnection#protection}. */
    void opened(CarConnection connection, long atNs);

    /**
     * Bytes of the stream, any length; the array belongs to the receiver.
     *
     * @param readNs monotonic instant at which the last of these bytes was read
     */
    void received(CarConnection connection, byte[] chunk, long readNs);

    /**
     * The last byte of one {@link CarConnection#send} was handed to the system.
     *
     * @param requestReadNs as given to {@code send}
     * @param writtenNs monotonic instant, the middle of the write that took it: the segment leaves
     *     within that call, whose end can be late because the reader runs first
     */
    void answered(CarConnection connection, long requestReadNs, long writtenNs);

    /** The connection is gone; nothing follows for it. */
    void closed(CarConnection connection, String why, long atNs);

    /**
     * A connection that never became one: no TLS where it must be, a handshake that failed,
     * silence.
     *
     * @param remote whose; @param why one sentence
     */
    default void refused(String remote, String why) {}
}
