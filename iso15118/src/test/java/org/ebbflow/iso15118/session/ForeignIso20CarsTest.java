package org.ebbflow.iso15118.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.iso15118.evcc.EvccPlan.Protocol;
import org.ebbflow.iso15118.evcc.EvccPlan.Service;
import org.ebbflow.iso15118.evcc.EvccPlan.Stop;
import org.ebbflow.iso15118.message.iso20.AC_ChargeLoopRes;
import org.ebbflow.iso15118.message.iso20.AC_ChargeParameterDiscoveryRes;
import org.ebbflow.iso15118.message.iso20.Authorization;
import org.ebbflow.iso15118.message.iso20.AuthorizationReq;
import org.ebbflow.iso15118.message.iso20.AuthorizationRes;
import org.ebbflow.iso15118.message.iso20.AuthorizationSetupReq;
import org.ebbflow.iso15118.message.iso20.AuthorizationSetupRes;
import org.ebbflow.iso15118.message.iso20.BPT_AC_CPDResEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.BPT_DC_CPDResEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.ChannelSelection;
import org.ebbflow.iso15118.message.iso20.ChargeProgress;
import org.ebbflow.iso15118.message.iso20.ChargingSchedule;
import org.ebbflow.iso15118.message.iso20.ChargingSession;
import org.ebbflow.iso15118.message.iso20.DC_CableCheckReq;
import org.ebbflow.iso15118.message.iso20.DC_CableCheckRes;
import org.ebbflow.iso15118.message.iso20.DC_ChargeLoopRes;
import org.ebbflow.iso15118.message.iso20.DC_ChargeParameterDiscoveryRes;
import org.ebbflow.iso15118.message.iso20.DC_PreChargeReq;
import org.ebbflow.iso15118.message.iso20.DC_PreChargeRes;
import org.ebbflow.iso15118.message.iso20.DC_WeldingDetectionReq;
import org.ebbflow.iso15118.message.iso20.DC_WeldingDetectionRes;
import org.ebbflow.iso15118.message.iso20.Dynamic_EVPPTControlMode;
import org.ebbflow.iso15118.message.iso20.Dynamic_SEResControlMode;
import org.ebbflow.iso15118.message.iso20.EIM_AReqAuthorizationMode;
import org.ebbflow.iso15118.message.iso20.EIM_ASResAuthorizationMode;
import org.ebbflow.iso15118.message.iso20.EVPowerProfile;
import org.ebbflow.iso15118.message.iso20.EVPowerProfileEntryList;
import org.ebbflow.iso15118.message.iso20.MessageHeader;
import org.ebbflow.iso15118.message.iso20.ParameterSet;
import org.ebbflow.iso15118.message.iso20.ParameterValue;
import org.ebbflow.iso15118.message.iso20.PowerDeliveryReq;
import org.ebbflow.iso15118.message.iso20.PowerDeliveryRes;
import org.ebbflow.iso15118.message.iso20.PowerScheduleEntry;
import org.ebbflow.iso15118.message.iso20.PowerToleranceAcceptance;
import org.ebbflow.iso15118.message.iso20.PriceLevelSchedule;
import org.ebbflow.iso15118.message.iso20.Processing;
import org.ebbflow.iso15118.message.iso20.ResponseCode;
import org.ebbflow.iso15118.message.iso20.ScheduleExchangeReq;
import org.ebbflow.iso15118.message.iso20.ScheduleExchangeRes;
import org.ebbflow.iso15118.message.iso20.ScheduleTuple;
import org.ebbflow.iso15118.message.iso20.Scheduled_EVPPTControlMode;
import org.ebbflow.iso15118.message.iso20.Scheduled_SEResControlMode;
import org.ebbflow.iso15118.message.iso20.SelectedService;
import org.ebbflow.iso15118.message.iso20.ServiceDetailReq;
import org.ebbflow.iso15118.message.iso20.ServiceDetailRes;
import org.ebbflow.iso15118.message.iso20.ServiceDiscoveryReq;
import org.ebbflow.iso15118.message.iso20.ServiceDiscoveryRes;
import org.ebbflow.iso15118.message.iso20.ServiceSelectionReq;
import org.ebbflow.iso15118.message.iso20.ServiceSelectionRes;
import org.ebbflow.iso15118.message.iso20.SessionSetupReq;
import org.ebbflow.iso15118.message.iso20.SessionSetupRes;
import org.ebbflow.iso15118.message.iso20.SessionStopReq;
import org.ebbflow.iso15118.message.iso20.SessionStopRes;
import org.ebbflow.iso15118.message.iso20.V2GMessage;
import org.ebbflow.iso15118.message.iso20.V2GResponse;
import org.ebbflow.iso15118.message.sap.AppProtocol;
import org.ebbflow.iso15118.message.sap.SupportedAppProtocolReq;
import org.ebbflow.iso15118.schema.Schema;
import org.ebbflow.iso15118.secc.Demand;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.SeccConfig.Supply;
import org.ebbflow.iso15118.secc.SeccEvent;
import org.ebbflow.iso15118.secc.StationView.Target;
import org.ebbflow.iso15118.v2gtp.FrameReader;
import org.ebbflow.iso15118.wire.Wire;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sessions of ISO 15118-20 in the order and with the values of a public car program: every answer
 * is OK and holds what it reads, and the power is what the station means whatever the car tells.
 *
 * @source {@link ForeignProgram20}, and what it reads of an answer: the same files;
 *     EcoG-io/iso15118, iso15118/shared/messages/iso15118_20
 */
