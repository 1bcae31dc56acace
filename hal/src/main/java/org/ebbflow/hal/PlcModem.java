package org.ebbflow.hal;

/** The powerline modem towards the car; how the two find each other is not its business. */
public interface PlcModem {

    /** What is known of the modem now. */
    Reading<Link> latest();

    /**
     * State of the modem.
     *
     * @param firmware what it says it runs, empty where it does not say
     * @param linked whether it has joined a network with a car's modem
     * @param peers other modems of its network, 0..255
     */
    record Link(String firmware, boolean linked, int peers) {}
}
