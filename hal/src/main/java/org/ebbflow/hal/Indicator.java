package org.ebbflow.hal;

/** The light at the station; what a meaning looks like is in the board file. */
public interface Indicator {

    /** What the light tells people. */
    enum Meaning {
        /** Just switched on, not ready yet. */
        STARTING,
        /** Ready, no car. */
        AVAILABLE,
        /** A car is plugged in, no energy flows. */
        CONNECTED,
        CHARGING,
        DISCHARGING,
        /** The car supplies the house. */
        ISLAND,
        /** A person has stopped it. */
        STOPPED,
        /** Something is wrong; the panel says what. */
        FAULT
    }

    /** Shows it until the next call; returns at once. */
    void show(Meaning meaning);
}
