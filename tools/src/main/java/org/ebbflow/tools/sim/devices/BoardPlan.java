package org.ebbflow.tools.sim.devices;

import java.util.List;
import java.util.OptionalInt;
import org.ebbflow.tools.sim.plant.PlantTraits;

/**
 * Which devices a board has and where, in the simulators' own words.
 *
 * @param traits the hardware behind all of them
 * @param buses Modbus buses
 * @param uartBaud baud rate of a safety board on its own line
 * @param stageModules power modules on their own CAN bus, 0 for none
 * @param carCan whether there is a CAN adapter towards the car
 */
public record BoardPlan(
        PlantTraits traits,
        List<Bus> buses,
        OptionalInt uartBaud,
        int stageModules,
        boolean carCan) {

    /**
     * A Modbus bus.
     *
     * @param port TCP port, 0 for a free one; without meaning on a serial line
     * @param baud bits per second of a serial line, 0 on TCP
     */
    public record Bus(String name, int port, int baud, List<Unit> units) {}

    /**
     * A device on a bus.
     *
     * @param name for faults: "safety board", "stage", "station meter" and so on
     * @param product name of the product, such as "eastron-sdm630"
     * @param nominal 100 % of a supply, all 0 elsewhere
     * @param wires what hangs on a relay and input device
     */
    public record Unit(int unit, String name, String product, Nominal nominal, List<Wire> wires) {}

    /** Type plate of a supply in volts, amperes and watts. */
    public record Nominal(int volts, int amperes, int watts) {
        public static final Nominal NONE = new Nominal(0, 0, 0);
    }

    /**
     * A wire at a terminal.
     *
     * @param terminal 0-based
     * @param inverted whether voltage means "no"
     */
    public record Wire(Means means, int terminal, boolean inverted) {}

    /** What a wire means. */
    public enum Means {
        EMERGENCY_STOP,
        DOOR,
        RESIDUAL_CURRENT,
        INSULATION_FAULT,
        CONTACTOR_FEEDBACK,
        K,
        H,
        LOCK_FEEDBACK,
        CONTACTOR_COIL,
        D1,
        D2,
        LOCK_ENGAGE,
        LOCK_RELEASE;

        /** Whether the controller drives the wire. */
        boolean isDriven() {
            return switch (this) {
                case CONTACTOR_COIL, D1, D2, LOCK_ENGAGE, LOCK_RELEASE -> true;
                default -> false;
            };
        }
    }
}
