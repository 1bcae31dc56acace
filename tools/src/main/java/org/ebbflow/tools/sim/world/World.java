package org.ebbflow.tools.sim.world;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ebbflow.controller.cycle.Inbox;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.vehicle.Answer;
import org.ebbflow.controller.vehicle.Ask;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.iso15118.evcc.EvccPlan.Protocol;
import org.ebbflow.iso15118.evcc.EvccPlan.Service;
import org.ebbflow.tools.sim.plant.Plant;

/** One scenario in virtual time: the product's control cycle against a simulated everything. */
public final class World {

    private static final long MS = 1_000_000L;
    private static final long SHORTEST_NS = MS;
    private static final long SAMPLE_NS = 1_000 * MS;

    private final Scenario scenario;
    private Probe probe = moment -> {};
    private final EventQueue queue = new EventQueue();
    private final VirtualClock clock;
    private final Trace trace;
    private final Ledger ledger;
    private final Grounds grounds;
    private final SimulatedBoard board;
    private final WorldLink link;
    private final ControlProcess process;
    private final Invariants invariants;
    private final Script script;
    private final Dice clerk;
    private final Truth truth = new Truth();
    private final Surroundings around;
    private final long periodNs;
    private Optional<Household> household;
    private long lastRunNs;
    private boolean wakePending;
    private String lastSituation = "";

    private World(Scenario scenario, Surroundings around, boolean keepTrace) {
        this(scenario, around, keepTrace, clock -> car(scenario, clock));
    }

    private World(
            Scenario scenario,
            Surroundings around,
            boolean keepTrace,
            Function<VirtualClock, Car> comes) {
        this.scenario = scenario;
        this.around = around;
        this.periodNs = around.periodMs() * MS;
        this.household = around.household();
        Brains brains = around.brains();
        long seed = scenario.seed();
        boolean dc = scenario.vehicle().isDc();
        this.clock =
                new VirtualClock(
                        new Dice(seed, "clock").between(-100, 100), around.begins().toEpochMilli());
        this.trace = new Trace(keepTrace);
        this.ledger = new Ledger(clock, trace);
        this.clerk = new Dice(seed, "clerk");
        Car car = comes.apply(clock);
        this.grounds = new Grounds(clock, WorldSite.traits(dc), seed, car);
        this.board =
                new SimulatedBoard(
                        WorldSite.fitted(
                                WorldSite.signalled(brains.ratings(dc), scenario.vehicle()),
                                scenario.home()),
                        queue,
                        clock,
                        new SimulatedBoard.Sides(grounds, new Dice(seed, "board")));
        this.link =
                new WorldLink(
                        queue, clock, new SimulatedBoard.Sides(grounds, new Dice(seed, "wire")));
        car.wired(link);
        if (car instanceof CanCar) {
            link.isBus();
        }
        this.process =
                new ControlProcess(
                        new ControlProcess.Setup(
                                scenario.vehicle(), seed, board, link, ledger, brains, this::wake),
                        clock.nowNs());
        link.servedBy(new Served());
        this.invariants = new Invariants(scenario.vehicle());
        this.script =
                new Script(
                        queue,
                        clock,
                        trace,
                        new Script.Reach(grounds, board, link, process, ledger, truth));
    }

    /** The process as the wire sees it. */
    private final class Served implements WorldLink.Station {
        @Override
        public Optional<Inbox> inbox() {
            return process.isAlive() ? Optional.of(process.inbox()) : Optional.empty();
        }

        @Override
        public boolean runs() {
            return process.runs(clock.nowNs());
        }
    }

    private static Car car(Scenario scenario, VirtualClock clock) {
        Dice dice = new Dice(scenario.seed(), "car");
        int soc = scenario.socDeciPercent();
        return switch (scenario.vehicle()) {
            case PWM -> new PwmCar(dice, soc);
            case ISO20_DC_BPT -> iso(Protocol.ISO_15118_20, Service.DC_BPT, clock, dice, soc);
            case ISO20_AC_BPT -> iso(Protocol.ISO_15118_20, Service.AC_BPT, clock, dice, soc);
            case ISO20_DC -> iso(Protocol.ISO_15118_20, Service.DC, clock, dice, soc);
            case ISO20_AC -> iso(Protocol.ISO_15118_20, Service.AC, clock, dice, soc);
            case ISO2_DC -> iso(Protocol.ISO_15118_2, Service.DC, clock, dice, soc);
            case ISO2_AC -> iso(Protocol.ISO_15118_2, Service.AC, clock, dice, soc);
            case DIN_DC -> iso(Protocol.DIN_70121, Service.DC, clock, dice, soc);
            case CHADEMO -> new CanCar(soc);
        };
    }

    private static IsoCar iso(
            Protocol protocol, Service service, VirtualClock clock, Dice dice, int soc) {
        return new IsoCar(EvccPlan.of(protocol, service, EvccPlan.Stop.NEVER), clock, dice, soc);
    }

    /**
     * Runs a scenario to its end.
     *
     * @param keepTrace whether the trace's lines are kept; its digest is always made
     */
    public static Outcome run(Scenario scenario, boolean keepTrace) {
        return run(scenario, Brains.PRODUCT, keepTrace);
    }

    /** The same with other brains than the product's: a test of the simulation itself. */
    public static Outcome run(Scenario scenario, Brains brains, boolean keepTrace) {
        return run(scenario, brains, keepTrace, moment -> {});
    }

    /** The same, looked at after every cycle. */
    static Outcome run(Scenario scenario, Brains brains, boolean keepTrace, Probe probe) {
        return run(scenario, Surroundings.of(brains), keepTrace, probe);
    }

