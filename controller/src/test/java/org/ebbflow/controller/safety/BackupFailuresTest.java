package org.ebbflow.controller.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ebbflow.controller.safety.BackupSequence.Contacts;
import org.ebbflow.controller.safety.BackupSequence.Held;
import org.ebbflow.controller.safety.BackupSequence.Step;
import org.ebbflow.controller.safety.BackupSequence.Why;
import org.ebbflow.hal.BoardCommand.Island;
import org.ebbflow.hal.IslandReading.Switch;
import org.junit.jupiter.api.Test;

/** The same sequence where a switch, a stage or a reading fails. */
class BackupFailuresTest extends BackupWalk {

    @Test
    void aStageThatFormsAtPowerUpKeepsItsBondUntilItIsOff() {
        contacts = gear(Switch.OPEN, Switch.CLOSED, Switch.CLOSED);
        stageOff = false;
        assertEquals(Step.UNKNOWN, after(10));
        assertEquals(Step.UNKNOWN, after(60_000));
        assertEquals(Island.HOLD, now.step().command());
        stageOff = true;
        assertEquals(Step.OPENING_SWITCH, after(10));
    }

    @Test
    void gearThatIsUnclearAtPowerUpFailsAfterFiveSeconds() {
        contacts = gear(Switch.UNKNOWN, Switch.OPEN, Switch.CLOSED);
        assertEquals(Step.UNKNOWN, after(10));
        assertEquals(Step.UNKNOWN, after(4_990));
        fresh = false;
        assertEquals(Step.UNKNOWN, after(10), "the five seconds begin anew");
        fresh = true;
        assertEquals(Step.UNKNOWN, after(4_990));
        assertEquals(Step.FAILED, after(10));
    }

    @Test
    void gearThatIsUnclearAtPowerUpLeavesItsBondToAStageThatForms() {
        contacts = gear(Switch.UNKNOWN, Switch.CLOSED, Switch.CLOSED);
        stageOff = false;
        after(10);
        assertEquals(Step.LETTING_GO, after(5_000));
        assertEquals(Island.ISLAND, now.step().command());
        assertTrue(hasFailed());
    }

    @Test
    void aStageThatDoesNotGoOffLeavesTheHouseOnTheGrid() {
        onTheGrid();
        lost = true;
        stageOff = false;
        assertEquals(Step.STAGE_OFF, after(10));
        assertEquals(Step.STAYING, after(3_000));
        assertEquals(Why.STAGE_NOT_OFF, now.why());
        assertTrue(hasFailed());
        assertEquals(Step.STAYING, after(600_000));
        assertEquals(Island.PARALLEL, now.step().command(), "no switch has moved");
        assertFalse(now.step().mayFollow());
        stageOff = true;
        mayForm = false;
        assertEquals(Step.PARALLEL, after(10));
        assertFalse(hasFailed());
    }

    @Test
    void aSwitchThatDoesNotOpenIsAFailureAfterItsTimeNotBefore() {
        onTheGrid();
        lost = true;
        after(10);
        assertEquals(Step.OPENING_SWITCH, after(10));
        assertEquals(Step.OPENING_SWITCH, after(390));
        assertEquals(Step.FAILED, after(10));
        assertEquals(Why.SWITCH_STUCK, now.why());
        for (int i = 0; i < 1_000; i++) {
            assertFalse(after(10).mayForm(), "must never form");
        }
    }

    @Test
    void aBondThatDoesNotCloseIsAFailureAndNothingForms() {
        onTheGrid();
        lost = true;
        after(10);
        after(10);
        contacts = gear(Switch.OPEN, Switch.OPEN, Switch.OPEN);
        assertEquals(Step.CLOSING_BOND, after(10));
        assertEquals(Step.CLOSING_BOND, after(390));
        assertEquals(Step.FAILED, after(10));
        assertEquals(Why.BOND_STUCK, now.why());
    }

