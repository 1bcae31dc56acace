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
 */
public record CarFacts(
        Phase phase,
        String protocol,
        String service,
        boolean bidirectional,
        String evccId,
        CarLimits limits,
        Optional<Soc> soc,
        Optional<Need> need) {

    public static final CarFacts NONE =
            new CarFacts(
                    Phase.PREPARING,
                    "",
                    "",
                    false,
                    "",
                    CarLimits.UNKNOWN,
                    Optional.empty(),
                    Optional.empty());

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
    public record Need(int targetWh, int maximumWh, int minimumWh, int departureS) {}

    /** The same car in another phase. */
    public CarFacts with(Phase next) {
        return next == phase
                ? this
                : new CarFacts(next, protocol, service, bidirectional, evccId, limits, soc, need);
    }

    /** The handshake and the set-up are done. */
    public CarFacts withIdentity(String chosenProtocol, String id) {
        return new CarFacts(phase, chosenProtocol, service, bidirectional, id, limits, soc, need);
    }

    /** The car selected a service. */
    public CarFacts withService(String name, boolean canDischarge) {
        return new CarFacts(phase, protocol, name, canDischarge, evccId, limits, soc, need);
    }

    /** The car told limits. */
    public CarFacts with(CarLimits next) {
        return new CarFacts(phase, protocol, service, bidirectional, evccId, next, soc, need);
    }

    /** The car told its state of charge. */
    public CarFacts with(Soc next) {
        return new CarFacts(
                phase, protocol, service, bidirectional, evccId, limits, Optional.of(next), need);
    }

    /** The car told what it needs. */
    public CarFacts with(Need next) {
        return new CarFacts(
                phase, protocol, service, bidirectional, evccId, limits, soc, Optional.of(next));
    }
}
