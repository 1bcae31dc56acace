package org.ebbflow.iso15118.secc.iso20;

import java.util.Optional;
import org.ebbflow.iso15118.message.iso20.DC_CableCheckReq;
import org.ebbflow.iso15118.message.iso20.DC_CableCheckRes;
import org.ebbflow.iso15118.message.iso20.Processing;
import org.ebbflow.iso15118.message.iso20.ResponseCode;
import org.ebbflow.iso15118.message.iso20.V2GRequest;
import org.ebbflow.iso15118.secc.CableCheck;
import org.ebbflow.iso15118.secc.Demand;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.Verdicts;

/**
 * Insulation test with our own verdict; starts with the car's first request.
 *
 * @param check empty until then
 */
record CableCheckState(Optional<CableCheck> check) implements Iso20State {

    static final CableCheckState WAITING = new CableCheckState(Optional.empty());

    @Override
    public Outcome handle(V2GRequest request, Session20 session, StationView view) {
        if (!(request instanceof DC_CableCheckReq)) {
            return Outcome.outOfSequence(request, this, session, view);
        }
        CableCheck now =
                check.orElseGet(
                        () -> CableCheck.begin(session.car().limits().maxVoltageMv(), view));
        return switch (now.stage()) {
            case WAITING_FOR_CAR, TESTING, JUDGING, DISCHARGING ->
                    answer(new CableCheckState(Optional.of(now)), session, view, true);
            case PASSED ->
                    answer(PreChargeState.begin(view), session, view, false)
                            .with(Verdicts.cableCheck(true, now, view));
            case FAILED ->
                    Outcome.refuse(
                                    new Outcome.Refused(
                                            request,
                                            ResponseCode.FAILED,
                                            EndReason.CABLE_CHECK_FAILED),
                                    this,
                                    session,
                                    view)
                            .with(Verdicts.cableCheck(false, now, view));
        };
    }

    private static Outcome answer(
            Iso20State next, Session20 session, StationView view, boolean ongoing) {
        Processing processing = ongoing ? Processing.Ongoing : Processing.Finished;
        return Outcome.answer(
                next,
                session,
                new DC_CableCheckRes(session.header(view), ResponseCode.OK, processing));
    }

    @Override
    public Outcome observe(Session20 session, StationView view) {
        return Outcome.stay(
                new CableCheckState(check.map(running -> running.observe(view))), session);
    }

    @Override
    public Demand demand(Session20 session, StationView view) {
        return check.map(CableCheck::demand).orElse(new Demand.Nothing());
    }
}
