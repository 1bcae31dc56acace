package org.ebbflow.iso15118.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.ebbflow.iso15118.message.din.Body;
import org.ebbflow.iso15118.message.din.BodyElement;
import org.ebbflow.iso15118.message.din.ContractAuthenticationReq;
import org.ebbflow.iso15118.message.din.ContractAuthenticationRes;
import org.ebbflow.iso15118.message.din.DC_EVErrorCode;
import org.ebbflow.iso15118.message.din.DC_EVSEStatusCode;
import org.ebbflow.iso15118.message.din.EVRequestedEnergyTransfer;
import org.ebbflow.iso15118.message.din.EVSENotification;
import org.ebbflow.iso15118.message.din.EVSEProcessing;
import org.ebbflow.iso15118.message.din.EVSESupportedEnergyTransfer;
import org.ebbflow.iso15118.message.din.IsolationLevel;
import org.ebbflow.iso15118.message.din.MessageHeader;
import org.ebbflow.iso15118.message.din.PMaxSchedule;
import org.ebbflow.iso15118.message.din.PMaxScheduleEntry;
import org.ebbflow.iso15118.message.din.PaymentOption;
import org.ebbflow.iso15118.message.din.PaymentOptions;
import org.ebbflow.iso15118.message.din.PhysicalValue;
import org.ebbflow.iso15118.message.din.RelativeTimeInterval;
import org.ebbflow.iso15118.message.din.ResponseCode;
import org.ebbflow.iso15118.message.din.SAScheduleList;
import org.ebbflow.iso15118.message.din.SAScheduleTuple;
import org.ebbflow.iso15118.message.din.SelectedService;
import org.ebbflow.iso15118.message.din.SelectedServiceList;
import org.ebbflow.iso15118.message.din.ServiceCategory;
import org.ebbflow.iso15118.message.din.ServiceCharge;
import org.ebbflow.iso15118.message.din.ServicePaymentSelectionReq;
import org.ebbflow.iso15118.message.din.ServicePaymentSelectionRes;
import org.ebbflow.iso15118.message.din.ServiceTag;
import org.ebbflow.iso15118.message.din.SessionStop;
import org.ebbflow.iso15118.message.din.UnitSymbol;
import org.ebbflow.iso15118.message.din.V2G_Message;
import org.ebbflow.iso15118.message.iso2.AuthorizationReq;
import org.ebbflow.iso15118.message.iso2.AuthorizationRes;
import org.ebbflow.iso15118.message.iso2.CableCheckReq;
import org.ebbflow.iso15118.message.iso2.CableCheckRes;
import org.ebbflow.iso15118.message.iso2.ChargeParameterDiscoveryReq;
import org.ebbflow.iso15118.message.iso2.ChargeParameterDiscoveryRes;
import org.ebbflow.iso15118.message.iso2.ChargeProgress;
import org.ebbflow.iso15118.message.iso2.CurrentDemandReq;
import org.ebbflow.iso15118.message.iso2.CurrentDemandRes;
import org.ebbflow.iso15118.message.iso2.DC_EVChargeParameter;
import org.ebbflow.iso15118.message.iso2.DC_EVSEChargeParameter;
import org.ebbflow.iso15118.message.iso2.DC_EVSEStatus;
import org.ebbflow.iso15118.message.iso2.DC_EVStatus;
import org.ebbflow.iso15118.message.iso2.PaymentServiceSelectionReq;
import org.ebbflow.iso15118.message.iso2.PaymentServiceSelectionRes;
import org.ebbflow.iso15118.message.iso2.PowerDeliveryReq;
import org.ebbflow.iso15118.message.iso2.PowerDeliveryRes;
import org.ebbflow.iso15118.message.iso2.PreChargeReq;
import org.ebbflow.iso15118.message.iso2.PreChargeRes;
import org.ebbflow.iso15118.message.iso2.ServiceDetailReq;
import org.ebbflow.iso15118.message.iso2.ServiceDetailRes;
import org.ebbflow.iso15118.message.iso2.ServiceDiscoveryReq;
import org.ebbflow.iso15118.message.iso2.ServiceDiscoveryRes;
import org.ebbflow.iso15118.message.iso2.SessionSetupReq;
import org.ebbflow.iso15118.message.iso2.SessionSetupRes;
import org.ebbflow.iso15118.message.iso2.SessionStopReq;
import org.ebbflow.iso15118.message.iso2.SessionStopRes;
import org.ebbflow.iso15118.message.iso2.WeldingDetectionReq;
import org.ebbflow.iso15118.message.iso2.WeldingDetectionRes;
import org.jspecify.annotations.Nullable;