    @Test
    void everyLostProofEndsTheIslandInTheSameCycle() {
        for (Contacts wrong :
                List.of(
                        gear(Switch.CLOSED, Switch.CLOSED, Switch.CLOSED),
                        gear(Switch.UNKNOWN, Switch.CLOSED, Switch.CLOSED),
                        gear(Switch.OPEN, Switch.OPEN, Switch.CLOSED),
                        gear(Switch.OPEN, Switch.UNKNOWN, Switch.CLOSED))) {
            BackupWalk fresh = new BackupWalk();
            fresh.supplying();
            fresh.contacts = wrong;
            Step next = fresh.after(10);
            assertEquals(
                    wrong.grid() == Switch.CLOSED ? Step.FAILED : Step.LETTING_GO,
                    next,
                    wrong.toString());
            assertFalse(next.mayForm());
            assertTrue(fresh.hasFailed(), wrong.toString());
            fresh.stageOff = true;
            assertEquals(Step.FAILED, fresh.after(10), wrong.toString());
        }
    }

    @Test
    void staleReadingsEndTheIslandInTheSameCycleWithoutBlamingASwitch() {
        supplying();
        fresh = false;
        assertFalse(after(10).mayForm());
        assertEquals(Step.ISOLATED, now.step());
    }

    @Test
    void theStageDoesNotFormIntoAConnectedHouse() {
        onTheGrid();
        lost = true;
        after(10);
        after(10);
        contacts = gear(Switch.OPEN, Switch.OPEN, Switch.CLOSED);
        after(10);
        contacts = gear(Switch.OPEN, Switch.CLOSED, Switch.CLOSED);
        assertEquals(Step.ISOLATED, after(10));
        assertEquals(Step.ISOLATED, after(390));
        assertEquals(Step.FAILED, after(10));
        assertEquals(Why.FEED_STUCK, now.why());
    }

    @Test
    void aFeedThatSticksLetsTheStageGoOffBeforeTheBondOpens() {
        supplying();
        good = true;
        assertEquals(Step.DISCONNECTING, after(10));
        assertEquals(Step.DISCONNECTING, after(390));
        assertEquals(Step.LETTING_GO, after(10));
        assertEquals(Island.ISLAND, now.step().command());
        assertFalse(now.step().mayForm());
        assertEquals(Step.LETTING_GO, after(2_990));
        stageOff = true;
        assertEquals(Step.FAILED, after(10));
        assertEquals(Why.FEED_STUCK, now.why());
        assertEquals(Island.SEPARATED, now.step().command());
    }

    @Test
    void aStageThatDoesNotGoOffKeepsItsBondHoweverLongAndIsAFailureAfterThreeSeconds() {
        supplying();
        good = true;
        after(10);
        assertEquals(Step.LETTING_GO, after(400));
        assertFalse(hasFailed());
        assertEquals(Step.LETTING_GO, after(2_990));
        assertFalse(hasFailed());
        assertEquals(Step.LETTING_GO, after(10));
        assertTrue(hasFailed());
        fresh = false;
        assertEquals(Step.LETTING_GO, after(600_000));
        assertEquals(Island.ISLAND, now.step().command());
        stageOff = true;
        assertEquals(Step.FAILED, after(10));
        assertEquals(Island.SEPARATED, now.step().command());
    }

    @Test
    void aFeedThatSticksAfterStaleReadingsLeavesTheBondToAStageThatStillForms() {
        supplying();
        fresh = false;
        assertEquals(Step.ISOLATED, after(10));
        fresh = true;
        assertEquals(Step.ISOLATED, after(390));
        assertEquals(Step.LETTING_GO, after(10));
        assertEquals(Why.FEED_STUCK, now.why());
        assertEquals(Island.ISLAND, now.step().command());
    }

    @Test
    void aBondBesideAClosedGridSwitchOpensAtOnce() {
        supplying();
        contacts = gear(Switch.UNKNOWN, Switch.CLOSED, Switch.CLOSED);
        assertEquals(Step.LETTING_GO, after(10));
        fresh = false;
        contacts = gear(Switch.CLOSED, Switch.CLOSED, Switch.CLOSED);
        assertEquals(Step.LETTING_GO, after(10), "not a reading of now");
        fresh = true;
        assertEquals(Step.FAILED, after(10));
        assertEquals(Island.SEPARATED, now.step().command());
    }

