package org.ebbflow.hal;

/**
 * The station's end of all connections with cars: moves bytes, knows no messages. TLS ends inside.
 *
 * <p>Both calls return at once; a writer of the link's own does the I/O.
 */
public interface VehicleLink extends AutoCloseable {

    /**
     * Queues bytes for one connection, in order; unknown and closed connections are ignored. The
     * array passes to the link.
     *
     * @param ticket number of this answer, given back by {@link Arrivals#written}; never re-used
     */
    void send(long connection, byte[] bytes, long ticket);

    /** Closes the connection after everything queued before was written, or its time ran out. */
    void close(long connection);

    /** Closes all connections and sockets. */
    @Override
    void close();

    /** Where the link hands over what arrives; called from its own threads, returns at once. */
    interface Arrivals {

        /** A connection was accepted and its protection stands. Numbers are never re-used. */
        void connected(long connection, Protection protection);

        /**
         * Bytes of the stream, in order; the array passes to the receiver.
         *
         * @param arrivedNs monotonic instant at which the last of them was read
         * @return false when the station's queue is full: the link closes the connection
         */
        boolean bytes(long connection, byte[] bytes, long arrivedNs);

        /** The car closed the connection, or it broke; nothing more comes from it. */
        void closed(long connection);

        /**
         * The last byte of an answer was handed to the operating system.
         *
         * @param ticket from {@link VehicleLink#send}
         * @param writtenNs monotonic instant, the middle of the write that took it
         */
        void written(long ticket, long writtenNs);
    }

    /** Protection of a connection. */
    enum Protection {
        PLAIN,
        TLS_1_2,
        /** TLS 1.3 with a verified client chain. */
        TLS_1_3_MUTUAL
    }
}
