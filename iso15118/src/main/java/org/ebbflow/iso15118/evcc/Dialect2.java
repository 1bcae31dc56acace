package org.ebbflow.iso15118.evcc;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.ebbflow.iso15118.evcc.EvccPlan.Fault;
import org.ebbflow.iso15118.message.iso2.AC_EVChargeParameter;
import org.ebbflow.iso15118.message.iso2.AC_EVSEStatus;
import org.ebbflow.iso15118.message.iso2.AuthorizationReq;
import org.ebbflow.iso15118.message.iso2.AuthorizationRes;
import org.ebbflow.iso15118.message.iso2.BodyElement;
import org.ebbflow.iso15118.message.iso2.CableCheckReq;
import org.ebbflow.iso15118.message.iso2.CableCheckRes;
import org.ebbflow.iso15118.message.iso2.ChargeParameterDiscoveryReq;
import org.ebbflow.iso15118.message.iso2.ChargeParameterDiscoveryRes;
import org.ebbflow.iso15118.message.iso2.ChargeProgress;
import org.ebbflow.iso15118.message.iso2.ChargingSession;
import org.ebbflow.iso15118.message.iso2.ChargingStatusReq;
import org.ebbflow.iso15118.message.iso2.ChargingStatusRes;
import org.ebbflow.iso15118.message.iso2.CurrentDemandReq;
import org.ebbflow.iso15118.message.iso2.CurrentDemandRes;
import org.ebbflow.iso15118.message.iso2.DC_EVChargeParameter;
import org.ebbflow.iso15118.message.iso2.DC_EVErrorCode;
import org.ebbflow.iso15118.message.iso2.DC_EVSEStatus;
import org.ebbflow.iso15118.message.iso2.DC_EVStatus;
import org.ebbflow.iso15118.message.iso2.EVSENotification;
import org.ebbflow.iso15118.message.iso2.EVSEProcessing;
import org.ebbflow.iso15118.message.iso2.EVSEStatus;
import org.ebbflow.iso15118.message.iso2.EnergyTransferMode;
import org.ebbflow.iso15118.message.iso2.MeterInfo;
import org.ebbflow.iso15118.message.iso2.MeteringReceiptReq;
import org.ebbflow.iso15118.message.iso2.MeteringReceiptRes;
import org.ebbflow.iso15118.message.iso2.PaymentOption;
import org.ebbflow.iso15118.message.iso2.PaymentServiceSelectionReq;
import org.ebbflow.iso15118.message.iso2.PaymentServiceSelectionRes;
import org.ebbflow.iso15118.message.iso2.PhysicalValue;
import org.ebbflow.iso15118.message.iso2.PowerDeliveryReq;
import org.ebbflow.iso15118.message.iso2.PowerDeliveryRes;
import org.ebbflow.iso15118.message.iso2.PreChargeReq;
import org.ebbflow.iso15118.message.iso2.PreChargeRes;
import org.ebbflow.iso15118.message.iso2.ResponseCode;
import org.ebbflow.iso15118.message.iso2.SelectedService;
import org.ebbflow.iso15118.message.iso2.SelectedServiceList;
import org.ebbflow.iso15118.message.iso2.ServiceCategory;
import org.ebbflow.iso15118.message.iso2.ServiceDiscoveryReq;
import org.ebbflow.iso15118.message.iso2.ServiceDiscoveryRes;
import org.ebbflow.iso15118.message.iso2.SessionSetupReq;
import org.ebbflow.iso15118.message.iso2.SessionSetupRes;
import org.ebbflow.iso15118.message.iso2.SessionStopReq;
import org.ebbflow.iso15118.message.iso2.SessionStopRes;
import org.ebbflow.iso15118.message.iso2.UnitSymbol;
import org.ebbflow.iso15118.message.iso2.WeldingDetectionReq;
import org.ebbflow.iso15118.message.iso2.WeldingDetectionRes;
import org.ebbflow.iso15118.v2gtp.Frame;
import org.ebbflow.iso15118.wire.Bodies;
import org.ebbflow.iso15118.wire.Physical;

/** ISO 15118-2 and, translated, DIN 70121 as the car speaks them. */
final class Dialect2 implements Dialect {

    private static final int NOMINAL_V = 240;

    /** Service of SAE J2847/2 in which the car gives energy to the grid. */
    private static final int TO_GRID = 28_473;

    private final EvccPlan plan;
    private final Bodies bodies;

    Dialect2(EvccPlan plan, Bodies bodies) {
        this.plan = plan;
        this.bodies = bodies;
    }