    @Test
    void aBondThatStaysClosedKeepsTheGridAway() {
        supplying();
        good = true;
        settled = true;
        after(10);
        contacts = gear(Switch.OPEN, Switch.CLOSED, Switch.OPEN);
        after(10);
        stageOff = true;
        assertEquals(Step.RETURNING, after(10));
        assertEquals(Step.OPENING_BOND, after(10));
        assertEquals(Step.FAILED, after(400));
        assertEquals(Why.BOND_STUCK, now.why());
        assertEquals(Step.FAILED, after(100_000));
        assertEquals(Island.SEPARATED, now.step().command());
    }

    @Test
    void aFailureEndsWithTheGridBehindAnOpenBond() {
        onTheGrid();
        lost = true;
        after(10);
        after(10);
        assertEquals(Step.FAILED, after(400));
        lost = false;
        settled = true;
        assertEquals(Step.FAILED, after(9_990), "a switch that sticks is not hammered");
        assertEquals(Step.CLOSING_SWITCH, after(10));
        assertTrue(hasFailed());
        assertEquals(Step.PARALLEL, after(10));
        assertFalse(hasFailed());
    }

    /** Apart, the grid settled again, and the stage not off. */
    private void returning() {
        supplying();
        good = true;
        settled = true;
        after(10);
        contacts = gear(Switch.OPEN, Switch.CLOSED, Switch.OPEN);
        after(10);
        assertEquals(Step.RETURNING, after(10));
    }

    @Test
    void aStageThatRunsOnWhenTheGridIsBackKeepsTheHouseApart() {
        returning();
        assertEquals(Step.RETURNING, after(600_000));
        assertEquals(Island.ISLAND, now.step().command());
        stageOff = true;
        assertEquals(Step.OPENING_BOND, after(10));
    }

    @Test
    void aGridThatGoesAgainLeavesTheHouseApart() {
        returning();
        settled = false;
        assertEquals(Step.ISOLATED, after(10));
    }

    @Test
    void noSwitchIsBlamedForAStageThatDoesNotStayOff() {
        returning();
        stageOff = true;
        assertEquals(Step.OPENING_BOND, after(10));
        contacts = gear(Switch.OPEN, Switch.OPEN, Switch.OPEN);
        stageOff = false;
        assertEquals(Step.OPENING_BOND, after(2_990));
        assertEquals(Step.FAILED, after(10));
        assertEquals(Why.STAGE_NOT_OFF, now.why());
        BackupWalk out = new BackupWalk();
        out.onTheGrid();
        out.lost = true;
        out.after(10);
        out.after(10);
        out.contacts = gear(Switch.OPEN, Switch.OPEN, Switch.OPEN);
        out.stageOff = false;
        assertEquals(Step.OPENING_SWITCH, out.after(2_990));
        assertEquals(Step.FAILED, out.after(10));
        assertEquals(Why.STAGE_NOT_OFF, out.now.why());
    }

    @Test
    void noSwitchIsBlamedWhileItsContactsAreNotRead() {
        onTheGrid();
        lost = true;
        after(10);
        assertEquals(Step.OPENING_SWITCH, after(10));
        fresh = false;
        assertEquals(Step.OPENING_SWITCH, after(60_000));
        fresh = true;
        assertEquals(Step.OPENING_SWITCH, after(390));
        assertEquals(Step.FAILED, after(10));
        assertEquals(Why.SWITCH_STUCK, now.why());
    }

    @Test
    void anIslandThatIsNotMeasuredIsNotBlamedOnItsVoltage() {
        for (boolean known : List.of(true, false)) {
            BackupWalk t = new BackupWalk();
            t.supplying();
            t.lineKnown = known;
            t.held = new Held(-1, 1_000 * MS, -1);
            assertEquals(Step.DISCONNECTING, t.after(10));
            assertEquals(known ? Why.OUT_OF_WINDOW : Why.NOT_PERMITTED, t.now.why());
        }
    }
}
