package org.ebbflow.iso15118.secc.iso20;

import org.ebbflow.iso15118.message.iso20.AC_ChargeParameterDiscoveryReq;
import org.ebbflow.iso15118.message.iso20.AC_ChargeParameterDiscoveryRes;
import org.ebbflow.iso15118.message.iso20.BPT_AC_CPDReqEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.BPT_DC_CPDReqEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.DC_ChargeParameterDiscoveryReq;
import org.ebbflow.iso15118.message.iso20.DC_ChargeParameterDiscoveryRes;
import org.ebbflow.iso15118.message.iso20.ResponseCode;
import org.ebbflow.iso15118.message.iso20.V2GRequest;
import org.ebbflow.iso15118.secc.CarLimits;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.Plausible;
import org.ebbflow.iso15118.secc.StationView;

/** Exchange of what car and station can do. */
record ParameterState() implements Iso20State {

    @Override
    public Outcome handle(V2GRequest request, Session20 session, StationView view) {
        boolean dc = session.service().isDc();
        if (dc && request instanceof DC_ChargeParameterDiscoveryReq r) {
            return dc(r, session, view);
        }
        return !dc && request instanceof AC_ChargeParameterDiscoveryReq r
                ? ac(r, session, view)
                : Outcome.outOfSequence(request, this, session, view);
    }

    private Outcome dc(
            DC_ChargeParameterDiscoveryReq request, Session20 session, StationView view) {
        boolean told =
                request.dcCpdReqEnergyTransferMode() instanceof BPT_DC_CPDReqEnergyTransferMode;
        if (told != session.service().isBidirectional()) {
            return wrong(request, session, view);
        }
        Plausible plausible = session.plausible();
        CarLimits limits =
                DcMessages.limits(request.dcCpdReqEnergyTransferMode(), plausible)
                        .with(Least20.of(request.dcCpdReqEnergyTransferMode(), plausible));
        boolean minus = DcMessages.isNegative(request.dcCpdReqEnergyTransferMode());
        Session20 known =
                session.with(session.car().with(limits))
                        .with(session.told().withSign(minus))
                        .with(plausible);
        DC_ChargeParameterDiscoveryRes response =
                new DC_ChargeParameterDiscoveryRes(
                        known.header(view),
                        ResponseCode.OK,
                        DcMessages.parameters(view.offer(), told, known.dischargeSign()));
        return Outcome.answer(ScheduleState.begin(view), known, response)
                .withAll(plausible.events());
    }

    private Outcome ac(
            AC_ChargeParameterDiscoveryReq request, Session20 session, StationView view) {
        boolean told =
                request.acCpdReqEnergyTransferMode() instanceof BPT_AC_CPDReqEnergyTransferMode;
        if (told != session.service().isBidirectional()) {
            return wrong(request, session, view);
        }
        Plausible plausible = session.plausible();
        CarLimits limits =
                AcMessages.limits(request.acCpdReqEnergyTransferMode(), plausible)
                        .with(Least20.of(request.acCpdReqEnergyTransferMode(), plausible));
        boolean minus = AcMessages.isNegative(request.acCpdReqEnergyTransferMode());
        Session20 known =
                session.with(session.car().with(limits))
                        .with(session.told().withSign(minus))
                        .with(plausible);
        AC_ChargeParameterDiscoveryRes response =
                new AC_ChargeParameterDiscoveryRes(
                        known.header(view),
                        ResponseCode.OK,
                        AcMessages.parameters(view, told, known.dischargeSign()));
        return Outcome.answer(ScheduleState.begin(view), known, response)
                .withAll(plausible.events());
    }

    private Outcome wrong(V2GRequest request, Session20 session, StationView view) {
        return Outcome.refuse(
                new Outcome.Refused(
                        request,
                        ResponseCode.FAILED_WrongChargeParameter,
                        EndReason.WRONG_PARAMETER),
                this,
                session,
                view);
    }
}
