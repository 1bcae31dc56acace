package org.ebbflow.controller.vehicle.iso15118;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.ebbflow.controller.energy.ConnectorRequest;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.VehicleReport.Security;
import org.ebbflow.controller.vehicle.Answer;
import org.ebbflow.controller.vehicle.Ask;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.controller.vehicle.SessionStep;
import org.ebbflow.controller.vehicle.SessionStep.Outgoing;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.controller.vehicle.VehicleSession;
import org.ebbflow.hal.Tick;
import org.ebbflow.iso15118.secc.CarFacts;
import org.ebbflow.iso15118.secc.Demand;
import org.ebbflow.iso15118.secc.PausedSession;
import org.ebbflow.iso15118.secc.Secc;
import org.ebbflow.iso15118.secc.SeccEvent;
import org.ebbflow.iso15118.secc.SeccStep;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.StationView.Authorization;
import org.ebbflow.iso15118.secc.StationView.Notice;

/**
 * One car's digital session: a connection at a time, each with its own station side.
 *
 * @param talk the connection that is served, if any
 * @param authorization what is known of the right to charge
 * @param lastAskId number of the last question to the authorization port
 * @param last the last step's outcome, for the case that the supervisor refuses it
 * @param kept what a session before this one left
 * @param barrenSince since when nothing may flow in either direction
 */
