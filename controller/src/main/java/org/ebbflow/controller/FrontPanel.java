package org.ebbflow.controller;

import java.util.concurrent.CompletableFuture;
import org.ebbflow.controller.cycle.Inbox;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.controller.status.Reply;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.hal.Button;
import org.ebbflow.hal.Indicator;
import org.ebbflow.hal.Indicator.Meaning;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.StageReading;
import org.tinylog.Logger;

/**
 * Light and button at the station: what the light tells of a picture, and what a press asks for.
 */
final class FrontPanel {

    /** Less power than this is none: a meter's noise. */
    private static final int FLOWING_W = 100;

    private final Indicator light;
    private volatile boolean stopped;

    FrontPanel(Indicator light, Button button, Inbox inbox) {
        this.light = light;
        button.onPress(() -> pressed(inbox));
    }

    /** The button stops, and takes its own or anybody's stop back. */
    private void pressed(Inbox inbox) {
        Intent wish = stopped ? new Intent.Resume(Source.PANEL) : new Intent.Stop(Source.PANEL);
        CompletableFuture<Reply> answer = inbox.submit(wish);
        Logger.info("button pressed wish={} done={}", wish, answer.isDone());
    }

    void show(Snapshot snapshot) {
        stopped = snapshot.whyNot() == Reason.OWNER_STOP;
        light.show(meaning(snapshot));
    }

    /** A fault is told before everything, a stop before what is left of the energy. */
    static Meaning meaning(Snapshot snapshot) {
        if (!snapshot.trips().isEmpty()) {
            return Meaning.FAULT;
        }
        if (snapshot.backup().state().supplies()) {
            return Meaning.ISLAND;
        }
        if (snapshot.whyNot() == Reason.OWNER_STOP) {
            return Meaning.STOPPED;
        }
        int powerW = powerW(snapshot.measured());
        if (Math.abs(powerW) >= FLOWING_W) {
            return powerW > 0 ? Meaning.CHARGING : Meaning.DISCHARGING;
        }
        boolean car = snapshot.vehicle().phase() != VehicleReport.Phase.NO_CAR;
        return car ? Meaning.CONNECTED : Meaning.AVAILABLE;
    }

    /** By the station's meter, else by the stage; 0 where neither tells. */
    private static int powerW(Measured measured) {
        if (measured.stationMeter() instanceof Reading.Taken<MeterReading> taken) {
            return taken.value().powerW();
        }
        return measured.stage() instanceof Reading.Taken<StageReading> taken
                ? taken.value().acPowerW()
                : 0;
    }
}
