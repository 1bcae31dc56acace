package org.ebbflow.controller.energy;

import java.util.Optional;

/**
 * What the session knows of the car, as the car reported it (never a reason to trip: clamped and
 * logged).
 *
 * @param phase where the session stands
 * @param protocol for people and records, e.g. "ISO 15118-20"; empty without session
 * @param service e.g. "DC_BPT dynamic"; empty until selected
 * @param bidirectional the selected service can discharge
 * @param carPowerW power bounds of the car at the car's side, plus is charge
 * @param soc state of charge, when the car told one
 * @param need energies and departure, when the car told them
 * @param evccId identity of the car's controller; empty when unknown
 * @param security what protects the connection with the car
 * @param least below what the car does nothing, at the car's side
 * @param forming what the car said to forming the house's grid itself
 */
public record VehicleReport(
        Phase phase,
        String protocol,
        String service,
        boolean bidirectional,
        Interval carPowerW,
        Optional<Soc> soc,
        Optional<Need> need,
        String evccId,
        Security security,
        Least least,
        Forming forming) {

    /** A report over an unprotected connection, or none. */
    public VehicleReport(
            Phase phase,
            String protocol,
            String service,
            boolean bidirectional,
            Interval carPowerW,
            Optional<Soc> soc,
            Optional<Need> need,
            String evccId) {
        this(
                phase,
                protocol,
                service,
                bidirectional,
                carPowerW,
                soc,
                need,
                evccId,
                Security.NONE,
                Least.NONE,
                Forming.NOT_ASKED);
    }

    public static final VehicleReport NO_CAR =
            new VehicleReport(
                    Phase.NO_CAR,
                    "",
                    "",
                    false,
                    Interval.ZERO,
                    Optional.empty(),
                    Optional.empty(),
                    "");

    /**
     * What protects the connection with the car.
     *
     * @param version "none", "tls1.2" or "tls1.3"
     * @param peerVerified the car proved who it is by a chain that the station accepts
     * @param peerSubjectHash first 16 octets of SHA-256 of that certificate's subject, hexadecimal;
     *     empty without
     */
    public record Security(String version, boolean peerVerified, String peerSubjectHash) {
        public static final Security NONE = new Security("none", false, "");
    }

    /**
     * Whether the car answers for its own departure: it keeps a plan of its own within the limits
     * it is told.
     *
     * @source ISO 15118-20, scheduled control mode
     */
    public boolean plansItself() {
        return service.endsWith(" scheduled");
    }

    /**
     * The smallest power besides none, watts, magnitudes; 0 where the car told none. Less is never
     * rounded up to it.
     */
    public record Least(int chargeW, int dischargeW) {
        public static final Least NONE = new Least(0, 0);

        /** What is nonsense, more than the car's own most, counts as not told. */
        public static Least of(int chargeW, int dischargeW, Interval carPowerW) {
            return new Least(
                    chargeW > carPowerW.max() ? 0 : chargeW,
                    dischargeW > -carPowerW.min() ? 0 : dischargeW);
        }
    }

    /** The same over a connection with this protection. */
    public VehicleReport with(Security protection) {
        return new VehicleReport(
                phase,
                protocol,
                service,
                bidirectional,
                carPowerW,
                soc,
                need,
                evccId,
                protection,
                least,
                forming);
    }

    /** The same of a car that does nothing below this. */
    public VehicleReport with(Least smallest) {
        return new VehicleReport(
                phase,
                protocol,
                service,
                bidirectional,
                carPowerW,
                soc,
                need,
                evccId,
                security,
                smallest,
                forming);
    }

    /** The same with what the car said to forming the house's grid. */
    public VehicleReport with(Forming said) {
        return new VehicleReport(
                phase,
                protocol,
                service,
                bidirectional,
                carPowerW,
                soc,
                need,
                evccId,
                security,
                least,
                said);
    }

    /** What a car says to forming the house's grid with its own inverter. */
    public enum Forming {
        /** It was not offered since the car came. */
        NOT_ASKED,
        /** It was offered, and the car chose to follow a grid or to charge only. */
        DECLINED,
        /** The car chose it. */
        CHOSEN
    }

    /** A state of charge older than this is not known any more. */
    public static final long SOC_FRESH_NS = 60_000_000_000L;

    /** The state of charge while it is known; what is older than a minute is not. */
    public Optional<Soc> freshSoc(long nowNs) {
        return soc.filter(s -> nowNs - s.takenNs() <= SOC_FRESH_NS);
    }

    /** Where the session stands; the stable states of registers and panel. */
    public enum Phase {
        NO_CAR,
        WAITING_AUTHORIZATION,
        PREPARING,
        READY,
        PAUSED_BY_CAR,
        TRANSFER,
        STOPPING,
        FINISHED
    }

    /**
     * State of charge.
     *
     * @param deciPercent 0..1000 tenths of a percent
     * @param takenNs monotonic instant of the message that carried it
     * @param capacityWh usable capacity in watt-hours, 0 when unknown
     */
    public record Soc(int deciPercent, long takenNs, long capacityWh) {}

    /**
     * What the car wants; all in watt-hours at the car, minus means energy it can give.
     *
     * @param targetWh energy to the target
     * @param maximumWh energy to full
     * @param minimumWh energy to the car's own minimum; below 0 the car can still discharge
     * @param departureS seconds to departure, -1 when unknown
     */
    public record Need(
            int targetWh, int maximumWh, int minimumWh, int departureS, Optional<Wishes> wishes) {

        /** Without wishes. */
        public Need(int targetWh, int maximumWh, int minimumWh, int departureS) {
            this(targetWh, maximumWh, minimumWh, departureS, Optional.empty());
        }
    }

    /**
     * What the car shows its driver and allows besides; percents and seconds are -1 when not told.
     *
     * @param minimumPercent state of charge to reach first
     * @param targetPercent state of charge wanted at departure
     * @param maximumPercent state of charge never to be exceeded
     * @param remainingS seconds to the target as the car reckons
     * @param cycle the range in which the car may be charged and discharged, when told
     */
    public record Wishes(
            int minimumPercent,
            int targetPercent,
            int maximumPercent,
            int remainingS,
            Optional<Cycle> cycle) {}

    /**
     * Range for bidirectional use, watt-hours at the car from now.
     *
     * @param maximumWh to its upper end
     * @param minimumWh to its lower end, below 0 while energy may be taken
     */
    public record Cycle(int maximumWh, int minimumWh) {}
}
