package org.ebbflow.iso15118.secc.iso20;

import java.util.List;
import java.util.Optional;
import org.ebbflow.iso15118.message.iso20.AC_ChargeLoopReq;
import org.ebbflow.iso15118.message.iso20.AC_ChargeLoopRes;
import org.ebbflow.iso15118.message.iso20.AC_ChargeParameterDiscoveryReq;
import org.ebbflow.iso15118.message.iso20.AC_ChargeParameterDiscoveryRes;
import org.ebbflow.iso15118.message.iso20.Authorization;
import org.ebbflow.iso15118.message.iso20.AuthorizationReq;
import org.ebbflow.iso15118.message.iso20.AuthorizationRes;
import org.ebbflow.iso15118.message.iso20.AuthorizationSetupReq;
import org.ebbflow.iso15118.message.iso20.AuthorizationSetupRes;
import org.ebbflow.iso15118.message.iso20.DC_CableCheckReq;
import org.ebbflow.iso15118.message.iso20.DC_CableCheckRes;
import org.ebbflow.iso15118.message.iso20.DC_ChargeLoopReq;
import org.ebbflow.iso15118.message.iso20.DC_ChargeLoopRes;
import org.ebbflow.iso15118.message.iso20.DC_ChargeParameterDiscoveryReq;
import org.ebbflow.iso15118.message.iso20.DC_ChargeParameterDiscoveryRes;
import org.ebbflow.iso15118.message.iso20.DC_PreChargeReq;
import org.ebbflow.iso15118.message.iso20.DC_PreChargeRes;
import org.ebbflow.iso15118.message.iso20.DC_WeldingDetectionReq;
import org.ebbflow.iso15118.message.iso20.DC_WeldingDetectionRes;
import org.ebbflow.iso15118.message.iso20.Dynamic_SEResControlMode;
import org.ebbflow.iso15118.message.iso20.EIM_ASResAuthorizationMode;
import org.ebbflow.iso15118.message.iso20.MessageHeader;
import org.ebbflow.iso15118.message.iso20.MeteringConfirmationReq;
import org.ebbflow.iso15118.message.iso20.MeteringConfirmationRes;
import org.ebbflow.iso15118.message.iso20.Parameter;
import org.ebbflow.iso15118.message.iso20.ParameterSet;
import org.ebbflow.iso15118.message.iso20.ParameterValue;
import org.ebbflow.iso15118.message.iso20.PowerDeliveryReq;
import org.ebbflow.iso15118.message.iso20.PowerDeliveryRes;
import org.ebbflow.iso15118.message.iso20.Processing;
import org.ebbflow.iso15118.message.iso20.ResponseCode;
import org.ebbflow.iso15118.message.iso20.ScheduleExchangeReq;
import org.ebbflow.iso15118.message.iso20.ScheduleExchangeRes;
import org.ebbflow.iso15118.message.iso20.Service;
import org.ebbflow.iso15118.message.iso20.ServiceDetailReq;
import org.ebbflow.iso15118.message.iso20.ServiceDetailRes;
import org.ebbflow.iso15118.message.iso20.ServiceDiscoveryReq;
import org.ebbflow.iso15118.message.iso20.ServiceDiscoveryRes;
import org.ebbflow.iso15118.message.iso20.ServiceList;
import org.ebbflow.iso15118.message.iso20.ServiceParameterList;
import org.ebbflow.iso15118.message.iso20.ServiceSelectionReq;
import org.ebbflow.iso15118.message.iso20.ServiceSelectionRes;
import org.ebbflow.iso15118.message.iso20.SessionSetupReq;
import org.ebbflow.iso15118.message.iso20.SessionSetupRes;
import org.ebbflow.iso15118.message.iso20.SessionStopReq;
import org.ebbflow.iso15118.message.iso20.SessionStopRes;
import org.ebbflow.iso15118.message.iso20.V2GRequest;
import org.ebbflow.iso15118.message.iso20.V2GResponse;
import org.jspecify.annotations.Nullable;

