package org.ebbflow.tools.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
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

    /** Cycles are woken early by every message of the car; the bursts keep their grid. */
    @Test
    void frames108Before109EveryHundredMillisecondsWithinACycleAndWithoutDrift() {
        ChademoVisit visit =
                new ChademoVisit(ChademoTraits.leaf24(), ChademoFault.NONE, 500).running();
        Random dice = new Random(3);
        visit.rig.cycleUs = () -> 250 + dice.nextInt(9_751);
        visit.rig.run(60_000);
        List<ChademoRig.Sent> sent = visit.rig.sent;
        for (int i = 1; i < sent.size(); i++) {
            assertEquals(List.of(0x108, 0x109, 0x208, 0x209), ids(sent.get(i)));
            long periodMs = sent.get(i).atMs() - sent.get(i - 1).atMs();
            assertTrue(Math.abs(periodMs - 100) <= 10, "at " + sent.get(i).atMs());
        }
        long tookMs = sent.getLast().atMs() - sent.getFirst().atMs();
        assertTrue(Math.abs(tookMs - 100L * (sent.size() - 1)) <= 10, "" + tookMs);
        assertTrue(sent.size() > 250, "" + sent.size());
    }

    @Test
    void aCycleHeldUpDelaysOneBurstAndNoneIsSentTwiceToMakeUpForIt() {
        for (int heldMs : new int[] {60, 99, 101, 160, 250}) {
            ChademoVisit visit =
                    new ChademoVisit(ChademoTraits.leaf24(), ChademoFault.NONE, 500).running();
            visit.rig.run(500);
            int before = visit.rig.sent.size();
            visit.rig.cycleUs = () -> heldMs * 1_000;
            visit.rig.run(10);
            visit.rig.cycleUs = () -> 10_000;
            visit.rig.run(1_000);
            List<Long> at = visit.rig.sent.stream().map(ChademoRig.Sent::atMs).toList();
            long first = at.get(before - 1);
            for (int i = before; i < at.size(); i++) {
                long periodMs = at.get(i) - at.get(i - 1);
                boolean held = i == before;
                assertTrue(periodMs <= (held ? 110 + heldMs : 110), heldMs + ": " + at);
                assertTrue(periodMs >= (i <= before + 1 ? 10 : 90), heldMs + ": " + at);
            }
            int most = (int) ((at.getLast() - first) / 100) + 1;
            int sent = at.size() - before;
            assertTrue(sent <= most && sent >= most - 1 - heldMs / 100, heldMs + ": " + at);
        }
    }

    private static List<Integer> ids(ChademoRig.Sent burst) {
        return burst.frames().stream().map(CanFrame::id).toList();
    }
}
