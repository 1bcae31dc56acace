package org.ebbflow.controller.dispatch;

import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.Readiness;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.energy.VehicleReport.Soc;
import org.ebbflow.hal.Tick;

/**
 * Sees to it that the car is ready in time: charging begins in time and then goes on until the
 * target is reached, and nothing is taken that could not be put back.
 *
 * @param leaveNs monotonic instant of the departure it was decided for, 0 without
 * @param catchingUp charging goes on without a break from now on
 * @param floorDeciPercent no planned discharge below, tenths of a percent
 * @param toldS seconds to departure in the car's last word, 0 without: the same word again is not
 *     new
 * @param readiness for people
 */
public record Departures(
        long leaveNs,
        boolean catchingUp,
        int floorDeciPercent,
        int toldS,
        Optional<Readiness> readiness) {

    static final Departures NONE = new Departures(0, false, 0, 0, Optional.empty());

    /** Charging is reckoned with this part of the power only, in percent. */
    private static final int RECKONED_PERCENT = 90;

    private static final long MS = 1_000_000L;
    private static final long SAME_NS = 60_000 * MS;
    private static final int FULL_DECI_PERCENT = 1_000;

    /** A departure, by the owner's week or by the car. */
    private record Wanted(long leaveNs, int targetDeciPercent, int toldS) {

        long leftMs(Tick tick) {
            return -tick.sinceNs(leaveNs) / MS;
        }

        long atMs(Tick tick) {
            return tick.wallTimeMs() + leftMs(tick);
        }
    }

    /**
     * What charging can do until then.
     *
     * @param chargeW power at the AC terminals
     * @param perMille of it that reaches the battery
     * @param booked times in which it cannot
     */
    record Means(int chargeW, int perMille, List<Booked> booked) {}

    /** One look ahead. */
    Departures step(Agenda agenda, VehicleReport vehicle, Means means, Tick tick) {
        Optional<Soc> soc = Reserve.fresh(vehicle.soc(), tick);
        if (!agenda.isKnown() && !agenda.week().departures().isEmpty()) {
            return new Departures(0, true, 0, 0, Optional.empty());
        }
        Optional<Wanted> next = wanted(agenda, vehicle, soc, tick);
        if (next.isEmpty()) {
            boolean told = vehicle.need().isPresent() && toldS > 0;
            return told ? new Departures(leaveNs, false, 0, toldS, Optional.empty()) : NONE;
        }
        Wanted wanted = next.get();
        if (soc.isEmpty() || soc.get().capacityWh() <= 0) {
            Readiness unknown =
                    new Readiness(wanted.atMs(tick), wanted.targetDeciPercent(), -1, -1, true);
            return new Departures(wanted.leaveNs(), true, 0, wanted.toldS(), Optional.of(unknown));
        }
        return reckon(wanted, soc.get(), means, tick);
    }

    private Departures reckon(Wanted wanted, Soc soc, Means means, Tick tick) {
        long sureWh = wh(means, tick.wallTimeMs(), wanted.atMs(tick)) * RECKONED_PERCENT / 100;
        long sure = sureWh * FULL_DECI_PERCENT / soc.capacityWh();
        int floor = Math.clamp(wanted.targetDeciPercent() - sure, 0, FULL_DECI_PERCENT);
        boolean reached = soc.deciPercent() >= wanted.targetDeciPercent();
        boolean same = Math.abs(wanted.leaveNs() - leaveNs) < SAME_NS;
        boolean begun = same && catchingUp && wasReckoned();
        boolean catching = !reached && (begun || soc.deciPercent() <= floor);

        long wantedWh =
                soc.capacityWh()
                        * Math.max(0, wanted.targetDeciPercent() - soc.deciPercent())
                        / FULL_DECI_PERCENT;
        long possibleWh = wh(means, tick.wallTimeMs(), wanted.atMs(tick));
        long missingWh = Math.max(0, wantedWh - possibleWh);
        long gained = Math.min(wantedWh, possibleWh) * FULL_DECI_PERCENT / soc.capacityWh();
        long batteryW = Math.max(1, (long) means.chargeW() * means.perMille() / 1_000);
        Readiness readiness =
                new Readiness(
                        wanted.atMs(tick),
                        wanted.targetDeciPercent(),
                        (int) Math.min(FULL_DECI_PERCENT, soc.deciPercent() + gained),
                        (int) Math.min(Integer.MAX_VALUE, missingWh * 3_600 / batteryW),
                        catching);
        return new Departures(
                wanted.leaveNs(), catching, floor, wanted.toldS(), Optional.of(readiness));
    }

    /** Whether the last look knew the state of charge: what was begun blindly is thought over. */
    private boolean wasReckoned() {
        return readiness.filter(r -> r.expectedDeciPercent() >= 0).isPresent();
    }

    /** The owner's own departure; without one, the car's. */
    private Optional<Wanted> wanted(
            Agenda agenda, VehicleReport vehicle, Optional<Soc> soc, Tick tick) {
        if (agenda.departure().isPresent()) {
            int target = agenda.departure().get().targetDeciPercent();
            long leftMs = agenda.departureMs() - tick.wallTimeMs();
            return Optional.of(new Wanted(tick.monotonicNs() + leftMs * MS, target, 0));
        }
        return vehicle.need()
                .filter(n -> n.departureS() > 0 && n.targetWh() > 0)
                .filter(n -> soc.isPresent() && soc.get().capacityWh() > 0)
                .map(n -> told(n, soc.get(), tick))
                .filter(w -> !tick.isPast(w.leaveNs()));
    }

    /** Counted from when the car said it; no clock on the wall has a part in it. */
    private Wanted told(VehicleReport.Need need, Soc soc, Tick tick) {
        long whenNs =
                need.departureS() == toldS ? leaveNs : tick.after(need.departureS() * 1_000L * MS);
        long target = soc.deciPercent() + need.targetWh() * 1_000L / soc.capacityWh();
        return new Wanted(whenNs, (int) Math.min(FULL_DECI_PERCENT, target), need.departureS());
    }

    /** Energy that can reach the battery between two instants, watt-hours. */
    private static long wh(Means means, long fromMs, long toMs) {
        long wms = Math.max(0, toMs - fromMs) * means.chargeW();
        for (Booked b : means.booked()) {
            long overlapMs = Math.min(toMs, b.toMs()) - Math.max(fromMs, b.fromMs());
            int lostW = means.chargeW() - Math.clamp(b.chargeMaxW(), 0, means.chargeW());
            wms -= Math.max(0, overlapMs) * lostW;
        }
        return Math.max(0, wms) / 3_600_000L * means.perMille() / 1_000;
    }
}
