package org.ebbflow.controller.cycle;

import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.safety.SafetyState;
import org.ebbflow.controller.safety.StandingTrip;
import org.ebbflow.controller.status.CertificateNotice;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.status.Snapshot.AnswerTimes;
import org.ebbflow.controller.status.WhyNot;
import org.ebbflow.controller.vehicle.SessionStep;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.controller.vehicle.VehicleSession;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.ContactorState;

/** Builds the snapshot and keeps the figures that only the snapshot shows. */
final class Picture {

    static final long COUNTED_AS_OVERRUN_NS = 10_000_000L;
    static final long TOLD_AS_OVERRUN_NS = 50_000_000L;

    private final Snapshot.Build build;
    private final BoardRatings ratings;
    private final Accounts accounts;
    private final SessionFigures figures;
    private final Histogram durations = new Histogram();
    private long overruns;
    private ContactorState contactors = ContactorState.UNKNOWN;

    Picture(Snapshot.Build build, BoardRatings ratings, Accounts accounts) {
        this.build = build;
        this.ratings = ratings;
        this.accounts = accounts;
        this.figures = new SessionFigures(accounts);
    }

    /** Counts one cycle's duration; true when it is worth an event. */
    boolean lasted(long durationNs) {
        durations.add(durationNs);
        if (durationNs > COUNTED_AS_OVERRUN_NS) {
            overruns++;
        }
        return durationNs > TOLD_AS_OVERRUN_NS;
    }

    void observe(VehicleSession.Inputs inputs, List<SessionEvent> events, VehicleReport report) {
        accounts.observe(inputs.measured(), inputs.tick());
        events.forEach(event -> figures.observe(event, inputs.tick()));
        figures.observe(report, inputs.measured());
    }

    /** The mirror contact's state, when it changed since the last call. */
    Optional<ContactorState> contactorChange(VehicleSession.Inputs inputs) {
        ContactorState now =
                inputs.measured().safety() instanceof Reading.Taken<SafetyReading> taken
                        ? taken.value().outputContactors()
                        : ContactorState.UNKNOWN;
        boolean changed = now != contactors;
        contactors = now;
        return changed ? Optional.of(now) : Optional.empty();
    }

    Snapshot snapshot(
            VehicleSession.Inputs inputs,
            SessionStep step,
            SafetyState safety,
            Wishes wishes,
            List<AnswerTimes> answers) {
        Snapshot.SessionFigures session = figures.figures(inputs.tick());
        return new Snapshot(
                build,
                inputs.tick(),
                ratings,
                inputs.measured(),
                step.report(),
                inputs.offer(),
                step.energy(),
                inputs.verdict(),
                safety.trips().isEmpty()
                        ? List.of()
                        : safety.trips().stream().map(StandingTrip::code).toList(),
                whyNot(inputs, step.report(), session),
                session,
                new Snapshot.Totals(
                        accounts.chargedWh(), accounts.dischargedWh(), accounts.sessions()),
                answers,
                new Snapshot.LoopHealth(
                        durations.count(),
                        overruns,
                        durations.p99Ns() / 1000,
                        durations.maxNs() / 1000),
                wishes.preferences(),
                CertificateNotice.NONE,
                BackupPicture.of(
                        ratings.backup(),
                        safety.island(),
                        step.report().forming(),
                        inputs.measured().island(),
                        inputs.tick()),
                wishes.programs());
    }

    /** After the end its reason is told; an owner's stop only until the owner resumes. */
    private static Reason whyNot(
            VehicleSession.Inputs inputs, VehicleReport report, Snapshot.SessionFigures session) {
        Reason chosen = WhyNot.choose(report, inputs.offer(), inputs.verdict());
        boolean over = report.phase() == VehicleReport.Phase.FINISHED && chosen == Reason.COMPLETED;
        return over && session.ended() != Reason.OWNER_STOP ? session.ended() : chosen;
    }
}
