package org.ebbflow.controller.registers;

import java.util.Optional;

/**
 * What energy managers have written; nothing of it survives a restart.
 *
 * @param lease who holds control, if anybody
 * @param leaseS seconds without a valid request after which control lapses, 5..3600
 * @param renewedNs monotonic instant of the holder's last valid request
 * @param setpointW wanted power at the AC terminals, plus is charge; 0 without lease
 * @param onLoss what to do when the holder falls silent
 * @param fallbackW charge power of {@link OnLoss#FALLBACK}, 0 or more
 * @param ceilings limits of the holder
 * @param sunSpec values only the SunSpec chain shows
 */
record Control(
        Optional<Holder> lease,
        int leaseS,
        long renewedNs,
        int setpointW,
        OnLoss onLoss,
        int fallbackW,
        Ceilings ceilings,
        SunSpecValues sunSpec) {

    static final Control INITIAL =
            new Control(
                    Optional.empty(),
                    60,
                    0,
                    0,
                    OnLoss.LOCAL_WITHOUT_DISCHARGE,
                    0,
                    Ceilings.NONE,
                    SunSpecValues.INITIAL);

    /** Who controls. @param client address of the client; @param block which registers it used */
    record Holder(String client, Block block) {}

    /** Which registers. */
    enum Block {
        EVSE,
        SUNSPEC
    }

    /** What happens when the holder falls silent. */
    enum OnLoss {
        PAUSE,
        LOCAL_WITHOUT_DISCHARGE,
        FALLBACK
    }

    /**
     * Limits; they can only tighten.
     *
     * @param chargeW 0 or more; @param dischargeW magnitude
     * @param minSocDeciPercent no discharge below; @param maxSocDeciPercent no charge above
     */
    record Ceilings(int chargeW, int dischargeW, int minSocDeciPercent, int maxSocDeciPercent) {
        static final Ceilings NONE = new Ceilings(Integer.MAX_VALUE, Integer.MAX_VALUE, 0, 1_000);
    }

    /**
     * Points of the SunSpec chain without a twin in the EVSE block.
     *
     * @param limitEnabled 704.WMaxLimPctEna; @param limitPercent 704.WMaxLimPct
     * @param controllerHb 715.ControllerHb; @param stopped 715.OpCtl = 0
     */
    record SunSpecValues(
            boolean limitEnabled, int limitPercent, long controllerHb, boolean stopped) {
        static final SunSpecValues INITIAL = new SunSpecValues(false, 100, 0, false);
    }

    /** The control as it stands now: a lapsed lease and an owner's override end it. */
    Control at(long nowNs, boolean ownerOverride) {
        boolean lapsed = lease.isPresent() && nowNs - renewedNs >= leaseS * 1_000_000_000L;
        return lapsed || (ownerOverride && lease.isPresent()) ? released() : this;
    }

    /** Nobody in control; no value of the last holder stays. */
    Control released() {
        return new Control(
                Optional.empty(),
                leaseS,
                0,
                0,
                onLoss,
                fallbackW,
                Ceilings.NONE,
                new SunSpecValues(false, 100, sunSpec.controllerHb(), false));
    }

    /** Seconds until the lease lapses, rounded up; 0 without lease. */
    int leaseLeftS(long nowNs) {
        if (lease.isEmpty()) {
            return 0;
        }
        long leftNs = leaseS * 1_000_000_000L - (nowNs - renewedNs);
        return (int) Math.max(0, (leftNs + 999_999_999L) / 1_000_000_000L);
    }

    Control taken(Holder holder, long nowNs) {
        boolean same = lease.equals(Optional.of(holder));
        return new Control(
                Optional.of(holder),
                leaseS,
                nowNs,
                same ? setpointW : 0,
                onLoss,
                fallbackW,
                ceilings,
                sunSpec);
    }

    Control renewed(long nowNs) {
        return new Control(lease, leaseS, nowNs, setpointW, onLoss, fallbackW, ceilings, sunSpec);
    }

    Control withSetpoint(int powerW) {
        return new Control(lease, leaseS, renewedNs, powerW, onLoss, fallbackW, ceilings, sunSpec);
    }

    Control withLeaseS(int seconds) {
        return new Control(
                lease, seconds, renewedNs, setpointW, onLoss, fallbackW, ceilings, sunSpec);
    }

    Control withLoss(OnLoss loss, int powerW) {
        return new Control(lease, leaseS, renewedNs, setpointW, loss, powerW, ceilings, sunSpec);
    }

    Control withCeilings(Ceilings limits) {
        return new Control(lease, leaseS, renewedNs, setpointW, onLoss, fallbackW, limits, sunSpec);
    }

    Control withSunSpec(SunSpecValues values) {
        return new Control(
                lease, leaseS, renewedNs, setpointW, onLoss, fallbackW, ceilings, values);
    }
}
