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
import org.ebbflow.iso15118.message.iso2.AC_EVSEChargeParameter;
import org.ebbflow.iso15118.message.iso2.AuthorizationReq;
import org.ebbflow.iso15118.message.iso2.AuthorizationRes;
import org.ebbflow.iso15118.message.iso2.BodyElement;
import org.ebbflow.iso15118.message.iso2.CableCheckReq;
import org.ebbflow.iso15118.message.iso2.CableCheckRes;
import org.ebbflow.iso15118.message.iso2.ChargeParameterDiscoveryRes;
import org.ebbflow.iso15118.message.iso2.ChargeProgress;
import org.ebbflow.iso15118.message.iso2.ChargingSession;
import org.ebbflow.iso15118.message.iso2.ChargingStatusReq;
import org.ebbflow.iso15118.message.iso2.ChargingStatusRes;
import org.ebbflow.iso15118.message.iso2.CurrentDemandRes;
import org.ebbflow.iso15118.message.iso2.DC_EVSEChargeParameter;
import org.ebbflow.iso15118.message.iso2.DC_EVSEStatus;
import org.ebbflow.iso15118.message.iso2.DC_EVSEStatusCode;
import org.ebbflow.iso15118.message.iso2.EVSENotification;
import org.ebbflow.iso15118.message.iso2.EVSEProcessing;
import org.ebbflow.iso15118.message.iso2.IsolationLevel;
import org.ebbflow.iso15118.message.iso2.PMaxScheduleEntry;
import org.ebbflow.iso15118.message.iso2.PaymentOption;
import org.ebbflow.iso15118.message.iso2.PaymentServiceSelectionReq;
import org.ebbflow.iso15118.message.iso2.PaymentServiceSelectionRes;
import org.ebbflow.iso15118.message.iso2.PhysicalValue;
import org.ebbflow.iso15118.message.iso2.PowerDeliveryReq;
import org.ebbflow.iso15118.message.iso2.PowerDeliveryRes;
import org.ebbflow.iso15118.message.iso2.PreChargeRes;
import org.ebbflow.iso15118.message.iso2.RelativeTimeInterval;
import org.ebbflow.iso15118.message.iso2.ResponseCode;
import org.ebbflow.iso15118.message.iso2.SAScheduleList;
import org.ebbflow.iso15118.message.iso2.SAScheduleTuple;
import org.ebbflow.iso15118.message.iso2.SelectedService;
import org.ebbflow.iso15118.message.iso2.SelectedServiceList;
import org.ebbflow.iso15118.message.iso2.ServiceCategory;
import org.ebbflow.iso15118.message.iso2.ServiceDiscoveryReq;
import org.ebbflow.iso15118.message.iso2.ServiceDiscoveryRes;
import org.ebbflow.iso15118.message.iso2.SessionSetupReq;
import org.ebbflow.iso15118.message.iso2.SessionSetupRes;
import org.ebbflow.iso15118.message.iso2.SessionStopReq;
import org.ebbflow.iso15118.message.iso2.SessionStopRes;
import org.ebbflow.iso15118.message.iso2.WeldingDetectionReq;
import org.ebbflow.iso15118.message.iso2.WeldingDetectionRes;
import org.ebbflow.iso15118.message.sap.AppProtocol;
import org.ebbflow.iso15118.message.sap.SupportedAppProtocolReq;
import org.ebbflow.iso15118.schema.Schema;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.SeccConfig.Supply;
import org.ebbflow.iso15118.secc.SeccEvent;
import org.ebbflow.iso15118.v2gtp.FrameReader;
import org.ebbflow.iso15118.wire.Bodies;
import org.ebbflow.iso15118.wire.Physical;
import org.ebbflow.iso15118.wire.Wire;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sessions of ISO 15118-2 and DIN 70121 in the order and with the values of public car programs:
 * every answer is OK and holds what that program reads of it, within the limits it accepts. The
 * station's meters read a little below 0 at rest, and discharge is on offer.
 *
 * @source {@link ForeignProgram}, and what each reads of an answer: the same files;
 *     EcoG-io/iso15118, iso15118/shared/messages/datatypes.py
 */
class ForeignIso2CarsTest {

    private static final int LOOPS = 10;
    private static final int PRE_CHARGE_ROUNDS = 70;
    private static final int WELDING_ROUNDS = 10;

    @ParameterizedTest
    @EnumSource(ForeignProgram.class)
    void everyAnswerIsOkAndWithinWhatTheProgramAccepts(ForeignProgram program) {
        Car car = new Car(program);
        car.greet();
        car.choose();
        PMaxScheduleEntry told = car.exchange();
        car.prepare();
        car.deliver(ChargeProgress.Start, told);
        car.charge();
        if (program.name().startsWith("RISE")) {
            car.deliver(ChargeProgress.Renegotiate, told);
            told = car.exchange();
            car.prepare();
            car.deliver(ChargeProgress.Start, told);
            car.charge();
        }
        car.deliver(ChargeProgress.Stop, told);
        car.leave();
        assertEquals(new SeccEvent.Ended(EndReason.COMPLETED, true), car.bench.ended());
        assertEquals(car.bench.requests, car.bench.frames);
    }

