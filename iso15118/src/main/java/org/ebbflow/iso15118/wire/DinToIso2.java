package org.ebbflow.iso15118.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.ebbflow.iso15118.message.din.CableCheckReq;
import org.ebbflow.iso15118.message.din.CableCheckRes;
import org.ebbflow.iso15118.message.din.ChargeParameterDiscoveryReq;
import org.ebbflow.iso15118.message.din.ChargeParameterDiscoveryRes;
import org.ebbflow.iso15118.message.din.ContractAuthenticationReq;
import org.ebbflow.iso15118.message.din.ContractAuthenticationRes;
import org.ebbflow.iso15118.message.din.CurrentDemandReq;
import org.ebbflow.iso15118.message.din.CurrentDemandRes;
import org.ebbflow.iso15118.message.din.DC_EVChargeParameter;
import org.ebbflow.iso15118.message.din.DC_EVSEChargeParameter;
import org.ebbflow.iso15118.message.din.DC_EVSEStatus;
import org.ebbflow.iso15118.message.din.DC_EVStatus;
import org.ebbflow.iso15118.message.din.PowerDeliveryReq;
import org.ebbflow.iso15118.message.din.PowerDeliveryRes;
import org.ebbflow.iso15118.message.din.PreChargeReq;
import org.ebbflow.iso15118.message.din.PreChargeRes;
import org.ebbflow.iso15118.message.din.ServiceDetailReq;
import org.ebbflow.iso15118.message.din.ServiceDiscoveryReq;
import org.ebbflow.iso15118.message.din.ServiceDiscoveryRes;
import org.ebbflow.iso15118.message.din.ServicePaymentSelectionReq;
import org.ebbflow.iso15118.message.din.ServicePaymentSelectionRes;
import org.ebbflow.iso15118.message.din.SessionSetupReq;
import org.ebbflow.iso15118.message.din.SessionSetupRes;
import org.ebbflow.iso15118.message.din.SessionStop;
import org.ebbflow.iso15118.message.din.SessionStopRes;
import org.ebbflow.iso15118.message.din.WeldingDetectionReq;
import org.ebbflow.iso15118.message.din.WeldingDetectionRes;
import org.ebbflow.iso15118.message.iso2.AuthorizationReq;
import org.ebbflow.iso15118.message.iso2.AuthorizationRes;
import org.ebbflow.iso15118.message.iso2.BodyElement;
import org.ebbflow.iso15118.message.iso2.ChargeProgress;
import org.ebbflow.iso15118.message.iso2.ChargeService;
import org.ebbflow.iso15118.message.iso2.ChargingSession;
import org.ebbflow.iso15118.message.iso2.DC_EVErrorCode;
import org.ebbflow.iso15118.message.iso2.DC_EVSEStatusCode;
import org.ebbflow.iso15118.message.iso2.EVSENotification;
import org.ebbflow.iso15118.message.iso2.EVSEProcessing;
import org.ebbflow.iso15118.message.iso2.EnergyTransferMode;
import org.ebbflow.iso15118.message.iso2.IsolationLevel;
import org.ebbflow.iso15118.message.iso2.PaymentOption;
import org.ebbflow.iso15118.message.iso2.PaymentOptionList;
import org.ebbflow.iso15118.message.iso2.PaymentServiceSelectionReq;
import org.ebbflow.iso15118.message.iso2.PaymentServiceSelectionRes;
import org.ebbflow.iso15118.message.iso2.PhysicalValue;
import org.ebbflow.iso15118.message.iso2.ResponseCode;
import org.ebbflow.iso15118.message.iso2.SelectedService;
import org.ebbflow.iso15118.message.iso2.SelectedServiceList;
import org.ebbflow.iso15118.message.iso2.ServiceCategory;
import org.ebbflow.iso15118.message.iso2.SessionStopReq;
import org.ebbflow.iso15118.message.iso2.SupportedEnergyTransferMode;
import org.ebbflow.iso15118.message.iso2.UnitSymbol;
import org.jspecify.annotations.Nullable;

/** Bodies of DIN 70121 as bodies of ISO 15118-2; DC with external payment only. */
final class DinToIso2 {

    private DinToIso2() {}

    /** Null for messages that DC charging with external payment does not have. */
    static @Nullable BodyElement body(org.ebbflow.iso15118.message.din.@Nullable BodyElement din) {
        if (din == null) {
            return null;
        }
        @Nullable BodyElement request = request(din);
        return request == null ? response(din) : request;
    }

