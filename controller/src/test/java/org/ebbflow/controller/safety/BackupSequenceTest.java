package org.ebbflow.controller.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.ebbflow.controller.safety.BackupSequence.Held;
import org.ebbflow.controller.safety.BackupSequence.Step;
import org.ebbflow.controller.safety.BackupSequence.Why;
import org.ebbflow.hal.BoardCommand.Island;
import org.ebbflow.hal.IslandReading.Switch;
import org.junit.jupiter.api.Test;

/** The way to the island and back, and what may never be. */
class BackupSequenceTest extends BackupWalk {

    @Test
    void formsOnlyBehindAnOpenSwitchAndAClosedBondInThisOrder() {
        supplying();
        assertEquals(Island.ISLAND_HOUSE, now.step().command());
    }

    @Test
    void nothingMovesBeforeTheGearHasBeenRead() {
        fresh = false;
        assertEquals(Step.UNKNOWN, after(10));
        assertEquals(Step.UNKNOWN, after(60_000));
        assertEquals(Island.HOLD, now.step().command());
    }

    @Test
    void gearFoundApartFromTheGridAtPowerUpIsNotClosedOntoIt() {
        contacts = gear(Switch.OPEN, Switch.CLOSED, Switch.CLOSED);
        assertEquals(Step.OPENING_SWITCH, after(10));
        assertEquals(Island.SEPARATED, now.step().command());
        contacts = gear(Switch.OPEN, Switch.OPEN, Switch.OPEN);
        assertEquals(Step.CLOSING_BOND, after(10));
    }

    @Test
    void withoutACarThatMayDischargeTheHouseStaysWhereItIs() {
        onTheGrid();
        lost = true;
        mayForm = false;
        assertEquals(Step.PARALLEL, after(100_000));
    }

    @Test
    void theSwitchWaitsForAStageThatIsProvedOff() {
        onTheGrid();
        lost = true;
        stageOff = false;
        assertEquals(Step.STAGE_OFF, after(10));
        assertEquals(Step.STAGE_OFF, after(2_990));
        assertEquals(Island.PARALLEL, now.step().command());
        stageOff = true;
        assertEquals(Step.OPENING_SWITCH, after(10));
    }

    @Test
    void theHouseWaitsUntilTheIslandHasBeenGoodForHalfASecond() {
        onTheGrid();
        lost = true;
        after(10);
        after(10);
        contacts = gear(Switch.OPEN, Switch.OPEN, Switch.OPEN);
        after(10);
        contacts = gear(Switch.OPEN, Switch.CLOSED, Switch.OPEN);
        after(10);
        assertEquals(Step.FORMING, after(10));
        held = new Held(490 * MS, -1, -1);
        assertEquals(Step.FORMING, after(10));
        assertEquals(Island.ISLAND, now.step().command());
        held = new Held(500 * MS, -1, -1);
        assertEquals(Step.CONNECTING, after(10));
    }

    @Test
    void anIslandThatNeverGetsGoodEndsAndIsNotTriedAgain() {
        onTheGrid();
        lost = true;
        after(10);
        after(10);
        contacts = gear(Switch.OPEN, Switch.OPEN, Switch.OPEN);
        after(10);
        contacts = gear(Switch.OPEN, Switch.CLOSED, Switch.OPEN);
        after(10);
        assertEquals(Step.FORMING, after(10));
        assertEquals(Step.FORMING, after(2_490));
        assertEquals(Step.ISOLATED, after(10));
        assertEquals(Step.ISOLATED, after(60_000));
        now = now.tested(true);
        assertEquals(Step.FORMING, after(10));
    }

