package org.ebbflow.tools.sim.world;

import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.InletSide;

/** A car in the world: it lives slice by slice and says on its wire what it wants to say. */
interface Car {

    /** The car's end of the wire, for one that talks on it. */
    default void wired(IsoCar.Wire to) {}

    /** One slice of its life. @return what it presents at the inlet */
    CarSide live(InletSide inlet, int sliceUs);

    /** Somebody plugged it in or out. */
    void plugged(boolean in);

    /** Bytes of the station. */
    void heard(byte[] bytes);

    /** The station closed the connection. */
    void hungUp();

    /** Its driver wants to go. */
    void stop();

    /** Something on the pilot line: open or short for a while; {@code NONE} ends it. */
    void disturb(PilotDisturbance disturbance);

    /** Something with the inverter of a car that can form a grid; {@code SOUND} ends it. */
    default void inverter(Inverter now) {}

    /** State of charge of its battery, tenths of a percent. */
    int socDeciPercent();

    /** Terminal voltage of the battery without load, millivolts; 0 for AC cars. */
    int batteryMv();

    /** Where it stands, for the trace. */
    String situation();

    /** Whether it came to its own good end in this life. */
    boolean completed();

    /** What can be wrong with an inverter that forms a grid. */
    enum Inverter {
        SOUND,
        /** It goes on, whatever it is told. */
        STAYS,
        /** It makes nothing. */
        OFF
    }

    /** What can be wrong with the pilot line. */
    enum PilotDisturbance {
        NONE,
        OPEN,
        SHORT,
        /** A resistor without the diode. */
        NO_DIODE
    }
}
