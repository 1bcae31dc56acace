package org.ebbflow.tools.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.ebbflow.controller.vehicle.chademo.ChademoSettings;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.tools.sim.plant.BoardEvent;
import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.InletSide;
import org.ebbflow.tools.vehicle.chademo.ChademoCar;
import org.ebbflow.tools.vehicle.chademo.ChademoFault;
import org.ebbflow.tools.vehicle.chademo.ChademoTraits;

/** A rig with a simulated car plugged in, and what must hold in every cycle. */
final class ChademoVisit {

    /** What a lock needs to engage. */
    private static final long LOCK_MS = 400;

    final ChademoRig rig;
    final ChademoCar car;

    private long unlockedMs;

    /** What somebody does to the car's lines; nothing at first. */
    UnaryOperator<CarSide> lines = side -> side;

    /** What somebody does to the station's lines on their way to the car. */
    UnaryOperator<InletSide> coils = inlet -> inlet;

    ChademoVisit(ChademoTraits traits, ChademoFault fault, int soc) {
        this(traits, fault, soc, ChademoSettings.USUAL);
    }

    ChademoVisit(ChademoTraits traits, ChademoFault fault, int soc, ChademoSettings settings) {
        this(new ChademoRig(settings), traits, fault, soc, Optional.empty());
    }

    private ChademoVisit(
            ChademoRig rig,
            ChademoTraits traits,
            ChademoFault fault,
            int soc,
            Optional<Consumer<CanFrame>> bus) {
        this.rig = rig;
        rig.run(500);
        this.car = new ChademoCar(traits, fault, soc, bus.orElse(rig::say));
        rig.car =
                (inlet, us) -> {
                    rig.toCar.forEach(car::heard);
                    rig.toCar.clear();
                    return lines.apply(car.live(coils.apply(inlet), us));
                };
    }

    /** A car of the usual kind that loses no time, for tests that need many sessions. */
    static ChademoVisit quick() {
        return new ChademoVisit(quickLeaf(), ChademoFault.NONE, 600);
    }

    /** The same at a station with other settings. */
    static ChademoVisit quick(ChademoSettings settings) {
        return new ChademoVisit(quickLeaf(), ChademoFault.NONE, 600, settings);
    }

    /** The same on a bus of another kind. */
    static ChademoVisit quick(Consumer<CanFrame> bus) {
        ChademoRig rig = new ChademoRig(ChademoSettings.USUAL);
        return new ChademoVisit(rig, quickLeaf(), ChademoFault.NONE, 600, Optional.of(bus));
    }

    private static ChademoTraits quickLeaf() {
        ChademoTraits leaf = ChademoTraits.leaf40();
        return new ChademoTraits(
                leaf.name(),
                leaf.battery(),
                leaf.protocol(),
                new ChademoTraits.Times(250, 50, 100, 100, 100),
                leaf.numbers(),
                leaf.extras());
    }

    ChademoVisit running() {
        assertTrue(rig.await(rig::isRunning, 25_000), this::story);
        return this;
    }

    /** Running at a setpoint that is reached. */
    ChademoVisit runningAt(int powerW) {
        rig.setPower(powerW);
        running();
        assertTrue(rig.await(() -> Math.abs(rig.powerW() - powerW) < 150, 15_000), this::story);
        return this;
    }

    /** Pulls the plug and puts it in again: the next session is a fresh one. */
    void replug() {
        lines = side -> CarSide.UNPLUGGED;
        rig.run(600);
        car.plugged(false);
        car.plugged(true);
        lines = side -> side;
        rig.events.clear();
    }

    /** Lets time pass and looks in every cycle. */
    void watch(long ms) {
        for (long i = 0; i < ms / 10; i++) {
            rig.run(10);
            look();
            assertTrue(
                    Math.abs(rig.powerW()) < 6_500,
                    () -> "power beyond every setpoint: " + story());
        }
    }

    /** The same where any power may flow. */
    void watchAnyPower(long ms) {
        for (long i = 0; i < ms / 10; i++) {
            rig.run(10);
            look();
        }
    }

    private void look() {
        assertTrue(!rig.contactsTouch() || rig.plant.inlet().locked(), "unlocked under voltage");
        boolean live = rig.plant.inlet().dcVoltageMv() > 15_000 && car.contactorsClosed();
        unlockedMs = live && !rig.plant.inlet().locked() ? unlockedMs + 10 : 0;
        assertTrue(
                unlockedMs <= LOCK_MS, () -> "the lock leaves a live connector free: " + story());
        assertTrue(!rig.logged(BoardEvent.Kind.INRUSH), () -> "inrush: " + story());
    }

    /** Contactors open, no current, lines off, and everybody was told. */
    void assertEndedSafely(String when) {
        assertTrue(rig.ended().isPresent(), when + ": " + story());
        assertTrue(!rig.contactsTouch(), when + ": " + story());
        assertEquals(0, rig.powerW(), 30, when);
        assertTrue(
                rig.command().pilot() instanceof BoardCommand.Pilot.Lines off
                        && !off.d1()
                        && !off.d2(),
                when + ": " + rig.command());
        assertTrue(!car.contactorsClosed(), when);
        assertEquals(List.of(), rig.trips, when);
    }

    String story() {
        return car.phase()
                + " "
                + rig.events
                + " "
                + rig.trips
                + " "
                + rig.plant.boardLog()
                + " "
                + rig.snapshot().vehicle()
                + " "
                + rig.snapshot().offer().why();
    }
}
