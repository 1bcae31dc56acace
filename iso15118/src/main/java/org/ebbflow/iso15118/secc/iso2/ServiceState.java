package org.ebbflow.iso15118.secc.iso2;

import java.util.List;
import org.ebbflow.iso15118.message.iso2.BodyElement;
import org.ebbflow.iso15118.message.iso2.ChargeService;
import org.ebbflow.iso15118.message.iso2.EnergyTransferMode;
import org.ebbflow.iso15118.message.iso2.PaymentOption;
import org.ebbflow.iso15118.message.iso2.PaymentOptionList;
import org.ebbflow.iso15118.message.iso2.PaymentServiceSelectionReq;
import org.ebbflow.iso15118.message.iso2.PaymentServiceSelectionRes;
import org.ebbflow.iso15118.message.iso2.ResponseCode;
import org.ebbflow.iso15118.message.iso2.ServiceCategory;
import org.ebbflow.iso15118.message.iso2.ServiceDetailReq;
import org.ebbflow.iso15118.message.iso2.ServiceDiscoveryReq;
import org.ebbflow.iso15118.message.iso2.ServiceDiscoveryRes;
import org.ebbflow.iso15118.message.iso2.SupportedEnergyTransferMode;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.StationView;

/**
 * Discovery of the charge service and selection of payment: external (EIM) only.
 *
 * @param discovered the service has been told
 */
record ServiceState(boolean discovered) implements State2 {

    static final ServiceState START = new ServiceState(false);

    /** The one charge service. */
    private static final int CHARGE_SERVICE = 1;

    @Override
    public Outcome2 handle(BodyElement request, Session2 session, StationView view) {
        if (!discovered && request instanceof ServiceDiscoveryReq) {
            return Outcome2.answer(
                    new ServiceState(true), session, services(ResponseCode.OK, session, view));
        }
        if (discovered && request instanceof ServiceDetailReq) {
            return refuse(request, ResponseCode.FAILED_ServiceIDInvalid, session, view);
        }
        return discovered && request instanceof PaymentServiceSelectionReq selection
                ? select(selection, session, view)
                : Outcome2.outOfSequence(request, this, session, view);
    }

    static ServiceDiscoveryRes services(ResponseCode code, Session2 session, StationView view) {
        ChargeService charge =
                new ChargeService(
                        CHARGE_SERVICE,
                        null,
                        ServiceCategory.EVCharging,
                        null,
                        false,
                        new SupportedEnergyTransferMode(modes(session, view)));
        return new ServiceDiscoveryRes(
                code, new PaymentOptionList(List.of(PaymentOption.ExternalPayment)), charge, null);
    }

    /** What the connector can do. */
    static List<EnergyTransferMode> modes(Session2 session, StationView view) {
        if (session.isDc()) {
            return List.of(EnergyTransferMode.DC_extended, EnergyTransferMode.DC_core);
        }
        return view.offer().ac().phases() == 3
                ? List.of(
                        EnergyTransferMode.AC_three_phase_core,
                        EnergyTransferMode.AC_single_phase_core)
                : List.of(EnergyTransferMode.AC_single_phase_core);
    }

    private Outcome2 select(
            PaymentServiceSelectionReq request, Session2 session, StationView view) {
        if (request.selectedPaymentOption() != PaymentOption.ExternalPayment) {
            return refuse(request, ResponseCode.FAILED_PaymentSelectionInvalid, session, view);
        }
        boolean charge =
                request.selectedServiceList().selectedService().stream()
                        .anyMatch(s -> s.serviceId() == CHARGE_SERVICE);
        boolean others =
                request.selectedServiceList().selectedService().stream()
                        .anyMatch(s -> s.serviceId() != CHARGE_SERVICE);
        if (!charge) {
            return refuse(request, ResponseCode.FAILED_NoChargeServiceSelected, session, view);
        }
        if (others) {
            return refuse(request, ResponseCode.FAILED_ServiceSelectionInvalid, session, view);
        }
        return Outcome2.answer(
                AuthorizationState.begin(view),
                session,
                new PaymentServiceSelectionRes(ResponseCode.OK));
    }

    private Outcome2 refuse(
            BodyElement request, ResponseCode code, Session2 session, StationView view) {
        return Outcome2.refuse(
                new Outcome2.Refused(request, code, EndReason.SERVICE_NOT_OFFERED),
                this,
                session,
                view);
    }
}
