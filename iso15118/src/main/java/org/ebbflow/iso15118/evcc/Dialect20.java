package org.ebbflow.iso15118.evcc;

import java.util.List;
import java.util.Optional;
import org.ebbflow.iso15118.evcc.EvccPlan.Fault;
import org.ebbflow.iso15118.message.iso20.AC_ChargeLoopRes;
import org.ebbflow.iso15118.message.iso20.AC_ChargeParameterDiscoveryRes;
import org.ebbflow.iso15118.message.iso20.Authorization;
import org.ebbflow.iso15118.message.iso20.AuthorizationReq;
import org.ebbflow.iso15118.message.iso20.AuthorizationRes;
import org.ebbflow.iso15118.message.iso20.AuthorizationSetupReq;
import org.ebbflow.iso15118.message.iso20.ChargeLoopRes;
import org.ebbflow.iso15118.message.iso20.ChargeProgress;
import org.ebbflow.iso15118.message.iso20.ChargingSession;
import org.ebbflow.iso15118.message.iso20.DC_CableCheckReq;
import org.ebbflow.iso15118.message.iso20.DC_CableCheckRes;
import org.ebbflow.iso15118.message.iso20.DC_ChargeLoopRes;
import org.ebbflow.iso15118.message.iso20.DC_PreChargeReq;
import org.ebbflow.iso15118.message.iso20.DC_PreChargeRes;
import org.ebbflow.iso15118.message.iso20.DC_WeldingDetectionReq;
import org.ebbflow.iso15118.message.iso20.DC_WeldingDetectionRes;
import org.ebbflow.iso15118.message.iso20.EIM_AReqAuthorizationMode;
import org.ebbflow.iso15118.message.iso20.EVSEStatus;
import org.ebbflow.iso15118.message.iso20.MessageHeader;
import org.ebbflow.iso15118.message.iso20.MeterInfo;
import org.ebbflow.iso15118.message.iso20.MeteringConfirmationRes;
import org.ebbflow.iso15118.message.iso20.Parameter;
import org.ebbflow.iso15118.message.iso20.ParameterSet;
import org.ebbflow.iso15118.message.iso20.ParameterValue;
import org.ebbflow.iso15118.message.iso20.PowerDeliveryReq;
import org.ebbflow.iso15118.message.iso20.PowerDeliveryRes;
import org.ebbflow.iso15118.message.iso20.Processing;
import org.ebbflow.iso15118.message.iso20.ResponseCode;
import org.ebbflow.iso15118.message.iso20.ScheduleExchangeRes;
import org.ebbflow.iso15118.message.iso20.SelectedService;
import org.ebbflow.iso15118.message.iso20.Service;
import org.ebbflow.iso15118.message.iso20.ServiceDetailReq;
import org.ebbflow.iso15118.message.iso20.ServiceDetailRes;
import org.ebbflow.iso15118.message.iso20.ServiceDiscoveryReq;
import org.ebbflow.iso15118.message.iso20.ServiceDiscoveryRes;
import org.ebbflow.iso15118.message.iso20.ServiceSelectionReq;
import org.ebbflow.iso15118.message.iso20.SessionSetupReq;
import org.ebbflow.iso15118.message.iso20.SessionStopReq;
import org.ebbflow.iso15118.message.iso20.V2GMessage;
import org.ebbflow.iso15118.message.iso20.V2GResponse;
import org.ebbflow.iso15118.v2gtp.Frame;
import org.ebbflow.iso15118.wire.Rational;
import org.ebbflow.iso15118.wire.Wire;
import org.jspecify.annotations.Nullable;

/** ISO 15118-20 as the car speaks it. */
final class Dialect20 implements Dialect {

    private static final int CONTROL_MODE_DYNAMIC = 2;
    private static final int GENERATOR_FORMS = 2;
    private static final int UNKNOWN_SERVICE = 4711;

    private final EvccPlan wanted;

    /** What is wanted, or its charging half where the station has no more. */
    private final EvccPlan plan;

    private final Values20 values;

    Dialect20(EvccPlan plan) {
        this(plan, plan);
    }

    private Dialect20(EvccPlan wanted, EvccPlan plan) {
        this.wanted = wanted;
        this.plan = plan;
        this.values = new Values20(plan);
    }