record Iso15118Session(
        Iso15118Sessions setup,
        Optional<Talk> talk,
        Authorization authorization,
        long lastAskId,
        Last last,
        Optional<Kept> kept,
        OptionalLong barrenSince)
        implements VehicleSession {

    /**
     * A connection and its station side.
     *
     * @param open the connection stands
     */
    record Talk(long connection, boolean open, Secc secc, Security security) {}

    /** Nothing may flow in either direction for this long: the car is asked to pause. */
    static final long SLEEP_AFTER_NS = 300_000_000_000L;

    /** What the last step wanted. */
    record Last(List<Outgoing> toSend, EnergyRequest energy, List<SessionEvent> answered) {
        static final Last NOTHING = new Last(List.of(), new EnergyRequest.Nothing(), List.of());
    }

    /**
     * A paused session with the right to charge it had.
     *
     * @param session what its car may join
     */
    record Kept(PausedSession session, Authorization authorization) {}

    static Iso15118Session waiting(Iso15118Sessions setup) {
        return waiting(setup, Optional.empty());
    }

    static Iso15118Session waiting(Iso15118Sessions setup, Optional<Kept> kept) {
        return new Iso15118Session(
                setup,
                Optional.empty(),
                Authorization.PENDING,
                0,
                Last.NOTHING,
                kept,
                OptionalLong.empty());
    }

    /** What the next session of the same car may join. */
    Optional<Kept> keptForNext() {
        return talk.flatMap(t -> t.secc().paused()).map(p -> new Kept(p, authorization));
    }

    @Override
    public SessionStep step(CarInput received, Inputs inputs) {
        Iso15118Session now = heard(inputs.answers()).watched(inputs);
        StationView view =
                Views.of(inputs, now.authorization, setup.config().supply())
                        .with(now.notice(inputs.tick()));
        return switch (received) {
            case CarInput.Silence ignored -> now.observed(view, inputs);
            case CarInput.Connected connected -> now.connected(connected, view, inputs);
            case CarInput.Bytes bytes -> now.bytes(bytes, view, inputs);
            case CarInput.Closed closed -> now.closed(closed, view, inputs);
            case CarInput.Refused ignored -> now.refused(view, inputs);
        };
    }

    private Iso15118Session heard(List<Answer> answers) {
        if (answers.isEmpty()) {
            return this;
        }
        Authorization known = authorization;
        for (Answer answer : answers) {
            if (answer.id() == lastAskId) {
                known =
                        switch (answer) {
                            case Answer.Authorized ignored -> Authorization.GRANTED;
                            case Answer.Denied ignored -> Authorization.DENIED;
                        };
            }
        }
        return new Iso15118Session(setup, talk, known, lastAskId, last, kept, barrenSince);
    }

    /** Looks whether anything may flow. */
    private Iso15118Session watched(Inputs inputs) {
        boolean barren = inputs.offer().open() && inputs.offer().acPowerW().equals(Interval.ZERO);
        OptionalLong since =
                !barren
                        ? OptionalLong.empty()
                        : barrenSince.isPresent()
                                ? barrenSince
                                : OptionalLong.of(inputs.tick().monotonicNs());
        return new Iso15118Session(setup, talk, authorization, lastAskId, last, kept, since);
    }

    /** A car that has had nothing to do for long may sleep. */
    private Notice notice(Tick tick) {
        return barrenSince.isPresent() && tick.sinceNs(barrenSince.getAsLong()) >= SLEEP_AFTER_NS
                ? Notice.PAUSE
                : Notice.NONE;
    }

    private SessionStep observed(StationView view, Inputs inputs) {
        return talk.isEmpty()
                ? idle(List.of())
                : result(talk.get(), talk.get().secc().observed(view), view, inputs);
    }

    private SessionStep connected(CarInput.Connected news, StationView view, Inputs inputs) {
        List<Outgoing> first = new ArrayList<>(1);
        if (talk.isPresent() && talk.get().open()) {
            if (!talk.get().secc().isOver()) {
                SessionStep same = observed(view, inputs);
                return withOutgoing(same, new Outgoing.Close(news.connection()));
            }
            first.add(new Outgoing.Close(talk.get().connection()));
        }
        boolean tls13 = news.security() == CarInput.Security.TLS_1_3_MUTUAL;
        Optional<Kept> before = talk.isPresent() ? keptForNext() : kept;
        Secc.Start start =
                new Secc.Start(
                        tls13,
                        setup.randomBits().getAsLong(),
                        view.nowNs(),
                        before.map(Kept::session));
        Secc secc = Secc.connected(setup.config(), start);
        Talk begun = new Talk(news.connection(), true, secc, Reports.security(news));
        Iso15118Session fresh =
                new Iso15118Session(
                        setup,
                        Optional.of(begun),
                        Authorization.PENDING,
                        lastAskId,
                        last,
                        before,
                        barrenSince);
        SessionStep step = fresh.result(begun, secc.observed(view), view, inputs);
        return first.isEmpty() ? step : withOutgoing(step, first.getFirst());
    }

    private SessionStep bytes(CarInput.Bytes news, StationView view, Inputs inputs) {
        if (talk.isEmpty() || talk.get().connection() != news.connection()) {
            return withOutgoing(observed(view, inputs), new Outgoing.Close(news.connection()));
        }
        return result(talk.get(), talk.get().secc().received(news.bytes(), view), view, inputs);
    }

    private SessionStep closed(CarInput.Closed news, StationView view, Inputs inputs) {
        if (talk.isEmpty() || talk.get().connection() != news.connection()) {
            return observed(view, inputs);
        }
        Talk gone = new Talk(news.connection(), false, talk.get().secc(), talk.get().security());
        return result(gone, gone.secc().closed(view), view, inputs);
    }

    /** The car's request still gets its answer; power waits for the next cycle. */
    private SessionStep refused(StationView view, Inputs inputs) {
        SessionStep step = observed(view, inputs);
        List<Outgoing> toSend = new ArrayList<>(last.toSend());
        toSend.addAll(step.toSend());
        List<SessionEvent> events = new ArrayList<>(last.answered());
        events.addAll(step.events());
        return new SessionStep(
                step.next(),
                toSend,
                Requests.settled(last.energy(), inputs.offer()),
                step.connector(),
                step.report(),
                step.asks(),
                events);
    }

    private SessionStep idle(List<Outgoing> toSend) {
        return new SessionStep(
                this,
                toSend,
                new EnergyRequest.Nothing(),
                new ConnectorRequest(new ConnectorRequest.Pilot.Digital(), false),
                Reports.of(CarFacts.NONE, 0),
                List.of(),
                List.of());
    }

    private SessionStep result(Talk was, SeccStep step, StationView view, Inputs inputs) {
        boolean close = step.close() && was.open();
        List<Outgoing> toSend = new ArrayList<>(step.toSend().size() + 1);
        for (byte[] frame : was.open() ? step.toSend() : List.<byte[]>of()) {
            toSend.add(new Outgoing.Send(was.connection(), frame));
        }
        if (close) {
            toSend.add(new Outgoing.Close(was.connection()));
        }
        List<SessionEvent> events = new ArrayList<>(step.events().size());
        List<SessionEvent> answered = new ArrayList<>(1);
        List<Ask> asks = new ArrayList<>(0);
        long askId = lastAskId;
        Authorization right = authorization;
        for (SeccEvent event : step.events()) {
            SessionEvent told = Reports.event(event);
            events.add(told);
            Reports.recognized(event).ifPresent(events::add);
            if (event instanceof SeccEvent.Answered) {
                answered.add(told);
            }
            if (event instanceof SeccEvent.Resumed) {
                right = kept.map(Kept::authorization).orElse(right);
            }
            if (event instanceof SeccEvent.Started) {
                askId++;
                asks.add(new Ask.Authorize(askId, ""));
            }
        }
        EnergyRequest energy = Requests.of(step.demand(), inputs.offer());
        Talk next = new Talk(was.connection(), was.open() && !close, step.next(), was.security());
        return new SessionStep(
                new Iso15118Session(
                        setup,
                        Optional.of(next),
                        right,
                        askId,
                        new Last(toSend, energy, answered),
                        kept,
                        barrenSince),
                toSend,
                energy,
                connector(step),
                Reports.of(step.car(), view.measured().voltageMv()).with(was.security()),
                asks,
                events);
    }

    private static ConnectorRequest connector(SeccStep step) {
        boolean busy = !step.next().isOver() || !(step.demand() instanceof Demand.Nothing);
        return new ConnectorRequest(new ConnectorRequest.Pilot.Digital(), busy);
    }

    private static SessionStep withOutgoing(SessionStep step, Outgoing more) {
        List<Outgoing> all = new ArrayList<>(step.toSend());
        all.addFirst(more);
        return new SessionStep(
                step.next(),
                all,
                step.energy(),
                step.connector(),
                step.report(),
                step.asks(),
                step.events());
    }
}
