package org.ebbflow.iso15118.secc.iso20;

import java.util.List;
import java.util.Optional;
import org.ebbflow.iso15118.message.iso20.EVPowerProfile;
import org.ebbflow.iso15118.message.iso20.PowerDeliveryReq;
import org.ebbflow.iso15118.message.iso20.PowerDeliveryRes;
import org.ebbflow.iso15118.message.iso20.Processing;
import org.ebbflow.iso15118.message.iso20.ResponseCode;
import org.ebbflow.iso15118.message.iso20.V2GRequest;
import org.ebbflow.iso15118.secc.CarFacts.Phase;
import org.ebbflow.iso15118.secc.Demand;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.PreCharge;
import org.ebbflow.iso15118.secc.SeccEvent;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.StationView.Contactors;
import org.ebbflow.iso15118.secc.StationView.Readiness;
import org.ebbflow.iso15118.secc.Timing;
import org.ebbflow.iso15118.secc.Verdicts;

/**
 * Waits for the start of power and holds its answer until the contactors are closed.
 *
 * @param preCharge the finished pre-charge; empty on AC
 * @param held the request whose answer is held back
 * @param holdUntilNs monotonic instant by which the held answer has to go out
 * @param closing the contactors were told to close
 */
record PowerStartState(
        Optional<PreCharge> preCharge,
        Optional<PowerDeliveryReq> held,
        long holdUntilNs,
        boolean closing)
        implements Iso20State {

    /** AC: nothing to prepare. */
    static PowerStartState waitingAc() {
        return new PowerStartState(Optional.empty(), Optional.empty(), 0, false);
    }

    /** The contactors are closed already: a renegotiated transfer goes on. */
    static PowerStartState live() {
        return new PowerStartState(Optional.empty(), Optional.empty(), 0, true);
    }

    /** DC: the stage holds the battery's voltage. */
    static PowerStartState afterPreCharge(PreCharge done) {
        return new PowerStartState(Optional.of(done), Optional.empty(), 0, false);
    }

    @Override
    public Outcome handle(V2GRequest request, Session20 session, StationView view) {
        if (!(request instanceof PowerDeliveryReq power) || held.isPresent()) {
            return Outcome.outOfSequence(request, this, session, view);
        }
        return switch (power.chargeProgress()) {
            case Start -> start(power, session, view);
            case Stop -> PowerStopState.begin(session, view);
            case Standby, ScheduleRenegotiation ->
                    Outcome.outOfSequence(request, this, session, view);
        };
    }

    private Outcome start(PowerDeliveryReq request, Session20 session, StationView view) {
        if (view.readiness() != Readiness.OPEN || !session.fits(view)) {
            EndReason why = session.whyClosed(view);
            return refuse(request, ResponseCode.FAILED_PowerDeliveryNotApplied, why, session, view);
        }
        ResponseCode verdict = verdict(request, session);
        if (verdict.text().startsWith("FAILED")) {
            return refuse(request, verdict, EndReason.WRONG_PARAMETER, session, view);
        }
        PowerStartState waiting =
                new PowerStartState(
                        preCharge, Optional.of(request), view.nowNs() + Timing.HOLD_20_NS, closing);
        return waiting.observe(session, view);
    }

    @Override
    public Outcome observe(Session20 session, StationView view) {
        if (held.isEmpty()) {
            return Outcome.stay(this, session);
        }
        PowerDeliveryReq request = held.get();
        boolean ready = preCharge.map(p -> p.isConverged(view)).orElse(true);
        boolean late = view.nowNs() - holdUntilNs >= 0;
        if (request.evProcessing() != Processing.Finished) {
            return ready || late
                    ? ok(ResponseCode.OK, free(), session, view)
                    : Outcome.stay(this, session);
        }
        if (closing && view.measured().contactors() == Contactors.CLOSED) {
            return ok(verdict(request, session), LoopState.begin(), session, view)
                    .with(new SeccEvent.EnergyStarted())
                    .withAll(judged(true, view));
        }
        if (late) {
            return refuse(
                            request,
                            closing
                                    ? ResponseCode.FAILED_ContactorError
                                    : ResponseCode.FAILED_PowerDeliveryNotApplied,
                            closing ? EndReason.CONTACTOR_NOT_CLOSED : EndReason.PRE_CHARGE_FAILED,
                            session,
                            view)
                    .withAll(closing ? List.of() : judged(false, view));
        }
        return Outcome.stay(
                new PowerStartState(preCharge, held, holdUntilNs, closing || ready), session);
    }

    private List<SeccEvent.Judged> judged(boolean good, StationView view) {
        return preCharge.map(p -> List.of(Verdicts.preCharge(good, p, view))).orElse(List.of());
    }

    private PowerStartState free() {
        return new PowerStartState(preCharge, Optional.empty(), 0, closing);
    }

    /** What the station thinks of the car's plan; a car without one follows the schedule. */
    private static ResponseCode verdict(PowerDeliveryReq request, Session20 session) {
        EVPowerProfile profile = request.evPowerProfile();
        return profile == null || session.told().schedule().isEmpty()
                ? ResponseCode.OK
                : session.told().schedule().get().judge(profile);
    }

    private static Outcome ok(
            ResponseCode code, Iso20State next, Session20 session, StationView view) {
        return Outcome.answer(
                next,
                session,
                new PowerDeliveryRes(session.header(view), code, session.status(view)));
    }

    private Outcome refuse(
            PowerDeliveryReq request,
            ResponseCode code,
            EndReason why,
            Session20 session,
            StationView view) {
        return Outcome.refuse(new Outcome.Refused(request, code, why), this, session, view);
    }

    @Override
    public Demand demand(Session20 session, StationView view) {
        boolean open = view.readiness() == Readiness.OPEN && !session.mustLeave(view);
        if (closing && !open) {
            return new Demand.RampDown();
        }
        if (closing) {
            return session.service().isDc()
                    ? new Demand.Dc(0, DcMessages.window(session.car().limits(), view.offer()))
                    : new Demand.Ac(0);
        }
        return preCharge.map(p -> p.demand(view)).orElse(new Demand.Nothing());
    }

    @Override
    public boolean holdsAnswer() {
        return held.isPresent();
    }

    @Override
    public Phase phase() {
        return Phase.READY;
    }
}
