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
import org.ebbflow.iso15118.message.iso2.SelectedService;
import org.ebbflow.iso15118.message.iso2.ServiceCategory;
import org.ebbflow.iso15118.message.iso2.ServiceDetailReq;
import org.ebbflow.iso15118.message.iso2.ServiceDetailRes;
import org.ebbflow.iso15118.message.iso2.ServiceDiscoveryReq;
import org.ebbflow.iso15118.message.iso2.ServiceDiscoveryRes;
import org.ebbflow.iso15118.message.iso2.ServiceList;
import org.ebbflow.iso15118.message.iso2.SupportedEnergyTransferMode;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.StationView;
import org.jspecify.annotations.Nullable;

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
        if (!discovered && request instanceof ServiceDiscoveryReq asked) {
            ServiceList list =
                    TwoWay2.isAskedFor(asked) && TwoWay2.isOffered(session, view)
                            ? TwoWay2.services()
                            : null;
            return Outcome2.answer(
                    new ServiceState(true),
                    session,
                    services(ResponseCode.OK, session, view, list));
        }
        if (discovered && request instanceof ServiceDetailReq asked) {
            boolean other = TwoWay2.isOffered(session, view) && TwoWay2.isId(asked.serviceId());
            if (other || asked.serviceId() == CHARGE_SERVICE) {
                return Outcome2.answer(
                        this,
                        session,
                        new ServiceDetailRes(ResponseCode.OK, asked.serviceId(), null));
            }
            return refuse(request, ResponseCode.FAILED_ServiceIDInvalid, session, view);
        }
        return discovered && request instanceof PaymentServiceSelectionReq selection
                ? select(selection, session, view)
                : Outcome2.outOfSequence(request, this, session, view);
    }

    static ServiceDiscoveryRes services(ResponseCode code, Session2 session, StationView view) {
        return services(code, session, view, null);
    }

    private static ServiceDiscoveryRes services(
            ResponseCode code, Session2 session, StationView view, @Nullable ServiceList others) {
        ChargeService charge =
                new ChargeService(
                        CHARGE_SERVICE,
                        null,
                        ServiceCategory.EVCharging,
                        null,
                        false,
                        new SupportedEnergyTransferMode(modes(session, view)));
        return new ServiceDiscoveryRes(
                code,
                new PaymentOptionList(List.of(PaymentOption.ExternalPayment)),
                charge,
                others);
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
        boolean bothWays = TwoWay2.isOffered(session, view);
        boolean others =
                request.selectedServiceList().selectedService().stream()
                        .map(SelectedService::serviceId)
                        .anyMatch(id -> id != CHARGE_SERVICE && !(bothWays && TwoWay2.isId(id)));
        if (!charge) {
            return refuse(request, ResponseCode.FAILED_NoChargeServiceSelected, session, view);
        }
        if (others) {
            return refuse(request, ResponseCode.FAILED_ServiceSelectionInvalid, session, view);
        }
        boolean gives = TwoWay2.isSelected(request.selectedServiceList().selectedService());
        return Outcome2.answer(
                AuthorizationState.begin(view),
                session.with(session.told().with(gives)),
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
