package org.ebbflow.tools.sim.world;

import java.nio.file.Path;
import java.util.Optional;
import org.ebbflow.controller.cycle.ControlCycle;
import org.ebbflow.controller.cycle.Inbox;
import org.ebbflow.controller.cycle.MeteredAccounts;
import org.ebbflow.controller.flight.Draws;
import org.ebbflow.controller.flight.FlightMemory;
import org.ebbflow.controller.flight.Station;
import org.ebbflow.controller.metering.EnergyAccount;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.vehicle.chademo.ChademoSettings;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.Tick;
import org.ebbflow.tools.sim.world.Scenario.Vehicle;

/** The process under test: it can stand still, die, and start again with what was on its disk. */
final class ControlProcess {

    private static final long MWS_PER_WH = 3_600_000L;

    private static final Snapshot.Build BUILD = new Snapshot.Build("0.1.0", "world");

    private final Setup setup;
    private final Station station;
    private final Draws draws;
    private Inbox inbox;
    private ControlCycle cycle;
    private long cycles;
    private long cyclesOfThisLife;
    private long pausedUntilNs;
    private long deadUntilNs;
    private boolean dead;
    private long upSinceNs;

    /** What the process is started with. */
    record Setup(
            Vehicle vehicle,
            long seed,
            SimulatedBoard board,
            WorldLink link,
            Ledger ledger,
            Brains brains,
            Runnable wake) {}

    ControlProcess(Setup setup, long nowNs) {
        this.setup = setup;
        boolean iso = setup.vehicle().isDigital() && setup.vehicle() != Vehicle.CHADEMO;
        this.station =
                new Station(
                                setup.brains().site(),
                                setup.board().ratings(),
                                iso
                                        ? Optional.of(WorldSite.secc(setup.vehicle().isDc()))
                                        : Optional.empty())
                        .with(
                                setup.vehicle() == Vehicle.CHADEMO
                                        ? Optional.of(ChademoSettings.USUAL)
                                        : Optional.empty());
        Dice ids = new Dice(setup.seed(), "session ids");
        this.draws = new Draws(() -> ids.between(1, Integer.MAX_VALUE - 1));
        this.inbox = new Inbox(setup.wake());
        this.cycle = cycle();
        this.upSinceNs = nowNs;
    }

    private ControlCycle cycle() {
        Installation site = station.site();
        BoardRatings ratings = station.ratings();
        Ledger.Disk disk = setup.ledger().disk();
        return new ControlCycle(
                new ControlCycle.Ports<>(
                        setup.board(),
                        setup.link(),
                        setup.brains().arbiter(site, ratings),
                        setup.brains().supervision(ratings),
                        station.sessions(draws),
                        new MeteredAccounts(
                                EnergyAccount.of(
                                        disk.chargedWh() * MWS_PER_WH,
                                        disk.dischargedWh() * MWS_PER_WH),
                                0),
                        setup.ledger()),
                new ControlCycle.Start(
                        BUILD,
                        disk.preferences().orElse(site.owner()),
                        site.authority(),
                        disk.latched(),
                        disk.wishes(),
                        draws),
                inbox);
    }

    /** The product's flight recorder for this process. */
    Flights flights(Path directory) {
        return new Flights(new FlightMemory(BUILD, station), draws, directory);
    }

    Inbox inbox() {
        return inbox;
    }

    /** Cycles of all its lives. */
    long cycles() {
        return cycles;
    }

    boolean isAlive() {
        return !dead;
    }

    /** Whether it runs now: neither dead nor standing still. */
    boolean runs(long nowNs) {
        return !dead && nowNs >= pausedUntilNs;
    }

    /** Since when it has been running without a break. */
    long upSinceNs() {
        return upSinceNs;
    }

    void pause(long untilNs) {
        pausedUntilNs = Math.max(pausedUntilNs, untilNs);
        upSinceNs = pausedUntilNs;
    }

    /** It dies at once and will be started again. */
    void kill(long againNs) {
        dead = true;
        deadUntilNs = againNs;
        setup.board().forsaken();
        setup.link().reset();
    }

    /** Starts it when its time has come. @return true when it has just been started */
    boolean revive(long nowNs) {
        if (!dead || nowNs < deadUntilNs) {
            return false;
        }
        dead = false;
        pausedUntilNs = 0;
        cyclesOfThisLife = 0;
        upSinceNs = nowNs;
        inbox = new Inbox(setup.wake());
        cycle = cycle();
        return true;
    }

    void run(long nowNs, long wallMs, boolean wallTrusted) {
        cycles++;
        Tick tick = new Tick(cyclesOfThisLife++, nowNs, wallMs, wallTrusted);
        cycle.run(tick);
        cycle.lasted(tick, 150_000);
    }
}
