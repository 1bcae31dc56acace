package org.ebbflow.iso15118.secc;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Clamps what cars report to what cars can be; says so once per quantity and session. Implausible
 * values never trip anything: the supervisor judges by our own measurements.
 */
public final class Plausible {

    /** Quantities with the largest value that is believed; millivolts, milliamperes, watts. */
    public enum Quantity {
        VOLTAGE_MV(1_250_000),
        CURRENT_MA(3_000_000),
        POWER_W(3_750_000),
        ENERGY_WH(2_000_000);

        private final int most;

        Quantity(int most) {
            this.most = most;
        }
    }

    private final Set<Quantity> told;
    private final List<SeccEvent> events = new ArrayList<>(0);

    /**
     * @param told what was already said in this session
     */
    public Plausible(Set<Quantity> told) {
        this.told = told.isEmpty() ? EnumSet.noneOf(Quantity.class) : EnumSet.copyOf(told);
    }

    /** Magnitude of a value; cars write discharge limits with either sign. */
    public int magnitude(Quantity quantity, int value) {
        return Math.abs(signed(quantity, value));
    }

    /** Value with its sign. */
    public int signed(Quantity quantity, int value) {
        int clamped = Math.clamp(value, -quantity.most, quantity.most);
        if (clamped != value && told.add(quantity)) {
            events.add(
                    new SeccEvent.Clamped(
                            quantity.name(), "the car told " + value + ", taken as " + clamped));
        }
        return clamped;
    }

    /** What was said so far in this session. */
    public Set<Quantity> told() {
        return told;
    }

    /** What has to be said now. */
    public List<SeccEvent> events() {
        return events;
    }
}