/** Bodies of ISO 15118-2 as bodies of DIN 70121; DC with external payment only. */
final class Iso2ToDin {

    private static final int DAY_S = 86_400;
    private static final int MAX_PMAX_W = 32_767;

    private Iso2ToDin() {}

    static V2G_Message message(
            byte[] sessionId, org.ebbflow.iso15118.message.iso2.BodyElement body) {
        return new V2G_Message(new MessageHeader(sessionId, null, null), new Body(body(body)));
    }

    private static BodyElement body(org.ebbflow.iso15118.message.iso2.BodyElement b) {
        @Nullable BodyElement request = request(b);
        @Nullable BodyElement found = request == null ? response(b) : request;
        if (found == null) {
            throw new IllegalArgumentException("DIN 70121 has no " + b.getClass().getSimpleName());
        }
        return found;
    }

    private static @Nullable BodyElement request(
            org.ebbflow.iso15118.message.iso2.BodyElement body) {
        return switch (body) {
            case SessionSetupReq r ->
                    new org.ebbflow.iso15118.message.din.SessionSetupReq(r.evccid());
            case ServiceDiscoveryReq ignored ->
                    new org.ebbflow.iso15118.message.din.ServiceDiscoveryReq(null, null);
            case ServiceDetailReq r ->
                    new org.ebbflow.iso15118.message.din.ServiceDetailReq(r.serviceId());
            case PaymentServiceSelectionReq r ->
                    new ServicePaymentSelectionReq(
                            PaymentOption.valueOf(r.selectedPaymentOption().name()),
                            new SelectedServiceList(
                                    r.selectedServiceList().selectedService().stream()
                                            .map(s -> new SelectedService(s.serviceId(), null))
                                            .toList()));
            case AuthorizationReq ignored -> new ContractAuthenticationReq(null, null);
            case ChargeParameterDiscoveryReq r -> parameters(r);
            case CableCheckReq r ->
                    new org.ebbflow.iso15118.message.din.CableCheckReq(status(r.dcEvStatus()));
            case PreChargeReq r ->
                    new org.ebbflow.iso15118.message.din.PreChargeReq(
                            status(r.dcEvStatus()),
                            value(r.evTargetVoltage()),
                            value(r.evTargetCurrent()));
            case PowerDeliveryReq r ->
                    new org.ebbflow.iso15118.message.din.PowerDeliveryReq(
                            r.chargeProgress() == ChargeProgress.Start, null, null);
            case CurrentDemandReq r -> demand(r);
            case WeldingDetectionReq r ->
                    new org.ebbflow.iso15118.message.din.WeldingDetectionReq(
                            status(r.dcEvStatus()));
            case SessionStopReq ignored -> new SessionStop();
            default -> null;
        };
    }

    private static @Nullable BodyElement parameters(ChargeParameterDiscoveryReq r) {
        return r.evChargeParameter() instanceof DC_EVChargeParameter dc
                ? new org.ebbflow.iso15118.message.din.ChargeParameterDiscoveryReq(
                        EVRequestedEnergyTransfer.valueOf(r.requestedEnergyTransferMode().name()),
                        new org.ebbflow.iso15118.message.din.DC_EVChargeParameter(
                                status(dc.dcEvStatus()),
                                value(dc.evMaximumCurrentLimit()),
                                optional(dc.evMaximumPowerLimit()),
                                value(dc.evMaximumVoltageLimit()),
                                optional(dc.evEnergyCapacity()),
                                optional(dc.evEnergyRequest()),
                                dc.fullSoc(),
                                dc.bulkSoc()))
                : null;
    }

