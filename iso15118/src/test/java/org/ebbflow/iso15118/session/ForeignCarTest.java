package org.ebbflow.iso15118.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.iso15118.evcc.EvccPlan.Protocol;
import org.ebbflow.iso15118.evcc.EvccPlan.Stop;
import org.ebbflow.iso15118.message.iso20.Authorization;
import org.ebbflow.iso15118.message.iso20.AuthorizationReq;
import org.ebbflow.iso15118.message.iso20.AuthorizationRes;
import org.ebbflow.iso15118.message.iso20.AuthorizationSetupReq;
import org.ebbflow.iso15118.message.iso20.AuthorizationSetupRes;
import org.ebbflow.iso15118.message.iso20.BPT_DC_CPDReqEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.BPT_Scheduled_DC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.ChannelSelection;
import org.ebbflow.iso15118.message.iso20.ChargeProgress;
import org.ebbflow.iso15118.message.iso20.ChargingSession;
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
import org.ebbflow.iso15118.message.iso20.DisplayParameters;
import org.ebbflow.iso15118.message.iso20.EIM_AReqAuthorizationMode;
import org.ebbflow.iso15118.message.iso20.EVAbsolutePriceSchedule;
import org.ebbflow.iso15118.message.iso20.EVEnergyOffer;
import org.ebbflow.iso15118.message.iso20.EVPowerProfile;
import org.ebbflow.iso15118.message.iso20.EVPowerProfileEntryList;
import org.ebbflow.iso15118.message.iso20.EVPowerSchedule;
import org.ebbflow.iso15118.message.iso20.EVPowerScheduleEntry;
import org.ebbflow.iso15118.message.iso20.EVPowerScheduleEntryList;
import org.ebbflow.iso15118.message.iso20.EVPriceRule;
import org.ebbflow.iso15118.message.iso20.EVPriceRuleStack;
import org.ebbflow.iso15118.message.iso20.EVPriceRuleStackList;
import org.ebbflow.iso15118.message.iso20.MessageHeader;
import org.ebbflow.iso15118.message.iso20.PowerDeliveryReq;
import org.ebbflow.iso15118.message.iso20.PowerDeliveryRes;
import org.ebbflow.iso15118.message.iso20.PowerScheduleEntry;
import org.ebbflow.iso15118.message.iso20.PowerToleranceAcceptance;
import org.ebbflow.iso15118.message.iso20.Processing;
import org.ebbflow.iso15118.message.iso20.RationalNumber;
import org.ebbflow.iso15118.message.iso20.ResponseCode;
import org.ebbflow.iso15118.message.iso20.ScheduleExchangeReq;
import org.ebbflow.iso15118.message.iso20.ScheduleExchangeRes;
import org.ebbflow.iso15118.message.iso20.Scheduled_EVPPTControlMode;
import org.ebbflow.iso15118.message.iso20.Scheduled_SEReqControlMode;
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
import org.ebbflow.iso15118.v2gtp.Frame;
import org.ebbflow.iso15118.v2gtp.FrameReader;
import org.ebbflow.iso15118.wire.Wire;
import org.junit.jupiter.api.Test;

/**
 * A car that does in order and values what public EV simulators do and ours does not: an empty
 * session id, details of every service, a price for its energy, power delivery "ongoing" first, a
 * profile copied from the station's schedule, wide voltage limits, several welding detections.
 *
 * @source order and values: EcoG-io/iso15118, evcc/states/iso15118_20_states.py and
 *     evcc/controller/simulator.py
 */
class ForeignCarTest {

    private static final RationalNumber ZERO = new RationalNumber(0, 0);

    private final SessionBench bench =
            new SessionBench(
                    Supply.DC,
                    EvccPlan.of(Protocol.ISO_15118_20, EvccPlan.Service.DC_BPT, new Stop(3, 2000)));
    private byte[] id = new byte[8];

    private MessageHeader header() {
        return new MessageHeader(id, 1_795_290_169L, null);
    }

    private V2GMessage ask(V2GMessage request) {
        List<byte[]> answers = bench.ask(Wire.iso20(request), 30);
        assertEquals(1, answers.size(), () -> request + " " + bench.events);
        Frame frame = FrameReader.EMPTY.read(answers.getFirst()).frames().getFirst();
        return Wire.iso20(frame).orElseThrow();
    }

    private <T extends V2GResponse> T ask(V2GMessage request, ResponseCode code, Class<T> kind) {
        T answer = kind.cast(ask(request));
        assertEquals(code, answer.responseCode(), request::toString);
        return answer;
    }

