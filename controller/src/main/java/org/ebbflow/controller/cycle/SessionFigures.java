package org.ebbflow.controller.cycle;

import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.Tick;

/** Counts what happened between plugging in and unplugging. */
final class SessionFigures {

    private final Accounts accounts;
    private boolean running;
    private String protocol = "";
    private String service = "";
    private long startedMs;
    private long startedNs;
    private long chargedAtStartWh;
    private long dischargedAtStartWh;
    private long firstEnergyMs = -1;
    private int maxChargeW;
    private int maxDischargeW;
    private long loopMessages;
    private Reason ended = Reason.NONE;
    private boolean orderly;
    private Snapshot.SessionFigures last;

    SessionFigures(Accounts accounts) {
        this.accounts = accounts;
        this.last = accounts.earlier();
    }

    void observe(SessionEvent event, Tick tick) {
        switch (event) {
            case SessionEvent.Plugged ignored -> begin(tick);
            case SessionEvent.EnergyStarted ignored ->
                    firstEnergyMs =
                            firstEnergyMs < 0 ? tick.sinceNs(startedNs) / 1_000_000 : firstEnergyMs;
            case SessionEvent.Answered answered -> loopMessages += isLoop(answered.name()) ? 1 : 0;
            case SessionEvent.Ended end -> {
                if (ended == Reason.NONE) {
                    ended = end.why();
                    orderly = end.orderly();
                }
            }
            case SessionEvent.Unplugged ignored -> {
                last = figures(tick);
                running = false;
            }
            case SessionEvent.Started ignored -> {}
            case SessionEvent.ServiceSelected ignored -> {}
            case SessionEvent.Clamped ignored -> {}
            case SessionEvent.Judged ignored -> {}
            case SessionEvent.Recognized ignored -> {}
        }
    }

    void observe(VehicleReport report, Measured measured) {
        if (!running) {
            return;
        }
        protocol = report.protocol().isEmpty() ? protocol : report.protocol();
        service = report.service().isEmpty() ? service : report.service();
        int powerW = acPowerW(measured);
        maxChargeW = Math.max(maxChargeW, powerW);
        maxDischargeW = Math.max(maxDischargeW, -powerW);
    }

    Snapshot.SessionFigures figures(Tick tick) {
        if (!running) {
            return last;
        }
        return new Snapshot.SessionFigures(
                accounts.sessions(),
                protocol,
                service,
                startedMs,
                tick.sinceNs(startedNs) / 1_000_000_000L,
                accounts.chargedWh() - chargedAtStartWh,
                accounts.dischargedWh() - dischargedAtStartWh,
                firstEnergyMs,
                maxChargeW,
                maxDischargeW,
                loopMessages,
                ended,
                orderly);
    }

    private void begin(Tick tick) {
        accounts.sessionBegan();
        running = true;
        protocol = "";
        service = "";
        startedMs = tick.wallTimeMs();
        startedNs = tick.monotonicNs();
        chargedAtStartWh = accounts.chargedWh();
        dischargedAtStartWh = accounts.dischargedWh();
        firstEnergyMs = -1;
        maxChargeW = 0;
        maxDischargeW = 0;
        loopMessages = 0;
        ended = Reason.NONE;
        orderly = false;
    }

    /** The station meter, or the stage where there is none; 0 when neither is known. */
    static int acPowerW(Measured measured) {
        if (measured.stationMeter() instanceof Reading.Taken<MeterReading> meter) {
            return meter.value().powerW();
        }
        return measured.stage() instanceof Reading.Taken<StageReading> stage
                ? stage.value().acPowerW()
                : 0;
    }

    /** Charge-loop messages of all protocols. */
    private static boolean isLoop(String message) {
        return message.contains("ChargeLoop")
                || message.startsWith("CurrentDemand")
                || message.startsWith("ChargingStatus");
    }
}
