package org.ebbflow.iso15118.secc.iso2;

import java.util.Optional;
import org.ebbflow.iso15118.message.iso2.AuthorizationReq;
import org.ebbflow.iso15118.message.iso2.AuthorizationRes;
import org.ebbflow.iso15118.message.iso2.BodyElement;
import org.ebbflow.iso15118.message.iso2.CableCheckReq;
import org.ebbflow.iso15118.message.iso2.CableCheckRes;
import org.ebbflow.iso15118.message.iso2.ChargeParameterDiscoveryReq;
import org.ebbflow.iso15118.message.iso2.ChargingStatusReq;
import org.ebbflow.iso15118.message.iso2.CurrentDemandReq;
import org.ebbflow.iso15118.message.iso2.DC_EVSEStatus;
import org.ebbflow.iso15118.message.iso2.DC_EVSEStatusCode;
import org.ebbflow.iso15118.message.iso2.EVSEProcessing;
import org.ebbflow.iso15118.message.iso2.MeteringReceiptReq;
import org.ebbflow.iso15118.message.iso2.MeteringReceiptRes;
import org.ebbflow.iso15118.message.iso2.PaymentDetailsReq;
import org.ebbflow.iso15118.message.iso2.PaymentDetailsRes;
import org.ebbflow.iso15118.message.iso2.PaymentServiceSelectionReq;
import org.ebbflow.iso15118.message.iso2.PaymentServiceSelectionRes;
import org.ebbflow.iso15118.message.iso2.PowerDeliveryReq;
import org.ebbflow.iso15118.message.iso2.PowerDeliveryRes;
import org.ebbflow.iso15118.message.iso2.PreChargeReq;
import org.ebbflow.iso15118.message.iso2.PreChargeRes;
import org.ebbflow.iso15118.message.iso2.ResponseCode;
import org.ebbflow.iso15118.message.iso2.ServiceDetailReq;
import org.ebbflow.iso15118.message.iso2.ServiceDetailRes;
import org.ebbflow.iso15118.message.iso2.ServiceDiscoveryReq;
import org.ebbflow.iso15118.message.iso2.SessionSetupReq;
import org.ebbflow.iso15118.message.iso2.SessionSetupRes;
import org.ebbflow.iso15118.message.iso2.SessionStopReq;
import org.ebbflow.iso15118.message.iso2.SessionStopRes;
import org.ebbflow.iso15118.message.iso2.WeldingDetectionReq;
import org.ebbflow.iso15118.message.iso2.WeldingDetectionRes;
import org.ebbflow.iso15118.secc.StationView;
import org.jspecify.annotations.Nullable;

/** The response of the right type with a failure code. */
final class Refusal2 {

    private Refusal2() {}

    /** Empty for requests of services we never offer (certificates). */
    static Optional<BodyElement> of(Outcome2.Refused refused, Session2 session, StationView view) {
        ResponseCode code = refused.code();
        DC_EVSEStatus status = session.dc(view, DC_EVSEStatusCode.EVSE_NotReady);
        @Nullable BodyElement response =
                switch (refused.request()) {
                    case SessionSetupReq ignored ->
                            new SessionSetupRes(code, session.config().evseId(), null);
                    case ServiceDiscoveryReq ignored -> ServiceState.services(code, session, view);
                    case ServiceDetailReq detail ->
                            new ServiceDetailRes(code, detail.serviceId(), null);
                    case PaymentServiceSelectionReq ignored -> new PaymentServiceSelectionRes(code);
                    case PaymentDetailsReq ignored ->
                            new PaymentDetailsRes(code, new byte[16], view.wallTimeMs() / 1000);
                    case AuthorizationReq ignored ->
                            new AuthorizationRes(code, EVSEProcessing.Finished);
                    case ChargeParameterDiscoveryReq ignored ->
                            ParameterState.response(code, session, view, true);
                    case CableCheckReq ignored ->
                            new CableCheckRes(code, status, EVSEProcessing.Finished);
                    case PreChargeReq ignored ->
                            new PreChargeRes(
                                    code, status, Present2.volts(view.measured().voltageMv()));
                    case PowerDeliveryReq ignored ->
                            new PowerDeliveryRes(code, session.status(view));
                    case CurrentDemandReq ignored -> Loop2.currentDemand(code, session, view, 0);
                    case ChargingStatusReq ignored -> Loop2.chargingStatus(code, session, view, 0);
                    case MeteringReceiptReq ignored ->
                            new MeteringReceiptRes(code, session.status(view));
                    case WeldingDetectionReq ignored ->
                            new WeldingDetectionRes(
                                    code, status, Present2.volts(view.measured().inletVoltageMv()));
                    case SessionStopReq ignored -> new SessionStopRes(code);
                    default -> null;
                };
        return Optional.ofNullable(response);
    }
}
