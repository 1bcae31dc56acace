package org.ebbflow.hal;

/**
 * One station's devices behind latest-value cells; both calls return at once and never touch a
 * wire.
 *
 * <p>Device threads poll and write; a device that does not answer shows as {@link Reading.Missing}
 * or old.
 */
public interface Board extends AutoCloseable {

    /**
     * The latest readings, ages counted from their polls. Called once per cycle by the control
     * thread.
     */
    Measured freeze(Tick tick);

    /**
     * Hands the newest command to the device threads. When no newer command arrives the heartbeat
     * of the safety board stops, and it opens the contactors by itself.
     */
    void apply(BoardCommand command);

    /** What the board is, from its board file. */
    BoardRatings ratings();

    /** Stops the device threads; devices fall back to their communication-loss state. */
    @Override
    void close();
}
