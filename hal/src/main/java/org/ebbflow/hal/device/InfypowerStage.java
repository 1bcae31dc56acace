package org.ebbflow.hal.device;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.hal.PowerStage;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.board.StageConfig;
import org.ebbflow.hal.can.CanLink;
import org.ebbflow.hal.can.CanRate;
import org.ebbflow.hal.clock.Urgency;
import org.ebbflow.hal.device.infypower.ModuleTalk;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/** Infypower BEG modules behind a CAN adapter: the thread that asks, and what it heard. */
final class InfypowerStage implements PowerStage, CanLink.Listener {

    private static final long BEAT_NS = 10_000_000L;

    private final StageConfig.Infypower config;
    private final ModuleTalk talk;
    private final Cell<StageReading> cell;
    private final Thread thread;
    private volatile @Nullable CanLink bus;
    private volatile @Nullable BoardCommand latest;
    private volatile boolean running = true;
    private volatile String away = "The CAN adapter of the power stage has not been opened yet.";
    private String told = "";

    InfypowerStage(StageConfig.Infypower config, BoardRatings ratings, long nowNs) {
        this.config = config;
        this.talk = new ModuleTalk(config, ratings, nowNs);
        this.cell = new Cell<>("The power stage has not been heard yet.", nowNs);
        this.thread = Urgency.thread("power-stage", this::live);
    }

    @Override
    public void start() {
        bus = CanLink.start(config.can(), CanRate.KBIT_125, this);
        thread.setDaemon(true);
        thread.start();
    }

    private void live() {
        while (running) {
            beat(System.nanoTime());
            LockSupport.parkNanos(BEAT_NS);
        }
    }

    private synchronized void beat(long nowNs) {
        CanLink link = bus;
        String why = away;
        if (link == null || !why.isEmpty()) {
            missing(why, nowNs);
            return;
        }
        List<CanFrame> due = talk.due(latest, nowNs);
        if (!due.isEmpty()) {
            link.send(due);
        }
        talk.trouble(nowNs).ifPresent(sentence -> missing(sentence, nowNs));
    }

    private void missing(String why, long nowNs) {
        if (!why.equals(told)) {
            told = why;
            Logger.warn("power stage is missing: {}", why);
        }
        cell.missing("The power stage is missing: " + why, nowNs);
    }

    @Override
    public synchronized void up() {
        talk.restart(System.nanoTime());
        away = "";
        Logger.info("power stage's CAN adapter is there");
    }

    @Override
    public synchronized void down(String why) {
        away = why;
        missing(why, System.nanoTime());
    }

    @Override
    public synchronized void heard(List<CanFrame> frames, long readNs) {
        talk.heard(frames, readNs)
                .ifPresent(
                        report -> {
                            told = "";
                            cell.taken(report.value(), report.takenNs());
                        });
    }

    @Override
    public Reading<StageReading> latest() {
        return cell.latest();
    }

    /** A newer command does not wait for the next beat. */
    @Override
    public void command(BoardCommand command) {
        latest = command;
        LockSupport.unpark(thread);
    }

    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
        CanLink link = bus;
        if (link != null) {
            link.close();
        }
    }
}
