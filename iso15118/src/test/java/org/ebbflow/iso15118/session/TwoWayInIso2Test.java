package org.ebbflow.iso15118.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.iso15118.evcc.EvccPlan.Protocol;
import org.ebbflow.iso15118.evcc.EvccPlan.Service;
import org.ebbflow.iso15118.evcc.EvccPlan.Stop;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.SeccConfig.Supply;
import org.ebbflow.iso15118.secc.SeccEvent;
import org.ebbflow.iso15118.secc.StationView.Target;
import org.junit.jupiter.api.Test;

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
    void aCarThatDoesNotAskIsNotToldAndNeverDischarged() {
        SessionBench bench = bench(Service.DC, 60);
        bench.target = new Target.Power(-5_000);
        bench.run(60);
        assertFalse(bench.facts.bidirectional());
        assertEquals(0, bench.leastW);
    }
}
