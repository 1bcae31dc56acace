package org.ebbflow.tools.sim.plant;

/** What hangs on the DC output of the stage. */
sealed interface DcLoad {

    /** Nothing but the cable: the voltage is the stage's alone. */
    record Open() implements DcLoad {}

    /** A battery: its open-circuit voltage in volts and the resistance in between in ohms. */
    record Battery(double openV, double seriesOhm) implements DcLoad {}
}