/**
 * The response of the right type with a failure code; what the schema demands besides is filled
 * with zeros.
 */
final class Refusal {

    private static final String NO_ID = "ZZ00000";

    private Refusal() {}

    /** Empty for requests of services we never offer (VAS, WPT, ACDP). */
    static Optional<V2GResponse> of(V2GRequest request, MessageHeader h, ResponseCode code) {
        @Nullable V2GResponse response =
                switch (request) {
                    case SessionSetupReq ignored -> new SessionSetupRes(h, code, NO_ID);
                    case AuthorizationSetupReq ignored -> authorizationSetup(h, code);
                    case AuthorizationReq ignored ->
                            new AuthorizationRes(h, code, Processing.Finished);
                    case ServiceDiscoveryReq ignored -> serviceDiscovery(h, code);
                    case ServiceDetailReq detail -> serviceDetail(h, code, detail.serviceId());
                    case ServiceSelectionReq ignored -> new ServiceSelectionRes(h, code);
                    case ScheduleExchangeReq ignored -> schedule(h, code);
                    case PowerDeliveryReq ignored -> new PowerDeliveryRes(h, code, null);
                    case DC_ChargeParameterDiscoveryReq ignored ->
                            new DC_ChargeParameterDiscoveryRes(h, code, DcMessages.NO_PARAMETERS);
                    case DC_CableCheckReq ignored ->
                            new DC_CableCheckRes(h, code, Processing.Finished);
                    case DC_PreChargeReq ignored -> new DC_PreChargeRes(h, code, DcMessages.ZERO);
                    case DC_ChargeLoopReq ignored -> dcLoop(h, code);
                    case DC_WeldingDetectionReq ignored ->
                            new DC_WeldingDetectionRes(h, code, DcMessages.ZERO);
                    case AC_ChargeParameterDiscoveryReq ignored ->
                            new AC_ChargeParameterDiscoveryRes(h, code, AcMessages.NO_PARAMETERS);
                    case AC_ChargeLoopReq ignored -> acLoop(h, code);
                    case MeteringConfirmationReq ignored -> new MeteringConfirmationRes(h, code);
                    case SessionStopReq ignored -> new SessionStopRes(h, code);
                    default -> null;
                };
        return Optional.ofNullable(response);
    }

    private static V2GResponse authorizationSetup(MessageHeader h, ResponseCode code) {
        return new AuthorizationSetupRes(
                h, code, List.of(Authorization.EIM), false, new EIM_ASResAuthorizationMode());
    }

    private static V2GResponse serviceDiscovery(MessageHeader h, ResponseCode code) {
        ServiceList list = new ServiceList(List.of(new Service(0, false)));
        return new ServiceDiscoveryRes(h, code, false, list, null);
    }

    private static V2GResponse serviceDetail(MessageHeader h, ResponseCode code, int id) {
        Parameter none = new Parameter("none", new ParameterValue.IntValue(0));
        ParameterSet set = new ParameterSet(0, List.of(none));
        return new ServiceDetailRes(h, code, id, new ServiceParameterList(List.of(set)));
    }

    private static V2GResponse schedule(MessageHeader h, ResponseCode code) {
        Dynamic_SEResControlMode none = new Dynamic_SEResControlMode(null, null, null, null);
        return new ScheduleExchangeRes(h, code, Processing.Finished, null, none);
    }

    private static V2GResponse dcLoop(MessageHeader h, ResponseCode code) {
        return new DC_ChargeLoopRes(
                h,
                code,
                null,
                null,
                null,
                DcMessages.ZERO,
                DcMessages.ZERO,
                false,
                false,
                false,
                DcMessages.NO_LIMITS);
    }

    private static V2GResponse acLoop(MessageHeader h, ResponseCode code) {
        return new AC_ChargeLoopRes(h, code, null, null, null, null, AcMessages.NO_TARGET);
    }
}