    private static BodyElement demand(CurrentDemandReq r) {
        return new org.ebbflow.iso15118.message.din.CurrentDemandReq(
                status(r.dcEvStatus()),
                value(r.evTargetCurrent()),
                optional(r.evMaximumVoltageLimit()),
                optional(r.evMaximumCurrentLimit()),
                optional(r.evMaximumPowerLimit()),
                r.bulkChargingComplete(),
                r.chargingComplete(),
                optional(r.remainingTimeToFullSoC()),
                optional(r.remainingTimeToBulkSoC()),
                value(r.evTargetVoltage()));
    }

    private static @Nullable BodyElement response(
            org.ebbflow.iso15118.message.iso2.BodyElement body) {
        return switch (body) {
            case SessionSetupRes r ->
                    new org.ebbflow.iso15118.message.din.SessionSetupRes(
                            code(r.responseCode()),
                            r.evseid().getBytes(StandardCharsets.US_ASCII),
                            r.evseTimeStamp());
            case ServiceDiscoveryRes r -> services(r);
            case ServiceDetailRes r ->
                    new org.ebbflow.iso15118.message.din.ServiceDetailRes(
                            code(r.responseCode()), r.serviceId(), null);
            case PaymentServiceSelectionRes r ->
                    new ServicePaymentSelectionRes(code(r.responseCode()));
            case AuthorizationRes r ->
                    new ContractAuthenticationRes(
                            code(r.responseCode()), processing(r.evseProcessing()));
            case ChargeParameterDiscoveryRes r -> parameters(r);
            case CableCheckRes r ->
                    new org.ebbflow.iso15118.message.din.CableCheckRes(
                            code(r.responseCode()),
                            status(r.dcEvseStatus()),
                            processing(r.evseProcessing()));
            case PreChargeRes r ->
                    new org.ebbflow.iso15118.message.din.PreChargeRes(
                            code(r.responseCode()),
                            status(r.dcEvseStatus()),
                            value(r.evsePresentVoltage()));
            case PowerDeliveryRes r ->
                    r.evseStatus() instanceof DC_EVSEStatus dc
                            ? new org.ebbflow.iso15118.message.din.PowerDeliveryRes(
                                    code(r.responseCode()), status(dc))
                            : null;
            case CurrentDemandRes r -> demand(r);
            case WeldingDetectionRes r ->
                    new org.ebbflow.iso15118.message.din.WeldingDetectionRes(
                            code(r.responseCode()),
                            status(r.dcEvseStatus()),
                            value(r.evsePresentVoltage()));
            case SessionStopRes r ->
                    new org.ebbflow.iso15118.message.din.SessionStopRes(code(r.responseCode()));
            default -> null;
        };
    }

    private static BodyElement services(ServiceDiscoveryRes r) {
        ServiceTag tag =
                new ServiceTag(
                        r.chargeService().serviceId(), null, ServiceCategory.EVCharging, null);
        return new org.ebbflow.iso15118.message.din.ServiceDiscoveryRes(
                code(r.responseCode()),
                new PaymentOptions(List.of(PaymentOption.ExternalPayment)),
                new ServiceCharge(
                        tag,
                        r.chargeService().freeService(),
                        EVSESupportedEnergyTransfer.DC_extended),
                null);
    }

