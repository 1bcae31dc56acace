package org.ebbflow.tools.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.cycle.FlightRecord;
import org.ebbflow.controller.cycle.Outlets;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Remembered;
import org.ebbflow.controller.safety.TripRecord;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.status.StationEvent;
import org.ebbflow.controller.vehicle.Ask;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;

/** Receives what the cycle hands over: the trace's source and the authorization port. */
final class Ledger implements Outlets {

    /** As often as the product's diary writes its counters. */
    private static final long TOTALS_EVERY_NS = 10_000_000_000L;

    private final VirtualClock clock;
    private final Trace trace;
    private final List<Ask> asks = new ArrayList<>();
    private final List<Reason> ended = new ArrayList<>();
    private Optional<Flights> recorder = Optional.empty();
    private Optional<Snapshot> snapshot = Optional.empty();
    private Disk disk = new Disk(List.of(), 0, 0, Remembered.NOTHING, Optional.empty());
    private long diskNs;
    private boolean full;
    private int trips;

    /** What survives the death of the process. */
    record Disk(
            List<TripRecord> latched,
            long chargedWh,
            long dischargedWh,
            Remembered wishes,
            Optional<Preferences> preferences) {}

    Ledger(VirtualClock clock, Trace trace) {
        this.clock = clock;
        this.trace = trace;
    }

    @Override
    public void snapshot(Snapshot now) {
        snapshot = Optional.of(now);
        if (!full && clock.nowNs() - diskNs >= TOTALS_EVERY_NS) {
            diskNs = clock.nowNs();
            disk =
                    new Disk(
                            disk.latched(),
                            now.totals().chargedWh(),
                            now.totals().dischargedWh(),
                            disk.wishes(),
                            disk.preferences());
        }
    }

    /** Every cycle from now on goes to the flight recorder too. */
    void recordInto(Flights flights) {
        recorder = Optional.of(flights);
    }

    /** Whether nothing more can be made durable. */
    void full(boolean now) {
        full = now;
    }

    /** What is on the disk now. */
    Disk disk() {
        return disk;
    }

    @Override
    public void event(StationEvent event) {
        switch (event) {
            case StationEvent.Session session -> session(session.event());
            case StationEvent.Tripped trip -> {
                trips++;
                trace.add(clock.nowNs(), "trip " + trip.code() + " " + trip.cause());
            }
            case StationEvent.Recovered gone ->
                    trace.add(clock.nowNs(), "recovered " + gone.code());
            case StationEvent.Answered answered ->
                    trace.add(
                            clock.nowNs(),
                            "intent "
                                    + answered.intent().getClass().getSimpleName()
                                    + " "
                                    + answered.intent().by()
                                    + " "
                                    + answered.reply().getClass().getSimpleName());
            case StationEvent.Contactors contactors ->
                    trace.add(clock.nowNs(), "contactors " + contactors.state());
            case StationEvent.Overrun overrun ->
                    trace.add(clock.nowNs(), "overrun " + overrun.durationNs() / 1_000_000 + " ms");
            case StationEvent.Grid grid ->
                    trace.add(
                            clock.nowNs(),
                            "event "
                                    + grid.now().event().source()
                                    + " "
                                    + grid.now().event().id()
                                    + " "
                                    + grid.now().stage()
                                    + (grid.now().declined() ? " declined" : "")
                                    + " "
                                    + grid.now().why());
            case StationEvent.Lateness late ->
                    trace.add(clock.nowNs(), "late " + late.readiness().lateS() + " s");
            case StationEvent.Failed failed -> trace.add(clock.nowNs(), "failed " + failed.text());
        }
    }

    private void session(SessionEvent event) {
        if (event instanceof SessionEvent.Answered) {
            return;
        }
        if (event instanceof SessionEvent.Ended end) {
            ended.add(end.why());
        }
        trace.add(clock.nowNs(), "session " + event);
    }

    @Override
    public void ask(Ask ask) {
        asks.add(ask);
    }

    @Override
    public void latched(List<TripRecord> trips) {
        trace.add(clock.nowNs(), "latched " + trips.size() + (full ? ", disk full" : ""));
        if (!full) {
            disk =
                    new Disk(
                            List.copyOf(trips),
                            disk.chargedWh(),
                            disk.dischargedWh(),
                            disk.wishes(),
                            disk.preferences());
        }
    }

    @Override
    public void remember(Remembered wishes) {
        if (!full) {
            kept(wishes, disk.preferences());
        }
    }

    @Override
    public void prefer(Preferences preferences) {
        trace.add(clock.nowNs(), "mode " + preferences.mode() + (full ? ", disk full" : ""));
        if (!full) {
            kept(disk.wishes(), Optional.of(preferences));
        }
    }

    private void kept(Remembered wishes, Optional<Preferences> preferences) {
        disk = new Disk(disk.latched(), disk.chargedWh(), disk.dischargedWh(), wishes, preferences);
    }

    @Override
    public void flown(FlightRecord recorded) {
        recorder.ifPresent(flights -> flights.take(recorded));
        if (!recorded.began().isEmpty()) {
            trace.add(clock.nowNs(), "flight recorder frozen at cycle " + recorded.tick().cycle());
        }
    }

    /** Questions since the last call. */
    List<Ask> takeAsks() {
        List<Ask> taken = List.copyOf(asks);
        asks.clear();
        return taken;
    }

    Optional<Snapshot> latest() {
        return snapshot;
    }

    /** Why sessions ended, in order. */
    List<Reason> ended() {
        return List.copyOf(ended);
    }

    int trips() {
        return trips;
    }
}