    private void greet() {
        SupportedAppProtocolReq greeting =
                new SupportedAppProtocolReq(
                        List.of(
                                new AppProtocol("urn:iso:15118:2:2013:MsgDef", 2, 0, 1, 2),
                                new AppProtocol("urn:iso:std:iso:15118:-20:DC", 1, 0, 2, 1)));
        assertEquals(1, bench.ask(Wire.frame(Schema.SAP, greeting), 1).size());
        SessionSetupRes setUp =
                ask(
                        new SessionSetupReq(header(), "WMIV1234567890ABCDEX"),
                        ResponseCode.OK_NewSessionEstablished,
                        SessionSetupRes.class);
        id = setUp.header().sessionId();
        assertFalse(Arrays.equals(id, new byte[8]));
        ask(new AuthorizationSetupReq(header()), ResponseCode.OK, AuthorizationSetupRes.class);
        AuthorizationRes right =
                ask(
                        new AuthorizationReq(
                                header(), Authorization.EIM, new EIM_AReqAuthorizationMode()),
                        ResponseCode.OK,
                        AuthorizationRes.class);
        assertEquals(Processing.Finished, right.evseProcessing());
    }

    /** Asks for details of all that is offered, last the one it takes. */
    private void choose() {
        ServiceDiscoveryRes services =
                ask(
                        new ServiceDiscoveryReq(header(), null),
                        ResponseCode.OK,
                        ServiceDiscoveryRes.class);
        List<Integer> ids = new ArrayList<>();
        services.energyTransferServiceList().service().forEach(s -> ids.add(s.serviceId()));
        assertEquals(List.of(6, 2), ids, "one-way DC is always there beside the other");
        int scheduled = 0;
        for (int service : ids.reversed()) {
            ServiceDetailRes detail =
                    ask(
                            new ServiceDetailReq(header(), service),
                            ResponseCode.OK,
                            ServiceDetailRes.class);
            scheduled = detail.serviceParameterList().parameterSet().getLast().parameterSetId();
        }
        ask(
                new ServiceSelectionReq(header(), new SelectedService(6, scheduled), null),
                ResponseCode.OK,
                ServiceSelectionRes.class);
        ask(
                new DC_ChargeParameterDiscoveryReq(header(), limits()),
                ResponseCode.OK,
                DC_ChargeParameterDiscoveryRes.class);
    }

    private static BPT_DC_CPDReqEnergyTransferMode limits() {
        return new BPT_DC_CPDReqEnergyTransferMode(
                new RationalNumber(3, 300),
                new RationalNumber(0, 100),
                new RationalNumber(0, 300),
                new RationalNumber(0, 10),
                new RationalNumber(0, 1_000),
                new RationalNumber(0, 10),
                null,
                new RationalNumber(3, 11),
                new RationalNumber(3, 1),
                new RationalNumber(0, 11),
                ZERO);
    }

    private PowerScheduleEntry exchange() {
        EVPriceRule rule = new EVPriceRule(ZERO, ZERO);
        EVPriceRuleStack stack = new EVPriceRuleStack(0, List.of(rule));
        EVPowerScheduleEntry entry = new EVPowerScheduleEntry(3_600, new RationalNumber(3, -10));
        EVEnergyOffer offer =
                new EVEnergyOffer(
                        new EVPowerSchedule(0, new EVPowerScheduleEntryList(List.of(entry))),
                        new EVAbsolutePriceSchedule(
                                0,
                                "EUR",
                                "urn:iso:std:iso:15118:-20:PriceAlgorithm:1-Power",
                                new EVPriceRuleStackList(List.of(stack))));
        ScheduleExchangeRes schedule =
                ask(
                        new ScheduleExchangeReq(
                                header(),
                                1_024,
                                new Scheduled_SEReqControlMode(
                                        7_200L,
                                        new RationalNumber(3, 10),
                                        new RationalNumber(3, 20),
                                        new RationalNumber(-2, 5),
                                        offer)),
                        ResponseCode.OK,
                        ScheduleExchangeRes.class);
        assertEquals(Processing.Finished, schedule.evseProcessing());
        Scheduled_SEResControlMode tuples =
                (Scheduled_SEResControlMode) schedule.seResControlMode();
        assertEquals(1, tuples.scheduleTuple().getFirst().scheduleTupleId());
        return tuples.scheduleTuple()
                .getFirst()
                .chargingSchedule()
                .powerSchedule()
                .powerScheduleEntries()
                .powerScheduleEntry()
                .getFirst();
    }

    /** The voltage it tells is a fixed one, whatever its inlet has. */
    private void prepareDc() {
        Processing processing = Processing.Ongoing;
        for (int i = 0; i < 500 && processing != Processing.Finished; i++) {
            bench.pass(5);
            processing =
                    ask(new DC_CableCheckReq(header()), ResponseCode.OK, DC_CableCheckRes.class)
                            .evseProcessing();
        }
        assertEquals(Processing.Finished, processing);
        for (int i = 0; i < 5; i++) {
            bench.pass(20);
            ask(
                    new DC_PreChargeReq(
                            header(),
                            i < 4 ? Processing.Ongoing : Processing.Finished,
                            new RationalNumber(0, 20),
                            new RationalNumber(0, SessionBench.BATTERY_MV / 1_000)),
                    ResponseCode.OK,
                    DC_PreChargeRes.class);
        }
    }

