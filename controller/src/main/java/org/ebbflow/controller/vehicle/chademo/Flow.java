package org.ebbflow.controller.vehicle.chademo;

import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.OfferTarget;
import org.ebbflow.hal.Tick;

/**
 * The power of a running session: what the station wants inside what the car allows, with ramps.
 *
 * @param currentMa current asked of the stage, plus is charge
 * @param offered what the car was last told
 * @param atNs monotonic instant of the last step
 * @param charge whether the car takes less than it is offered
 * @param discharge whether the car gives less than it is offered
 * @param movedNs monotonic instant at which current last flowed, for the pulse
 */
record Flow(
        int currentMa,
        Offered offered,
        long atNs,
        Shortfall charge,
        Shortfall discharge,
        long movedNs) {

    private static final long MS = 1_000_000L;
    private static final int UP_MA_PER_S = 20_000;
    private static final int DOWN_MA_PER_S = 100_000;
    private static final int MOST_MA = 255_000;
    private static final long IDLE_NS = 300_000 * MS;
    private static final long PULSE_NS = 3_000 * MS;
    private static final int PULSE_MA = 2_000;
    private static final long DISCHARGE_LOST_NS = 1_000 * MS;

    /** A flow that begins. */
    static Flow from(Offered offered, Tick tick) {
        long now = tick.monotonicNs();
        return new Flow(0, offered, now, Shortfall.NONE, Shortfall.NONE, now);
    }

    /**
     * A car that stays below its offer: after a while that is its own limit.
     *
     * @param sinceNs since when it stays below, -1 while it follows
     * @param untilNs until when the limit is believed, -1 for none
     */
    record Shortfall(long sinceNs, long untilNs) {

        private static final long BELIEVED_AFTER_NS = 3_000 * MS;
        private static final long BELIEVED_FOR_NS = 30_000 * MS;

        static final Shortfall NONE = new Shortfall(-1, -1);

        Shortfall next(boolean below, Tick tick) {
            boolean held = untilNs >= 0 && !tick.isPast(untilNs);
            if (!below) {
                return held ? new Shortfall(-1, untilNs) : NONE;
            }
            long since = sinceNs < 0 ? tick.monotonicNs() : sinceNs;
            boolean believed = tick.sinceNs(since) >= BELIEVED_AFTER_NS;
            return new Shortfall(since, believed ? tick.after(BELIEVED_FOR_NS) : untilNs);
        }

        boolean isBelieved(Tick tick) {
            return untilNs >= 0 && !tick.isPast(untilNs);
        }
    }

    /** What the car allows now, plus is charge. */
    static Interval allowedMa(Facts facts, Offered offered) {
        CarPicture car = facts.car();
        boolean fresh = facts.view().tick().sinceNs(car.since().dischargeNs()) < DISCHARGE_LOST_NS;
        int outA =
                facts.isBidirectional() && fresh
                        ? car.discharge().map(CarFrame.DischargeLimits::maxDischargeA).orElse(0)
                        : 0;
        boolean low = facts.view().stageMv() <= lowestMv(facts);
        return new Interval(
                low ? 0 : -Math.min(outA, offered.dischargeA()) * 1_000,
                Math.min(car.control().requestA(), offered.chargeA()) * 1_000);
    }

    /** End of discharge in millivolts. */
    static int lowestMv(Facts facts) {
        int carMv = facts.car().discharge().map(d -> d.minVoltageV() * 1_000).orElse(0);
        return Math.max(carMv, facts.view().offer().minVoltageMv());
    }

    /** One step. @param pulse whether a car is kept awake by charging pulses */
    Flow next(Facts facts, Offered now, boolean pulse) {
        Tick tick = facts.view().tick();
        Interval allowed = allowedMa(facts, now);
        int goalMa = allowed.clamp(wantedMa(facts, now, pulse));
        long sliceMs = Math.clamp(tick.sinceNs(atNs) / MS, 0, 1_000);
        int nextMa = allowed.clamp(ramped(goalMa, sliceMs));
        CarPicture car = facts.car();
        int outA = car.discharge().map(CarFrame.DischargeLimits::maxDischargeA).orElse(0);
        return new Flow(
                nextMa,
                now,
                tick.monotonicNs(),
                charge.next(car.control().requestA() < now.chargeA() - 1, tick),
                discharge.next(outA < now.dischargeA() - 1, tick),
                isMoving(facts) ? tick.monotonicNs() : movedNs);
    }

    /** A pulse that has begun lasts its time: the instant moves on only after it. */
    private boolean isMoving(Facts facts) {
        boolean pulsing = facts.view().tick().sinceNs(movedNs) >= IDLE_NS;
        boolean over = facts.view().tick().sinceNs(movedNs) >= IDLE_NS + PULSE_NS;
        return over || !pulsing && Math.abs(facts.view().stageMa()) >= 1_000;
    }

    private int wantedMa(Facts facts, Offered now, boolean pulse) {
        EvseOffer offer = facts.view().offer();
        boolean due = pulse && facts.view().tick().sinceNs(movedNs) >= IDLE_NS;
        return switch (offer.target()) {
            case OfferTarget.FollowVehicle follow -> now.chargeA() * 1_000;
            case OfferTarget.Power power ->
                    power.acPowerW() == 0 && due
                            ? PULSE_MA
                            : currentMa(offer.conversion().toCarW(power.acPowerW()), facts);
            case OfferTarget.Island island -> 0;
        };
    }

    /** Whether a pulse is due: the car must be offered the current for it. */
    boolean pulses(Facts facts) {
        return facts.view().tick().sinceNs(movedNs) >= IDLE_NS;
    }

    /** What the car is offered during a pulse. */
    static Offered pulsed(Offered usual) {
        return new Offered(Math.max(usual.chargeA(), PULSE_MA / 1_000), usual.dischargeA());
    }

    /** Rounded away from 0, so that the way back to watts ends at the target. */
    private static int currentMa(int carW, Facts facts) {
        long voltageMv = Math.max(1_000, facts.view().stageMv());
        long ma = (Math.abs((long) carW) * 1_000_000L + voltageMv - 1) / voltageMv;
        int bounded = (int) Math.min(MOST_MA, ma);
        return carW < 0 ? -bounded : bounded;
    }

    private int ramped(int goalMa, long sliceMs) {
        int up = (int) (UP_MA_PER_S * sliceMs / 1_000);
        int down = (int) (DOWN_MA_PER_S * sliceMs / 1_000);
        if (currentMa > 0) {
            return goalMa >= currentMa
                    ? Math.min(goalMa, currentMa + up)
                    : Math.max(Math.max(0, goalMa), currentMa - down);
        }
        if (currentMa < 0) {
            return goalMa <= currentMa
                    ? Math.max(goalMa, currentMa - up)
                    : Math.min(Math.min(0, goalMa), currentMa + down);
        }
        return Math.clamp(goalMa, -up, up);
    }

    /** The same as a wish to the power path. */
    EnergyRequest.DcTransfer request(Facts facts) {
        Interval allowed = allowedMa(facts, offered);
        EvseOffer offer = facts.view().offer();
        int highestV =
                Math.min(facts.car().control().targetVoltageV(), facts.announced().thresholdV());
        return new EnergyRequest.DcTransfer(
                offer.acPowerW().clamp(acPowerW(facts)),
                lowestMv(facts),
                highestV * 1_000,
                allowed.max(),
                -allowed.min());
    }

    private int acPowerW(Facts facts) {
        EvseOffer offer = facts.view().offer();
        long carW = (long) currentMa * facts.view().stageMv() / 1_000_000L;
        if (offer.target() instanceof OfferTarget.Power power
                && currentMa(offer.conversion().toCarW(power.acPowerW()), facts) == currentMa) {
            return power.acPowerW();
        }
        return offer.conversion().toAcW((int) carW);
    }
}
