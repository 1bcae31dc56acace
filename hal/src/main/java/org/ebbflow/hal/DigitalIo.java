package org.ebbflow.hal;

/** A relay and input device, over whatever wire. All calls return at once. */
public interface DigitalIo {

    /** What its inputs read last; inputs that stood since the last call are joined. */
    Reading<DigitalInputs> freeze();

    /** The newest command; without a newer one its outputs open. */
    void command(BoardCommand command);
}
