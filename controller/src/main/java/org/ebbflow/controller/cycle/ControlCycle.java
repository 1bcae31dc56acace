package org.ebbflow.controller.cycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.ebbflow.controller.dispatch.Arbiter;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Remembered;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.safety.Asked;
import org.ebbflow.controller.safety.Permit;
import org.ebbflow.controller.safety.SafetyState;
import org.ebbflow.controller.safety.StandingTrip;
import org.ebbflow.controller.safety.Supervision;
import org.ebbflow.controller.safety.TripRecord;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.Installation.Authority;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.status.Reply;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.status.StationEvent;
import org.ebbflow.controller.vehicle.Answer;
import org.ebbflow.controller.vehicle.Ask;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.controller.vehicle.SessionFactory;
import org.ebbflow.controller.vehicle.SessionStep;
import org.ebbflow.controller.vehicle.SessionStep.Outgoing;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.controller.vehicle.VehicleSession;
import org.ebbflow.hal.Board;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Tick;
import org.ebbflow.hal.VehicleLink;

/**
 * The one place where everything meets: measure, judge, offer, step the session, permit, act, tell,
 * publish. Runs on one thread; reads no clock.
 */
public final class ControlCycle {

    private static final CarInput SILENCE = new CarInput.Silence();
    private static final List<CarInput> ONLY_SILENCE = List.of(SILENCE);

    private final Ports<?> ports;
    private final Inbox inbox;
    private final Offers<?> offers;
    private final Wishes wishes;
    private final Picture picture;
    private final AnswerClock answerClock = new AnswerClock();
    private final Connections connections;

    private final Wishes.Station station = new SafetyWishes();
    private Narrowed narrowed = Narrowed.NOT;
    private SafetyState safety;
    private VehicleSession session;
    private SessionStep lastStep;
    private List<TripRecord> latched;
    private long lastArrivedNs;
    private volatile Remaining remaining = Remaining.CONTACTORS;

    /**
     * @param inbox where other threads put what they have for this cycle
     */
    public ControlCycle(Ports<?> ports, Start start, Inbox inbox) {
        this.ports = ports;
        this.inbox = inbox;
        this.offers = Offers.of(ports.arbiter(), ports.board().ratings());
        this.wishes = new Wishes(start);
        this.picture = new Picture(start.build(), ports.board().ratings(), ports.accounts());
        this.connections = new Connections(ports.link());
        this.safety = SafetyState.initial(start.latched());
        this.latched = safety.latched();
        this.session = ports.sessions().atPowerUp();
        this.lastStep = Quiet.step(session);
    }

    /** A cycle that goes on where a recording began. */
    public static ControlCycle from(CycleState kept, Ports<?> ports, Start start, Inbox inbox) {
        ControlCycle cycle = new ControlCycle(ports, start, inbox);
        cycle.safety = kept.safety();
        cycle.narrowed = kept.narrowed();
        cycle.latched = kept.safety().latched();
        cycle.session = kept.session();
        cycle.lastStep = Quiet.step(kept.session(), kept.report());
        cycle.offers.restore(kept.arbiter());
        cycle.connections.restore(kept.connections());
        cycle.wishes.restore(kept.wanted());
        kept.wanted().site().ifPresent(cycle.offers::install);
        return cycle;
    }

    /** One cycle: the ten steps, in this order. */
    public void run(Tick tick) {
        Optional<CycleState> state = stateAt(tick);
        Measured measured = ports.board().freeze(tick);
        Received received = receive(measured, tick);
        SafetyState before = safety;
        Verdict verdict = observe(measured, tick);
        Offers.Offered offered =
                offers.offer(
                        wishes.inputs(
                                ports.board().ratings(),
                                measured,
                                lastStep.report(),
                                verdict,
                                tick),
                        tick);
        offered.failure().ifPresent(text -> failDecision(text, tick));
        VehicleSession.Inputs inputs =
                new VehicleSession.Inputs(
                        measured,
                        narrowed.applied(offered.offer(), tick).on(safety.island().line()),
                        verdict,
                        received.answers(),
                        tick);
        Turn turn = steps(received, inputs);
        safety = turn.permit().next();
        turn.permit().output().applyTo(ports.board());
        tell(turn);
        announce(before, turn, tick);
        publish(received, inputs, turn);
        record(new Recorded(state, received, safety.tripsSince(before)), inputs, turn);
        remaining = Remaining.of(connections.none(), safety);
    }