    private static @Nullable BodyElement request(org.ebbflow.iso15118.message.din.BodyElement din) {
        return switch (din) {
            case SessionSetupReq r ->
                    new org.ebbflow.iso15118.message.iso2.SessionSetupReq(r.evccid());
            case ServiceDiscoveryReq ignored ->
                    new org.ebbflow.iso15118.message.iso2.ServiceDiscoveryReq(null, null);
            case ServiceDetailReq r ->
                    new org.ebbflow.iso15118.message.iso2.ServiceDetailReq(r.serviceId());
            case ServicePaymentSelectionReq r ->
                    new PaymentServiceSelectionReq(
                            PaymentOption.valueOf(r.selectedPaymentOption().name()),
                            new SelectedServiceList(
                                    r.selectedServiceList().selectedService().stream()
                                            .map(
                                                    s ->
                                                            new SelectedService(
                                                                    s.serviceId(),
                                                                    s.parameterSetId()))
                                            .toList()));
            case ContractAuthenticationReq ignored -> new AuthorizationReq(null, null);
            case ChargeParameterDiscoveryReq r -> parameters(r);
            case CableCheckReq r ->
                    new org.ebbflow.iso15118.message.iso2.CableCheckReq(status(r.dcEvStatus()));
            case PreChargeReq r ->
                    new org.ebbflow.iso15118.message.iso2.PreChargeReq(
                            status(r.dcEvStatus()),
                            value(r.evTargetVoltage()),
                            value(r.evTargetCurrent()));
            case PowerDeliveryReq r ->
                    new org.ebbflow.iso15118.message.iso2.PowerDeliveryReq(
                            r.readyToChargeState() ? ChargeProgress.Start : ChargeProgress.Stop,
                            1,
                            null,
                            null);
            case CurrentDemandReq r -> demand(r);
            case WeldingDetectionReq r ->
                    new org.ebbflow.iso15118.message.iso2.WeldingDetectionReq(
                            status(r.dcEvStatus()));
            case SessionStop ignored -> new SessionStopReq(ChargingSession.Terminate);
            default -> null;
        };
    }

