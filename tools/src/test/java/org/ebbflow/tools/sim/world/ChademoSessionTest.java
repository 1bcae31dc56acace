package org.ebbflow.tools.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.tools.sim.plant.BoardEvent;
import org.ebbflow.tools.vehicle.chademo.ChademoFault;
import org.ebbflow.tools.vehicle.chademo.ChademoTraits;
import org.junit.jupiter.api.Test;

/** Whole sessions of simulated cars through the product's control cycle, in virtual time. */
final class ChademoSessionTest {

    @Test
    void leaf40ChargesAndDischargesAtTheSetpointAndStopsInGoodOrder() {
        ChademoVisit visit = new ChademoVisit(ChademoTraits.leaf40(), ChademoFault.NONE, 600);
        ChademoRig rig = visit.rig;
        rig.setPower(6_000);
        visit.running();
        rig.run(10_000);
        assertEquals(6_000, rig.powerW(), 150, visit::story);
        rig.setPower(-5_000);
        rig.run(12_000);
        assertEquals(-5_000, rig.powerW(), 150, visit::story);
        rig.setPower(3_333);
        rig.run(12_000);
        assertEquals(3_333, rig.powerW(), 100, visit::story);
        visit.car.stop();
        assertTrue(rig.await(() -> rig.ended().isPresent(), 15_000), visit::story);
        assertEquals(new SessionEvent.Ended(Reason.VEHICLE_STOPPED, true), rig.ended().get());
        assertTrue(visit.car.completed(), visit::story);
        assertEquals(List.of(), rig.trips);
        assertTrue(!rig.logged(BoardEvent.Kind.INRUSH), visit::story);
    }

    @Test
    void frames108Before109EveryHundredMilliseconds() {
        ChademoVisit visit =
                new ChademoVisit(ChademoTraits.leaf24(), ChademoFault.NONE, 500).running();
        visit.rig.run(5_000);
        long before = -1;
        for (ChademoRig.Sent burst : visit.rig.sent) {
            assertEquals(
                    List.of(0x108, 0x109, 0x208, 0x209),
                    burst.frames().stream().map(CanFrame::id).toList());
            if (before >= 0) {
                assertTrue(Math.abs(burst.atMs() - before - 100) <= 10, "at " + burst.atMs());
            }
            before = burst.atMs();
        }
    }
}