    /** How long the last {@link #run} took; told by whoever reads the clock. */
    public void lasted(Tick tick, long durationNs) {
        if (picture.lasted(durationNs)) {
            ports.outlets().event(new StationEvent.Overrun(tick, durationNs));
        }
    }

    /** Whether no connection stands and the contactors are open; any thread may ask. */
    public boolean isQuiet() {
        return remaining == Remaining.NOTHING;
    }

    /** What has to come to an end before the product may; any thread may ask. */
    public Remaining remaining() {
        return remaining;
    }

    /** Now and then the whole state: a recording can begin here. Costs a few small objects. */
    private Optional<CycleState> stateAt(Tick tick) {
        return tick.cycle() % FlightRecord.STATE_EVERY_CYCLES != 0
                ? Optional.empty()
                : Optional.of(
                        new CycleState(
                                safety,
                                session,
                                offers.state(),
                                lastStep.report(),
                                connections.standing(),
                                narrowed,
                                wishes.kept()));
    }

    private Received receive(Measured measured, Tick tick) {
        inbox.takeWritten().forEach(w -> answerClock.written(w.ticket(), w.writtenNs()));
        List<Answer> worked = inbox.takeAnswers();
        List<Answer> answers = new ArrayList<>(worked);
        List<Inbox.Arrival> arrivals = inbox.takeArrivals();
        List<Wishes.Settled> settled = new ArrayList<>(0);
        for (Inbox.Given given : inbox.takeIntents()) {
            settled.add(wishes.settle(given, tick, station));
        }
        wishes.step(measured, tick).ifPresent(ports.outlets()::prefer);
        answers.addAll(wishes.takeGranted());
        answers.forEach(wishes::answered);
        return new Received(arrivals, worked, List.copyOf(answers), settled);
    }

    private Verdict observe(Measured measured, Tick tick) {
        try {
            Supervision.Observed observed = ports.supervision().observe(safety, measured, tick);
            safety = observed.next();
            return observed.verdict();
        } catch (RuntimeException e) {
            failDecision(Failure.text("supervisor", e), tick);
            return safety.verdict();
        }
    }

    private void failDecision(String text, Tick tick) {
        safety = safety.withInternalFailure(tick, text);
        ports.outlets().event(new StationEvent.Failed(tick, text));
    }

    /** One step per received thing, at least one; what the last one asked is what counts. */
    private Turn steps(Received received, VehicleSession.Inputs inputs) {
        List<CarInput> things =
                received.arrivals().isEmpty()
                        ? ONLY_SILENCE
                        : received.arrivals().stream().map(Inbox.Arrival::input).toList();
        Turn turn = Turn.EMPTY;
        VehicleSession.Inputs now = inputs;
        for (int i = 0; i < things.size(); i++) {
            connections.observe(things.get(i));
            lastArrivedNs =
                    received.arrivals().isEmpty()
                            ? lastArrivedNs
                            : received.arrivals().get(i).arrivedNs();
            turn = turn.then(step(things.get(i), now));
            now = withoutAnswers(inputs);
        }
        return turn;
    }

    private Turn step(CarInput thing, VehicleSession.Inputs inputs) {
        SessionStep asked = stepOnce(thing, inputs);
        Permit permit = permit(asked, inputs);
        if (permit.narrowed().isEmpty()) {
            return accept(asked, permit, List.of());
        }
        List<SessionEvent> kept =
                asked.events().stream().filter(e -> !(e instanceof SessionEvent.Answered)).toList();
        narrowed = Narrowed.of(asked.energy(), permit, inputs.tick()).orElse(narrowed);
        VehicleSession.Inputs left = narrowed(inputs);
        SessionStep again =
                stepOnce(new CarInput.Refused(permit.narrowed().orElse(Reason.NO_PERMIT)), left);
        asked.asks().forEach(this::ask);
        return accept(again, permit(again, left), kept);
    }

