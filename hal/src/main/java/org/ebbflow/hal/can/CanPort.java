package org.ebbflow.hal.can;

import java.util.List;
import org.ebbflow.hal.CanFrame;

/** An open adapter; belongs to one thread. */
interface CanPort extends AutoCloseable {

    /** What has arrived, waiting for a few milliseconds at most. */
    List<CanFrame> read() throws CanFault;

    /** Writes frames in one go. */
    void write(List<CanFrame> burst) throws CanFault;

    @Override
    void close();

    /** Opens the adapter anew. */
    @FunctionalInterface
    interface Opener {
        CanPort open() throws CanFault;
    }
}
