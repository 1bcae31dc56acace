package org.ebbflow.controller.vehicle.iso15118;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.vehicle.Answer;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.controller.vehicle.SessionStep;
import org.ebbflow.controller.vehicle.SessionStep.Outgoing;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.controller.vehicle.VehicleSession;
import org.ebbflow.hal.Tick;
import org.ebbflow.iso15118.evcc.CarView;
import org.ebbflow.iso15118.evcc.Evcc;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.iso15118.evcc.EvccStep;
import org.ebbflow.iso15118.secc.SeccConfig;
import org.ebbflow.iso15118.secc.SeccConfig.Supply;

/** A whole session in virtual time against a car of our own, without any device. */
final class VirtualSession {

    private static final long STEP_NS = 10_000_000L;
    private static final int MAX_STEPS = 60_000;
    private static final long CONNECTION = 1;

    private final EvccPlan plan;
    private final Iso15118Sessions sessions;
    private final VirtualStage stage;
    private final List<SessionEvent> events = new ArrayList<>();
    private final List<byte[]> toStation = new ArrayList<>(1);
    private VehicleSession session;
    private Evcc car;
    private List<Answer> answers = List.of();
    private EnergyRequest energy = new EnergyRequest.Nothing();
    private boolean answersAsks = true;
    private long nowNs;
    private long cycle;

    private VirtualSession(SeccConfig config, EvccPlan plan) {
        this.plan = plan;
        this.stage = new VirtualStage(config.supply());
        this.sessions = new Iso15118Sessions(config, () -> 1);
        this.session = sessions.begin();
        this.car = Evcc.connected(plan, 0);
    }

    /**
     * Runs every protocol of a station.
     *
     * @param loops charge-loop messages per session
     * @return whether every session came to its good end
     */
    static boolean runAll(SeccConfig config, int loops) {
        SeccConfig lax =
                new SeccConfig(
                        config.evseId(),
                        config.supply(),
                        config.protocols(),
                        new SeccConfig.Bench(true, true));
        boolean dc = config.supply() == Supply.DC;
        EvccPlan.Stop stop = new EvccPlan.Stop(loops, 2000);
        boolean good = true;
        for (SeccConfig.Protocol protocol : config.protocols()) {
            EvccPlan.Protocol spoken =
                    switch (protocol) {
                        case DIN_70121 -> EvccPlan.Protocol.DIN_70121;
                        case ISO_15118_2 -> EvccPlan.Protocol.ISO_15118_2;
                        case ISO_15118_20 -> EvccPlan.Protocol.ISO_15118_20;
                    };
            if (spoken == EvccPlan.Protocol.DIN_70121 && !dc) {
                continue;
            }
            boolean both = spoken == EvccPlan.Protocol.ISO_15118_20;
            EvccPlan.Service service =
                    dc
                            ? both ? EvccPlan.Service.DC_BPT : EvccPlan.Service.DC
                            : both ? EvccPlan.Service.AC_BPT : EvccPlan.Service.AC;
            EvccPlan plan = EvccPlan.of(spoken, service, stop).with(EvccPlan.Pace.FLAT_OUT);
            good &= isCompleted(run(lax, plan));
        }
        return good;
    }

    /** One session; what happened in it. */
    static List<SessionEvent> run(SeccConfig config, EvccPlan plan) {
        VirtualSession whole = new VirtualSession(config, plan);
        whole.take(new CarInput.Connected(CONNECTION, CarInput.Security.PLAIN));
        for (int i = 0; i < MAX_STEPS && !whole.car.isOver(); i++) {
            whole.step();
        }
        return whole.events;
    }

    /** A session in which nothing may flow any more once the car has charged for a while. */
    static List<SessionEvent> runIntoNothing(SeccConfig config, EvccPlan plan) {
        VirtualSession whole = new VirtualSession(config, plan);
        whole.take(new CarInput.Connected(CONNECTION, CarInput.Security.PLAIN));
        for (int i = 0; i < MAX_STEPS && !whole.car.isOver(); i++) {
            if (i == 2_000) {
                whole.stage.turnBarren();
            }
            whole.step();
        }
        return whole.events;
    }

    /**
     * The car pauses and comes back on another connection.
     *
     * @return what happened after it came back
     */
    static List<SessionEvent> pauseAndResume(SeccConfig config, EvccPlan plan) {
        VirtualSession whole = new VirtualSession(config, plan);
        whole.take(new CarInput.Connected(CONNECTION, CarInput.Security.PLAIN));
        for (int i = 0; i < MAX_STEPS && !whole.car.isOver(); i++) {
            whole.step();
        }
        EvccPlan.Script back =
                new EvccPlan.Script(
                        0, EvccPlan.Leave.TERMINATE, 0, false, Optional.of(whole.car.kept()));
        whole.session = whole.sessions.again(whole.session);
        whole.car = Evcc.connected(plan.with(back), whole.nowNs);
        whole.events.clear();
        whole.answersAsks = false;
        whole.take(new CarInput.Connected(CONNECTION, CarInput.Security.PLAIN));
        for (int i = 0; i < MAX_STEPS && !whole.car.isOver(); i++) {
            whole.step();
        }
        return whole.events;
    }

    static boolean isCompleted(List<SessionEvent> events) {
        return events.stream()
                .anyMatch(e -> e instanceof SessionEvent.Ended ended && ended.orderly());
    }

    private void step() {
        nowNs += STEP_NS;
        cycle++;
        hear(take(new CarInput.Silence()));
        say(car.observed(view()));
        List<byte[]> requests = List.copyOf(toStation);
        toStation.clear();
        for (byte[] request : requests) {
            hear(take(new CarInput.Bytes(CONNECTION, request)));
        }
    }

    private void hear(List<byte[]> toCar) {
        toCar.forEach(answer -> say(car.received(answer, view())));
    }

    private void say(EvccStep step) {
        car = step.next();
        toStation.addAll(step.toSend());
    }

    private List<byte[]> take(CarInput input) {
        Tick tick = new Tick(cycle, nowNs, nowNs / 1_000_000, true);
        VehicleSession.Inputs inputs =
                new VehicleSession.Inputs(
                        stage.measured(energy, tick),
                        stage.offer(),
                        new Verdict.Healthy(List.of()),
                        answers,
                        tick);
        SessionStep step = session.step(input, inputs);
        session = step.next();
        energy = step.energy();
        events.addAll(step.events());
        answers = new ArrayList<>(1);
        if (answersAsks) {
            step.asks().forEach(ask -> answers.add(new Answer.Authorized(ask.id())));
        }
        List<byte[]> sent = new ArrayList<>(1);
        for (Outgoing outgoing : step.toSend()) {
            if (outgoing instanceof Outgoing.Send send) {
                sent.add(send.bytes());
            }
        }
        return sent;
    }

    private CarView view() {
        return new CarView(
                nowNs,
                nowNs / 1_000_000,
                new CarView.Battery(VirtualStage.BATTERY_MV, 500, 100_000),
                new CarView.Limits(300_000, 460_000, 30_000, 30_000, 11_000, 11_000),
                0,
                plan.stop().afterLoops() == 0);
    }
}