    @Test
    void aDarkHouseGoesApartForAPluggedCarThatMustBeginFirst() {
        mayForm = false;
        onTheGrid();
        mayStart = true;
        assertEquals(Step.PARALLEL, after(5_000), "the grid is there");
        lost = true;
        mayStart = false;
        assertEquals(Step.PARALLEL, after(5_000), "nobody could begin");
        mayStart = true;
        assertEquals(Step.STAGE_OFF, after(10));
        assertEquals(Step.OPENING_SWITCH, after(10));
        contacts = gear(Switch.OPEN, Switch.OPEN, Switch.OPEN);
        assertEquals(Step.CLOSING_BOND, after(10));
        contacts = gear(Switch.OPEN, Switch.CLOSED, Switch.OPEN);
        assertEquals(Step.ISOLATED, after(10));
        assertEquals(Step.ISOLATED, after(60_000), "the car takes its time");
        mayForm = true;
        assertEquals(Step.FORMING, after(10));
    }

    @Test
    void overloadShedsAfter150MsAndStopsWhenThatDoesNotHelp() {
        supplying();
        overload = true;
        held = new Held(-1, -1, 140 * MS);
        assertEquals(Step.SUPPLYING, after(10));
        held = new Held(-1, -1, 150 * MS);
        assertEquals(Step.SHEDDING, after(10));
        assertEquals(Island.ISLAND_ESSENTIAL, now.step().command());
        assertEquals(Step.SHEDDING, after(590));
        assertEquals(Step.DISCONNECTING, after(10));
        assertEquals(Why.OVERLOAD, now.why());
        contacts = gear(Switch.OPEN, Switch.CLOSED, Switch.OPEN);
        assertEquals(Step.ISOLATED, after(10));
        assertEquals(Step.ISOLATED, after(100_000));
    }

    @Test
    void theStageGoesOffOnlyBehindAnOpenFeedWhenTheStopIsOrderly() {
        supplying();
        good = true;
        assertEquals(Step.DISCONNECTING, after(10));
        assertTrue(now.step().mayForm());
        assertEquals(Step.DISCONNECTING, after(100));
        contacts = gear(Switch.OPEN, Switch.CLOSED, Switch.OPEN);
        assertEquals(Step.ISOLATED, after(10));
        assertFalse(now.step().mayForm());
    }

    @Test
    void aReachedReserveEndsTheSupply() {
        supplying();
        mayForm = false;
        assertEquals(Step.DISCONNECTING, after(10));
        assertEquals(Step.ISOLATED, after(10));
        assertEquals(Why.NOT_PERMITTED, now.why());
    }

    @Test
    void theGridReturnsInTheReverseOrderAndNeverOntoARunningStage() {
        supplying();
        good = true;
        settled = true;
        after(10);
        contacts = gear(Switch.OPEN, Switch.CLOSED, Switch.OPEN);
        assertEquals(Step.ISOLATED, after(10));
        assertEquals(Step.RETURNING, after(10));
        assertEquals(Step.RETURNING, after(10), "the stage still runs");
        assertEquals(Island.ISLAND, now.step().command());
        stageOff = true;
        assertEquals(Step.OPENING_BOND, after(10));
        assertEquals(Island.SEPARATED, now.step().command());
        assertEquals(Step.OPENING_BOND, after(10), "the bond is still closed");
        contacts = gear(Switch.OPEN, Switch.OPEN, Switch.OPEN);
        assertEquals(Step.CLOSING_SWITCH, after(10));
        assertEquals(Island.PARALLEL, now.step().command());
        contacts = gear(Switch.CLOSED, Switch.OPEN, Switch.CLOSED);
        assertEquals(Step.PARALLEL, after(10));
    }

    @Test
    void aTestLeavesAPresentGridAndComesBackWhenTheOwnerSays() {
        good = true;
        settled = true;
        onTheGrid();
        now = now.tested(true);
        assertEquals(Step.STAGE_OFF, after(10));
        after(10);
        contacts = gear(Switch.OPEN, Switch.OPEN, Switch.OPEN);
        after(10);
        contacts = gear(Switch.OPEN, Switch.CLOSED, Switch.OPEN);
        mayForm = false;
        assertEquals(Step.ISOLATED, after(10));
        assertEquals(Step.ISOLATED, after(10), "dispatch needs its cycle");
        mayForm = true;
        assertEquals(Step.FORMING, after(10));
        held = new Held(500 * MS, -1, -1);
        after(10);
        contacts = gear(Switch.OPEN, Switch.CLOSED, Switch.CLOSED);
        assertEquals(Step.SUPPLYING, after(10));
        assertEquals(Step.SUPPLYING, after(600_000));
        now = now.tested(false);
        assertEquals(Step.DISCONNECTING, after(10));
    }