    private static @Nullable BodyElement parameters(ChargeParameterDiscoveryReq r) {
        return r.evChargeParameter() instanceof DC_EVChargeParameter dc
                ? new org.ebbflow.iso15118.message.iso2.ChargeParameterDiscoveryReq(
                        null,
                        EnergyTransferMode.valueOf(r.evRequestedEnergyTransferType().name()),
                        new org.ebbflow.iso15118.message.iso2.DC_EVChargeParameter(
                                null,
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
        return new org.ebbflow.iso15118.message.iso2.CurrentDemandReq(
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
            org.ebbflow.iso15118.message.din.BodyElement din) {
        return switch (din) {
            case SessionSetupRes r ->
                    new org.ebbflow.iso15118.message.iso2.SessionSetupRes(
                            code(r.responseCode()),
                            new String(r.evseid(), StandardCharsets.US_ASCII),
                            r.dateTimeNow());
            case ServiceDiscoveryRes r -> services(r);
            case ServicePaymentSelectionRes r ->
                    new PaymentServiceSelectionRes(code(r.responseCode()));
            case ContractAuthenticationRes r ->
                    new AuthorizationRes(
                            code(r.responseCode()),
                            EVSEProcessing.valueOf(r.evseProcessing().name()));
            case ChargeParameterDiscoveryRes r -> parameters(r);
            case CableCheckRes r ->
                    new org.ebbflow.iso15118.message.iso2.CableCheckRes(
                            code(r.responseCode()),
                            status(r.dcEvseStatus()),
                            EVSEProcessing.valueOf(r.evseProcessing().name()));
            case PreChargeRes r ->
                    new org.ebbflow.iso15118.message.iso2.PreChargeRes(
                            code(r.responseCode()),
                            status(r.dcEvseStatus()),
                            value(r.evsePresentVoltage()));
            case PowerDeliveryRes r ->
                    r.evseStatus() instanceof DC_EVSEStatus dc
                            ? new org.ebbflow.iso15118.message.iso2.PowerDeliveryRes(
                                    code(r.responseCode()), status(dc))
                            : null;
            case CurrentDemandRes r -> demand(r);
            case WeldingDetectionRes r ->
                    new org.ebbflow.iso15118.message.iso2.WeldingDetectionRes(
                            code(r.responseCode()),
                            status(r.dcEvseStatus()),
                            value(r.evsePresentVoltage()));
            case SessionStopRes r ->
                    new org.ebbflow.iso15118.message.iso2.SessionStopRes(code(r.responseCode()));
            default -> null;
        };
    }

    private static BodyElement services(ServiceDiscoveryRes r) {
        return new org.ebbflow.iso15118.message.iso2.ServiceDiscoveryRes(
                code(r.responseCode()),
                new PaymentOptionList(List.of(PaymentOption.ExternalPayment)),
                new ChargeService(
                        r.chargeService().serviceTag().serviceId(),
                        null,
                        ServiceCategory.EVCharging,
                        null,
                        r.chargeService().freeService(),
                        new SupportedEnergyTransferMode(List.of(EnergyTransferMode.DC_extended))),
                null);
    }

    private static @Nullable BodyElement parameters(ChargeParameterDiscoveryRes r) {
        return r.evseChargeParameter() instanceof DC_EVSEChargeParameter dc
                ? new org.ebbflow.iso15118.message.iso2.ChargeParameterDiscoveryRes(
                        code(r.responseCode()),
                        EVSEProcessing.valueOf(r.evseProcessing().name()),
                        null,
                        new org.ebbflow.iso15118.message.iso2.DC_EVSEChargeParameter(
                                status(dc.dcEvseStatus()),
                                value(dc.evseMaximumCurrentLimit()),
                                Physical.watts(
                                        Physical.wholeOr(optional(dc.evseMaximumPowerLimit()), 0)),
                                value(dc.evseMaximumVoltageLimit()),
                                value(dc.evseMinimumCurrentLimit()),
                                value(dc.evseMinimumVoltageLimit()),
                                null,
                                value(dc.evsePeakCurrentRipple()),
                                null))
                : null;
    }

    private static BodyElement demand(CurrentDemandRes r) {
        return new org.ebbflow.iso15118.message.iso2.CurrentDemandRes(
                code(r.responseCode()),
                status(r.dcEvseStatus()),
                value(r.evsePresentVoltage()),
                value(r.evsePresentCurrent()),
                r.evseCurrentLimitAchieved(),
                r.evseVoltageLimitAchieved(),
                r.evsePowerLimitAchieved(),
                optional(r.evseMaximumVoltageLimit()),
                optional(r.evseMaximumCurrentLimit()),
                optional(r.evseMaximumPowerLimit()),
                "",
                1,
                null,
                null);
    }

    private static org.ebbflow.iso15118.message.iso2.DC_EVStatus status(DC_EVStatus din) {
        return new org.ebbflow.iso15118.message.iso2.DC_EVStatus(
                din.evReady(), DC_EVErrorCode.valueOf(din.evErrorCode().name()), din.evresssoc());
    }

    private static org.ebbflow.iso15118.message.iso2.DC_EVSEStatus status(DC_EVSEStatus din) {
        org.ebbflow.iso15118.message.din.@Nullable IsolationLevel isolation =
                din.evseIsolationStatus();
        return new org.ebbflow.iso15118.message.iso2.DC_EVSEStatus(
                Math.clamp(din.notificationMaxDelay(), 0, 65_535),
                EVSENotification.valueOf(din.evseNotification().name()),
                isolation == null ? null : IsolationLevel.valueOf(isolation.name()),
                DC_EVSEStatusCode.valueOf(din.evseStatusCode().name()));
    }

    private static ResponseCode code(org.ebbflow.iso15118.message.din.ResponseCode din) {
        return switch (din) {
            case FAILED_EVSEPresentVoltageToLow -> ResponseCode.FAILED_PowerDeliveryNotApplied;
            case FAILED_WrongEnergyTransferType -> ResponseCode.FAILED_WrongEnergyTransferMode;
            default -> ResponseCode.valueOf(din.name());
        };
    }

    /** The unit is optional in DIN 70121 and never looked at: each element has its own. */
    private static PhysicalValue value(org.ebbflow.iso15118.message.din.PhysicalValue din) {
        return new PhysicalValue(din.multiplier(), UnitSymbol.V, din.value());
    }

    private static @Nullable PhysicalValue optional(
            org.ebbflow.iso15118.message.din.@Nullable PhysicalValue din) {
        return din == null ? null : value(din);
    }
}
