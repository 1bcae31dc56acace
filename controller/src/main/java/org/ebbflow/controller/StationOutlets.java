package org.ebbflow.controller;

import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.cycle.FlightRecord;
import org.ebbflow.controller.cycle.Outlets;
import org.ebbflow.controller.flight.Draws;
import org.ebbflow.controller.flight.FlightRecorder;
import org.ebbflow.controller.safety.TripRecord;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.status.StationEvent;
import org.ebbflow.controller.store.Store;
import org.ebbflow.controller.vehicle.Ask;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;

/** Hands the control thread's results to those who wait for them; never blocks. */
final class StationOutlets implements Outlets {

    private final Store store;
    private final Diary diary;
    private final Authorizer authorizer;
    private final FlightRecorder recorder;
    private final Draws draws;
    private final SessionWatch watch = new SessionWatch();
    private volatile Optional<Snapshot> latest = Optional.empty();
    private volatile Optional<FrontPanel> front = Optional.empty();

    /**
     * @param draws random numbers that the sessions draw
     */
    StationOutlets(
            Store store, Diary diary, Authorizer authorizer, FlightRecorder recorder, Draws draws) {
        this.recorder = recorder;
        this.draws = draws;
        this.store = store;
        this.diary = diary;
        this.authorizer = authorizer;
    }

    /** The newest picture; empty before the first cycle. */
    Optional<Snapshot> latest() {
        return latest;
    }

    /** Shows every picture at the station's own light, too. */
    void watchedBy(FrontPanel panel) {
        front = Optional.of(panel);
    }

    @Override
    public void snapshot(Snapshot snapshot) {
        latest = Optional.of(snapshot);
        front.ifPresent(panel -> panel.show(snapshot));
        diary.snapshot(snapshot);
        watch.observe(snapshot).ifPresent(report -> diary.ended(report, snapshot));
    }

    @Override
    public void event(StationEvent event) {
        watch.observe(event);
        boolean chatter =
                event instanceof StationEvent.Session session
                        && session.event() instanceof SessionEvent.Answered;
        if (!chatter) {
            diary.event(event);
        }
    }

    @Override
    public void ask(Ask ask) {
        authorizer.ask(ask);
    }

    @Override
    public void latched(List<TripRecord> trips) {
        store.store(trips);
    }

    @Override
    public void flown(FlightRecord recorded) {
        recorder.offer(recorded, draws.take());
    }
}
