package org.ebbflow.iso15118.secc.iso2;

import java.util.Optional;
import org.ebbflow.iso15118.message.iso2.BodyElement;
import org.ebbflow.iso15118.message.iso2.CableCheckReq;
import org.ebbflow.iso15118.message.iso2.CableCheckRes;
import org.ebbflow.iso15118.message.iso2.DC_EVSEStatusCode;
import org.ebbflow.iso15118.message.iso2.EVSEProcessing;
import org.ebbflow.iso15118.message.iso2.ResponseCode;
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
record CableCheckState(Optional<CableCheck> check) implements State2 {

    static final CableCheckState WAITING = new CableCheckState(Optional.empty());

    @Override
    public Outcome2 handle(BodyElement request, Session2 session, StationView view) {
        if (!(request instanceof CableCheckReq told)) {
            return Outcome2.outOfSequence(request, this, session, view);
        }
        Session2 known = session.with(told.dcEvStatus(), view);
        CableCheck now =
                check.orElseGet(() -> CableCheck.begin(known.car().limits().maxVoltageMv(), view));
        return switch (now.stage()) {
            case WAITING_FOR_CAR, TESTING, JUDGING, DISCHARGING ->
                    Outcome2.answer(
                            new CableCheckState(Optional.of(now)),
                            known,
                            new CableCheckRes(
                                    ResponseCode.OK,
                                    known.dc(
                                            view, DC_EVSEStatusCode.EVSE_IsolationMonitoringActive),
                                    EVSEProcessing.Ongoing));
            case PASSED -> passed(known, view).with(Verdicts.cableCheck(true, now, view));
            case FAILED ->
                    Outcome2.refuse(
                                    new Outcome2.Refused(
                                            request,
                                            ResponseCode.FAILED,
                                            EndReason.CABLE_CHECK_FAILED),
                                    this,
                                    known,
                                    view)
                            .with(Verdicts.cableCheck(false, now, view));
        };
    }

    private static Outcome2 passed(Session2 session, StationView view) {
        Session2 insulated =
                session.with(
                        new Session2.Told(
                                session.told().maxPowerW(),
                                true,
                                session.told().capacityWh(),
                                session.told().bothWays()));
        return Outcome2.answer(
                PreChargeState.begin(view),
                insulated,
                new CableCheckRes(
                        ResponseCode.OK,
                        insulated.dc(view, DC_EVSEStatusCode.EVSE_Ready),
                        EVSEProcessing.Finished));
    }

    @Override
    public Outcome2 observe(Session2 session, StationView view) {
        return Outcome2.stay(
                new CableCheckState(check.map(running -> running.observe(view))), session);
    }

    @Override
    public Demand demand(Session2 session, StationView view) {
        return check.map(CableCheck::demand).orElse(new Demand.Nothing());
    }
}
