package org.ebbflow.tools.sim.world;

import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.cycle.ControlCycle;
import org.ebbflow.controller.cycle.Inbox;
import org.ebbflow.controller.cycle.MeteredAccounts;
import org.ebbflow.controller.dispatch.StationArbiter;
import org.ebbflow.controller.metering.EnergyAccount;
import org.ebbflow.controller.safety.Supervisor;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.vehicle.Answer;
import org.ebbflow.controller.vehicle.Ask;
import org.ebbflow.controller.vehicle.DigitalSessions;
import org.ebbflow.controller.vehicle.SessionSelector;
import org.ebbflow.controller.vehicle.iso15118.Iso15118Sessions;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.Tick;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.tools.sim.plant.Plant;

/** One scenario in virtual time: the product's control cycle against a simulated everything. */
public final class World {

    private static final long MS = 1_000_000L;
    private static final long PERIOD_NS = 10 * MS;
    private static final long SHORTEST_NS = MS;
    private static final long SAMPLE_NS = 1_000 * MS;

    private final Scenario scenario;
    private final EventQueue queue = new EventQueue();
    private final VirtualClock clock;
    private final Trace trace;
    private final Ledger ledger;
    private final Grounds grounds;
    private final SimulatedBoard board;
    private final WorldLink link;
    private final Inbox inbox;
    private final ControlCycle cycle;
    private final Invariants invariants;
    private final Script script;
    private final Dice clerk;
    private long cycles;
    private long lastRunNs;
    private boolean wakePending;
    private String lastSituation = "";

    private World(Scenario scenario, boolean keepTrace) {
        this.scenario = scenario;
        long seed = scenario.seed();
        boolean dc = scenario.vehicle().isDc();
        this.clock = new VirtualClock(new Dice(seed, "clock").between(-100, 100));
        this.trace = new Trace(keepTrace);
        this.ledger = new Ledger(clock, trace);
        this.clerk = new Dice(seed, "clerk");
        Car car = car(scenario, clock);
        this.grounds = new Grounds(clock, WorldSite.traits(dc), seed, car);
        BoardRatings ratings = WorldSite.ratings(dc);
        this.board =
                new SimulatedBoard(
                        ratings,
                        queue,
                        clock,
                        new SimulatedBoard.Sides(grounds, new Dice(seed, "board")));
        this.inbox = new Inbox(this::wake);
        this.link =
                new WorldLink(
                        queue,
                        clock,
                        inbox,
                        new SimulatedBoard.Sides(grounds, new Dice(seed, "wire")));
        if (car instanceof IsoCar iso) {
            iso.wired(link);
        }
        this.cycle = station(ratings, seed);
        this.invariants = new Invariants(dc);
        this.script =
                new Script(queue, clock, trace, new Script.Reach(grounds, board, link, inbox));
    }

    private static Car car(Scenario scenario, VirtualClock clock) {
        Dice dice = new Dice(scenario.seed(), "car");
        int soc = scenario.socDeciPercent();
        return switch (scenario.vehicle()) {
            case PWM -> new PwmCar(dice, soc);
            case ISO20_DC_BPT ->
                    iso(EvccPlan.Protocol.ISO_15118_20, EvccPlan.Service.DC_BPT, clock, dice, soc);
            case ISO20_AC_BPT ->
                    iso(EvccPlan.Protocol.ISO_15118_20, EvccPlan.Service.AC_BPT, clock, dice, soc);
            case ISO2_DC ->
                    iso(EvccPlan.Protocol.ISO_15118_2, EvccPlan.Service.DC, clock, dice, soc);
        };
    }

    private static IsoCar iso(
            EvccPlan.Protocol protocol,
            EvccPlan.Service service,
            VirtualClock clock,
            Dice dice,
            int soc) {
        return new IsoCar(EvccPlan.of(protocol, service, EvccPlan.Stop.NEVER), clock, dice, soc);
    }

    private ControlCycle station(BoardRatings ratings, long seed) {
        Installation site = WorldSite.installation();
        Dice ids = new Dice(seed, "session ids");
        Optional<DigitalSessions> digital =
                scenario.vehicle() == Scenario.Vehicle.PWM
                        ? Optional.empty()
                        : Optional.of(
                                new Iso15118Sessions(
                                        WorldSite.secc(scenario.vehicle().isDc()),
                                        () -> ids.between(1, Integer.MAX_VALUE - 1)));
        return new ControlCycle(
                new ControlCycle.Ports<>(
                        board,
                        link,
                        new StationArbiter(site, ratings),
                        new Supervisor(ratings),
                        new SessionSelector(ratings, digital, false),
                        new MeteredAccounts(EnergyAccount.EMPTY, 0),
                        ledger),
                new ControlCycle.Start(
                        new Snapshot.Build("0.1.0", "world"),
                        WorldSite.preferences(),
                        site.authority(),
                        List.of()),
                inbox);
    }