    @Override
    public List<Stage> route() {
        return plan.service().isDc()
                ? List.of(
                        Stage.SESSION_SETUP,
                        Stage.AUTHORIZATION_SETUP,
                        Stage.AUTHORIZATION,
                        Stage.SERVICE_DISCOVERY,
                        Stage.SERVICE_DETAIL,
                        Stage.SERVICE_SELECTION,
                        Stage.PARAMETERS,
                        Stage.SCHEDULE,
                        Stage.CABLE_CHECK,
                        Stage.PRE_CHARGE,
                        Stage.POWER_START,
                        Stage.LOOP,
                        Stage.POWER_STOP,
                        Stage.WELDING,
                        Stage.SESSION_STOP)
                : List.of(
                        Stage.SESSION_SETUP,
                        Stage.AUTHORIZATION_SETUP,
                        Stage.AUTHORIZATION,
                        Stage.SERVICE_DISCOVERY,
                        Stage.SERVICE_DETAIL,
                        Stage.SERVICE_SELECTION,
                        Stage.PARAMETERS,
                        Stage.SCHEDULE,
                        Stage.POWER_START,
                        Stage.LOOP,
                        Stage.POWER_STOP,
                        Stage.SESSION_STOP);
    }

    @Override
    public Stage afterRenegotiation() {
        return Stage.SCHEDULE;
    }

    @Override
    public byte[] request(Stage stage, Memory memory, CarView car) {
        MessageHeader header = new MessageHeader(memory.sessionId(), car.wallTimeMs() / 1000, null);
        return Wire.iso20(message(stage, header, memory, car));
    }

    private V2GMessage message(Stage stage, MessageHeader h, Memory memory, CarView car) {
        return switch (stage) {
            case SESSION_SETUP -> new SessionSetupReq(h, plan.evccId());
            case AUTHORIZATION_SETUP -> new AuthorizationSetupReq(h);
            case AUTHORIZATION ->
                    new AuthorizationReq(h, Authorization.EIM, new EIM_AReqAuthorizationMode());
            case SERVICE_DISCOVERY -> new ServiceDiscoveryReq(h, null);
            case SERVICE_DETAIL -> new ServiceDetailReq(h, serviceId(stage));
            case SERVICE_SELECTION ->
                    new ServiceSelectionReq(
                            h,
                            new SelectedService(serviceId(stage), memory.chosen().parameterSetId()),
                            null);
            case PARAMETERS -> values.parameters(h, car);
            case SCHEDULE -> values.schedule(h, memory.dynamic(), car);
            case CABLE_CHECK -> new DC_CableCheckReq(h);
            case PRE_CHARGE ->
                    new DC_PreChargeReq(
                            h,
                            memory.course().converged() ? Processing.Finished : Processing.Ongoing,
                            Rational.ofMilli(memory.heard().presentMv()),
                            Rational.ofMilli(values.targetMv(car)));
            case POWER_START -> power(h, ChargeProgress.Start, memory, car);
            case LOOP -> values.loop(h, memory, car);
            case POWER_STOP -> power(h, ChargeProgress.Stop, memory, car);
            case WELDING -> new DC_WeldingDetectionReq(h, Processing.Ongoing);
            case RENEGOTIATION -> power(h, ChargeProgress.ScheduleRenegotiation, memory, car);
            case METERING -> values.confirmation(h, memory);
            case HANDSHAKE, SESSION_STOP, DONE -> new SessionStopReq(h, leave(memory), null, null);
        };
    }

    private static ChargingSession leave(Memory memory) {
        return switch (memory.course().leave()) {
            case TERMINATE -> ChargingSession.Terminate;
            case PAUSE -> ChargingSession.Pause;
            case SERVICE_RENEGOTIATION -> ChargingSession.ServiceRenegotiation;
        };
    }

    private V2GMessage power(MessageHeader h, ChargeProgress progress, Memory memory, CarView car) {
        boolean withProfile = progress == ChargeProgress.Start && !memory.dynamic();
        return new PowerDeliveryReq(
                h,
                Processing.Finished,
                progress,
                withProfile ? values.profile(memory, car) : null,
                null);
    }

    private int serviceId(Stage stage) {
        if (plan.has(new Fault.UnknownService(stage))) {
            return UNKNOWN_SERVICE;
        }
        return id(plan);
    }

    private static int id(EvccPlan plan) {
        return switch (plan.service()) {
            case AC -> 1;
            case DC -> 2;
            case AC_BPT -> 5;
            case DC_BPT -> 6;
        };
    }

    @Override
    public byte[] misplaced(Stage stage, Memory memory, CarView car) {
        Stage other =
                stage == Stage.SESSION_SETUP ? Stage.AUTHORIZATION_SETUP : Stage.SESSION_SETUP;
        return request(other, memory, car);
    }