    /** One session of a program, message by message. */
    private static final class Car {
        private final ForeignProgram program;
        private final SessionBench bench;
        private byte[] id = {0};

        Car(ForeignProgram program) {
            this.program = program;
            bench =
                    new SessionBench(
                            program.isDc() ? Supply.DC : Supply.AC,
                            EvccPlan.of(Protocol.ISO_15118_2, Service.DC, Stop.NEVER));
            bench.phases = program == ForeignProgram.ECOG_AC ? 3 : 1;
            bench.restMv = -300;
            bench.restMa = -100;
        }

        private Bodies.Received ask(BodyElement request) {
            byte[] answer = bench.ask(program.bodies.write(id, request), 10).getFirst();
            return program.bodies
                    .read(FrameReader.EMPTY.read(answer).frames().getFirst())
                    .orElseThrow();
        }

        private <T extends BodyElement> T ask(BodyElement request, Class<T> kind) {
            Bodies.Received received = ask(request);
            assertEquals(8, received.sessionId().length);
            return assertInstanceOf(kind, received.body(), bench.events::toString);
        }

        private void ok(ResponseCode code) {
            assertEquals(ResponseCode.OK, code, bench.events::toString);
        }

        void greet() {
            String namespace =
                    program.isDin() ? "urn:din:70121:2012:MsgDef" : "urn:iso:15118:2:2013:MsgDef";
            SupportedAppProtocolReq greeting =
                    new SupportedAppProtocolReq(List.of(new AppProtocol(namespace, 2, 0, 1, 1)));
            assertEquals(1, bench.ask(Wire.frame(Schema.SAP, greeting), 1).size());
            Bodies.Received setUp = ask(new SessionSetupReq(new byte[] {0, 0x7D, -6, 7, 94, 74}));
            SessionSetupRes session = assertInstanceOf(SessionSetupRes.class, setUp.body());
            assertEquals(ResponseCode.OK_NewSessionEstablished, session.responseCode());
            int length = session.evseid().length();
            assertTrue(length >= 7 && length <= 37, session::evseid);
            id = setUp.sessionId();
        }

        void choose() {
            ServiceCategory category =
                    program == ForeignProgram.TUX_TESLA ? ServiceCategory.EVCharging : null;
            ServiceDiscoveryRes services =
                    ask(new ServiceDiscoveryReq(null, category), ServiceDiscoveryRes.class);
            ok(services.responseCode());
            assertNull(services.serviceList(), "EcoG's knows the ids 1 to 4 and no other");
            assertEquals(1, services.chargeService().serviceId());
            assertTrue(
                    services.chargeService()
                                    .supportedEnergyTransferMode()
                                    .energyTransferMode()
                                    .contains(program.mode)
                            || program.isDin());
            assertEquals(
                    List.of(PaymentOption.ExternalPayment),
                    services.paymentOptionList().paymentOption());
            SelectedServiceList charge =
                    new SelectedServiceList(List.of(new SelectedService(1, null)));
            ok(
                    ask(
                                    new PaymentServiceSelectionReq(
                                            PaymentOption.ExternalPayment, charge),
                                    PaymentServiceSelectionRes.class)
                            .responseCode());
            AuthorizationRes right = ask(new AuthorizationReq(null, null), AuthorizationRes.class);
            ok(right.responseCode());
            assertEquals(EVSEProcessing.Finished, right.evseProcessing());
        }

        PMaxScheduleEntry exchange() {
            ChargeParameterDiscoveryRes told =
                    ask(program.parameters(), ChargeParameterDiscoveryRes.class);
            ok(told.responseCode());
            assertEquals(EVSEProcessing.Finished, told.evseProcessing());
            switch (told.evseChargeParameter()) {
                case DC_EVSEChargeParameter dc -> {
                    quiet(dc.dcEvseStatus());
                    within(dc.evseMaximumCurrentLimit(), 400);
                    within(dc.evseMinimumCurrentLimit(), 400);
                    within(dc.evseMaximumVoltageLimit(), 1_000);
                    within(dc.evseMinimumVoltageLimit(), 1_000);
                    within(dc.evseMaximumPowerLimit(), 200_000);
                    within(dc.evsePeakCurrentRipple(), 400);
                }
                case AC_EVSEChargeParameter ac -> {
                    assertEquals(EVSENotification.None, ac.acEvseStatus().evseNotification());
                    assertFalse(ac.acEvseStatus().rcd());
                    within(ac.evseNominalVoltage(), 1_000);
                    within(ac.evseMaxCurrent(), 400);
                }
                default -> throw new AssertionError(told.toString());
            }
            if (program.isDin()) {
                return new PMaxScheduleEntry(
                        new RelativeTimeInterval(0, 86_400), Physical.watts(0));
            }
            SAScheduleTuple tuple =
                    assertInstanceOf(SAScheduleList.class, told.saSchedules())
                            .saScheduleTuple()
                            .getFirst();
            assertEquals(1, tuple.saScheduleTupleId());
            PMaxScheduleEntry entry = tuple.pMaxSchedule().pMaxScheduleEntry().getFirst();
            within(entry.pMax(), 200_000);
            return entry;
        }