    private static @Nullable BodyElement parameters(ChargeParameterDiscoveryRes r) {
        if (!(r.evseChargeParameter() instanceof DC_EVSEChargeParameter dc)) {
            return null;
        }
        int powerW = Math.min(MAX_PMAX_W, Physical.whole(dc.evseMaximumPowerLimit()));
        PMaxScheduleEntry entry =
                new PMaxScheduleEntry(new RelativeTimeInterval(0, (long) DAY_S), powerW);
        SAScheduleList schedules =
                new SAScheduleList(
                        List.of(new SAScheduleTuple(1, new PMaxSchedule(0, List.of(entry)), null)));
        return new org.ebbflow.iso15118.message.din.ChargeParameterDiscoveryRes(
                code(r.responseCode()),
                processing(r.evseProcessing()),
                schedules,
                new org.ebbflow.iso15118.message.din.DC_EVSEChargeParameter(
                        status(dc.dcEvseStatus()),
                        value(dc.evseMaximumCurrentLimit()),
                        value(dc.evseMaximumPowerLimit()),
                        value(dc.evseMaximumVoltageLimit()),
                        value(dc.evseMinimumCurrentLimit()),
                        value(dc.evseMinimumVoltageLimit()),
                        null,
                        value(dc.evsePeakCurrentRipple()),
                        null));
    }

    private static BodyElement demand(CurrentDemandRes r) {
        return new org.ebbflow.iso15118.message.din.CurrentDemandRes(
                code(r.responseCode()),
                status(r.dcEvseStatus()),
                value(r.evsePresentVoltage()),
                value(r.evsePresentCurrent()),
                r.evseCurrentLimitAchieved(),
                r.evseVoltageLimitAchieved(),
                r.evsePowerLimitAchieved(),
                optional(r.evseMaximumVoltageLimit()),
                optional(r.evseMaximumCurrentLimit()),
                optional(r.evseMaximumPowerLimit()));
    }

    private static EVSEProcessing processing(
            org.ebbflow.iso15118.message.iso2.EVSEProcessing processing) {
        return processing == org.ebbflow.iso15118.message.iso2.EVSEProcessing.Finished
                ? EVSEProcessing.Finished
                : EVSEProcessing.Ongoing;
    }

    private static org.ebbflow.iso15118.message.din.DC_EVStatus status(DC_EVStatus s) {
        return new org.ebbflow.iso15118.message.din.DC_EVStatus(
                s.evReady(),
                null,
                null,
                DC_EVErrorCode.valueOf(s.evErrorCode().name()),
                s.evresssoc());
    }

    private static org.ebbflow.iso15118.message.din.DC_EVSEStatus status(DC_EVSEStatus s) {
        org.ebbflow.iso15118.message.iso2.@Nullable IsolationLevel isolation =
                s.evseIsolationStatus();
        return new org.ebbflow.iso15118.message.din.DC_EVSEStatus(
                isolation == null ? null : IsolationLevel.valueOf(isolation.name()),
                DC_EVSEStatusCode.valueOf(s.evseStatusCode().name()),
                s.notificationMaxDelay(),
                EVSENotification.valueOf(s.evseNotification().name()));
    }

    /** Codes that DIN 70121 does not have become its nearest. */
    private static ResponseCode code(org.ebbflow.iso15118.message.iso2.ResponseCode code) {
        return switch (code) {
            case FAILED_WrongEnergyTransferMode -> ResponseCode.FAILED_WrongEnergyTransferType;
            case FAILED_NoChargeServiceSelected -> ResponseCode.FAILED_ServiceSelectionInvalid;
            case FAILED_ContactorError -> ResponseCode.FAILED_PowerDeliveryNotApplied;
            case FAILED_CertificateNotAllowedAtThisEVSE, FAILED_CertificateRevoked ->
                    ResponseCode.FAILED;
            default -> ResponseCode.valueOf(code.name());
        };
    }

    private static PhysicalValue value(org.ebbflow.iso15118.message.iso2.PhysicalValue v) {
        return new PhysicalValue(v.multiplier(), UnitSymbol.valueOf(v.unit().name()), v.value());
    }

    private static @Nullable PhysicalValue optional(
            org.ebbflow.iso15118.message.iso2.@Nullable PhysicalValue v) {
        return v == null ? null : value(v);
    }
}
