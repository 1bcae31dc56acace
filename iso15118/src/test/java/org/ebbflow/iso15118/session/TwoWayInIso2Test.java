package org.ebbflow.iso15118.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.iso15118.evcc.EvccPlan.Protocol;
import org.ebbflow.iso15118.evcc.EvccPlan.Service;
import org.ebbflow.iso15118.evcc.EvccPlan.Stop;
import org.ebbflow.iso15118.message.iso2.Body;
import org.ebbflow.iso15118.message.iso2.BodyElement;
import org.ebbflow.iso15118.message.iso2.MessageHeader;
import org.ebbflow.iso15118.message.iso2.ResponseCode;
import org.ebbflow.iso15118.message.iso2.ServiceCategory;
import org.ebbflow.iso15118.message.iso2.ServiceDetailReq;
import org.ebbflow.iso15118.message.iso2.ServiceDetailRes;
import org.ebbflow.iso15118.message.iso2.ServiceDiscoveryReq;
import org.ebbflow.iso15118.message.iso2.ServiceDiscoveryRes;
import org.ebbflow.iso15118.message.iso2.SessionSetupReq;
import org.ebbflow.iso15118.message.iso2.V2G_Message;
import org.ebbflow.iso15118.message.sap.AppProtocol;
import org.ebbflow.iso15118.message.sap.SupportedAppProtocolReq;
import org.ebbflow.iso15118.schema.Schema;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.SeccConfig.Supply;
import org.ebbflow.iso15118.secc.SeccEvent;
import org.ebbflow.iso15118.secc.StationView.Target;
import org.ebbflow.iso15118.v2gtp.FrameReader;
import org.ebbflow.iso15118.wire.Wire;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bidirectional services of SAE J2847/2 inside ISO 15118-2. */
class TwoWayInIso2Test {

    private static SessionBench bench(Service service, long loops) {
        EvccPlan plan = EvccPlan.of(Protocol.ISO_15118_2, service, new Stop(loops, 2000));
        return new SessionBench(Supply.DC, plan);
    }

    @Test
    void aCarThatSelectsTheServiceGivesWhatTheStationWants() {
        SessionBench bench = bench(Service.DC_BPT, 100);
        bench.runUntil(() -> bench.count("CurrentDemandReq") >= 30, 60);
        assertTrue(bench.facts.bidirectional());
        assertEquals("DC_BPT", bench.facts.service());
        assertTrue(bench.mostW > 0, "charges first");
        bench.target = new Target.Power(-5_000);
        bench.run(60);
        assertEquals(-5_000, bench.leastW, 50);
        assertEquals(new SeccEvent.Ended(EndReason.COMPLETED, true), bench.ended());
    }

    @Test
    void dischargeEndsAtOnceWhenTheOfferEnds() {
        SessionBench bench = bench(Service.DC_BPT, 1_000);
        bench.target = new Target.Power(-5_000);
        bench.runUntil(() -> bench.leastW < -4_000, 60);
        bench.dischargeOffered = false;
        bench.pass(2);
        bench.leastW = 0;
        bench.pass(5);
        assertEquals(0, bench.leastW);
    }

    @Test
    void withoutAPermitTheServiceIsNotThere() {
        SessionBench bench = bench(Service.DC_BPT, 10);
        bench.dischargeOffered = false;
        bench.run(60);
        assertEquals(EndReason.SERVICE_NOT_OFFERED, bench.ended().why());
        assertEquals("FAILED_ServiceSelectionInvalid", bench.heard.getLast());
    }

    @Test
    void aCarThatDoesNotSelectTheServiceIsNeverDischarged() {
        SessionBench bench = bench(Service.DC, 60);
        bench.target = new Target.Power(-5_000);
        bench.run(60);
        assertFalse(bench.facts.bidirectional());
        assertEquals(0, bench.leastW);
    }

    @ParameterizedTest
    @MethodSource("filters")
    void theServicesAreListedToACarThatAsksForOtherServicesAndToNoOther(
            @Nullable String scope, @Nullable ServiceCategory category, boolean listed) {
        Asking car = new Asking(bench(Service.DC, 1));
        ServiceDiscoveryRes services = car.discover(scope, category);
        assertEquals(1, services.chargeService().serviceId());
        List<Integer> ids = new ArrayList<>();
        if (services.serviceList() != null) {
            services.serviceList().service().forEach(s -> ids.add(s.serviceId()));
        }
        assertEquals(listed ? List.of(28_473, 28_472) : List.of(), ids);
    }

    static Stream<Arguments> filters() {
        return Stream.of(
                Arguments.of(null, null, false),
                Arguments.of(null, ServiceCategory.OtherCustom, true),
                Arguments.of(null, ServiceCategory.EVCharging, false),
                Arguments.of(null, ServiceCategory.Internet, false),
                Arguments.of("a network of another operator", null, false));
    }

    @Test
    void detailsAreToldOfEveryServiceOfferedListedOrNotAndOfNoOther() {
        Asking car = new Asking(bench(Service.DC, 1));
        car.discover(null, null);
        for (int id : List.of(1, 28_472, 28_473)) {
            assertEquals(new ServiceDetailRes(ResponseCode.OK, id, null), car.detail(id));
        }
        assertEquals(ResponseCode.FAILED_ServiceIDInvalid, car.detail(2).responseCode());
        assertEquals(EndReason.SERVICE_NOT_OFFERED, car.bench.ended().why());
    }

    @Test
    void withoutAPermitThereAreNoDetailsOfTheServices() {
        SessionBench bench = bench(Service.DC, 1);
        bench.dischargeOffered = false;
        Asking car = new Asking(bench);
        assertEquals(null, car.discover(null, null).serviceList());
        assertEquals(ResponseCode.OK, car.detail(1).responseCode());
        assertEquals(ResponseCode.FAILED_ServiceIDInvalid, car.detail(28_473).responseCode());
    }

    /** A car of single messages, its session set up. */
    private static final class Asking {
        private final SessionBench bench;
        private byte[] id = new byte[8];

        Asking(SessionBench bench) {
            this.bench = bench;
            AppProtocol iso2 = new AppProtocol("urn:iso:15118:2:2013:MsgDef", 2, 0, 1, 1);
            SupportedAppProtocolReq greeting = new SupportedAppProtocolReq(List.of(iso2));
            bench.ask(Wire.frame(Schema.SAP, greeting), 1);
            id = ask(new SessionSetupReq(new byte[] {1, 2, 3, 4, 5, 6})).header().sessionId();
        }

        private V2G_Message ask(BodyElement body) {
            V2G_Message request =
                    new V2G_Message(new MessageHeader(id, null, null), new Body(body));
            byte[] answer = bench.ask(Wire.frame(Schema.ISO2, request), 10).getFirst();
            return Wire.iso2(FrameReader.EMPTY.read(answer).frames().getFirst()).orElseThrow();
        }

        ServiceDiscoveryRes discover(@Nullable String scope, @Nullable ServiceCategory category) {
            BodyElement body = ask(new ServiceDiscoveryReq(scope, category)).body().bodyElement();
            return assertInstanceOf(ServiceDiscoveryRes.class, body);
        }

        ServiceDetailRes detail(int id) {
            BodyElement body = ask(new ServiceDetailReq(id)).body().bodyElement();
            return assertInstanceOf(ServiceDetailRes.class, body);
        }
    }
}