        void prepare() {
            if (!program.isDc()) {
                return;
            }
            DC_EVSEStatus checked = null;
            for (int i = 0; i < 400 && checked == null; i++) {
                CableCheckRes check =
                        ask(new CableCheckReq(program.status(true)), CableCheckRes.class);
                ok(check.responseCode());
                boolean over = check.evseProcessing() == EVSEProcessing.Finished;
                checked = over ? check.dcEvseStatus() : null;
                bench.pass(10);
            }
            quiet(assertInstanceOf(DC_EVSEStatus.class, checked));
            assertEquals(IsolationLevel.Valid, checked.evseIsolationStatus());
            assertEquals(DC_EVSEStatusCode.EVSE_Ready, checked.evseStatusCode());
            int targetMv = Physical.milli(program.preCharge().evTargetVoltage());
            int presentMv = -1;
            for (int i = 0; i < PRE_CHARGE_ROUNDS && Math.abs(presentMv - targetMv) > 5_000; i++) {
                PreChargeRes charged = ask(program.preCharge(), PreChargeRes.class);
                ok(charged.responseCode());
                within(charged.evsePresentVoltage(), 1_000);
                presentMv = Physical.milli(charged.evsePresentVoltage());
                bench.pass(10);
            }
            assertEquals(targetMv, presentMv, 5_000);
        }

        void deliver(ChargeProgress progress, PMaxScheduleEntry told) {
            boolean bare = program.name().startsWith("ECOG") && progress != ChargeProgress.Start;
            PowerDeliveryReq request =
                    new PowerDeliveryReq(
                            progress,
                            1,
                            bare ? null : program.profile(told),
                            bare ? null : program.delivery());
            ok(ask(request, PowerDeliveryRes.class).responseCode());
        }

        void charge() {
            for (int i = 0; i < LOOPS; i++) {
                if (program.isDc()) {
                    loop(ask(program.demand(), CurrentDemandRes.class));
                } else {
                    loop(ask(new ChargingStatusReq(), ChargingStatusRes.class));
                }
                bench.pass(5);
            }
        }

        private void loop(CurrentDemandRes told) {
            ok(told.responseCode());
            quiet(told.dcEvseStatus());
            assertEquals(DC_EVSEStatusCode.EVSE_Ready, told.dcEvseStatus().evseStatusCode());
            within(told.evsePresentVoltage(), 1_000);
            within(told.evsePresentCurrent(), 400);
            within(told.evseMaximumVoltageLimit(), 1_000);
            within(told.evseMaximumCurrentLimit(), 400);
            within(told.evseMaximumPowerLimit(), 200_000);
            assertEquals(1, program.isDin() ? 1 : told.saScheduleTupleId());
            assertFalse(Boolean.TRUE.equals(told.receiptRequired()));
        }

        private void loop(ChargingStatusRes told) {
            ok(told.responseCode());
            assertEquals(EVSENotification.None, told.acEvseStatus().evseNotification());
            assertEquals(1, told.saScheduleTupleId());
            within(told.evseMaxCurrent(), 400);
            assertFalse(Boolean.TRUE.equals(told.receiptRequired()));
        }

        /** Of Tesla's no welding detection was recorded; clara's goes on until 40 V. */
        void leave() {
            int presentMv = Integer.MAX_VALUE;
            boolean detects = program.isDc() && program != ForeignProgram.TUX_TESLA;
            for (int i = 0; detects && presentMv > 40_000 && i < WELDING_ROUNDS; i++) {
                bench.pass(10);
                WeldingDetectionRes welding =
                        ask(
                                new WeldingDetectionReq(program.status(false)),
                                WeldingDetectionRes.class);
                ok(welding.responseCode());
                within(welding.evsePresentVoltage(), 1_000);
                presentMv = Physical.milli(welding.evsePresentVoltage());
            }
            assertTrue(!detects || presentMv <= 40_000, "still " + presentMv + " mV");
            ok(
                    ask(new SessionStopReq(ChargingSession.Terminate), SessionStopRes.class)
                            .responseCode());
            bench.hangUp();
        }

        private static void quiet(DC_EVSEStatus status) {
            assertEquals(EVSENotification.None, status.evseNotification());
        }

        /** What EcoG's takes for malformed otherwise. @source ISO 15118-2 Table 68 */
        private static void within(@Nullable PhysicalValue told, int most) {
            PhysicalValue value = assertInstanceOf(PhysicalValue.class, told);
            assertTrue(value.multiplier() >= -3 && value.multiplier() <= 3, value::toString);
            assertTrue(value.value() >= 0, value::toString);
            assertTrue(Physical.whole(value) <= most, value::toString);
        }
    }
}
