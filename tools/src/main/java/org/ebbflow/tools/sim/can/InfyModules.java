package org.ebbflow.tools.sim.can;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.tools.sim.plant.DeviceFault;
import org.ebbflow.tools.sim.plant.Plant;
import org.ebbflow.tools.sim.plant.StageMode;
import org.ebbflow.tools.sim.plant.StageSettings;

/**
 * Simulated Infypower BEG1K075G modules, in parallel at the plant's stage, behind an SLCAN adapter
 * at 125 kbit/s.
 *
 * <p>They go off 10 s after the last frame, and take another direction only while they are off.
 *
 * @source public driver of EVerest, InfyPower_BEG1K075G, written down in {@link InfyAnswers}
 */
public final class InfyModules implements AutoCloseable {

    private static final int SILENCE_MS = 10_000;
    private static final long REFRESH_NS = 500_000_000L;
    private static final int INVALID_DATA = 3;

    private final Supplier<Plant> plant;
    private final Consumer<UnaryOperator<Plant>> change;
    private final SlcanAdapter adapter;
    private final int modules;
    private volatile Fault fault;
    private volatile int answering;
    private InfyAnswers.Setting setting = InfyAnswers.Setting.POWER_UP;
    private long refreshedNs = System.nanoTime();

    /** The fault, and the plant at the moment it began. */
    private record Fault(DeviceFault kind, Plant since) {}

    /**
     * Modules that are switched on, output off.
     *
     * @param device path under which the program finds the adapter
     * @param plant what their stage belongs to
     * @param change changes it
     */
    public InfyModules(
            Path device, int modules, Supplier<Plant> plant, Consumer<UnaryOperator<Plant>> change)
            throws IOException {
        this.plant = plant;
        this.change = change;
        this.modules = modules;
        this.answering = modules;
        this.fault = new Fault(new DeviceFault.Sound(), plant.get());
        this.adapter = new SlcanAdapter(device, SlcanAdapter.Rate.KBIT_125, this::heard);
    }

    /** Breaks or mends their communication. */
    public void fault(DeviceFault kind) {
        fault = new Fault(kind, plant.get());
    }

    public DeviceFault fault() {
        return fault.kind();
    }

    /** Only the first modules answer; the others have lost their supply. */
    public void answering(int first) {
        answering = first;
    }

    /** Pulls the CAN adapter out. */
    public void pull() throws IOException {
        adapter.pull();
    }

    /** Plugs it in again. */
    public void plug() throws IOException {
        adapter.plug();
    }

    private synchronized void heard(CanFrame frame) {
        DeviceFault now = fault.kind();
        boolean ours = InfyAnswers.isForModules(frame);
        if (!ours || now instanceof DeviceFault.Silent) {
            return;
        }
        if (now instanceof DeviceFault.Slow slow) {
            LockSupport.parkNanos(slow.delayMs() * 1_000_000L);
        }
        stillAlive();
        if (InfyAnswers.isWrite(frame)) {
            written(frame, now);
        } else {
            Plant shown = now instanceof DeviceFault.Frozen ? fault.since() : plant.get();
            for (CanFrame answer : InfyAnswers.to(frame, shown, setting, answering)) {
                say(answer, now);
            }
        }
    }

    private void say(CanFrame answer, DeviceFault now) {
        if (now instanceof DeviceFault.Garbled) {
            adapter.sayText("T0" + answer.id() + "#x\r");
        } else if (now instanceof DeviceFault.Refusing refusing) {
            adapter.say(InfyAnswers.withError(answer, refusing.exceptionCode()));
        } else {
            adapter.say(answer);
        }
    }

    /** The modules count every frame as a sign of life; a group that went off stays off. */
    private void stillAlive() {
        if (setting.on() && plant.get().stageValues().mode() == StageMode.OFF) {
            setting = setting.withOn(false);
        }
        long nowNs = System.nanoTime();
        if (nowNs - refreshedNs > REFRESH_NS) {
            apply(nowNs);
        }
    }

    private void written(CanFrame frame, DeviceFault now) {
        InfyAnswers.Setting next = setting.written(frame);
        boolean turnsUnderPower = setting.on() && next.inverter() != setting.inverter();
        if (turnsUnderPower) {
            say(InfyAnswers.withError(InfyAnswers.acknowledge(frame), INVALID_DATA), now);
            return;
        }
        if (!(now instanceof DeviceFault.Frozen)) {
            setting = next;
            apply(System.nanoTime());
        }
        say(InfyAnswers.acknowledge(frame), now);
    }

    private void apply(long nowNs) {
        refreshedNs = nowNs;
        InfyAnswers.Setting now = setting;
        change.accept(before -> before.stageWritten(settings(now, before), true));
    }

    private StageSettings settings(InfyAnswers.Setting now, Plant before) {
        int boundW = before.traits().stage().maxPowerW();
        int highestMv = before.traits().stage().maxVoltageMv();
        StageMode direction = now.inverter() ? StageMode.FOLLOW_POWER : StageMode.HOLD_VOLTAGE;
        return new StageSettings(
                now.on() ? direction : StageMode.OFF,
                true,
                true,
                -boundW,
                new StageSettings.Hold(now.voltageMv(), now.currentMa()),
                new StageSettings.Window(now.voltageMv(), highestMv, 0, now.currentMa()),
                new StageSettings.Reversion(0, 0, false),
                SILENCE_MS);
    }

    /** Number of modules in the group. */
    public int modules() {
        return modules;
    }

    @Override
    public void close() throws IOException {
        adapter.close();
    }
}