    @Override
    public List<Stage> route() {
        return plan.service().isDc()
                ? List.of(
                        Stage.SESSION_SETUP,
                        Stage.SERVICE_DISCOVERY,
                        Stage.SERVICE_SELECTION,
                        Stage.AUTHORIZATION,
                        Stage.PARAMETERS,
                        Stage.CABLE_CHECK,
                        Stage.PRE_CHARGE,
                        Stage.POWER_START,
                        Stage.LOOP,
                        Stage.POWER_STOP,
                        Stage.WELDING,
                        Stage.SESSION_STOP)
                : List.of(
                        Stage.SESSION_SETUP,
                        Stage.SERVICE_DISCOVERY,
                        Stage.SERVICE_SELECTION,
                        Stage.AUTHORIZATION,
                        Stage.PARAMETERS,
                        Stage.POWER_START,
                        Stage.LOOP,
                        Stage.POWER_STOP,
                        Stage.SESSION_STOP);
    }

    @Override
    public Stage afterRenegotiation() {
        return Stage.PARAMETERS;
    }

    @Override
    public byte[] request(Stage stage, Memory memory, CarView car) {
        return bodies.write(memory.sessionId(), body(stage, memory, car));
    }

    private BodyElement body(Stage stage, Memory memory, CarView car) {
        return switch (stage) {
            case SESSION_SETUP -> new SessionSetupReq(HexFormat.of().parseHex(plan.evccId()));
            case SERVICE_DISCOVERY ->
                    new ServiceDiscoveryReq(null, gives() ? ServiceCategory.OtherCustom : null);
            case SERVICE_SELECTION ->
                    new PaymentServiceSelectionReq(
                            PaymentOption.ExternalPayment,
                            new SelectedServiceList(
                                    gives()
                                            ? List.of(
                                                    new SelectedService(1, null),
                                                    new SelectedService(TO_GRID, null))
                                            : List.of(new SelectedService(chargeService(), null))));
            case AUTHORIZATION -> new AuthorizationReq(null, null);
            case PARAMETERS -> parameters(car);
            case CABLE_CHECK -> new CableCheckReq(status(car));
            case PRE_CHARGE ->
                    new PreChargeReq(status(car), targetVoltage(car), Physical.amperes(2_000));
            case POWER_START -> new PowerDeliveryReq(ChargeProgress.Start, 1, null, null);
            case LOOP -> plan.service().isDc() ? demand(memory, car) : new ChargingStatusReq();
            case POWER_STOP -> new PowerDeliveryReq(ChargeProgress.Stop, 1, null, null);
            case WELDING -> new WeldingDetectionReq(status(car));
            case RENEGOTIATION -> new PowerDeliveryReq(ChargeProgress.Renegotiate, 1, null, null);
            case METERING -> receipt(memory);
            case HANDSHAKE, AUTHORIZATION_SETUP, SERVICE_DETAIL, SCHEDULE, SESSION_STOP, DONE ->
                    new SessionStopReq(
                            memory.course().leave() == EvccPlan.Leave.PAUSE
                                    ? ChargingSession.Pause
                                    : ChargingSession.Terminate);
        };
    }

    private static BodyElement receipt(Memory memory) {
        MeterInfo meter = new MeterInfo("EBB", memory.heard().meterWh(), null, null, null);
        return new MeteringReceiptReq(null, memory.sessionId(), 1, meter);
    }

    private int chargeService() {
        return plan.has(new Fault.UnknownService(Stage.SERVICE_SELECTION)) ? 4711 : 1;
    }

    private boolean tellsNonsense() {
        return plan.has(new Fault.ImplausibleValues());
    }

    private PhysicalValue targetVoltage(CarView car) {
        return tellsNonsense()
                ? new PhysicalValue(3, UnitSymbol.V, 20)
                : Physical.volts(car.battery().voltageMv());
    }

    private BodyElement parameters(CarView car) {
        CarView.Limits l = car.limits();
        if (!plan.service().isDc()) {
            return new ChargeParameterDiscoveryReq(
                    null,
                    EnergyTransferMode.AC_single_phase_core,
                    new AC_EVChargeParameter(
                            (long) plan.needs().departureS(),
                            Physical.wattHours(wantedWh(car)),
                            Physical.volts(NOMINAL_V * 1000),
                            Physical.amperes(l.maxChargeW() / NOMINAL_V * 1000),
                            Physical.amperes(6_000)));
        }
        return new ChargeParameterDiscoveryReq(
                null,
                EnergyTransferMode.DC_extended,
                new DC_EVChargeParameter(
                        (long) plan.needs().departureS(),
                        status(car),
                        tellsNonsense()
                                ? new PhysicalValue(3, UnitSymbol.A, 300)
                                : Physical.amperes(l.maxChargeMa()),
                        Physical.watts(l.maxChargeW()),
                        tellsNonsense()
                                ? new PhysicalValue(3, UnitSymbol.V, 20)
                                : Physical.volts(l.maxVoltageMv()),
                        Physical.wattHours(car.battery().capacityWh()),
                        Physical.wattHours(wantedWh(car)),
                        100,
                        plan.needs().targetSocDeciPercent() / 10));
    }

    private int wantedWh(CarView car) {
        return Math.max(0, car.battery().energyToWh(plan.needs().targetSocDeciPercent()));
    }

