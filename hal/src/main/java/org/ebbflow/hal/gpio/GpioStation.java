package org.ebbflow.hal.gpio;

import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.Button;
import org.ebbflow.hal.Indicator;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.board.GpioConfig;
import org.ebbflow.hal.board.GpioConfig.Role;
import org.ebbflow.hal.clock.Urgency;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * The lines of a board in motion: a thread that looks at the inputs and drives the outputs every
 * few milliseconds. When decisions stop, contactor, d1 and d2 fall; the light goes on.
 */
public final class GpioStation implements Indicator, Button, AutoCloseable {

    private static final long BEAT_NS = 5_000_000L;
    private static final long REOPEN_NS = 1_000_000_000L;

    private final GpioConfig config;
    private final DigitalIo.Opener opener;
    private final GpioInputs inputs;
    private final long deadNs;
    private final Thread thread;
    private volatile @Nullable BoardCommand latest;
    private volatile Meaning meaning = Meaning.STARTING;
    private volatile Runnable pressed = () -> Logger.debug("button pressed, nobody listens");
    private volatile boolean running = true;
    private LockDrive lock = LockDrive.IDLE;
    private Debounce button = Debounce.RELEASED;
    private Meaning shown = Meaning.STARTING;
    private long shownNs;
    private long cycle = -1;
    private long cycleNs;
    private String told = "";

    private GpioStation(GpioConfig config, DigitalIo.Opener opener, int watchdogMs) {
        this.config = config;
        this.opener = opener;
        this.inputs = new GpioInputs(config, System.nanoTime());
        this.deadNs = watchdogMs * 1_000_000L;
        this.thread = Urgency.thread("gpio", this::live);
    }

    /**
     * Opens the lines, and opens them again when they were lost.
     *
     * @param watchdogMs silence of the decisions after which the outputs fall
     */
    public static GpioStation start(GpioConfig config, DigitalIo.Opener opener, int watchdogMs) {
        GpioStation station = new GpioStation(config, opener, watchdogMs);
        station.thread.setDaemon(true);
        station.thread.start();
        return station;
    }

    private void live() {
        while (running) {
            try (DigitalIo lines = opener.open()) {
                told = "";
                while (running) {
                    beat(lines, System.nanoTime());
                    LockSupport.parkNanos(BEAT_NS);
                }
            } catch (GpioFault fault) {
                if (!fault.sentence().equals(told)) {
                    told = fault.sentence();
                    Logger.warn("{}", told);
                }
                inputs.missing(fault.sentence(), System.nanoTime());
                LockSupport.parkNanos(REOPEN_NS);
            }
        }
    }

    private void beat(DigitalIo lines, long nowNs) throws GpioFault {
        BoardCommand command = latest;
        if (command != null && command.cycle() != cycle) {
            cycle = command.cycle();
            cycleNs = nowNs;
        }
        boolean alive = command != null && nowNs - cycleNs < deadNs;
        outputs(lines, command, alive);
        SafetyReading.LockState bolt = lock(lines, command, nowNs);
        inputs.look(lines, bolt, nowNs);
        press(lines, nowNs);
        light(lines, nowNs);
    }

    private void outputs(DigitalIo lines, @Nullable BoardCommand command, boolean alive)
            throws GpioFault {
        boolean closed = alive && command != null && command.contactorsClosed();
        boolean d1 = false;
        boolean d2 = false;
        if (alive && command != null && command.pilot() instanceof BoardCommand.Pilot.Lines wish) {
            d1 = wish.d1();
            d2 = wish.d2();
        }
        drive(lines, Role.CONTACTOR, closed);
        drive(lines, Role.D2, d2);
        drive(lines, Role.D1, d1);
    }

    private void drive(DigitalIo lines, Role role, boolean on) throws GpioFault {
        if (config.lines().containsKey(role)) {
            lines.set(role, on);
        }
    }

    /** The bolt stays in while the contacts touch, whatever is asked. */
    private SafetyReading.LockState lock(
            DigitalIo lines, @Nullable BoardCommand command, long nowNs) throws GpioFault {
        if (config.lock().isEmpty()) {
            return SafetyReading.LockState.NOT_FITTED;
        }
        boolean boltIn = lines.isOn(Role.LOCK_FEEDBACK);
        boolean touch =
                config.lines().containsKey(Role.CONTACTOR_FEEDBACK)
                        && lines.isOn(Role.CONTACTOR_FEEDBACK);
        if (command != null) {
            lock = lock.wanting(command.lockEngaged() || touch && boltIn, nowNs);
        }
        LockDrive.Output output = lock.output(boltIn, config.lock().get(), nowNs);
        lines.set(Role.LOCK_ENGAGE, output.engage());
        lines.set(Role.LOCK_RELEASE, output.release());
        return output.state();
    }

    private void press(DigitalIo lines, long nowNs) throws GpioFault {
        if (!config.lines().containsKey(Role.BUTTON)) {
            return;
        }
        boolean before = button.stable();
        button = button.seen(lines.isOn(Role.BUTTON), config.debounceMs(), nowNs);
        if (button.stable() && !before) {
            pressed.run();
        }
    }

    private void light(DigitalIo lines, long nowNs) throws GpioFault {
        Meaning now = meaning;
        if (now != shown || shownNs == 0) {
            shown = now;
            shownNs = nowNs;
        }
        GpioConfig.Look look = config.light().get(now);
        if (look == null) {
            return;
        }
        boolean lit = look.pattern().isLit((nowNs - shownNs) / 1_000_000);
        for (Map.Entry<Role, GpioConfig.Line> line : config.lines().entrySet()) {
            Role role = line.getKey();
            if (role == Role.LIGHT_RED || role == Role.LIGHT_GREEN || role == Role.LIGHT_BLUE) {
                lines.set(role, lit && look.colour().lights(role));
            }
        }
    }

    /** The newest command, from the control thread. */
    public void command(BoardCommand command) {
        latest = command;
    }

    /** The safety board's reading together with what the lines say; the older age counts. */
    public Reading<SafetyReading> joined(Reading<SafetyReading> board) {
        return inputs.joined(board, System.nanoTime());
    }

    @Override
    public void show(Meaning now) {
        meaning = now;
    }

    @Override
    public void onPress(Runnable listener) {
        pressed = listener;
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
