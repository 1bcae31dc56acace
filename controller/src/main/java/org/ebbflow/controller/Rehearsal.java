package org.ebbflow.controller;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.cycle.ControlCycle;
import org.ebbflow.controller.cycle.FlightRecord;
import org.ebbflow.controller.cycle.Inbox;
import org.ebbflow.controller.cycle.MeteredAccounts;
import org.ebbflow.controller.cycle.Outlets;
import org.ebbflow.controller.dispatch.StationArbiter;
import org.ebbflow.controller.metering.EnergyAccount;
import org.ebbflow.controller.safety.Backup;
import org.ebbflow.controller.safety.Supervisor;
import org.ebbflow.controller.safety.TripRecord;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.status.StationEvent;
import org.ebbflow.controller.vehicle.Answer;
import org.ebbflow.controller.vehicle.Ask;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.controller.vehicle.SessionSelector;
import org.ebbflow.controller.vehicle.iso15118.Iso15118Sessions;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.BoardRatings.Output;
import org.ebbflow.hal.Tick;
import org.ebbflow.hal.VehicleLink;
import org.ebbflow.iso15118.evcc.CarView;
import org.ebbflow.iso15118.evcc.Evcc;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.iso15118.evcc.EvccStep;
import org.ebbflow.iso15118.secc.SeccConfig;

/**
 * Before the first real cycle, an imagined car walks through the whole control cycle in imagined
 * time, so that the program's code is loaded and compiled when it counts. Touches no device, no
 * socket, no disk.
 */
final class Rehearsal {

    private static final long STEP_NS = 10_000_000L;
    private static final long BUDGET_NS = 2_500_000_000L;
    private static final int MAX_CYCLES = 6_000;
    private static final int PLUG_CYCLE = 50;
    private static final int LOOPS = 600;
    private static final long CONNECTION = 1;

    private static final Preferences CONSENTING =
            new Preferences(Preferences.Mode.AUTOMATIC, true, 0, 0, 1_000, "en");

    private final ImaginedBoard board;
    private final Post post = new Post();
    private final Inbox inbox = new Inbox(() -> {});
    private final ControlCycle cycle;
    private final EvccPlan plan;
    private Optional<Evcc> car = Optional.empty();
    private Optional<EvccStep.Order> order = Optional.empty();
    private Optional<Snapshot> last = Optional.empty();

    private Rehearsal(Installation site, BoardRatings ratings, EvccPlan plan) {
        this.board = new ImaginedBoard(ratings);
        this.plan = plan;
        this.cycle = cycle(site, ratings);
    }

    /** Charge-loop messages answered; 0 when the imagined session did not get that far. */
    static long run(Installation site, BoardRatings ratings) {
        boolean dc = ratings.output() == Output.DC;
        EvccPlan.Stop stop = new EvccPlan.Stop(LOOPS, 2_000);
        boolean both = site.permit().granted() && ratings.maxDischargeW() > 0;
        EvccPlan.Service service =
                dc
                        ? both ? EvccPlan.Service.DC_BPT : EvccPlan.Service.DC
                        : both ? EvccPlan.Service.AC_BPT : EvccPlan.Service.AC;
        EvccPlan plan =
                EvccPlan.of(EvccPlan.Protocol.ISO_15118_20, service, stop)
                        .with(EvccPlan.Pace.FLAT_OUT);
        EvccPlan older =
                EvccPlan.of(
                                EvccPlan.Protocol.ISO_15118_2,
                                dc ? EvccPlan.Service.DC : EvccPlan.Service.AC,
                                stop)
                        .with(EvccPlan.Pace.FLAT_OUT);
        long nowNs = System.nanoTime();
        return new Rehearsal(site, ratings, plan).play(nowNs + BUDGET_NS * 3 / 5)
                + new Rehearsal(site, ratings, older).play(nowNs + BUDGET_NS);
    }

    private ControlCycle cycle(Installation site, BoardRatings ratings) {
        boolean dc = ratings.output() == Output.DC;
        SeccConfig config =
                new SeccConfig(
                        site.vehicle().evseId(),
                        dc ? SeccConfig.Supply.DC : SeccConfig.Supply.AC,
                        List.of(SeccConfig.Protocol.ISO_15118_20, SeccConfig.Protocol.ISO_15118_2),
                        new SeccConfig.Bench(true, true));
        ControlCycle.Ports<?> ports =
                new ControlCycle.Ports<>(
                        board,
                        post,
                        new StationArbiter(site, ratings),
                        new Supervisor(
                                ratings,
                                site.vehicle().ventilated(),
                                Backup.of(ratings, site.permit().enterServiceDelayS())),
                        new SessionSelector(
                                ratings,
                                Optional.of(new Iso15118Sessions(config, () -> 42)),
                                false),
                        new MeteredAccounts(EnergyAccount.EMPTY, 0),
                        new Notes());
        return new ControlCycle(
                ports,
                new ControlCycle.Start(
                        new Snapshot.Build("rehearsal", ""),
                        CONSENTING,
                        site.authority(),
                        List.of()),
                inbox);
    }

    private long play(long deadlineNs) {
        long nowNs = 1_000_000_000L;
        for (int i = 0; i < MAX_CYCLES && System.nanoTime() - deadlineNs < 0; i++) {
            nowNs += STEP_NS;
            if (i == PLUG_CYCLE) {
                board.plug();
            }
            drive(nowNs);
            cycle.run(new Tick(i, nowNs, 0, true));
            cycle.lasted(new Tick(i, nowNs, 0, true), 0);
            if (car.filter(Evcc::isOver).isPresent()) {
                break;
            }
        }
        return last.map(s -> s.session().loopMessages()).orElse(0L);
    }

    private void drive(long nowNs) {
        if (car.isEmpty()) {
            if (board.asksForTalk()) {
                inbox.receive(new CarInput.Connected(CONNECTION, CarInput.Security.PLAIN), nowNs);
                car = Optional.of(Evcc.connected(plan, nowNs));
            }
            return;
        }
        byte[] answer = post.take();
        CarView view = board.car(nowNs, order.orElse(EvccStep.Order.REST));
        EvccStep step =
                answer.length > 0 ? car.get().received(answer, view) : car.get().observed(view);
        car = Optional.of(step.next());
        order = Optional.of(step.order());
        board.obey(step.order());
        for (byte[] bytes : step.toSend()) {
            inbox.receive(new CarInput.Bytes(CONNECTION, bytes), nowNs);
        }
    }

    /** The wire from the station to the imagined car. */
    private static final class Post implements VehicleLink {

        private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();

        byte[] take() {
            byte[] next = waiting.poll();
            return next == null ? new byte[0] : next;
        }

        @Override
        public void send(long connection, byte[] bytes, long ticket) {
            waiting.add(bytes);
        }

        @Override
        public void close(long connection) {
            waiting.clear();
        }

        @Override
        public void close() {
            waiting.clear();
        }
    }

    /** Takes the cycle's results to nobody. */
    private final class Notes implements Outlets {

        @Override
        public void snapshot(Snapshot snapshot) {
            last = Optional.of(snapshot);
        }

        @Override
        public void event(StationEvent event) {
            // an imagined session is not worth a line
        }

        @Override
        public void ask(Ask ask) {
            inbox.answer(new Answer.Authorized(ask.id()));
        }

        @Override
        public void latched(List<TripRecord> trips) {
            // nothing of a rehearsal is kept
        }

        @Override
        public void flown(FlightRecord recorded) {
            // nothing of a rehearsal is kept
        }
    }
}