    /** Whether the car gives energy in a service of SAE J2847/2. */
    private boolean gives() {
        return plan.service().isBidirectional();
    }

    private BodyElement demand(Memory memory, CarView car) {
        CarView.Limits l = car.limits();
        int plannedMa = plan.needs().scheduledCurrentMa();
        int needMa =
                Math.min(l.maxChargeMa(), gives() ? Math.abs(plannedMa) : Math.max(0, plannedMa));
        boolean back = gives() && memory.heard().acLimitW() < 0;
        int wantedMa = back ? -Math.min(needMa, l.maxDischargeMa()) : needMa;
        return new CurrentDemandReq(
                status(car),
                tellsNonsense()
                        ? new PhysicalValue(3, UnitSymbol.A, 300)
                        : Physical.amperes(wantedMa),
                Physical.volts(l.maxVoltageMv()),
                Physical.amperes(back ? -l.maxDischargeMa() : l.maxChargeMa()),
                Physical.watts(back ? -l.maxDischargeW() : l.maxChargeW()),
                null,
                car.battery().socDeciPercent() >= 1000,
                null,
                null,
                tellsNonsense()
                        ? new PhysicalValue(3, UnitSymbol.V, 20)
                        : Physical.volts(l.maxVoltageMv()));
    }

    private static DC_EVStatus status(CarView car) {
        return new DC_EVStatus(true, DC_EVErrorCode.NO_ERROR, car.battery().socDeciPercent() / 10);
    }

    @Override
    public byte[] misplaced(Stage stage, Memory memory, CarView car) {
        Stage other = stage == Stage.SESSION_SETUP ? Stage.SERVICE_DISCOVERY : Stage.SESSION_SETUP;
        return request(other, memory, car);
    }

    @Override
    public Optional<Heard> read(Frame frame, Stage stage, Memory memory) {
        return bodies.read(frame)
                .flatMap(
                        received ->
                                learn(
                                        received,
                                        memory.withSession(received.sessionId())
                                                .withMeanwhile(false)));
    }

    private static Optional<Heard> learn(Bodies.Received received, Memory memory) {
        return switch (received.body()) {
            case SessionSetupRes r ->
                    heard(
                            r.responseCode(),
                            r.responseCode() == ResponseCode.OK_OldSessionJoined
                                    ? memory.withJoined()
                                    : memory);
            case ServiceDiscoveryRes r -> heard(r.responseCode(), memory);
            case PaymentServiceSelectionRes r -> heard(r.responseCode(), memory);
            case AuthorizationRes r ->
                    heard(r.responseCode(), memory.withMeanwhile(ongoing(r.evseProcessing())));
            case ChargeParameterDiscoveryRes r ->
                    heard(r.responseCode(), memory.withMeanwhile(ongoing(r.evseProcessing())));
            case CableCheckRes r ->
                    heard(r.responseCode(), memory.withMeanwhile(ongoing(r.evseProcessing())));
            case PreChargeRes r ->
                    heard(
                            r.responseCode(),
                            memory.withVoltage(Physical.milli(r.evsePresentVoltage()))
                                    .withAsk(ask(r.dcEvseStatus())));
            case PowerDeliveryRes r -> heard(r.responseCode(), memory.withAsk(ask(r.evseStatus())));
            case CurrentDemandRes r ->
                    heard(
                            r.responseCode(),
                            memory.withAsk(ask(r.dcEvseStatus()))
                                    .withAc(0, Physical.wholeOr(r.evseMaximumPowerLimit(), 0)));
            case ChargingStatusRes r -> heard(r.responseCode(), ac(r, memory));
            case MeteringReceiptRes r -> heard(r.responseCode(), memory.withAsk(Memory.Ask.NONE));
            case WeldingDetectionRes r -> heard(r.responseCode(), memory);
            case SessionStopRes r -> heard(r.responseCode(), memory);
            default -> Optional.empty();
        };
    }

    private static Memory ac(ChargingStatusRes answer, Memory memory) {
        int limitW = Physical.milliOr(answer.evseMaxCurrent(), 0) / 1000 * NOMINAL_V;
        return memory.withAc(limitW, limitW).withAsk(ask(answer.acEvseStatus()));
    }

    private static Optional<Heard> heard(ResponseCode code, Memory memory) {
        return Optional.of(new Heard(code.text(), memory));
    }

    private static boolean ongoing(EVSEProcessing processing) {
        return processing != EVSEProcessing.Finished;
    }

    private static Memory.Ask ask(EVSEStatus status) {
        EVSENotification told =
                switch (status) {
                    case DC_EVSEStatus dc -> dc.evseNotification();
                    case AC_EVSEStatus ac -> ac.evseNotification();
                };
        return switch (told) {
            case None -> Memory.Ask.NONE;
            case StopCharging -> Memory.Ask.STOP;
            case ReNegotiation -> Memory.Ask.SCHEDULE;
        };
    }
}
