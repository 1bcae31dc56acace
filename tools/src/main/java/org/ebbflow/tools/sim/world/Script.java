package org.ebbflow.tools.sim.world;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.Lease;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.controller.status.Reply;
import org.ebbflow.tools.sim.plant.Plant;
import org.ebbflow.tools.sim.plant.SafetyInputs;

/** Carries out a scenario's actions: people, house and time; what breaks is in {@link Mishaps}. */
final class Script {

    private static final long MS = 1_000_000L;
    private static final long LEASE_NS = 60_000 * MS;
    private static final long RENEW_NS = 10_000 * MS;

    private final EventQueue queue;
    private final VirtualClock clock;
    private final Trace trace;
    private final Reach reach;
    private final Mishaps mishaps;
    private boolean integratorAlive;
    private boolean renewing;
    private int completions;

    /** What a script can touch. */
    record Reach(
            Grounds grounds,
            SimulatedBoard board,
            WorldLink link,
            ControlProcess process,
            Ledger ledger,
            Truth truth) {}

    Script(EventQueue queue, VirtualClock clock, Trace trace, Reach reach) {
        this.queue = queue;
        this.clock = clock;
        this.trace = trace;
        this.reach = reach;
        this.mishaps = new Mishaps(queue, clock, reach);
    }

    void load(List<Action> actions) {
        for (Action action : actions) {
            queue.at(VirtualClock.START_NS + action.atMs() * MS, () -> begin(action));
        }
    }

    /** Somebody will say something to the station. */
    void say(Surroundings.Said said) {
        queue.at(
                VirtualClock.START_NS + said.atMs() * MS,
                () -> {
                    trace.add(clock.nowNs(), "said " + said.text());
                    submit(said.intent().apply(clock.nowNs()), () -> {});
                });
    }

    private void begin(Action action) {
        trace.add(clock.nowNs(), "script " + action.kind().word() + " " + action.value());
        switch (action.kind().actor()) {
            case COURSE -> course(action);
            case PEOPLE -> people(action);
            case SURROUNDINGS -> mishaps.surroundings(action);
            case DEVICE -> mishaps.device(action);
            case PART -> mishaps.part(action);
            case CONTROLLER -> controller(action);
            case WIRE -> mishaps.wire(action);
            case GEAR -> mishaps.gear(action);
            case INVERTER -> mishaps.inverter(action);
        }
    }

    /** What has been broken so far. */
    Mishaps mishaps() {
        return mishaps;
    }

    /** Sessions that the car itself brought to a good end before it was unplugged. */
    int completions() {
        return completions;
    }

    private void course(Action action) {
        Grounds grounds = reach.grounds();
        switch (action.kind()) {
            case PLUG -> grounds.plug(true);
            case UNPLUG -> unplug();
            case CAR_STOPS -> grounds.car().stop();
            case HOUSE_LOAD_W -> houseLoad(action.value());
            case SETPOINT_W -> setPoint(action.value());
            case RELEASE -> {
                integratorAlive = false;
                submit(new Intent.Release(Source.INTEGRATOR), reach.truth()::targetReleased);
            }
            case RESUME ->
                    submit(new Intent.Resume(Source.PANEL), () -> reach.truth().ownerStops(false));
            case OFF_GRID ->
                    submit(new Intent.OffGrid(Source.PANEL, action.value() != 0), () -> {});
            case SHEDDABLE_W -> mishaps.sheddable(action.value());
            default -> {
                reach.truth().acknowledged();
                submit(new Intent.AcknowledgeTrips(Source.PANEL), () -> {});
            }
        }
    }

    private void people(Action action) {
        switch (action.kind()) {
            case STOP ->
                    submit(new Intent.Stop(Source.PANEL), () -> reach.truth().ownerStops(true));
            case TORN_OUT -> unplug();
            case INTEGRATOR_SILENT -> integratorAlive = false;
            case ESTOP_MS ->
                    mishaps.input(action, new SafetyInputs(true, false, false, false, false));
            default -> mishaps.input(action, new SafetyInputs(false, true, false, false, false));
        }
    }

    private void unplug() {
        completions += reach.grounds().car().completed() ? 1 : 0;
        reach.grounds().plug(false);
    }

    private void houseLoad(int powerW) {
        Plant plant = reach.grounds().plant();
        reach.grounds().change(plant.withSite(plant.site().withHouseLoadW(powerW)));
    }

    private void setPoint(int powerW) {
        integratorAlive = true;
        submit(
                new Intent.Direct(
                        new Directive.Target(
                                Source.INTEGRATOR,
                                new Lease(clock.nowNs(), LEASE_NS),
                                Directive.Rank.INTEGRATOR,
                                powerW)),
                () -> reach.truth().targetGiven(powerW, clock.nowNs() + LEASE_NS));
        if (!renewing) {
            renewing = true;
            queue.at(clock.nowNs() + RENEW_NS, this::renew);
        }
    }

    private void renew() {
        if (integratorAlive) {
            submit(
                    new Intent.Renew(Source.INTEGRATOR),
                    () -> reach.truth().targetRenewed(clock.nowNs() + LEASE_NS));
        }
        queue.at(clock.nowNs() + RENEW_NS, this::renew);
    }

    /** Says something to the station. @param accepted done once it has agreed */
    private void submit(Intent intent, Runnable accepted) {
        if (!reach.process().isAlive()) {
            trace.add(clock.nowNs(), "intent finds nobody");
            return;
        }
        CompletableFuture<Reply> reply = reach.process().inbox().submit(intent);
        if (reply.isDone()) {
            trace.add(clock.nowNs(), "intent refused at once " + reply.join());
        }
        CompletableFuture<Void> unused =
                reply.thenAccept(
                        answer -> {
                            if (answer instanceof Reply.Accepted) {
                                accepted.run();
                            }
                        });
    }

    private void controller(Action action) {
        long untilNs = clock.nowNs() + action.value() * MS;
        switch (action.kind()) {
            case CLOCK_STEP_S -> clock.jump(action.value() * 1_000L);
            case CLOCK_DRIFT_PPM -> clock.drift(action.value());
            case CLOCK_UNTRUSTED_MS -> {
                clock.trusted(false);
                queue.at(untilNs, () -> clock.trusted(true));
            }
            case STORE_FULL_MS -> {
                reach.ledger().full(true);
                queue.at(untilNs, () -> reach.ledger().full(false));
            }
            case CONTROL_KILL_MS -> {
                reach.truth().forgotten();
                reach.process().kill(untilNs);
            }
            default -> reach.process().pause(untilNs);
        }
    }
}