    /**
     * Runs a scenario to its end.
     *
     * @param keepTrace whether the trace's lines are kept; its digest is always made
     */
    public static Outcome run(Scenario scenario, boolean keepTrace) {
        return new World(scenario, keepTrace).run();
    }

    private Outcome run() {
        trace.add(clock.nowNs(), "world seed " + scenario.seed() + " " + scenario.vehicle());
        board.start();
        script.load(scenario.actions());
        queue.at(clock.nowNs(), this::scheduled);
        queue.at(clock.nowNs() + SAMPLE_NS, this::sample);
        long endNs = VirtualClock.START_NS + scenario.durationMs() * MS;
        while (!queue.isEmpty() && queue.nextNs() <= endNs) {
            EventQueue.Event event = queue.take();
            grounds.advanceTo(event.dueNs());
            event.action().run();
        }
        if (script.metersSound()) {
            invariants.settle(grounds.plant(), grounds.chargedWs(), grounds.dischargedWs());
        }
        invariants.broken().forEach(text -> trace.add(clock.nowNs(), "VIOLATION " + text));
        return new Outcome(
                scenario,
                script.completions() > 0 || grounds.car().completed(),
                ledger.ended(),
                ledger.trips(),
                cycles,
                Math.round(grounds.chargedWs() / 3_600),
                Math.round(grounds.dischargedWs() / 3_600),
                invariants.broken(),
                trace.hash(),
                trace.lines());
    }

    private void scheduled() {
        long dueNs = clock.nowNs();
        long pauseNs = script.takePauseNs();
        if (pauseNs > 0) {
            queue.at(dueNs + pauseNs / PERIOD_NS * PERIOD_NS + PERIOD_NS, this::scheduled);
            return;
        }
        queue.at(dueNs + PERIOD_NS, this::scheduled);
        turn();
    }

    /** Something came from the car: a cycle now, at most one per millisecond. */
    private void wake() {
        if (!wakePending && !script.isPaused()) {
            wakePending = true;
            queue.at(Math.max(clock.nowNs(), lastRunNs + SHORTEST_NS), this::woken);
        }
    }

    private void woken() {
        wakePending = false;
        if (!script.isPaused()) {
            turn();
        }
    }

    private void turn() {
        lastRunNs = clock.nowNs();
        Tick tick = new Tick(cycles++, clock.nowNs(), clock.wallMs(), true);
        cycle.run(tick);
        cycle.lasted(tick, 150_000);
        for (Ask ask : ledger.takeAsks()) {
            queue.at(
                    clock.nowNs() + clerk.between(50, 900) * MS,
                    () -> inbox.answer(new Answer.Authorized(ask.id())));
        }
        ledger.latest().ifPresent(this::judge);
        String situation = grounds.car().situation();
        if (!situation.equals(lastSituation)) {
            lastSituation = situation;
            trace.add(clock.nowNs(), "car " + situation);
        }
    }

    private void judge(Snapshot snapshot) {
        Plant plant = grounds.plant();
        invariants.check(
                new Moment(
                        clock.nowNs(),
                        plant,
                        board.command(),
                        snapshot,
                        grounds.car().batteryMv(),
                        grounds.car().socDeciPercent(),
                        link.unasked(),
                        inbox.refusedCount()),
                script.weldedBefore());
    }

    private void sample() {
        ledger.latest()
                .ifPresent(
                        s ->
                                trace.add(
                                        clock.nowNs(),
                                        "sample "
                                                + s.vehicle().phase()
                                                + " ac "
                                                + Math.round(grounds.plant().acPowerW())
                                                + " W soc "
                                                + grounds.car().socDeciPercent()
                                                + " offer "
                                                + s.offer().acPowerW().min()
                                                + ".."
                                                + s.offer().acPowerW().max()
                                                + " command "
                                                + s.offer().why().powerW()
                                                + " charged "
                                                + s.totals().chargedWh()
                                                + " discharged "
                                                + s.totals().dischargedWh()
                                                + " why "
                                                + s.whyNot()));
        queue.at(clock.nowNs() + SAMPLE_NS, this::sample);
    }
}
