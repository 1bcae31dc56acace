package org.ebbflow.tools.vehicle;

/**
 * What a car is; never changes while it is plugged in.
 *
 * @param name as people call it
 * @param battery its battery
 * @param inlet what its inlet carries
 * @param insulationOhm insulation of its high-voltage side against earth in ohms
 */
public record CarTraits(String name, BatteryTraits battery, Inlet inlet, int insulationOhm) {

    /** What the inlet carries. */
    public sealed interface Inlet {

        /** DC through the car's own contactors. */
        record Dc() implements Inlet {}

        /**
         * AC through the car's own charger or inverter.
         *
         * @param maxCurrentMa largest current each way per line conductor
         * @param maxChargeW largest power at the AC pins into the car
         * @param maxDischargeW largest power at the AC pins out of the car, 0 for a charger
         * @param efficiencyPerMille of the charger each way, 500..1000
         * @param rampWPerS largest change of power in watts per second
         */
        record Ac(
                int maxCurrentMa,
                int maxChargeW,
                int maxDischargeW,
                int efficiencyPerMille,
                int rampWPerS)
                implements Inlet {}
    }
}
