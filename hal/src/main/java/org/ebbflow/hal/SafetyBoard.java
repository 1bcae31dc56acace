package org.ebbflow.hal;

/**
 * The microcontroller that owns pilot, contactors and watchdog, over whatever wire. All calls
 * return at once.
 */
public interface SafetyBoard extends AutoCloseable {

    /** What it reported last; inputs that stood since the last call are joined. */
    Reading<SafetyReading> freeze();

    /** What its insulation monitor reported last. */
    Reading<InsulationReading> insulation();

    /** What its backup switch gear reported last. */
    Reading<IslandReading> island();

    /** What its temperature sensors reported last. */
    Reading<Temperatures> temperatures();

    /**
     * The newest command; without a newer one the heartbeat stops and the board opens by itself.
     */
    void command(BoardCommand command);

    /** Begins to talk, where it has a thread of its own; others live on the thread of their bus. */
    default void start() {}

    @Override
    default void close() {}
}
