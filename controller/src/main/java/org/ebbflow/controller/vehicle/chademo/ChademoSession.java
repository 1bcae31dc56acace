package org.ebbflow.controller.vehicle.chademo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.ConnectorRequest;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.vehicle.Answer;
import org.ebbflow.controller.vehicle.Ask;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.controller.vehicle.SessionStep;
import org.ebbflow.controller.vehicle.SessionStep.Outgoing;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.controller.vehicle.VehicleSession;
import org.ebbflow.controller.vehicle.chademo.ChademoSettings.ZeroCurrent;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.hal.Tick;

/**
 * One session at a CHAdeMO connector: frames in, frames out, lines, and the same requests as every
 * other protocol.
 *
 * @param permission whether somebody allowed it
 * @param announced what stands in the station's frames
 * @param flow the power, while the session runs
 * @param last what the last step wanted, for the case that the supervisor refuses it
 */
record ChademoSession(
        ChademoSettings settings,
        Stage stage,
        CarPicture car,
        Wire wire,
        Permission permission,
        Facts.Announced announced,
        Optional<Flow> flow,
        Last last)
        implements VehicleSession {

    private static final long LAST_WORDS_NS = 1_000_000_000L;

    /** What the last step wanted. */
    record Last(List<Outgoing> toSend, EnergyRequest energy) {
        static final Last NOTHING = new Last(List.of(), new EnergyRequest.Nothing());
    }

    /** Permission to charge. @param askId number of the last question */
    record Permission(long askId, boolean asked, boolean granted, boolean denied) {
        static final Permission NOT_ASKED = new Permission(0, false, false, false);

        Permission heard(List<Answer> answers) {
            Permission known = this;
            for (Answer answer : answers) {
                if (asked && answer.id() == askId) {
                    boolean yes = answer instanceof Answer.Authorized;
                    known = new Permission(askId, true, yes, !yes);
                }
            }
            return known;
        }
    }

    static ChademoSession begin(ChademoSettings settings) {
        return new ChademoSession(
                settings,
                new Stage.Resting(),
                CarPicture.NOTHING,
                Wire.UNKNOWN,
                Permission.NOT_ASKED,
                new Facts.Announced(0, 0, false),
                Optional.empty(),
                Last.NOTHING);
    }

    @Override
    public SessionStep step(CarInput received, Inputs inputs) {
        Tick tick = inputs.tick();
        CarPicture heard = car;
        Wire on = wire;
        switch (received) {
            case CarInput.Bytes bytes -> {
                on = wire.on(bytes.connection());
                heard = heard(bytes, tick);
            }
            case CarInput.Connected connected -> on = wire.on(connected.connection());
            case CarInput.Closed closed -> on = wire.gone(closed.connection());
            case CarInput.Silence silence -> {}
            case CarInput.Refused refused -> {
                return refused(inputs);
            }
        }
        Permission allowed = permission.heard(inputs.answers());
        ChademoSession now =
                new ChademoSession(
                        settings, stage, heard, on, allowed, announced, flow, Last.NOTHING);
        return now.moved(inputs);
    }

    private CarPicture heard(CarInput.Bytes bytes, Tick tick) {
        CarPicture known = car;
        if (stage instanceof Stage.Resting || stage instanceof Stage.Over) {
            return known;
        }
        for (CanFrame frame : CanFrame.fromBytes(bytes.bytes())) {
            Optional<CarFrame> meaning = CarFrame.of(frame);
            if (meaning.isPresent()) {
                known = known.heard(meaning.get(), tick);
            }
        }
        return known;
    }

    private SessionStep moved(Inputs inputs) {
        Facts facts = facts(inputs, announced);
        Stage next = Sequence.next(stage, facts);
        boolean fresh = next instanceof Stage.Resting && !(stage instanceof Stage.Resting);
        CarPicture picture = fresh ? CarPicture.NOTHING : car;
        Facts.Announced told = announced(next, inputs);
        Permission asked =
                fresh ? new Permission(permission.askId(), false, false, false) : permission;
        List<Ask> asks = new ArrayList<>(1);
        if (next instanceof Stage.Resting && !asked.asked()) {
            asked = new Permission(asked.askId() + 1, true, false, false);
            asks.add(new Ask.Authorize(asked.askId(), ""));
        }
        ChademoSession now =
                new ChademoSession(settings, next, picture, wire, asked, told, flow, Last.NOTHING);
        return now.outcome(now.facts(inputs, told), events(next, facts), asks);
    }

    private Facts facts(Inputs inputs, Facts.Announced told) {
        return new Facts(View.of(inputs), car, wire.up(), permission.granted(), told);
    }

    /** Fixed when the lines go live; only the threshold follows the car until its first request. */
    private Facts.Announced announced(Stage next, Inputs inputs) {
        boolean begins = stage instanceof Stage.Resting;
        int voltageV = begins ? inputs.offer().maxVoltageMv() / 1_000 : announced.voltageV();
        boolean discharge =
                begins
                        ? settings.discharge() && inputs.offer().dischargeOffered()
                        : announced.discharge();
        int carV = car.limits().maxVoltageV();
        boolean settled =
                next instanceof Stage.Running
                        || !(stage instanceof Stage.Resting) && isEnding(next);
        int thresholdV =
                settled ? announced.thresholdV() : carV == 0 ? voltageV : Math.min(voltageV, carV);
        return new Facts.Announced(voltageV, thresholdV, discharge);
    }

    private static boolean isEnding(Stage stage) {
        return stage instanceof Stage.Unloading
                || stage instanceof Stage.Welding
                || stage instanceof Stage.Parting
                || stage instanceof Stage.Over;
    }

    private SessionStep outcome(Facts facts, List<SessionEvent> events, List<Ask> asks) {
        Tick tick = facts.view().tick();
        Levels levels = Levels.of(car, settings);
        Optional<Flow> flowing = flowing(facts, levels);
        Offered offered =
                flowing.map(Flow::offered)
                        .orElseGet(() -> isEnding(stage) ? Offered.NOTHING : Offered.whole(facts));
        Wire speaking = wire.speaking(speaks(tick), tick);
        List<Outgoing> toSend = new ArrayList<>(1);
        if (speaking.isDue(tick)) {
            List<CanFrame> burst = Broadcast.of(stage, facts, offered, settings);
            toSend.add(new Outgoing.Send(speaking.connection(), CanFrame.toBytes(burst)));
            speaking = speaking.sent(tick);
        }
        EnergyRequest energy = energy(facts, flowing);
        ChademoSession next =
                new ChademoSession(
                        settings,
                        stage,
                        car,
                        speaking,
                        permission,
                        announced,
                        flowing,
                        new Last(toSend, energy));
        return new SessionStep(
                next,
                toSend,
                energy,
                connector(facts.view()),
                Reports.of(stage, facts, flowing, settings),
                asks,
                events);
    }

    private Optional<Flow> flowing(Facts facts, Levels levels) {
        if (!(stage instanceof Stage.Running)) {
            return Optional.empty();
        }
        Offered usual = Offered.running(facts, levels);
        Flow before = flow.orElseGet(() -> Flow.from(usual, facts.view().tick()));
        boolean pulse = settings.zeroCurrent() == ZeroCurrent.PULSE;
        Offered now = pulse && before.pulses(facts) ? Flow.pulsed(usual) : usual;
        return Optional.of(before.next(facts, now, pulse));
    }

    /** The station speaks from the car's first frame until a moment after the end. */
    private boolean speaks(Tick tick) {
        return switch (stage) {
            case Stage.Resting s -> false;
            case Stage.Over s -> tick.sinceNs(s.sinceNs()) < LAST_WORDS_NS && car.seen().any();
            case Stage.Starting s -> car.seen().any();
            case Stage.Locking s -> true;
            case Stage.Testing s -> true;
            case Stage.Draining s -> true;
            case Stage.Closing s -> true;
            case Stage.Connecting s -> true;
            case Stage.Running s -> true;
            case Stage.Unloading s -> true;
            case Stage.Welding s -> true;
            case Stage.Parting s -> car.seen().any();
        };
    }

    private EnergyRequest energy(Facts facts, Optional<Flow> flowing) {
        return switch (stage) {
            case Stage.Resting s -> new EnergyRequest.Nothing();
            case Stage.Starting s -> new EnergyRequest.Nothing();
            case Stage.Locking s -> new EnergyRequest.Nothing();
            case Stage.Testing s -> new EnergyRequest.InsulationTest(Sequence.testMv(facts));
            case Stage.Draining s -> new EnergyRequest.Nothing();
            case Stage.Closing s -> new EnergyRequest.Nothing();
            case Stage.Connecting s ->
                    new EnergyRequest.PreCharge(Math.max(0, facts.view().inletMv()), 2_000);
            case Stage.Running s ->
                    flowing.<EnergyRequest>map(f -> f.request(facts))
                            .orElseGet(EnergyRequest.RampDown::new);
            case Stage.Unloading s -> new EnergyRequest.RampDown();
            case Stage.Welding s -> new EnergyRequest.WeldCheck();
            case Stage.Parting s -> new EnergyRequest.Nothing();
            case Stage.Over s -> new EnergyRequest.Nothing();
        };
    }

    private ConnectorRequest connector(View view) {
        return switch (stage) {
            case Stage.Resting s -> lines(false, false, !view.isBelow(Sequence.INLET_DEAD_MV));
            case Stage.Starting s -> lines(true, false, false);
            case Stage.Locking s -> lines(true, false, true);
            case Stage.Testing s -> lines(true, false, true);
            case Stage.Draining s -> lines(true, false, true);
            case Stage.Closing s -> lines(true, true, true);
            case Stage.Connecting s -> lines(true, true, true);
            case Stage.Running s -> lines(true, true, true);
            case Stage.Unloading s -> lines(true, true, true);
            case Stage.Welding s -> lines(true, true, true);
            case Stage.Parting s ->
                    lines(view.tick().sinceNs(s.sinceNs()) < Sequence.D2_TO_D1_NS, false, true);
            case Stage.Over s -> lines(false, false, !view.isBelow(Sequence.INLET_DEAD_MV));
        };
    }

    private static ConnectorRequest lines(boolean d1, boolean d2, boolean locked) {
        return new ConnectorRequest(new ConnectorRequest.Pilot.Lines(d1, d2), locked);
    }

    private List<SessionEvent> events(Stage next, Facts facts) {
        List<SessionEvent> events = new ArrayList<>(1);
        if (stage instanceof Stage.Resting && next instanceof Stage.Starting) {
            events.add(new SessionEvent.Started(Reports.PROTOCOL, ""));
        }
        if (stage instanceof Stage.Starting && next instanceof Stage.Locking) {
            events.add(
                    new SessionEvent.ServiceSelected(
                            Reports.service(
                                    car, facts.isBidirectional(), Levels.of(car, settings))));
        }
        if (!(stage instanceof Stage.Running) && next instanceof Stage.Running) {
            events.add(new SessionEvent.EnergyStarted());
        }
        if (!(stage instanceof Stage.Over) && next instanceof Stage.Over over) {
            events.add(new SessionEvent.Ended(over.why().reason(), over.why().orderly()));
        }
        return events;
    }

    /** The burst still goes out; power waits for the next cycle. */
    private SessionStep refused(Inputs inputs) {
        SessionStep again = moved(inputs);
        List<Outgoing> toSend = new ArrayList<>(last.toSend());
        toSend.addAll(again.toSend());
        return new SessionStep(
                again.next(),
                toSend,
                quiet(again.energy()),
                again.connector(),
                again.report(),
                again.asks(),
                again.events());
    }

    /** The same without power. */
    private static EnergyRequest quiet(EnergyRequest refused) {
        return switch (refused) {
            case EnergyRequest.DcTransfer dc -> new EnergyRequest.RampDown();
            case EnergyRequest.AcTransfer ac -> new EnergyRequest.RampDown();
            case EnergyRequest.RampDown down -> down;
            case EnergyRequest.WeldCheck weld -> weld;
            case EnergyRequest.Nothing nothing -> nothing;
            case EnergyRequest.InsulationTest test -> new EnergyRequest.Nothing();
            case EnergyRequest.PreCharge pre -> new EnergyRequest.Nothing();
        };
    }
}
