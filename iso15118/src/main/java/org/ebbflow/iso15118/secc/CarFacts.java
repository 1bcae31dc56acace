package org.ebbflow.iso15118.secc;

import java.util.Optional;

/**
 * What the session knows of the car so far; every value as the car reported it, clamped.
 *
 * @param phase where the session stands
 * @param protocol for people, e.g. "ISO 15118-20"; empty before the handshake
 * @param service e.g. "DC_BPT dynamic"; empty until selected
 * @param bidirectional the selected service can discharge
 * @param evccId identity of the car's controller, empty when unknown
 * @param limits what it can do
 * @param soc state of charge, when told
 * @param need energies and departure, when told
 * @param forming what the car said to forming the house's grid
 */
public record CarFacts(
        Phase phase,
        String protocol,
        String service,
        boolean bidirectional,
        String evccId,
        CarLimits limits,
        Optional<Soc> soc,
        Optional<Need> need,
        Forming forming) {

    public static final CarFacts NONE =
            new CarFacts(
                    Phase.PREPARING,
                    "",
                    "",
                    false,
                    "",
                    CarLimits.UNKNOWN,
                    Optional.empty(),
                    Optional.empty(),
                    Forming.NOT_ASKED);

    /** What a car says to a parameter set in which it forms the grid. */
    public enum Forming {
        /** It was not offered since the car came. */
        NOT_ASKED,
        /** It was offered, and the car chose something else. */
        DECLINED,
        /** The car chose it: its own inverter makes voltage and frequency. */
        CHOSEN
    }

    /** Where a session stands. */
    public enum Phase {
        AUTHORIZING,
        PREPARING,
        READY,
        TRANSFER,
        PAUSED,
        STOPPING,
        FINISHED
    }

    /**
     * State of charge.
     *
     * @param deciPercent 0..1000 tenths of a percent
     * @param takenNs monotonic instant of the message
     * @param capacityWh usable capacity, 0 when unknown
     */
    public record Soc(int deciPercent, long takenNs, long capacityWh) {}

    /**
     * Energies in watt-hours at the car, minus means energy it can give.
     *
     * @param departureS seconds to departure, -1 when unknown
     */
    public record Need(
            int targetWh, int maximumWh, int minimumWh, int departureS, Optional<Wishes> wishes) {

        public Need(int targetWh, int maximumWh, int minimumWh, int departureS) {
            this(targetWh, maximumWh, minimumWh, departureS, Optional.empty());
        }

        private Need with(Optional<Wishes> other) {
            return new Need(targetWh, maximumWh, minimumWh, departureS, other);
        }
    }

    /**
     * What the car shows its driver and allows besides; percents and seconds are -1 when not told.
     *
     * @param minimumPercent state of charge to reach first
     * @param targetPercent state of charge wanted at departure
     * @param maximumPercent state of charge never to be exceeded
     * @param remainingS seconds to the target as the car reckons
     * @param v2x the range for discharging, when told
     */
    public record Wishes(
            int minimumPercent,
            int targetPercent,
            int maximumPercent,
            int remainingS,
            Optional<V2x> v2x) {}

    /**
     * The range of energy in which the car may be cycled, watt-hours at the car from now.
     *
     * @param maximumWh to its upper end
     * @param minimumWh to its lower end, below 0 while energy may be taken
     * @source ISO 15118-20, EVMaximumV2XEnergyRequest and EVMinimumV2XEnergyRequest
     */
    public record V2x(int maximumWh, int minimumWh) {}

    /** The same car in another phase. */
    public CarFacts with(Phase next) {
        return next == phase
                ? this
                : new CarFacts(
                        next, protocol, service, bidirectional, evccId, limits, soc, need, forming);
    }

    /** The handshake and the set-up are done. */
    public CarFacts withIdentity(String chosenProtocol, String id) {
        return new CarFacts(
                phase, chosenProtocol, service, bidirectional, id, limits, soc, need, forming);
    }

    /** The car selected a service. */
    public CarFacts withService(String name, boolean canDischarge) {
        return new CarFacts(
                phase, protocol, name, canDischarge, evccId, limits, soc, need, forming);
    }

    /** The car selected a service. @param now what it said to forming the grid */
    public CarFacts with(Forming now) {
        return new CarFacts(
                phase, protocol, service, bidirectional, evccId, limits, soc, need, now);
    }

    /** The car told limits. */
    public CarFacts with(CarLimits next) {
        return new CarFacts(
                phase, protocol, service, bidirectional, evccId, next, soc, need, forming);
    }

    /** The car told its state of charge. */
    public CarFacts with(Soc next) {
        return new CarFacts(
                phase,
                protocol,
                service,
                bidirectional,
                evccId,
                limits,
                Optional.of(next),
                need,
                forming);
    }

    /** The car told what it needs; wishes it told before stand until it tells others. */
    public CarFacts with(Need next) {
        Need kept = next.wishes().isPresent() ? next : next.with(need.flatMap(was -> was.wishes()));
        return new CarFacts(
                phase,
                protocol,
                service,
                bidirectional,
                evccId,
                limits,
                soc,
                Optional.of(kept),
                forming);
    }

    /** The car told wishes; without energies there is nothing they belong to. */
    public CarFacts with(Wishes next) {
        return need.map(was -> with(was.with(Optional.of(next)))).orElse(this);
    }

    /** Wishes told so far. */
    public Wishes wishes() {
        return need.flatMap(Need::wishes).orElse(new Wishes(-1, -1, -1, -1, Optional.empty()));
    }
}