    private void start(PowerScheduleEntry copied) {
        ask(
                new PowerDeliveryReq(
                        header(),
                        Processing.Ongoing,
                        ChargeProgress.Start,
                        null,
                        ChannelSelection.Charge),
                ResponseCode.OK,
                PowerDeliveryRes.class);
        EVPowerProfile profile =
                new EVPowerProfile(
                        0,
                        new Scheduled_EVPPTControlMode(
                                1, PowerToleranceAcceptance.PowerToleranceConfirmed),
                        new EVPowerProfileEntryList(List.of(copied)));
        ask(
                new PowerDeliveryReq(
                        header(),
                        Processing.Finished,
                        ChargeProgress.Start,
                        profile,
                        ChannelSelection.Charge),
                ResponseCode.OK_PowerToleranceConfirmed,
                PowerDeliveryRes.class);
    }

    private DC_ChargeLoopRes loop(int currentA) {
        DisplayParameters shown =
                new DisplayParameters(
                        10,
                        null,
                        80,
                        null,
                        null,
                        3_600L,
                        null,
                        false,
                        new RationalNumber(3, 60),
                        false);
        return ask(
                new DC_ChargeLoopReq(
                        header(),
                        shown,
                        false,
                        new RationalNumber(0, 400),
                        new BPT_Scheduled_DC_CLReqControlMode(
                                null,
                                null,
                                null,
                                new RationalNumber(0, currentA),
                                new RationalNumber(0, 400),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null)),
                ResponseCode.OK,
                DC_ChargeLoopRes.class);
    }

    private int askedW() {
        return bench.demand instanceof Demand.Dc dc ? dc.powerW() : 0;
    }

    private void untilTheLoop() {
        greet();
        choose();
        PowerScheduleEntry copied = exchange();
        prepareDc();
        start(copied);
    }

    private void end(ChargeProgress progress, ResponseCode code) {
        ask(
                new PowerDeliveryReq(header(), Processing.Finished, progress, null, null),
                code,
                PowerDeliveryRes.class);
    }

    @Test
    void aWholeScheduledSessionInBothDirectionsEndsInOrder() {
        untilTheLoop();
        loop(20);
        bench.pass(1);
        assertEquals(8_000, askedW(), 100);
        loop(-10);
        bench.pass(1);
        assertEquals(-4_000, askedW(), 100);
        assertEquals(100, bench.facts.soc().orElseThrow().deciPercent());
        assertEquals(60_000, bench.facts.soc().orElseThrow().capacityWh());

        end(ChargeProgress.Standby, ResponseCode.WARNING_StandbyNotAllowed);
        loop(0);
        end(ChargeProgress.Stop, ResponseCode.OK);
        for (int i = 0; i < 5; i++) {
            bench.pass(20);
            Processing more = i < 4 ? Processing.Ongoing : Processing.Finished;
            ask(
                    new DC_WeldingDetectionReq(header(), more),
                    ResponseCode.OK,
                    DC_WeldingDetectionRes.class);
        }
        ask(
                new SessionStopReq(header(), ChargingSession.Terminate, null, null),
                ResponseCode.OK,
                SessionStopRes.class);
        bench.hangUp();
        assertEquals(new SeccEvent.Ended(EndReason.COMPLETED, true), bench.ended());
        bench.pass(300);
        assertEquals(new Demand.Nothing(), bench.demand);
    }

    @Test
    void aTargetOfZeroVoltsOrWildValuesIsNoPowerBeyondTheOffer() {
        untilTheLoop();
        V2GMessage wild =
                new DC_ChargeLoopReq(
                        header(),
                        null,
                        true,
                        new RationalNumber(3, 20),
                        new BPT_Scheduled_DC_CLReqControlMode(
                                null,
                                null,
                                null,
                                new RationalNumber(3, 300),
                                new RationalNumber(3, 20),
                                null,
                                null,
                                new RationalNumber(3, 300),
                                new RationalNumber(3, 20),
                                new RationalNumber(3, 20),
                                null,
                                null,
                                null));
        DC_ChargeLoopRes answer = ask(wild, ResponseCode.OK, DC_ChargeLoopRes.class);
        assertTrue(answer.meterInfo() != null, "the meter was asked for");
        bench.pass(1);
        assertTrue(askedW() > 0 && askedW() <= 11_500, () -> "asked " + askedW());
        Demand.Dc asked = assertInstanceOf(Demand.Dc.class, bench.demand);
        assertEquals(150_000, asked.window().minVoltageMv(), "its least is no less than its most");
        assertTrue(bench.events.stream().anyMatch(SeccEvent.Clamped.class::isInstance));
        ask(
                new DC_ChargeLoopReq(
                        header(),
                        null,
                        false,
                        ZERO,
                        new BPT_Scheduled_DC_CLReqControlMode(
                                null, null, null, ZERO, ZERO, null, null, null, null, null, null,
                                null, null)),
                ResponseCode.OK,
                DC_ChargeLoopRes.class);
        bench.pass(1);
        assertEquals(0, askedW());
    }

    @Test
    void aCarThatVanishesWithoutAWordLeavesASafeStation() {
        untilTheLoop();
        loop(-10);
        bench.hangUp();
        assertEquals(EndReason.CONNECTION_LOST, bench.ended().why());
        assertTrue(!(bench.demand instanceof Demand.Dc), bench.demand::toString);
        bench.pass(300);
        assertEquals(new Demand.Nothing(), bench.demand);
    }
}
