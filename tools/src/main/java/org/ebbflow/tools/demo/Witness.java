package org.ebbflow.tools.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import org.ebbflow.tools.sim.devices.BoardSimulator;
import org.ebbflow.tools.sim.plant.BoardEvent;
import org.ebbflow.tools.sim.plant.Plant;

/**
 * Watches the simulated station from outside, every 10 ms, and writes down what must never happen.
 * Knows nothing of the product.
 */
final class Witness implements AutoCloseable {

    private static final long PERIOD_NS = 10_000_000;
    private static final int CAP_W = 11_500;
    private static final int CAP_TOLERANCE_W = 345;
    private static final long CAP_TIME_NS = 2_000_000_000L;
    private static final int LOOKS_PER_HOPE = 10;

    private final BoardSimulator simulator;
    private final Thread thread;
    private final List<String> violations = new ArrayList<>();
    private volatile boolean running = true;
    private volatile int powerW;
    private long beyondCapSinceNs = -1;
    private boolean unlockedSeen;
    private int inrushesSeen;
    private long standstillNs;
    private boolean wasStill;
    private long lookedNs;
    private int longestStandstillMs;

    Witness(BoardSimulator simulator) {
        this.simulator = simulator;
        this.thread = Thread.ofPlatform().daemon().name("demo-witness").start(this::watch);
    }

    private void watch() {
        while (running) {
            observe(simulator.control().plant(), System.nanoTime());
            LockSupport.parkNanos(PERIOD_NS);
        }
    }

    private synchronized void observe(Plant plant, long nowNs) {
        powerW = (int) Math.round(plant.acPowerW());
        boolean closed = plant.contactsTouch();
        if (closed && !plant.inlet().locked() && !unlockedSeen) {
            unlockedSeen = true;
            violations.add("contactors closed while the connector was not locked");
        }
        unlockedSeen = closed && !plant.inlet().locked();
        long inrushes =
                plant.boardLog().stream().filter(e -> e.kind() == BoardEvent.Kind.INRUSH).count();
        if (inrushes > inrushesSeen) {
            violations.add("contactors closed onto a voltage difference");
        }
        inrushesSeen = (int) inrushes;
        capKept(nowNs);
        stoodStill(nowNs);
    }

    /** By the clock, not by counting looks: a busy machine looks less often. */
    private void stoodStill(long nowNs) {
        boolean still = Math.abs(powerW) < 150;
        standstillNs = still && wasStill ? standstillNs + nowNs - lookedNs : 0;
        longestStandstillMs = Math.max(longestStandstillMs, (int) (standstillNs / 1_000_000));
        wasStill = still;
        lookedNs = nowNs;
    }

    private void capKept(long nowNs) {
        if (Math.abs(powerW) <= CAP_W + CAP_TOLERANCE_W) {
            beyondCapSinceNs = -1;
        } else if (beyondCapSinceNs == -1) {
            beyondCapSinceNs = nowNs;
        } else if (nowNs - beyondCapSinceNs > CAP_TIME_NS) {
            violations.add("power stood beyond 11,500 W for more than 2 s: " + powerW + " W");
            beyondCapSinceNs = nowNs;
        }
    }

    /** Power at the station's meter now in watts; plus is charge. */
    int powerW() {
        return powerW;
    }

    /** Starts a new measurement of the time at 0 W. */
    synchronized void resetStandstill() {
        standstillNs = 0;
        longestStandstillMs = 0;
    }

    /** The longest time at less than 150 W since the last reset, milliseconds. */
    synchronized int longestStandstillMs() {
        return longestStandstillMs;
    }

    /** What must never happen and did, and forgets it. */
    synchronized List<String> takeViolations() {
        List<String> taken = List.copyOf(violations);
        violations.clear();
        return taken;
    }

    /**
     * Whether the power stays in the range for half a second, waiting at most {@code seconds} and
     * no longer than there is hope.
     */
    boolean settles(IntPredicate range, int seconds, BooleanSupplier hope) {
        long endNs = System.nanoTime() + seconds * 1_000_000_000L;
        int good = 0;
        for (int look = 1; System.nanoTime() - endNs < 0; look++) {
            if (look % LOOKS_PER_HOPE == 0 && !hope.getAsBoolean()) {
                return false;
            }
            good = range.test(powerW) ? good + 1 : 0;
            if (good >= 25) {
                return true;
            }
            LockSupport.parkNanos(20_000_000);
        }
        return false;
    }

    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
    }
}