    /** The same at a place and time of its own. */
    public static Outcome run(
            Scenario scenario, Surroundings around, boolean keepTrace, Probe probe) {
        World world = new World(scenario, around, keepTrace);
        world.probe = probe;
        return world.run();
    }

    /** Somebody who looks at the truth after every cycle. */
    @FunctionalInterface
    public interface Probe {
        void see(Moment moment);
    }

    /** The same with a car of one's own in the place of the scenario's; the trace is kept. */
    static Outcome run(Scenario scenario, Car foreign) {
        Surroundings around = Surroundings.of(Brains.PRODUCT);
        return new World(scenario, around, true, clock -> foreign).run();
    }

    /** The same with a car that does nothing below this power, watts, where its kind can say so. */
    static Outcome idlingBelow(int leastW, Scenario scenario, Probe probe) {
        Function<VirtualClock, Car> comes =
                clock -> {
                    Car car = car(scenario, clock);
                    return car instanceof IsoCar iso ? iso.idleBelow(leastW) : car;
                };
        return run(scenario, comes, probe);
    }

    /** The same with a car that lives by the world's clock, looked at after every cycle. */
    static Outcome run(Scenario scenario, Function<VirtualClock, Car> comes, Probe probe) {
        World world = new World(scenario, Surroundings.of(Brains.PRODUCT), true, comes);
        world.probe = probe;
        return world.run();
    }

    /**
     * Runs a scenario with the product's flight recorder.
     *
     * @param directory where a recording of each trip goes
     * @return the recordings, oldest first
     */
    public static List<Path> record(Scenario scenario, Path directory) {
        World world = new World(scenario, Surroundings.of(Brains.PRODUCT), false);
        Flights flights = world.process.flights(directory);
        world.ledger.recordInto(flights);
        world.run();
        flights.end();
        return flights.files();
    }

    private Outcome run() {
        trace.add(clock.nowNs(), "world seed " + scenario.seed() + " " + scenario.vehicle());
        board.start();
        script.load(scenario.actions());
        around.said().forEach(script::say);
        if (!around.said().isEmpty() || household.isPresent()) {
            truth.othersWant();
        }
        if (household.isPresent()) {
            queue.at(clock.nowNs(), this::live);
        }
        queue.at(clock.nowNs(), this::scheduled);
        queue.at(clock.nowNs() + SAMPLE_NS, this::sample);
        long endNs = VirtualClock.START_NS + scenario.durationMs() * MS;
        while (!queue.isEmpty() && queue.nextNs() <= endNs) {
            EventQueue.Event event = queue.take();
            grounds.advanceTo(event.dueNs());
            event.action().run();
        }
        invariants.ended(grounds.plant());
        if (script.mishaps().metersSound()) {
            invariants.settle(grounds.chargedWs(), grounds.dischargedWs());
        }
        invariants.broken().forEach(text -> trace.add(clock.nowNs(), "VIOLATION " + text));
        return new Outcome(
                scenario,
                script.completions() > 0 || grounds.car().completed(),
                ledger.ended(),
                ledger.trips(),
                new Outcome.Figures(
                        process.cycles(),
                        board.calls(),
                        link.messages(),
                        Math.round(grounds.chargedWs() / 3_600),
                        Math.round(grounds.dischargedWs() / 3_600),
                        grounds.directionChanges()),
                invariants.broken(),
                trace.hash(),
                trace.lines());
    }

    private void scheduled() {
        queue.at(clock.nowNs() + periodNs, this::scheduled);
        if (process.revive(clock.nowNs())) {
            trace.add(clock.nowNs(), "process started again");
            invariants.restarted(ledger.disk());
        }
        if (process.runs(clock.nowNs())) {
            turn();
        } else {
            invariants.unattended(
                    clock.nowNs() - lastRunNs, grounds.plant(), script.mishaps().isWelded());
        }
    }

    /** The house lives on: roof, battery, appliances. */
    private void live() {
        queue.at(clock.nowNs() + Household.STEP_MS * MS, this::live);
        Plant plant = grounds.plant();
        household = household.map(h -> h.step(plant));
        long zoneMs = around.zone().getRules().getOffset(trueTime()).getTotalSeconds() * 1_000L;
        long dayMs = clock.trueMs() + zoneMs;
        int netW = household.map(h -> h.netW(dayMs)).orElse(0);
        grounds.change(plant.withSite(plant.site().withHouseLoadW(netW)));
        household.ifPresent(h -> grounds.houseMeters(HouseMeters.of(h, dayMs, clock.nowNs())));
    }

    private Instant trueTime() {
        return Instant.ofEpochMilli(clock.trueMs());
    }

    /** Something came from the car: a cycle now, at most one per millisecond. */
    private void wake() {
        if (!wakePending && process.runs(clock.nowNs())) {
            wakePending = true;
            queue.at(Math.max(clock.nowNs(), lastRunNs + SHORTEST_NS), this::woken);
        }
    }

    private void woken() {
        wakePending = false;
        if (process.runs(clock.nowNs())) {
            turn();
        }
    }

    private void turn() {
        lastRunNs = clock.nowNs();
        process.run(clock.nowNs(), clock.wallMs(), clock.isTrusted());
        for (Ask ask : ledger.takeAsks()) {
            queue.at(
                    clock.nowNs() + clerk.between(50, 900) * MS,
                    () -> process.inbox().answer(new Answer.Authorized(ask.id())));
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
        Moment moment =
                new Moment(
                        clock.nowNs(),
                        plant,
                        board.command(),
                        snapshot,
                        grounds.car().batteryMv(),
                        grounds.car().socDeciPercent(),
                        clock.isTrusted(),
                        link.unasked(),
                        link.waitingNs(process.upSinceNs()),
                        process.inbox().refusedCount());
        probe.see(moment);
        invariants.check(moment, script.mishaps().isWelded(), truth);
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
