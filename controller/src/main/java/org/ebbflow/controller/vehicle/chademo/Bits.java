package org.ebbflow.controller.vehicle.chademo;

/** Conventions of the wire. */
final class Bits {

    /** Discharge currents travel as 255 minus amperes. */
    static final int INVERTED = 255;

    private Bits() {}

    static int of(boolean set, int bit) {
        return set ? 1 << bit : 0;
    }
}
