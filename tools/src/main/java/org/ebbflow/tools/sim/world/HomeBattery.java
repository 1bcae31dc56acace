package org.ebbflow.tools.sim.world;

/**
 * A battery in the house with a controller of its own: it takes the surplus and gives what the
 * house lacks, by its own meter at the house connection, and knows nothing of a charging station.
 *
 * @param capacityWh usable energy
 * @param maxW largest power in both directions
 * @param energyWh what is in it, 0..capacity
 * @param powerW what flows, plus is charge
 * @param sinceMs time since its controller last acted
 */
public record HomeBattery(int capacityWh, int maxW, double energyWh, double powerW, int sinceMs) {

    private static final int CONTROL_MS = 1_000;
    private static final double GAIN = 0.5;
    private static final double LOSS = 0.04;

    /** A battery at rest. */
    public static HomeBattery of(int capacityWh, int maxW, int chargedPercent) {
        return new HomeBattery(capacityWh, maxW, capacityWh * chargedPercent * 0.01, 0, 0);
    }

    /**
     * The battery some milliseconds later.
     *
     * @param gridW power at the house connection, plus is import
     */
    HomeBattery step(double gridW, int ms) {
        double hours = ms / 3_600_000.0;
        double stored = powerW > 0 ? powerW * (1 - LOSS) : powerW * (1 + LOSS);
        double next = Math.clamp(energyWh + stored * hours, 0, capacityWh);
        if (sinceMs + ms < CONTROL_MS) {
            return new HomeBattery(capacityWh, maxW, next, allowed(powerW, next), sinceMs + ms);
        }
        double wanted = Math.clamp(powerW - GAIN * gridW, -maxW, maxW);
        return new HomeBattery(capacityWh, maxW, next, allowed(wanted, next), 0);
    }

    private double allowed(double wantedW, double storedWh) {
        boolean full = wantedW > 0 && storedWh >= capacityWh;
        boolean empty = wantedW < 0 && storedWh <= 0;
        return full || empty ? 0 : wantedW;
    }
}