class ForeignIso20CarsTest {

    private static final int LOOPS = 10;
    private static final int DISCHARGE_W = -5_000;

    @ParameterizedTest
    @EnumSource(ForeignProgram20.class)
    void everyAnswerIsOkAndHoldsWhatTheProgramReads(ForeignProgram20 program) {
        Car car = new Car(program);
        car.greet();
        car.choose();
        @Nullable PowerScheduleEntry told = car.exchange();
        car.prepare();
        car.start(told);
        car.charge();
        int mostW = program.isDc() || program.dynamic ? 11_500 : 11_000;
        assertEquals(mostW, car.askedW());
        car.bench.target = new Target.Power(DISCHARGE_W);
        car.charge();
        boolean decides = program == ForeignProgram20.DC_BPT_SCHEDULED;
        assertEquals(program.isBidirectional() && !decides ? DISCHARGE_W : 0, car.askedW());
        car.leave();
        assertEquals(new SeccEvent.Ended(EndReason.COMPLETED, true), car.bench.ended());
        assertEquals(car.bench.requests, car.bench.frames);
    }

    /** One session of the program, message by message. */
    private static final class Car {
        private final ForeignProgram20 program;
        private final SessionBench bench;
        private byte[] id = new byte[8];

        Car(ForeignProgram20 program) {
            this.program = program;
            bench =
                    new SessionBench(
                            program.isDc() ? Supply.DC : Supply.AC,
                            EvccPlan.of(Protocol.ISO_15118_20, Service.DC, Stop.NEVER));
            bench.phases = 3;
        }

        private MessageHeader header() {
            return new MessageHeader(id, 1_795_290_169_000_000L, null);
        }

        private <T extends V2GResponse> T ask(V2GMessage request, Class<T> kind) {
            return ask(request, ResponseCode.OK, kind);
        }

        private <T extends V2GResponse> T ask(
                V2GMessage request, ResponseCode code, Class<T> kind) {
            List<byte[]> answers = bench.ask(Wire.iso20(request), 2);
            assertEquals(1, answers.size(), () -> request + " " + bench.events);
            V2GMessage answer =
                    Wire.iso20(FrameReader.EMPTY.read(answers.getFirst()).frames().getFirst())
                            .orElseThrow();
            T told = assertInstanceOf(kind, answer, bench.events::toString);
            assertEquals(code, told.responseCode(), () -> request + " " + bench.events);
            return told;
        }

