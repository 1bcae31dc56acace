package org.ebbflow.tools.sim.world;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.ebbflow.controller.cycle.Inbox;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.Lease;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.controller.status.Reply;
import org.ebbflow.tools.sim.plant.ContactorFault;
import org.ebbflow.tools.sim.plant.PlantFaults;
import org.ebbflow.tools.sim.plant.SafetyInputs;
import org.ebbflow.tools.sim.world.SimulatedBoard.Device;
import org.ebbflow.tools.sim.world.SimulatedBoard.Health;

/** Carries out a scenario's actions: people, house, grid and everything that breaks. */
final class Script {

    private static final long MS = 1_000_000L;
    private static final long LEASE_NS = 60_000 * MS;
    private static final long RENEW_NS = 10_000 * MS;

    private final EventQueue queue;
    private final VirtualClock clock;
    private final Trace trace;
    private final Reach reach;
    private boolean integratorAlive;
    private boolean renewing;
    private boolean welded;
    private boolean metersSound = true;
    private long pauseNs;
    private long pausedUntilNs;
    private int completions;

    /** What a script can touch. */
    record Reach(Grounds grounds, SimulatedBoard board, WorldLink link, Inbox inbox) {}

    Script(EventQueue queue, VirtualClock clock, Trace trace, Reach reach) {
        this.queue = queue;
        this.clock = clock;
        this.trace = trace;
        this.reach = reach;
    }

    void load(List<Action> actions) {
        for (Action action : actions) {
            queue.at(
                    VirtualClock.START_NS + action.atMs() * MS,
                    () -> {
                        trace.add(
                                clock.nowNs(),
                                "script " + action.kind().word() + " " + action.value());
                        carryOut(action);
                    });
        }
    }

    /** How long the control thread stands still from now on; asked once. */
    long takePauseNs() {
        long taken = pauseNs;
        pauseNs = 0;
        return taken;
    }

    boolean isPaused() {
        return pauseNs > 0 || clock.nowNs() < pausedUntilNs;
    }

    /** Whether the contactors are, or have been, welded. */
    boolean weldedBefore() {
        return welded;
    }

    /** Whether the station meter has told the truth all the time. */
    boolean metersSound() {
        return metersSound;
    }

    /** Sessions that the car itself brought to a good end before it was unplugged. */
    int completions() {
        return completions;
    }

    private void carryOut(Action action) {
        switch (action.kind()) {
            case PLUG, UNPLUG, CAR_STOPS, HOUSE_LOAD_W -> car(action);
            case SETPOINT_W, RELEASE, STOP, RESUME, ACKNOWLEDGE -> people(action);
            case ESTOP_MS, DOOR_MS, RCD_MS, GRID_LOSS_MS, PILOT_OPEN_MS, PILOT_SHORT_MS ->
                    surroundings(action);
            case SAFETY_SILENT_MS,
                    STAGE_SILENT_MS,
                    METER_SILENT_MS,
                    SAFETY_FROZEN_MS,
                    STAGE_FROZEN_MS,
                    METER_FROZEN_MS,
                    METER_OFFSET_W ->
                    devices(action);
            case WELD_MS, NO_CLOSE_MS, LOCK_JAM_MS, INSULATION_LOW_MS -> parts(action);
            case CLOCK_STEP_S, CONTROL_PAUSE_MS -> time(action);
            case CONNECTION_RESET, MESSAGE_LOST, MESSAGE_GARBAGE, MESSAGE_TWICE, MESSAGE_LATE_MS ->
                    wire(action);
        }
    }

    private void car(Action action) {
        Grounds grounds = reach.grounds();
        switch (action.kind()) {
            case PLUG -> grounds.plug(true);
            case UNPLUG -> {
                completions += grounds.car().completed() ? 1 : 0;
                grounds.plug(false);
            }
            case CAR_STOPS -> grounds.car().stop();
            default ->
                    grounds.change(
                            grounds.plant()
                                    .withSite(
                                            grounds.plant().site().withHouseLoadW(action.value())));
        }
    }

    private void people(Action action) {
        switch (action.kind()) {
            case SETPOINT_W -> {
                integratorAlive = true;
                submit(
                        new Intent.Direct(
                                new Directive.Target(
                                        Source.INTEGRATOR,
                                        new Lease(clock.nowNs(), LEASE_NS),
                                        Directive.Rank.INTEGRATOR,
                                        action.value())));
                if (!renewing) {
                    renewing = true;
                    queue.at(clock.nowNs() + RENEW_NS, this::renew);
                }
            }
            case RELEASE -> {
                integratorAlive = false;
                submit(new Intent.Release(Source.INTEGRATOR));
            }
            case STOP -> submit(new Intent.Stop(Source.PANEL));
            case RESUME -> submit(new Intent.Resume(Source.PANEL));
            default -> submit(new Intent.AcknowledgeTrips(Source.PANEL));
        }
    }

