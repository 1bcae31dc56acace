package org.ebbflow.hal.can;

/** Bit rate of a CAN bus; an interface of the operating system gets it from the system. */
public enum CanRate {
    KBIT_125,
    KBIT_250,
    KBIT_500,
    KBIT_1000
}
