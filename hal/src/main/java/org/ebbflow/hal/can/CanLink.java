package org.ebbflow.hal.can;

import java.util.List;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.hal.board.CanConfig;

/** A CAN bus behind an adapter that may be pulled out and come back. */
public interface CanLink extends AutoCloseable {

    /**
     * Queues frames that go out together, in this order; returns at once. While the adapter is away
     * they are dropped.
     */
    void send(List<CanFrame> burst);

    /** Gives the adapter back. */
    @Override
    void close();

    /** Hears the bus on the link's own thread; returns at once. */
    interface Listener {

        /** The adapter is there and open. */
        void up();

        /** It is not; told once until {@link #up}. @param why one sentence */
        void down(String why);

        /**
         * Data frames, in order of arrival.
         *
         * @param readNs monotonic instant at which they were read
         */
        void heard(List<CanFrame> frames, long readNs);
    }

    /** The bus of a CHAdeMO connector, 500 kbit/s; opened again whenever the adapter comes back. */
    static CanLink start(CanConfig config, Listener listener) {
        return start(config, CanRate.KBIT_500, listener);
    }

    /** Opens the adapter of a board file, and opens it again whenever it comes back. */
    static CanLink start(CanConfig config, CanRate rate, Listener listener) {
        return switch (config) {
            case CanConfig.Slcan slcan ->
                    CanLoop.start(() -> SlcanPort.open(slcan, rate), listener);
            case CanConfig.SocketCan can ->
                    CanLoop.start(() -> SocketCanPort.open(can.interfaceName()), listener);
        };
    }
}