    private void renew() {
        if (integratorAlive) {
            submit(new Intent.Renew(Source.INTEGRATOR));
        }
        queue.at(clock.nowNs() + RENEW_NS, this::renew);
    }

    private void submit(Intent intent) {
        CompletableFuture<Reply> reply = reach.inbox().submit(intent);
        if (reply.isDone()) {
            trace.add(clock.nowNs(), "intent refused at once " + reply.join());
        }
    }

    private void surroundings(Action action) {
        Grounds grounds = reach.grounds();
        switch (action.kind()) {
            case ESTOP_MS ->
                    input(action, on -> new SafetyInputs(true, false, false, false, false));
            case DOOR_MS -> input(action, on -> new SafetyInputs(false, true, false, false, false));
            case RCD_MS -> input(action, on -> new SafetyInputs(false, false, true, false, false));
            case GRID_LOSS_MS -> {
                grid(false);
                after(action, () -> grid(true));
            }
            case PILOT_OPEN_MS -> {
                grounds.car().disturb(Car.PilotDisturbance.OPEN);
                after(action, () -> grounds.car().disturb(Car.PilotDisturbance.NONE));
            }
            default -> {
                grounds.car().disturb(Car.PilotDisturbance.SHORT);
                after(action, () -> grounds.car().disturb(Car.PilotDisturbance.NONE));
            }
        }
    }

    private void input(Action action, UnaryOperator<SafetyInputs> on) {
        Grounds grounds = reach.grounds();
        grounds.change(grounds.plant().withInputs(on.apply(SafetyInputs.CLEAR)));
        after(action, () -> grounds.change(grounds.plant().withInputs(SafetyInputs.CLEAR)));
    }

    private void grid(boolean present) {
        Grounds grounds = reach.grounds();
        grounds.change(grounds.plant().withSite(grounds.plant().site().withGrid(present)));
    }

    private void devices(Action action) {
        switch (action.kind()) {
            case SAFETY_SILENT_MS -> sick(action, Device.SAFETY, Health.SILENT);
            case STAGE_SILENT_MS -> sick(action, Device.STAGE, Health.SILENT);
            case METER_SILENT_MS -> sick(action, Device.STATION_METER, Health.SILENT);
            case SAFETY_FROZEN_MS -> sick(action, Device.SAFETY, Health.FROZEN);
            case STAGE_FROZEN_MS -> sick(action, Device.STAGE, Health.FROZEN);
            case METER_FROZEN_MS -> sick(action, Device.STATION_METER, Health.FROZEN);
            default -> {
                metersSound = false;
                reach.board().meterOffset(action.value());
            }
        }
    }

    private void sick(Action action, Device device, Health health) {
        metersSound &= device != Device.STATION_METER;
        reach.board().become(device, health);
        after(action, () -> reach.board().become(device, Health.SOUND));
    }

    private void parts(Action action) {
        switch (action.kind()) {
            case WELD_MS -> {
                welded = true;
                part(action, f -> f.withContactors(ContactorFault.WELDED));
            }
            case NO_CLOSE_MS -> part(action, f -> f.withContactors(ContactorFault.NOT_CLOSING));
            case LOCK_JAM_MS -> part(action, f -> f.withLockJammed(true));
            default -> part(action, f -> f.withInsulationOhm(20_000));
        }
    }

    private void part(Action action, UnaryOperator<PlantFaults> broken) {
        Grounds grounds = reach.grounds();
        grounds.change(grounds.plant().withFaults(broken.apply(grounds.plant().faults())));
        after(action, () -> grounds.change(grounds.plant().withFaults(PlantFaults.NONE)));
    }

    private void time(Action action) {
        if (action.kind() == Action.Kind.CLOCK_STEP_S) {
            clock.jump(action.value() * 1_000L);
        } else {
            pauseNs = action.value() * MS;
            pausedUntilNs = clock.nowNs() + pauseNs;
        }
    }

    private void wire(Action action) {
        WorldLink link = reach.link();
        switch (action.kind()) {
            case CONNECTION_RESET -> link.reset();
            case MESSAGE_LOST -> link.mishap(WorldLink.Mishap.LOST);
            case MESSAGE_GARBAGE -> link.mishap(WorldLink.Mishap.GARBAGE);
            case MESSAGE_TWICE -> link.mishap(WorldLink.Mishap.TWICE);
            default -> link.late(action.value() * MS);
        }
    }

    private void after(Action action, Runnable end) {
        queue.at(clock.nowNs() + action.value() * MS, end);
    }
}
