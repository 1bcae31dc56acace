package org.ebbflow.controller;

import java.util.Comparator;
import java.util.Optional;
import org.ebbflow.controller.energy.Decision;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.energy.VehicleReport.Phase;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.status.Snapshot.AnswerTimes;
import org.ebbflow.controller.status.StationEvent;
import org.ebbflow.controller.status.StationState;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.hal.Tick;

/**
 * Follows one protocol session from its first message to its end and reports it once. Lives on the
 * control thread; a few additions per cycle.
 */
final class SessionWatch {

    private static final AnswerTimes NO_ANSWERS = new AnswerTimes("", 0, 0, 0, 0, 0, 0, 0);

    private Optional<Snapshot> latest = Optional.empty();
    private boolean running;
    private Optional<SessionEvent.Ended> ended = Optional.empty();
    private Optional<FaultCode> trip = Optional.empty();
    private long sinceNs;
    private long firstEnergyMs;
    private String protocol = "";
    private String service = "";
    private VehicleReport.Security security = VehicleReport.Security.NONE;
    private long chargedBeforeWh;
    private long dischargedBeforeWh;
    private int maxChargeW;
    private int maxDischargeW;
    private int largestWishW;
    private Source boundBy = Source.DEFAULT;
    private int violations;

    void observe(StationEvent event) {
        switch (event) {
            case StationEvent.Session session -> observe(session.event(), session.tick());
            case StationEvent.Tripped tripped -> {
                trip = trip.or(() -> Optional.of(tripped.code()));
                violations += tripped.code() == FaultCode.POWER_BEYOND_OFFER ? 1 : 0;
            }
            case StationEvent.Failed failed -> violations++;
            case StationEvent.Recovered recovered -> {}
            case StationEvent.Answered answered -> {}
            case StationEvent.Contactors contactors -> {}
            case StationEvent.Overrun overrun -> {}
            case StationEvent.Grid grid -> {}
            case StationEvent.Lateness lateness -> {}
        }
    }

    private void observe(SessionEvent event, Tick tick) {
        switch (event) {
            case SessionEvent.Plugged plugged -> sinceNs = tick.monotonicNs();
            case SessionEvent.Started started -> begin(started.protocol(), tick);
            case SessionEvent.ServiceSelected selected -> service = selected.service();
            case SessionEvent.EnergyStarted begun ->
                    firstEnergyMs =
                            firstEnergyMs < 0 ? tick.sinceNs(sinceNs) / 1_000_000L : firstEnergyMs;
            case SessionEvent.Ended end -> ended(end, tick);
            case SessionEvent.Answered answered -> {}
            case SessionEvent.Clamped clamped -> {}
            case SessionEvent.Judged judged -> {}
            case SessionEvent.Recognized recognized -> {}
            case SessionEvent.Unplugged unplugged -> {}
        }
    }

    /**
     * A car that was heard and understood nothing of leaves a line too; one that said nothing not.
     */
    private void ended(SessionEvent.Ended end, Tick tick) {
        boolean silent = end.why() == Reason.UNPLUGGED || end.why() == Reason.POWER_LOSS;
        if (!running && !silent) {
            begin("", tick);
        }
        ended = running ? Optional.of(end) : Optional.empty();
    }

    private void begin(String name, Tick tick) {
        if (sinceNs == 0) {
            sinceNs = tick.monotonicNs();
        }
        running = true;
        ended = Optional.empty();
        trip = Optional.empty();
        firstEnergyMs = -1;
        protocol = name;
        service = "";
        security = VehicleReport.Security.NONE;
        chargedBeforeWh = latest.map(s -> s.totals().chargedWh()).orElse(0L);
        dischargedBeforeWh = latest.map(s -> s.totals().dischargedWh()).orElse(0L);
        maxChargeW = 0;
        maxDischargeW = 0;
        largestWishW = 0;
        boundBy = Source.DEFAULT;
        violations = 0;
    }

    /** The picture of the cycle whose events came before; a report when its session ended. */
    Optional<SessionReport> observe(Snapshot snapshot) {
        latest = Optional.of(snapshot);
        if (!running) {
            return Optional.empty();
        }
        int powerW = StationState.acPowerW(snapshot);
        maxChargeW = Math.max(maxChargeW, powerW);
        maxDischargeW = Math.max(maxDischargeW, -powerW);
        service = snapshot.vehicle().service().isEmpty() ? service : snapshot.vehicle().service();
        security =
                snapshot.vehicle().protocol().isEmpty() ? security : snapshot.vehicle().security();
        if (snapshot.vehicle().phase() == Phase.TRANSFER) {
            bound(snapshot.offer().why());
        }
        if (ended.isEmpty()) {
            return Optional.empty();
        }
        Optional<SessionReport> report = Optional.of(report(snapshot, ended.get()));
        running = false;
        ended = Optional.empty();
        sinceNs = 0;
        return report;
    }

    /**
     * The bound of the largest wish counts; wishes of others before those of the car's own mode.
     */
    private void bound(Decision why) {
        int wish = why.chosen() == Source.DEFAULT ? 1 : 1 + Math.abs(why.wantedW());
        if (wish > largestWishW || (wish == largestWishW && why.boundBy() != why.chosen())) {
            largestWishW = wish;
            boundBy = why.boundBy();
        }
    }

    private SessionReport report(Snapshot snapshot, SessionEvent.Ended end) {
        AnswerTimes loop =
                snapshot.answers().stream()
                        .filter(a -> isLoop(a.message()))
                        .max(Comparator.comparingLong(AnswerTimes::count))
                        .orElse(NO_ANSWERS);
        return new SessionReport(
                protocol,
                service,
                security,
                trip.map(FaultCode::name).orElse(outcome(end)),
                snapshot.totals().chargedWh() - chargedBeforeWh,
                snapshot.totals().dischargedWh() - dischargedBeforeWh,
                maxChargeW,
                maxDischargeW,
                boundBy,
                firstEnergyMs,
                loop,
                violations);
    }

    private static String outcome(SessionEvent.Ended end) {
        boolean complete = end.orderly() && end.why() == Reason.NONE;
        return complete ? Reason.COMPLETED.name() : end.why().name();
    }

    private static boolean isLoop(String message) {
        return message.contains("ChargeLoop")
                || message.startsWith("CurrentDemand")
                || message.startsWith("ChargingStatus");
    }
}