        void greet() {
            String namespace = "urn:iso:std:iso:15118:-20:" + (program.isDc() ? "DC" : "AC");
            SupportedAppProtocolReq greeting =
                    new SupportedAppProtocolReq(List.of(new AppProtocol(namespace, 1, 0, 1, 1)));
            assertEquals(1, bench.ask(Wire.frame(Schema.SAP, greeting), 1).size());
            SessionSetupRes session =
                    ask(
                            new SessionSetupReq(header(), "WMIV1234567890ABCDEX"),
                            ResponseCode.OK_NewSessionEstablished,
                            SessionSetupRes.class);
            id = session.header().sessionId();
            assertEquals(8, id.length);
            AuthorizationSetupRes setUp =
                    ask(new AuthorizationSetupReq(header()), AuthorizationSetupRes.class);
            assertEquals(List.of(Authorization.EIM), setUp.authorizationServices());
            assertInstanceOf(EIM_ASResAuthorizationMode.class, setUp.asResAuthorizationMode());
            assertFalse(setUp.certificateInstallationService());
            AuthorizationReq wish =
                    new AuthorizationReq(
                            header(), Authorization.EIM, new EIM_AReqAuthorizationMode());
            assertEquals(Processing.Finished, ask(wish, AuthorizationRes.class).evseProcessing());
        }

        /** It takes the first set; one that is told to be scheduled takes the first of those. */
        void choose() {
            ServiceDiscoveryRes services =
                    ask(new ServiceDiscoveryReq(header(), null), ServiceDiscoveryRes.class);
            assertNull(services.vasList());
            assertTrue(
                    services.energyTransferServiceList().service().stream()
                            .anyMatch(s -> s.serviceId() == program.serviceId));
            ServiceDetailRes details =
                    ask(new ServiceDetailReq(header(), program.serviceId), ServiceDetailRes.class);
            assertEquals(program.serviceId, details.serviceId());
            List<ParameterSet> sets = details.serviceParameterList().parameterSet();
            assertTrue(sets.size() <= 4, "car codecs in C hold four");
            assertEquals(2, number(sets.getFirst(), "ControlMode"), "dynamic comes first");
            ParameterSet chosen =
                    sets.stream()
                            .filter(s -> number(s, "ControlMode") == (program.dynamic ? 2 : 1))
                            .findFirst()
                            .orElseThrow();
            assertEquals(program.dynamic ? 0 : 2, number(chosen, "Pricing"));
            ask(
                    new ServiceSelectionReq(
                            header(),
                            new SelectedService(program.serviceId, chosen.parameterSetId()),
                            null),
                    ServiceSelectionRes.class);
        }

        private static int number(ParameterSet set, String name) {
            return set.parameter().stream()
                    .filter(p -> p.name().equals(name))
                    .map(p -> assertInstanceOf(ParameterValue.IntValue.class, p.parameterValue()))
                    .findFirst()
                    .orElseThrow()
                    .value();
        }

        @Nullable PowerScheduleEntry exchange() {
            V2GMessage limits = program.parameters(header());
            if (program.isDc()) {
                Object dc =
                        ask(limits, DC_ChargeParameterDiscoveryRes.class)
                                .dcCpdResEnergyTransferMode();
                assertEquals(
                        program.isBidirectional(), dc instanceof BPT_DC_CPDResEnergyTransferMode);
            } else {
                Object ac =
                        ask(limits, AC_ChargeParameterDiscoveryRes.class)
                                .acCpdResEnergyTransferMode();
                assertEquals(
                        program.isBidirectional(), ac instanceof BPT_AC_CPDResEnergyTransferMode);
            }
            ScheduleExchangeRes told =
                    ask(
                            new ScheduleExchangeReq(header(), 1_024, program.needs()),
                            ScheduleExchangeRes.class);
            assertEquals(Processing.Finished, told.evseProcessing());
            assertNull(told.goToPause());
            return program.dynamic ? needs(told) : schedule(told);
        }

        private static @Nullable PowerScheduleEntry needs(ScheduleExchangeRes told) {
            Dynamic_SEResControlMode needs =
                    assertInstanceOf(Dynamic_SEResControlMode.class, told.seResControlMode());
            assertEquals(Integer.valueOf(30), needs.minimumSoc());
            assertEquals(Integer.valueOf(80), needs.targetSoc());
            return null;
        }

        private PowerScheduleEntry schedule(ScheduleExchangeRes told) {
            ScheduleTuple tuple =
                    assertInstanceOf(Scheduled_SEResControlMode.class, told.seResControlMode())
                            .scheduleTuple()
                            .getFirst();
            assertEquals(1, tuple.scheduleTupleId());
            ChargingSchedule back = tuple.dischargingSchedule();
            assertEquals(program.isBidirectional(), back != null);
            if (back != null) {
                priced(back);
            }
            return priced(tuple.chargingSchedule());
        }

