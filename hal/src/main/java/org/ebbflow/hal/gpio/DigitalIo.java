package org.ebbflow.hal.gpio;

import org.ebbflow.hal.board.GpioConfig.Role;

/** Lines by their role; on and off as the board file means them, whatever the level. */
public interface DigitalIo extends AutoCloseable {

    /** Whether an input is on. */
    boolean isOn(Role input) throws GpioFault;

    /** Whether an input has been on since the last call, however shortly. */
    boolean wasOn(Role input);

    /** Drives an output. */
    void set(Role output, boolean on) throws GpioFault;

    /** Gives the lines back, every output off. */
    @Override
    void close();

    /** Opens the lines anew. */
    @FunctionalInterface
    interface Opener {
        DigitalIo open() throws GpioFault;
    }
}
