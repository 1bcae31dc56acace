package org.ebbflow.iso15118.evcc;

import java.util.List;

/**
 * Result of one step of the car's side.
 *
 * @param next next state
 * @param toSend complete frames (or what a fault makes of them)
 * @param order what the car's hardware is to do
 * @param heard response codes of the answers of this step, in order
 */
public record EvccStep(Evcc next, List<byte[]> toSend, Order order, List<String> heard) {

    /**
     * What the car's hardware is to do.
     *
     * @param contactorsClosed the car's own DC contactors
     * @param acPowerW power for the on-board charger or inverter, plus into the car
     * @param formsGrid the inverter makes voltage and frequency itself; the house decides power
     */
    public record Order(boolean contactorsClosed, int acPowerW, boolean formsGrid) {
        public static final Order REST = new Order(false, 0, false);
    }
}
