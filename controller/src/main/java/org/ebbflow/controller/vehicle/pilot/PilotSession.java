package org.ebbflow.controller.vehicle.pilot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.ebbflow.controller.energy.ConnectorRequest;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.OfferTarget;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.energy.VehicleReport.Phase;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.controller.vehicle.SessionSelector;
import org.ebbflow.controller.vehicle.SessionStep;
import org.ebbflow.controller.vehicle.SessionStep.Outgoing;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.controller.vehicle.VehicleSession;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.Tick;

/**
 * The control pilot's machine: it knows whether a car is there and lends the pilot to the session
 * inside.
 *
 * @param selector chooses and makes the inner sessions
 * @param situation where it stands
 * @param connections connections with the car that stand
 * @param watch what the pilot has shown
 */
public record PilotSession(
        SessionSelector selector, Situation situation, List<Long> connections, PilotWatch watch)
        implements VehicleSession {

    /** An AC car that has not connected by then gets plain PWM. */
    private static final long TALK_WITHIN_NS = 10_000_000_000L;

    /** A car that fails and connects anew is served this often before it must be replugged. */
    private static final int MAX_TRIES = 8;

    /** Where the machine stands. */
    sealed interface Situation {

        /** Nothing measured yet. */
        record PowerUp() implements Situation {}

        /** State A. */
        record NoCar() implements Situation {}

        /**
         * The pilot holds each step for its time, then the next kind of session begins.
         *
         * @param untilNs monotonic end of the first of the steps
         */
        record Stepping(PilotSteps steps, long untilNs, Next then) implements Situation {}

        /**
         * A session has the pilot.
         *
         * @param kind what the session is
         * @param talkByNs monotonic instant by which a connection must stand, where plain PWM is
         *     the alternative; -1 where not
         * @param ended the session has said that it ended
         * @param calling the call for a car that is silent in an outage, or after it
         */
        record Running(
                SessionSelector.Kind kind,
                VehicleSession inner,
                long talkByNs,
                boolean ended,
                int tries,
                Calling calling)
                implements Situation {}

        /** Nothing more until the car is unplugged. */
        record Over(Reason why) implements Situation {}
    }

    /**
     * What begins after the steps.
     *
     * @param before the session whose car is asked to come again, empty for a new car
     * @param calls how often it has been called so far
     */
    record Next(SessionSelector.Kind kind, Optional<VehicleSession> before, int calls) {

        static Next of(SessionSelector.Kind kind) {
            return new Next(kind, Optional.empty(), 0);
        }
    }

    /** Nothing is known yet; a car that is found plugged is stepped before it is served. */
    public static PilotSession atPowerUp(SessionSelector selector) {
        return new PilotSession(selector, new Situation.PowerUp(), List.of(), PilotWatch.UNKNOWN);
    }

    /** Nothing is asked until the car is unplugged. */
    public static PilotSession over(SessionSelector selector, Reason why) {
        return new PilotSession(selector, new Situation.Over(why), List.of(), PilotWatch.UNKNOWN);
    }

    @Override
    public SessionStep step(CarInput received, Inputs inputs) {
        Tick tick = inputs.tick();
        PilotWatch seen = watch.next(safety(inputs), tick);
        PilotSession now =
                new PilotSession(selector, situation, connected(connections, received), seen);
        if (isServing() && seen.isGone(tick)) {
            return now.unplugged(received);
        }
        return switch (situation) {
            case Situation.PowerUp powerUp -> now.powerUp(tick);
            case Situation.NoCar noCar -> now.noCar(watch, received, inputs);
            case Situation.Stepping stepping -> now.stepping(stepping, inputs);
            case Situation.Running running -> now.running(running, received, inputs);
            case Situation.Over over ->
                    now.rest(new ConnectorRequest.Pilot.X1(), Phase.FINISHED, List.of());
        };
    }

    private boolean isServing() {
        return switch (situation) {
            case Situation.PowerUp powerUp -> false;
            case Situation.NoCar noCar -> false;
            case Situation.Stepping stepping -> true;
            case Situation.Running running -> true;
            case Situation.Over over -> true;
        };
    }

    /** The board itself stands at F after a silence: only a steady pilot shows what is there. */
    private SessionStep powerUp(Tick tick) {
        if (watch.is(PilotState.A)) {
            return at(new Situation.NoCar())
                    .rest(new ConnectorRequest.Pilot.X1(), Phase.NO_CAR, List.of());
        }
        if (!watch.isPlugged()) {
            return rest(new ConnectorRequest.Pilot.X1(), Phase.NO_CAR, List.of());
        }
        return step(
                PilotSteps.RESTART,
                Next.of(selector.first()),
                tick,
                List.of(
                        new SessionEvent.Plugged(),
                        new SessionEvent.Ended(Reason.POWER_LOSS, false)));
    }

    private SessionStep noCar(PilotWatch before, CarInput received, Inputs inputs) {
        if (!watch.isPlugged()) {
            return rest(new ConnectorRequest.Pilot.X1(), Phase.NO_CAR, List.of());
        }
        SessionSelector.Kind kind =
                watch.isSimplifiedAfter(before) ? selector.simplified() : selector.first();
        SessionStep begun = begin(Next.of(kind), received, inputs);
        List<SessionEvent> events = new ArrayList<>();
        events.add(new SessionEvent.Plugged());
        events.addAll(begun.events());
        return withEvents(begun, events);
    }

    /** The first of the steps begins. */
    private SessionStep step(PilotSteps steps, Next then, Tick tick, List<SessionEvent> events) {
        PilotSteps.Hold hold = steps.first();
        return at(new Situation.Stepping(steps, tick.after(hold.lastNs()), then))
                .rest(hold.pilot(), Phase.PREPARING, events);
    }

    private SessionStep stepping(Situation.Stepping stepping, Inputs inputs) {
        if (!inputs.tick().isPast(stepping.untilNs())) {
            return rest(stepping.steps().first().pilot(), Phase.PREPARING, List.of());
        }
        List<PilotSteps.Hold> rest = stepping.steps().rest();
        return rest.isEmpty()
                ? begin(stepping.then(), new CarInput.Silence(), inputs)
                : step(new PilotSteps(rest), stepping.then(), inputs.tick(), List.of());
    }

    private SessionStep begin(Next next, CarInput received, Inputs inputs) {
        boolean alternative =
                next.kind() == SessionSelector.Kind.DIGITAL
                        && selector.plain() == SessionSelector.Kind.PWM;
        long talkByNs = alternative ? inputs.tick().after(TALK_WITHIN_NS) : -1;
        return session(next)
                .map(
                        inner ->
                                running(
                                        new Situation.Running(
                                                next.kind(),
                                                inner,
                                                talkByNs,
                                                false,
                                                1,
                                                Calling.after(next.calls())),
                                        received,
                                        inputs))
                .orElseGet(
                        () ->
                                at(new Situation.Over(Reason.NO_COMMON_PROTOCOL))
                                        .rest(
                                                new ConnectorRequest.Pilot.X1(),
                                                Phase.FINISHED,
                                                List.of(
                                                        new SessionEvent.Ended(
                                                                Reason.NO_COMMON_PROTOCOL,
                                                                false))));
    }

    private Optional<VehicleSession> session(Next next) {
        return next.before().isPresent()
                ? selector.digital().map(sessions -> sessions.again(next.before().get()))
                : selector.begin(next.kind());
    }

    private SessionStep running(Situation.Running running, CarInput received, Inputs inputs) {
        if (running.talkByNs() >= 0
                && connections.isEmpty()
                && inputs.tick().isPast(running.talkByNs())) {
            return step(PilotSteps.TO_PLAIN, Next.of(selector.plain()), inputs.tick(), List.of());
        }
        Calling calling = running.calling().next(wanted(running, inputs), inputs.tick());
        if (calling.isDue(running.ended(), inputs.tick())) {
            Next again =
                    new Next(running.kind(), Optional.of(running.inner()), calling.calls() + 1);
            return step(PilotSteps.RESTART, again, inputs.tick(), List.of());
        }
        Situation.Running now = woken(anew(running, received));
        SessionStep step = now.inner().step(received, inputs);
        boolean ended = isEnded(now.ended(), step.events());
        long talkByNs = connections.isEmpty() ? now.talkByNs() : -1;
        PilotSession next =
                at(new Situation.Running(
                                now.kind(),
                                step.next(),
                                talkByNs,
                                ended,
                                tries(now, step),
                                calling.lived(step, isApart(inputs))))
                        .without(step.toSend());
        EnergyRequest energy = watch.is(PilotState.A) ? new EnergyRequest.Nothing() : step.energy();
        return new SessionStep(
                next,
                step.toSend(),
                energy,
                step.connector(),
                step.report(),
                step.asks(),
                step.events());
    }

    private static boolean isApart(Inputs inputs) {
        return inputs.offer().target() instanceof OfferTarget.Island;
    }

    /** What a silent car that speaks to us is wanted for, if for anything. */
    private Calling.Wanted wanted(Situation.Running running, Inputs inputs) {
        boolean silent =
                running.kind() == SessionSelector.Kind.DIGITAL
                        && connections.isEmpty()
                        && inputs.offer().open();
        if (isApart(inputs)) {
            return silent && inputs.offer().dischargeOffered()
                    ? Calling.Wanted.DARK_HOUSE
                    : Calling.Wanted.NOTHING;
        }
        boolean owed = running.ended() && running.calling().outage() == Calling.Outage.COST;
        return silent && owed && inputs.offer().acPowerW().max() > 0
                ? Calling.Wanted.GRID_BACK
                : Calling.Wanted.NOTHING;
    }

    /** A session may begin anew after its end, for instance when its owner resumes it. */
    private static boolean isEnded(boolean before, List<SessionEvent> events) {
        boolean ended = before;
        for (SessionEvent event : events) {
            ended = event instanceof SessionEvent.Ended || ended;
            ended = !(event instanceof SessionEvent.Started) && ended;
        }
        return ended;
    }

    /** A pause in good order is no failed try. */
    private static int tries(Situation.Running running, SessionStep step) {
        for (SessionEvent event : step.events()) {
            if (event instanceof SessionEvent.Ended end
                    && end.orderly()
                    && end.why() == Reason.VEHICLE_STOPPED) {
                return 0;
            }
        }
        return running.tries();
    }

    /** A car that connects again after its session ended gets a fresh one. */
    private Situation.Running anew(Situation.Running running, CarInput received) {
        boolean again = running.ended() && received instanceof CarInput.Connected;
        if (!again || running.tries() >= MAX_TRIES) {
            return running;
        }
        return selector.digital()
                .map(sessions -> sessions.again(running.inner()))
                .map(
                        inner ->
                                new Situation.Running(
                                        running.kind(),
                                        inner,
                                        -1,
                                        false,
                                        running.tries() + 1,
                                        running.calling()))
                .orElse(running);
    }

    /**
     * A car that sleeps in a pause, or that gave up before, wakes the station by a toggle: it gets
     * a fresh digital session and all its tries back. The permission line of a CHAdeMO car is no
     * such toggle.
     */
    private Situation.Running woken(Situation.Running running) {
        boolean waits = connections.isEmpty() && running.kind() == SessionSelector.Kind.DIGITAL;
        boolean pilot = selector.ratings().signalling() == BoardRatings.Signalling.PILOT;
        if (!watch.toggle().heard() || !waits || !pilot) {
            return running;
        }
        return selector.digital()
                .map(sessions -> sessions.again(running.inner()))
                .map(
                        inner ->
                                new Situation.Running(
                                        running.kind(), inner, -1, false, 0, running.calling()))
                .orElse(running);
    }

    private SessionStep unplugged(CarInput received) {
        boolean silent =
                situation instanceof Situation.Running running && !running.ended()
                        || situation instanceof Situation.Stepping;
        List<SessionEvent> events = new ArrayList<>();
        if (silent) {
            events.add(new SessionEvent.Ended(Reason.UNPLUGGED, false));
        }
        events.add(new SessionEvent.Unplugged());
        List<Outgoing> hangUp = new ArrayList<>();
        connected(connections, received).forEach(c -> hangUp.add(new Outgoing.Close(c)));
        PilotSession next =
                new PilotSession(selector, new Situation.NoCar(), List.of(), PilotWatch.UNKNOWN);
        return new SessionStep(
                next,
                hangUp,
                new EnergyRequest.Nothing(),
                ConnectorRequest.IDLE,
                VehicleReport.NO_CAR,
                List.of(),
                events);
    }

    /** No energy and nobody to talk to; the lock holds only while a car is being served. */
    private SessionStep rest(ConnectorRequest.Pilot pilot, Phase phase, List<SessionEvent> events) {
        VehicleReport none = VehicleReport.NO_CAR;
        VehicleReport report =
                new VehicleReport(
                        phase,
                        none.protocol(),
                        none.service(),
                        false,
                        none.carPowerW(),
                        none.soc(),
                        none.need(),
                        none.evccId());
        List<Outgoing> hangUp = new ArrayList<>();
        connections.forEach(connection -> hangUp.add(new Outgoing.Close(connection)));
        return new SessionStep(
                new PilotSession(selector, situation, List.of(), watch),
                hangUp,
                new EnergyRequest.Nothing(),
                new ConnectorRequest(pilot, false),
                report,
                List.of(),
                events);
    }

    private PilotSession at(Situation next) {
        return new PilotSession(selector, next, connections, watch);
    }

    private PilotSession without(List<Outgoing> sent) {
        if (sent.isEmpty()) {
            return this;
        }
        TreeSet<Long> open = new TreeSet<>(connections);
        for (Outgoing outgoing : sent) {
            if (outgoing instanceof Outgoing.Close close) {
                open.remove(close.connection());
            }
        }
        return open.size() == connections.size()
                ? this
                : new PilotSession(selector, situation, List.copyOf(open), watch);
    }

    private static List<Long> connected(List<Long> connections, CarInput received) {
        boolean news =
                received instanceof CarInput.Connected || received instanceof CarInput.Closed;
        if (!news) {
            return connections;
        }
        TreeSet<Long> open = new TreeSet<>(connections);
        if (received instanceof CarInput.Connected connected) {
            open.add(connected.connection());
        } else if (received instanceof CarInput.Closed closed) {
            open.remove(closed.connection());
        }
        return List.copyOf(open);
    }

    private static SessionStep withEvents(SessionStep step, List<SessionEvent> events) {
        return new SessionStep(
                step.next(),
                step.toSend(),
                step.energy(),
                step.connector(),
                step.report(),
                step.asks(),
                events);
    }

    private static Optional<SafetyReading> safety(Inputs inputs) {
        return inputs.measured().safety().fresh(inputs.tick(), PilotWatch.FRESH_NS);
    }
}