    @Override
    public Optional<Heard> read(Frame frame, Stage stage, Memory memory) {
        Optional<V2GMessage> message = Wire.iso20(frame);
        if (message.isEmpty() || !(message.get() instanceof V2GResponse answer)) {
            return Optional.empty();
        }
        String code = answer.responseCode().text();
        return Optional.of(new Heard(code, learn(answer, memory.withMeanwhile(false))));
    }

    @Override
    public Dialect after(Frame answer) {
        if (!(Wire.iso20(answer).orElse(null) instanceof ServiceDiscoveryRes told)) {
            return this;
        }
        List<Integer> ids =
                told.energyTransferServiceList().service().stream()
                        .map(Service::serviceId)
                        .toList();
        EvccPlan lesser = wanted.with(wanted.service().oneWay());
        boolean halved = !ids.contains(id(wanted)) && ids.contains(id(lesser));
        return new Dialect20(wanted, halved ? lesser : wanted);
    }

    private Memory learn(V2GResponse answer, Memory memory) {
        return switch (answer) {
            case org.ebbflow.iso15118.message.iso20.SessionSetupRes setup ->
                    setup.responseCode() == ResponseCode.OK_OldSessionJoined
                            ? memory.withSession(setup.header().sessionId()).withJoined()
                            : memory.withSession(setup.header().sessionId());
            case AuthorizationRes r ->
                    memory.withMeanwhile(r.evseProcessing() != Processing.Finished);
            case ServiceDetailRes r -> choose(r, memory);
            case AC_ChargeParameterDiscoveryRes r -> Values20.limit(r, memory);
            case ScheduleExchangeRes r ->
                    Values20.schedule(r, memory)
                            .withMeanwhile(r.evseProcessing() != Processing.Finished);
            case DC_CableCheckRes r ->
                    memory.withMeanwhile(r.evseProcessing() != Processing.Finished);
            case DC_PreChargeRes r -> memory.withVoltage(Rational.milli(r.evsePresentVoltage()));
            case DC_WeldingDetectionRes r ->
                    memory.withVoltage(Rational.milli(r.evsePresentVoltage()));
            case PowerDeliveryRes r -> memory.withAsk(ask(r.evseStatus()));
            case AC_ChargeLoopRes r ->
                    values.target(r.clResControlMode(), metered(r.meterInfo(), memory))
                            .withAsk(ask(r.evseStatus()));
            case DC_ChargeLoopRes r -> metered(r.meterInfo(), memory).withAsk(ask(r.evseStatus()));
            case MeteringConfirmationRes ignored -> memory.withAsk(Memory.Ask.NONE);
            case ChargeLoopRes r -> memory.withAsk(ask(r.evseStatus()));
            default -> memory;
        };
    }

    private static Memory metered(@Nullable MeterInfo meter, Memory memory) {
        return meter == null ? memory : memory.withMeter(meter.chargedEnergyReadingWh());
    }

    private static Memory.Ask ask(@Nullable EVSEStatus status) {
        if (status == null) {
            return Memory.Ask.NONE;
        }
        return switch (status.evseNotification()) {
            case Pause -> Memory.Ask.PAUSE;
            case ExitStandby -> Memory.Ask.NONE;
            case Terminate -> Memory.Ask.STOP;
            case ScheduleRenegotiation -> Memory.Ask.SCHEDULE;
            case ServiceRenegotiation -> Memory.Ask.SERVICE;
            case MeteringConfirmation -> Memory.Ask.METERING;
        };
    }

    private Memory choose(ServiceDetailRes answer, Memory memory) {
        List<ParameterSet> sets = answer.serviceParameterList().parameterSet();
        for (ParameterSet set : sets) {
            boolean dynamic = number(set, "ControlMode") == CONTROL_MODE_DYNAMIC;
            boolean forms = number(set, "GeneratorMode") == GENERATOR_FORMS;
            boolean wanted =
                    switch (plan.mode()) {
                        case FIRST_OFFERED -> true;
                        case DYNAMIC -> dynamic;
                        case SCHEDULED -> !dynamic;
                        case GRID_FOLLOWING -> !forms;
                    };
            if (wanted) {
                return memory.withParameterSet(
                        new Memory.Chosen(set.parameterSetId(), dynamic, forms));
            }
        }
        return memory;
    }

    private static int number(ParameterSet set, String name) {
        for (Parameter parameter : set.parameter()) {
            @Nullable ParameterValue value = parameter.parameterValue();
            if (parameter.name().equals(name) && value instanceof ParameterValue.IntValue number) {
                return number.value();
            }
        }
        return 0;
    }
}