    private SessionStep stepOnce(CarInput thing, VehicleSession.Inputs inputs) {
        try {
            SessionStep step = session.step(thing, inputs);
            session = step.next();
            return step;
        } catch (RuntimeException e) {
            return afterFailure(Failure.text("session", e), inputs);
        } catch (StackOverflowError e) {
            // What a car sends may nest deeply; that ends its session, not the station.
            return afterFailure("session: nested too deeply", inputs);
        }
    }

    private SessionStep afterFailure(String text, VehicleSession.Inputs inputs) {
        ports.outlets().event(new StationEvent.Failed(inputs.tick(), text));
        session = ports.sessions().afterFailure(Reason.INTERNAL_ERROR);
        connections.closeAll();
        SessionStep safe = session.step(SILENCE, inputs);
        session = safe.next();
        return safe;
    }

    private Permit permit(SessionStep step, VehicleSession.Inputs inputs) {
        Asked asked =
                new Asked(
                        step.energy(),
                        step.connector(),
                        inputs.offer(),
                        step.report().bidirectional(),
                        step.report().forming());
        try {
            return ports.supervision().permit(safety, asked, inputs.measured(), inputs.tick());
        } catch (RuntimeException e) {
            failDecision(Failure.text("supervisor", e), inputs.tick());
            return new Permit(safety, ports.supervision().safe(inputs.tick()), Optional.empty());
        }
    }

    private Turn accept(SessionStep step, Permit permit, List<SessionEvent> earlier) {
        lastStep = step;
        step.asks().forEach(this::ask);
        List<SessionEvent> events = step.events();
        if (!earlier.isEmpty()) {
            events = new ArrayList<>(earlier);
            events.addAll(step.events());
        }
        return new Turn(permit, List.of(new Turn.Answer(step.toSend(), events, lastArrivedNs)));
    }

    private void ask(Ask ask) {
        wishes.asked(ask);
        ports.outlets().ask(ask);
    }

    private void tell(Turn turn) {
        for (Turn.Answer answer : turn.answers()) {
            List<String> names = answer.answeredNames();
            int sent = 0;
            for (Outgoing outgoing : answer.toSend()) {
                switch (outgoing) {
                    case Outgoing.Send send -> {
                        long ticket =
                                sent < names.size()
                                        ? answerClock.ticketFor(names.get(sent), answer.arrivedNs())
                                        : answerClock.ticket();
                        sent++;
                        ports.link().send(send.connection(), send.bytes(), ticket);
                    }
                    case Outgoing.Close close -> connections.close(close.connection());
                }
            }
        }
    }

    private void announce(SafetyState before, Turn turn, Tick tick) {
        Outlets outlets = ports.outlets();
        turn.answers()
                .forEach(
                        answer ->
                                answer.events()
                                        .forEach(
                                                e -> {
                                                    wishes.observe(e, tick);
                                                    answerClock.observe(e);
                                                    outlets.event(
                                                            new StationEvent.Session(tick, e));
                                                }));
        safety.tripsSince(before)
                .forEach(
                        trip ->
                                outlets.event(
                                        new StationEvent.Tripped(tick, trip.code(), trip.cause())));
        before.tripsSince(safety)
                .forEach(trip -> outlets.event(new StationEvent.Recovered(tick, trip.code())));
        wishes.desk().takeNews(tick).forEach(outlets::event);
        wishes.takeRemembered().ifPresent(outlets::remember);
        if (!safety.latched().equals(latched)) {
            latched = safety.latched();
            outlets.latched(latched);
        }
    }

    private void publish(Received received, VehicleSession.Inputs inputs, Turn turn) {
        Outlets outlets = ports.outlets();
        Tick tick = inputs.tick();
        picture.observe(inputs, turn.events(), lastStep.report());
        picture.contactorChange(inputs)
                .ifPresent(state -> outlets.event(new StationEvent.Contactors(tick, state)));
        Snapshot snapshot =
                picture.snapshot(inputs, lastStep, safety, wishes, answerClock.figures());
        outlets.snapshot(snapshot);
        wishes.desk().lateness(inputs.offer().why(), tick).ifPresent(outlets::event);
        for (Wishes.Settled settled : received.settled()) {
            outlets.event(new StationEvent.Answered(tick, settled.intent(), settled.answer()));
            settled.given().reply().complete(settled.answer());
        }
    }

