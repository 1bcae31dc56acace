package org.ebbflow.tools.sim.devices;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.ebbflow.tools.sim.plant.CarPort;
import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.Plant;

/** A plant that lives in real time; every access first brings it up to now. */
public final class LivePlant implements AutoCloseable {

    private static final int FINE_SLICE_US = 2_000;
    private static final int COARSE_SLICE_US = 10_000;
    private static final long FAR_BEHIND_US = 100_000;
    private static final long PAUSE_NS = 2_000_000;

    private final Object lock = new Object();
    private final long startNs = System.nanoTime();
    private final Thread thread;
    private Plant plant;
    private CarPort car;
    private volatile boolean running = true;
    private volatile String trouble = "";

    /** Starts to live at once. */
    public LivePlant(Plant atPowerUp, CarPort car) {
        this(atPowerUp, car, Thread.ofPlatform().name("sim-plant").daemon().factory());
    }

    LivePlant(Plant atPowerUp, CarPort car, ThreadFactory threads) {
        this.plant = atPowerUp;
        this.car = car;
        this.thread = threads.newThread(this::live);
    }

    void start() {
        thread.start();
    }

    private void live() {
        while (running) {
            now();
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    /** The plant at this instant. */
    public Plant now() {
        return exchange(current -> new Outcome<>(current, current));
    }

    /** Changes the plant at this instant. */
    public void change(UnaryOperator<Plant> how) {
        exchange(current -> new Outcome<>(current, how.apply(current)));
    }

    /** Puts another car at the end of the cable. */
    public void plug(CarPort other) {
        CarPort before;
        synchronized (lock) {
            catchUp();
            before = car;
            car = other;
        }
        before.unplug();
    }

    /** A result, and the plant afterwards. */
    record Outcome<T>(T result, Plant next) {}

    <T> T exchange(Function<Plant, Outcome<T>> how) {
        synchronized (lock) {
            catchUp();
            Outcome<T> outcome = how.apply(plant);
            plant = outcome.next();
            return outcome.result();
        }
    }

    private void catchUp() {
        long behindUs = (System.nanoTime() - startNs) / 1_000 - plant.timeUs();
        while (behindUs > 0) {
            int longest = behindUs > FAR_BEHIND_US ? COARSE_SLICE_US : FINE_SLICE_US;
            int sliceUs = (int) Math.min(behindUs, longest);
            plant = plant.step(carSide(sliceUs), sliceUs);
            behindUs -= sliceUs;
        }
    }

    /** A car that breaks is taken off the cable: the station must not break with it. */
    private CarSide carSide(int sliceUs) {
        try {
            return car.step(plant.inlet(), sliceUs);
        } catch (RuntimeException broken) {
            trouble = "The simulated car broke and was unplugged: " + broken;
            car = CarPort.unplugged();
            return CarSide.UNPLUGGED;
        }
    }

    /** What went wrong with a simulated car, empty for nothing. */
    String trouble() {
        return trouble;
    }

    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
    }
}
