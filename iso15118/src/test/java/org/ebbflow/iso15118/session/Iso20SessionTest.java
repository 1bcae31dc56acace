package org.ebbflow.iso15118.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

class Iso20SessionTest {

    @Test
    void dcBptChargesAndDischargesAndStopsInOrder() {
        EvccPlan plan = EvccPlan.of(Protocol.ISO_15118_20, Service.DC_BPT, new Stop(60, 2000));
        SessionBench bench = new SessionBench(Supply.DC, plan);
        bench.target = new Target.Power(8_000);
        bench.runUntil(() -> bench.count("DC_ChargeLoopReq") >= 30, 60);
        bench.target = new Target.Power(-9_000);
        bench.run(60);
        assertEquals(new SeccEvent.Ended(EndReason.COMPLETED, true), bench.ended());
        assertEquals("", bench.evcc.position().failure());
        assertEquals(8_000, bench.mostW);
        assertEquals(-9_000, bench.leastW);
        assertTrue(bench.energyOutMws > 0);
        assertEquals(60, bench.count("DC_ChargeLoopReq"));
        assertEquals(bench.requests, bench.frames);
        assertEquals("DC_BPT dynamic", bench.facts.service());
    }
}