    @Test
    void aTestThatCannotSupplyEndsAfterThirtySeconds() {
        good = true;
        settled = true;
        onTheGrid();
        now = now.tested(true);
        after(10);
        after(10);
        contacts = gear(Switch.OPEN, Switch.OPEN, Switch.OPEN);
        after(10);
        contacts = gear(Switch.OPEN, Switch.CLOSED, Switch.OPEN);
        mayForm = false;
        assertEquals(Step.ISOLATED, after(10));
        assertEquals(Step.ISOLATED, after(29_990));
        assertEquals(Step.RETURNING, after(10));
        assertEquals(Step.OPENING_BOND, after(10));
        assertFalse(now.test());
    }

    @Test
    void aTestWaitsOnTheGridForACarThatMustChooseToForm() {
        onTheGrid();
        mayForm = false;
        mayCall = true;
        now = now.tested(true);
        assertEquals(Step.PARALLEL, after(10));
        assertEquals(Step.PARALLEL, after(29_990));
        assertTrue(now.test());
        mayForm = true;
        assertEquals(Step.STAGE_OFF, after(0));
    }

    @Test
    void aTestWhoseCarDoesNotChooseToFormEndsAfterThirtySecondsOnTheGrid() {
        onTheGrid();
        mayForm = false;
        mayCall = true;
        now = now.tested(true);
        after(10);
        assertEquals(Step.PARALLEL, after(30_000));
        assertFalse(now.test());
        mayForm = true;
        assertEquals(Step.PARALLEL, after(10));
    }

    @Test
    void aTestWithoutACarDoesNothing() {
        onTheGrid();
        mayForm = false;
        now = now.tested(true);
        assertEquals(Step.PARALLEL, after(10));
        mayForm = true;
        assertEquals(Step.PARALLEL, after(10));
    }

    /** Random facts, ten thousand walks: what may never be, whatever the devices say. */
    @Test
    void gridSwitchAndFormingAreNeverCommandedTogetherAndFormingNeedsItsProof() {
        java.util.Random random = new java.util.Random(7);
        Set<Step> seen = EnumSet.noneOf(Step.class);
        List<Switch> ends = new ArrayList<>(List.of(Switch.values()));
        for (int walk = 0; walk < 10_000; walk++) {
            BackupWalk t = new BackupWalk();
            boolean runsOn = walk % 4 == 0;
            for (int i = 0; i < 40; i++) {
                Step before = t.now.step();
                t.fresh = random.nextInt(20) > 0;
                if (random.nextInt(3) == 0) {
                    t.follow(random.nextInt(8) == 0 ? ends.get(random.nextInt(3)) : Switch.OPEN);
                }
                t.lost = random.nextInt(3) > 0;
                t.settled = !t.lost && random.nextBoolean();
                t.good = t.settled && random.nextBoolean();
                t.stageOff = random.nextInt(4) > 0 && !runsOn;
                t.mayForm = random.nextInt(10) > 0;
                t.held = new Held(random.nextInt(2) * 600L * MS, -1, random.nextInt(300) * MS);
                Step step = t.after(random.nextInt(200));
                seen.add(step);
                assertFalse(step.mayForm() && step.command() == Island.PARALLEL, step.name());
                assertFalse(step.mayForm() && !t.contacts.isolated(), step + " " + t.contacts);
                assertFalse(step.mayForm() && !t.fresh, step + " on a stale reading");
                boolean closed = t.fresh && t.contacts.grid() == Switch.CLOSED;
                assertTrue(
                        t.stageOff || closed || !before.isBonded() || step.isBonded(),
                        before + " -> " + step + ": the bond opens under a stage that may form");
            }
        }
        assertEquals(EnumSet.allOf(Step.class), seen);
    }
}
