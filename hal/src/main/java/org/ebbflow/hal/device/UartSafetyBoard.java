package org.ebbflow.hal.device;

import java.util.concurrent.locks.LockSupport;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.InsulationReading;
import org.ebbflow.hal.IslandReading;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyBoard;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.Temperatures;
import org.ebbflow.hal.board.BusConfig;
import org.ebbflow.hal.board.SafetyConfig;
import org.ebbflow.hal.clock.Urgency;
import org.ebbflow.hal.device.chargebyte.SafetyTalk;
import org.ebbflow.hal.serial.SerialFault;
import org.ebbflow.hal.serial.SerialLine;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/** A safety board on a serial line of its own: the thread that owns line and clock. */
final class UartSafetyBoard implements SafetyBoard, SafetyTalk.Listener {

    private static final int WAIT_MS = 2;
    private static final long REOPEN_NS = 250_000_000L;

    private final SafetyConfig.Uart config;
    private final SafetyTalk talk;
    private final SafetyCell safety;
    private final Cell<InsulationReading> insulation;
    private final Cell<IslandReading> island;
    private final Cell<Temperatures> temperatures;
    private final Thread thread;
    private final byte[] buffer = new byte[512];
    private volatile @Nullable BoardCommand latest;
    private volatile boolean running = true;
    private String told = "";

    UartSafetyBoard(SafetyConfig.Uart config, int declaredWatchdogMs, long nowNs) {
        this.config = config;
        this.talk = new SafetyTalk(config, declaredWatchdogMs, nowNs);
        String why = "The safety board has not been heard yet.";
        this.safety = new SafetyCell(why, nowNs);
        this.insulation =
                new Cell<>(
                        config.insulationMonitor() ? why : "No insulation monitor is fitted.",
                        nowNs);
        this.island =
                new Cell<>(config.switchGear() ? why : "No backup switch gear is fitted.", nowNs);
        this.temperatures = new Cell<>(why, nowNs);
        this.thread = Urgency.thread("safety-board", this::live);
    }

    @Override
    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void live() {
        while (running) {
            SerialLine.Settings port =
                    new SerialLine.Settings(config.path(), config.baud(), BusConfig.Parity.NONE, 1);
            try (SerialLine line = SerialLine.open(port)) {
                talk.restart(System.nanoTime());
                serve(line);
            } catch (SerialFault fault) {
                missing(fault.sentence());
                LockSupport.parkNanos(REOPEN_NS);
            }
        }
    }

    private void serve(SerialLine line) throws SerialFault {
        while (running) {
            byte[] due = talk.due(latest, System.nanoTime());
            if (due.length > 0 && line.write(due, due.length) != due.length) {
                throw lost();
            }
            int ready = Math.clamp(line.available(), 1, buffer.length);
            int count = line.read(buffer, ready, WAIT_MS);
            if (count < 0 || line.isLost()) {
                throw lost();
            }
            talk.heard(buffer, count, System.nanoTime(), this);
            talk.trouble(System.nanoTime()).ifPresent(this::missing);
        }
    }

    private SerialFault lost() {
        return new SerialFault(
                "The serial port %s of the safety board is gone; plug the adapter in again."
                        .formatted(config.path()));
    }

    @Override
    public void verified(SafetyTalk.Version version) {
        Logger.info(
                "safety board answers, path={} firmware={} watchdogMs={}",
                config.path(),
                version.firmware(),
                version.watchdogMs());
    }

    @Override
    public void report(SafetyTalk.Report report) {
        told = "";
        safety.taken(report.safety(), report.takenNs());
        if (config.insulationMonitor()) {
            insulation.taken(report.insulation(), report.takenNs());
        }
        if (config.switchGear()) {
            island.taken(report.island(), report.takenNs());
        }
    }

    @Override
    public void temperatures(Temperatures read, long readNs) {
        temperatures.taken(read, readNs);
    }

    private void missing(String why) {
        long nowNs = System.nanoTime();
        if (!why.equals(told)) {
            told = why;
            Logger.warn("{}", why);
        }
        safety.missing(why, nowNs);
        temperatures.missing(why, nowNs);
        if (config.insulationMonitor()) {
            insulation.missing(why, nowNs);
        }
        if (config.switchGear()) {
            island.missing(why, nowNs);
        }
    }

    @Override
    public Reading<SafetyReading> freeze() {
        return safety.freeze();
    }

    @Override
    public Reading<InsulationReading> insulation() {
        return insulation.latest();
    }

    @Override
    public Reading<IslandReading> island() {
        return island.latest();
    }

    @Override
    public Reading<Temperatures> temperatures() {
        return temperatures.latest();
    }

    @Override
    public void command(BoardCommand command) {
        latest = command;
    }

    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
        try {
            thread.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
