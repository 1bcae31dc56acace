package org.ebbflow.tools.vehicle;

import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import org.ebbflow.tools.sim.plant.CarPort;
import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.InletSide;

/**
 * A car in real time at the end of the cable: its hardware lives with the plant, its network on a
 * thread of its own until it is unplugged.
 */
public final class SimulatedCar implements CarPort {

    private static final long TURN_MS = 5;

    private final Object lock = new Object();
    private final CarWitness witness;
    private final Optional<CarTrust> trust;
    private final StationLine line;
    private final Thread thread;
    private final RoundTrips roundTrips = new RoundTrips();
    private CarMachine machine;
    private InletSide inlet = InletSide.DEAD;
    private volatile boolean plugged = true;
    private long sentNs;

    private SimulatedCar(CarProfile profile, CarLink link, CarWitness witness) throws IOException {
        this.witness = witness;
        this.trust = link.trust();
        this.machine = CarMachine.plugged(profile, System.nanoTime(), System.currentTimeMillis());
        this.line = new StationLine(link, this::engine, witness::told);
        this.thread =
                Thread.ofPlatform()
                        .name("sim-car-" + profile.traits().name())
                        .daemon()
                        .unstarted(this::live);
    }

    /** Plugs a car in. */
    public static SimulatedCar plugged(CarProfile profile, CarLink link, CarWitness witness)
            throws IOException {
        SimulatedCar car = new SimulatedCar(profile, link, witness);
        car.thread.start();
        return car;
    }

    @Override
    public CarSide step(InletSide offered, int sliceUs) {
        synchronized (lock) {
            inlet = offered;
            machine = machine.lived(offered, sliceUs);
            return machine.side();
        }
    }

    /** The driver presses the stop button: the session ends in good order. */
    public void stop() {
        synchronized (lock) {
            machine = machine.stopPressed();
        }
        line.wake();
    }

    @Override
    public void unplug() {
        plugged = false;
        line.wake();
    }

    /** The car at this instant. */
    public CarMachine now() {
        synchronized (lock) {
            return machine;
        }
    }

    /** The car's end of TLS for what it is about to speak. */
    private Optional<SSLEngine> engine() {
        return trust.flatMap(t -> now().protocol().flatMap(t::engine));
    }

    private void live() {
        boolean wanted = false;
        try (line) {
            while (plugged) {
                wanted = turn(line.turn(wanted, TURN_MS));
            }
        } catch (IOException failed) {
            witness.told("The car's network failed: " + failed.getMessage() + ".");
        } catch (RuntimeException failed) {
            witness.told("The simulated car failed inside: " + failed + ".");
        } finally {
            apply(at -> at.unplugged());
        }
    }

    private boolean turn(StationLine.Turn turn) {
        long nowNs = System.nanoTime();
        if (turn.gaveUp().isPresent()) {
            return apply(at -> at.gaveUp(turn.gaveUp().get())).wantsConnection();
        }
        boolean inLoop = now().isTransferring();
        CarStep step;
        synchronized (lock) {
            step = machine.talked(new CarMoment(nowNs, inlet, turn.connected(), turn.received()));
            machine = step.next();
        }
        if (step.heard() > 0 && inLoop) {
            roundTrips.add(nowNs - sentNs);
        }
        for (byte[] bytes : step.toSend()) {
            sentNs = System.nanoTime();
            line.send(bytes);
        }
        tell(step);
        return step.wantsConnection();
    }

    /** One step that comes from outside of the protocol. */
    private interface Outside {
        CarStep of(CarMachine machine);
    }

    private CarStep apply(Outside outside) {
        CarStep step;
        synchronized (lock) {
            step = outside.of(machine);
            machine = step.next();
        }
        tell(step);
        return step;
    }

    private void tell(CarStep step) {
        step.finished().ifPresent(r -> witness.finished(r.with(roundTrips.take())));
    }
}