    private void record(Recorded recorded, VehicleSession.Inputs inputs, Turn turn) {
        Received received = recorded.received();
        ports.outlets()
                .flown(
                        new FlightRecord(
                                recorded.before(),
                                inputs.tick(),
                                inputs.measured(),
                                each(
                                        received.arrivals(),
                                        a -> new FlightRecord.Arrived(a.input(), a.arrivedNs())),
                                each(
                                        received.settled(),
                                        s ->
                                                new FlightRecord.Wanted(
                                                        s.given().sequence(), s.intent())),
                                received.worked(),
                                new FlightRecord.Decisions(
                                        turn.permit().output().command(),
                                        turn.sent(),
                                        each(safety.trips(), StandingTrip::code),
                                        each(received.settled(), Wishes.Settled::answer)),
                                each(recorded.began(), StandingTrip::code)));
    }

    private static <A, B> List<B> each(List<A> all, Function<A, B> part) {
        return all.isEmpty() ? List.of() : all.stream().map(part).toList();
    }

    /** What is left after the supervisor cut; the answers were heard already. */
    private VehicleSession.Inputs narrowed(VehicleSession.Inputs inputs) {
        return new VehicleSession.Inputs(
                inputs.measured(),
                narrowed.applied(inputs.offer(), inputs.tick()),
                inputs.verdict(),
                List.of(),
                inputs.tick());
    }

    private static VehicleSession.Inputs withoutAnswers(VehicleSession.Inputs inputs) {
        return inputs.answers().isEmpty()
                ? inputs
                : new VehicleSession.Inputs(
                        inputs.measured(),
                        inputs.offer(),
                        inputs.verdict(),
                        List.of(),
                        inputs.tick());
    }

    /**
     * What the cycle is connected to.
     *
     * @param <S> the arbiter's state
     */
    public record Ports<S>(
            Board board,
            VehicleLink link,
            Arbiter<S> arbiter,
            Supervision supervision,
            SessionFactory sessions,
            Accounts accounts,
            Outlets outlets) {}

    /**
     * What the cycle starts with.
     *
     * @param authority the one external source whose targets count
     * @param latched latched trips as they were last made durable
     * @param remembered what outlasted the power cut of other people's wishes
     * @param randomBits 64 random bits for each event with a random start
     */
    public record Start(
            Snapshot.Build build,
            Preferences preferences,
            Authority authority,
            List<TripRecord> latched,
            Remembered remembered,
            LongSupplier randomBits) {

        /** A start without anything remembered, and without chance. */
        public Start(
                Snapshot.Build build,
                Preferences preferences,
                Authority authority,
                List<TripRecord> latched) {
            this(build, preferences, authority, latched, Remembered.NOTHING, () -> 0);
        }
    }

    /**
     * @param worked answers of the bounded worker; @param answers those and the ones people gave
     */
    private record Received(
            List<Inbox.Arrival> arrivals,
            List<Answer> worked,
            List<Answer> answers,
            List<Wishes.Settled> settled) {}

    /** What the flight recorder gets besides inputs and outcome of the steps. */
    private record Recorded(
            Optional<CycleState> before, Received received, List<StandingTrip> began) {}

    /** Wishes that change what the supervisor remembers. */
    private final class SafetyWishes implements Wishes.Station {

        @Override
        public boolean acknowledge() {
            safety = ports.supervision().acknowledge(safety);
            return safety.trips().isEmpty();
        }

        @Override
        public void install(Installation site) {
            offers.install(site);
        }

        @Override
        public Reply offGrid(boolean wanted) {
            if (ports.board().ratings().backup().isEmpty()) {
                return new Reply.Refused(
                        Reason.SERVICE_NOT_OFFERED,
                        "This station has no backup switch gear; ask the installer.");
            }
            if (wanted && !safety.island().mayGoOffGrid()) {
                return new Reply.Refused(
                        Reason.NO_CAR,
                        "No car can supply the house now; plug in a car that can discharge and let"
                                + " it start first.");
            }
            safety = safety.offGrid(wanted);
            return new Reply.Accepted();
        }
    }
}
