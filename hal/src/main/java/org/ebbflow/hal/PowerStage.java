package org.ebbflow.hal;

/**
 * The station's bidirectional converter, over whatever wire. All calls return at once; plus is
 * charge.
 */
public interface PowerStage extends AutoCloseable {

    /** What it reported last. */
    Reading<StageReading> latest();

    /** The newest command; without a newer one it is switched off, or switches itself off. */
    void command(BoardCommand command);

    /** Begins to talk, where it has a thread of its own; others live on the thread of their bus. */
    default void start() {}

    @Override
    default void close() {}
}
