package org.ebbflow.controller.vehicle.pilot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.ConnectorRequest;
import org.ebbflow.controller.energy.Conversion;
import org.ebbflow.controller.energy.Decision;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Limit;
import org.ebbflow.controller.energy.OfferTarget;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.vehicle.Answer;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.controller.vehicle.SessionSelector;
import org.ebbflow.controller.vehicle.SessionStep;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.controller.vehicle.VehicleSession;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Phases;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.SafetyReading.LockState;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.Tick;

/** A session in virtual time with the pilot in the test's hand; cycles of 10 ms. */
final class PilotRig {

    static final long MS = 1_000_000L;

    VehicleSession session;
    PilotState pilot = PilotState.A;
    ContactorState contactors = ContactorState.OPEN;
    long safetyAgeNs;
    int offerMa = 32_000;
    boolean open = true;
    boolean discharge;
    OfferTarget target = new OfferTarget.FollowVehicle();
    int wantedW;
    int meterMv;
    SafetyReading.ProximityState proximity = SafetyReading.ProximityState.INSERTED;
    Verdict verdict = new Verdict.Healthy(List.of());
    List<Answer> answers = List.of();
    final List<SessionEvent> events = new ArrayList<>();
    SessionStep last;
    private long cycle;

    PilotRig(VehicleSession session) {
        this.session = session;
        this.last =
                new SessionStep(
                        session,
                        List.of(),
                        new EnergyRequest.Nothing(),
                        ConnectorRequest.IDLE,
                        VehicleReport.NO_CAR,
                        List.of(),
                        List.of());
    }

    static SessionSelector selector(BoardRatings.Output output, boolean digital) {
        BoardRatings ratings =
                new BoardRatings(
                        "rig",
                        output,
                        1,
                        240_000,
                        60_000,
                        11_500,
                        11_500,
                        100,
                        48_000,
                        new BoardCommand.DcWindow(0, 0, 0, 0),
                        new BoardRatings.Efficiency(1000, 1000),
                        new BoardRatings.Reaction(400, 20, 35, 200));
        return new SessionSelector(
                ratings, digital ? Optional.of(() -> new Inner(false)) : Optional.empty(), false);
    }

    private MeterReading meter() {
        return new MeterReading(0, new Phases(0, 0, 0), new Phases(0, 0, 0), meterMv, 60_000, 0, 0);
    }

    /** A digital session that ends when it is told four bytes, by the car's wish when five. */
    record Inner(boolean ended) implements VehicleSession {
        @Override
        public SessionStep step(CarInput received, Inputs inputs) {
            int told = received instanceof CarInput.Bytes bytes ? bytes.bytes().length : 0;
            boolean ends = told == 4 || told == 5;
            Reason why = told == 5 ? Reason.VEHICLE_STOPPED : Reason.COMPLETED;
            return new SessionStep(
                    new Inner(ended || ends),
                    List.of(),
                    ended ? new EnergyRequest.Nothing() : new EnergyRequest.WeldCheck(),
                    new ConnectorRequest(new ConnectorRequest.Pilot.Digital(), !ended),
                    VehicleReport.NO_CAR,
                    List.of(),
                    ends ? List.of(new SessionEvent.Ended(why, true)) : List.of());
        }
    }

    void run(int ms) {
        for (int i = 0; i < ms / 10; i++) {
            give(new CarInput.Silence());
        }
    }

    void give(CarInput input) {
        cycle++;
        last = session.step(input, inputs());
        session = last.next();
        events.addAll(last.events());
        answers = List.of();
    }

    ConnectorRequest.Pilot wish() {
        return last.connector().pilot();
    }

    private VehicleSession.Inputs inputs() {
        Tick tick = new Tick(cycle, 1_000 * MS + cycle * 10 * MS, 0, true);
        SafetyReading safety =
                new SafetyReading(
                        pilot,
                        proximity,
                        1000,
                        contactors,
                        LockState.LOCKED,
                        -1,
                        SafetyReading.SafetyInputs.CLEAR,
                        0,
                        false);
        Measured measured =
                new Measured(
                        new Reading.Missing<>(0, ""),
                        meterMv == 0
                                ? new Reading.Missing<>(0, "")
                                : new Reading.Taken<>(meter(), tick.monotonicNs()),
                        new Reading.Missing<>(0, ""),
                        new Reading.Taken<>(safety, tick.monotonicNs() - safetyAgeNs),
                        new Reading.Missing<>(0, ""),
                        new Reading.Missing<>(0, ""));
        int watts = offerMa / 1_000 * 240;
        Interval bounds = new Interval(0, watts);
        Limit limit = new Limit(Source.STAGE, bounds);
        EvseOffer offer =
                new EvseOffer(
                        open,
                        bounds,
                        bounds,
                        Interval.ZERO,
                        0,
                        0,
                        offerMa,
                        1,
                        240_000,
                        60_000,
                        target,
                        Conversion.LOSSLESS,
                        discharge,
                        new Decision(0, wantedW, limit, limit, Source.DEFAULT, List.of(), -1));
        return new VehicleSession.Inputs(measured, offer, verdict, answers, tick);
    }
}