        /** Without exactly one schedule of prices the program ends the session. */
        private static PowerScheduleEntry priced(ChargingSchedule schedule) {
            PriceLevelSchedule prices =
                    assertInstanceOf(PriceLevelSchedule.class, schedule.priceSchedule());
            assertEquals(1, prices.priceScheduleId());
            assertEquals(1, prices.numberOfPriceLevels());
            PowerScheduleEntry entry =
                    schedule.powerSchedule().powerScheduleEntries().powerScheduleEntry().getFirst();
            assertEquals(
                    entry.duration(),
                    prices.priceLevelScheduleEntries()
                            .priceLevelScheduleEntry()
                            .getFirst()
                            .duration());
            return entry;
        }

        /** Flat out, and after a few rounds with power whatever the voltage. */
        void prepare() {
            if (!program.isDc()) {
                return;
            }
            Processing processing = Processing.Ongoing;
            for (int i = 0; i < 3_900 && processing != Processing.Finished; i++) {
                processing =
                        ask(new DC_CableCheckReq(header()), DC_CableCheckRes.class)
                                .evseProcessing();
                bench.pass(1);
            }
            assertEquals(Processing.Finished, processing);
            for (int i = 0; i < 4; i++) {
                ask(
                        new DC_PreChargeReq(
                                header(),
                                i < 3 ? Processing.Ongoing : Processing.Finished,
                                program.volts(),
                                program.volts()),
                        DC_PreChargeRes.class);
                bench.pass(1);
            }
        }

        void start(@Nullable PowerScheduleEntry told) {
            ChannelSelection channel = program.isBidirectional() ? ChannelSelection.Charge : null;
            PowerDeliveryReq pending =
                    new PowerDeliveryReq(
                            header(), Processing.Ongoing, ChargeProgress.Start, null, channel);
            ask(pending, PowerDeliveryRes.class);
            PowerScheduleEntry entry =
                    told == null
                            ? new PowerScheduleEntry(
                                    3_600, ForeignProgram20.number(0, 11_000), null, null)
                            : new PowerScheduleEntry(told.duration(), told.power(), null, null);
            EVPowerProfile profile =
                    new EVPowerProfile(
                            0,
                            told == null
                                    ? new Dynamic_EVPPTControlMode()
                                    : new Scheduled_EVPPTControlMode(
                                            1, PowerToleranceAcceptance.PowerToleranceConfirmed),
                            new EVPowerProfileEntryList(List.of(entry)));
            ask(
                    new PowerDeliveryReq(
                            header(), Processing.Finished, ChargeProgress.Start, profile, channel),
                    told == null ? ResponseCode.OK : ResponseCode.OK_PowerToleranceConfirmed,
                    PowerDeliveryRes.class);
        }

        /** A status other than "stop" or "choose anew" the program cannot bear. */
        void charge() {
            for (int i = 0; i < LOOPS; i++) {
                V2GMessage request = program.loop(header());
                if (program.isDc()) {
                    assertNull(ask(request, DC_ChargeLoopRes.class).evseStatus());
                } else {
                    assertNull(ask(request, AC_ChargeLoopRes.class).evseStatus());
                }
                bench.pass(2);
            }
        }

        int askedW() {
            return switch (bench.demand) {
                case Demand.Dc dc -> dc.powerW();
                case Demand.Ac ac -> ac.powerW();
                default -> throw new AssertionError(bench.demand.toString());
            };
        }

        void leave() {
            ask(
                    new PowerDeliveryReq(
                            header(), Processing.Finished, ChargeProgress.Stop, null, null),
                    PowerDeliveryRes.class);
            for (int i = 0; program.isDc() && i < 5; i++) {
                Processing more = i < 4 ? Processing.Ongoing : Processing.Finished;
                ask(new DC_WeldingDetectionReq(header(), more), DC_WeldingDetectionRes.class);
            }
            ask(
                    new SessionStopReq(header(), ChargingSession.Terminate, null, null),
                    SessionStopRes.class);
            bench.hangUp();
        }
    }
}
