package org.ebbflow.iso15118.secc.iso2;

import java.util.List;
import java.util.Optional;
import org.ebbflow.iso15118.message.iso2.BodyElement;
import org.ebbflow.iso15118.message.iso2.ChargingProfile;
import org.ebbflow.iso15118.message.iso2.PowerDeliveryReq;
import org.ebbflow.iso15118.message.iso2.PowerDeliveryRes;
import org.ebbflow.iso15118.message.iso2.ResponseCode;
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
import org.ebbflow.iso15118.wire.Physical;
import org.jspecify.annotations.Nullable;

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
        implements State2 {

    /** AC: nothing to prepare. */
    static PowerStartState waitingAc() {
        return new PowerStartState(Optional.empty(), Optional.empty(), 0, false);
    }

    /** AC: the contactors are closed already, a renegotiated transfer goes on. */
    static PowerStartState liveAc() {
        return new PowerStartState(Optional.empty(), Optional.empty(), 0, true);
    }

    /** DC: the stage holds the battery's voltage. */
    static PowerStartState afterPreCharge(PreCharge done) {
        return new PowerStartState(Optional.of(done), Optional.empty(), 0, false);
    }

    @Override
    public Outcome2 handle(BodyElement request, Session2 session, StationView view) {
        if (!(request instanceof PowerDeliveryReq power)) {
            return Outcome2.outOfSequence(request, this, session, view);
        }
        return switch (power.chargeProgress()) {
            case Start -> start(power, session, view);
            case Stop -> PowerStopState.begin(session, view);
            case Renegotiate -> Outcome2.outOfSequence(request, this, session, view);
        };
    }

    private Outcome2 start(PowerDeliveryReq request, Session2 session, StationView view) {
        if (view.readiness() != Readiness.OPEN) {
            EndReason why =
                    view.readiness() == Readiness.TRIPPED
                            ? EndReason.TRIPPED
                            : EndReason.STATION_STOP;
            return refuse(request, ResponseCode.FAILED_PowerDeliveryNotApplied, why, session, view);
        }
        if (request.saScheduleTupleId() != ParameterState.SCHEDULE_ID) {
            return refuse(
                    request,
                    ResponseCode.FAILED_TariffSelectionInvalid,
                    EndReason.WRONG_PARAMETER,
                    session,
                    view);
        }
        if (!fits(request.chargingProfile(), session)) {
            return refuse(
                    request,
                    ResponseCode.FAILED_ChargingProfileInvalid,
                    EndReason.WRONG_PARAMETER,
                    session,
                    view);
        }
        PowerStartState waiting =
                new PowerStartState(
                        preCharge, Optional.of(request), view.nowNs() + Timing.HOLD_2_NS, closing);
        return waiting.observe(session, view);
    }

    /** The car's profile has to stay below the schedule it was told. */
    private static boolean fits(@Nullable ChargingProfile profile, Session2 session) {
        int toldW = Physical.whole(Physical.watts(session.told().maxPowerW()));
        return profile == null
                || profile.profileEntry().stream()
                        .allMatch(e -> Physical.whole(e.chargingProfileEntryMaxPower()) <= toldW);
    }

    @Override
    public Outcome2 observe(Session2 session, StationView view) {
        if (held.isEmpty()) {
            return Outcome2.stay(this, session);
        }
        boolean ready = preCharge.map(p -> p.isConverged(view)).orElse(true);
        if (closing && view.measured().contactors() == Contactors.CLOSED) {
            return Outcome2.answer(
                            LoopState.begin(),
                            session,
                            new PowerDeliveryRes(ResponseCode.OK, session.status(view)))
                    .with(new SeccEvent.EnergyStarted())
                    .withAll(judged(true, view));
        }
        if (view.nowNs() - holdUntilNs >= 0) {
            return refuse(
                            held.get(),
                            closing
                                    ? ResponseCode.FAILED_ContactorError
                                    : ResponseCode.FAILED_PowerDeliveryNotApplied,
                            closing ? EndReason.CONTACTOR_NOT_CLOSED : EndReason.PRE_CHARGE_FAILED,
                            session,
                            view)
                    .withAll(closing ? List.of() : judged(false, view));
        }
        return Outcome2.stay(
                new PowerStartState(preCharge, held, holdUntilNs, closing || ready), session);
    }

    private List<SeccEvent.Judged> judged(boolean good, StationView view) {
        return preCharge.map(p -> List.of(Verdicts.preCharge(good, p, view))).orElse(List.of());
    }

    private Outcome2 refuse(
            PowerDeliveryReq request,
            ResponseCode code,
            EndReason why,
            Session2 session,
            StationView view) {
        return Outcome2.refuse(new Outcome2.Refused(request, code, why), this, session, view);
    }

    @Override
    public Demand demand(Session2 session, StationView view) {
        if (closing && view.readiness() != Readiness.OPEN) {
            return new Demand.RampDown();
        }
        if (closing) {
            return session.isDc()
                    ? new Demand.Dc(0, Loop2.window(session.car().limits(), view.offer()))
                    : new Demand.Ac(Loop2.acW(session, view));
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
