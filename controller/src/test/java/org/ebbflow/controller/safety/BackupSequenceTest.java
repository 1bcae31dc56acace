package org.ebbflow.controller.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.ebbflow.controller.safety.BackupSequence.Contacts;
import org.ebbflow.controller.safety.BackupSequence.Facts;
import org.ebbflow.controller.safety.BackupSequence.Held;
import org.ebbflow.controller.safety.BackupSequence.Step;
import org.ebbflow.controller.safety.BackupSequence.Times;
import org.ebbflow.controller.safety.BackupSequence.Why;
import org.ebbflow.hal.BoardCommand.Island;
import org.ebbflow.hal.IslandReading.Switch;
import org.ebbflow.hal.Tick;
import org.junit.jupiter.api.Test;

/** The sequence alone: every fact in the test's hand. */
class BackupSequenceTest {

    private static final long MS = 1_000_000L;
    private static final Times TIMES = new Times(400 * MS, 2_000 * MS);

    private BackupSequence now = BackupSequence.AT_POWER_UP;
    private long nowNs = 1_000_000 * MS;
    private Contacts contacts = gear(Switch.CLOSED, Switch.OPEN, Switch.CLOSED);
    private boolean fresh = true;
    private boolean lost;
    private boolean good;
    private boolean settled;
    private boolean stageOff = true;
    private boolean lineKnown = true;
    private boolean overload;
    private boolean mayForm = true;
    private boolean mayStart;
    private boolean mayCall;
    private Held held = new Held(-1, -1, -1);

    private static Contacts gear(Switch grid, Switch bond, Switch feed) {
        return new Contacts(grid, bond, feed, feed);
    }

    private Step after(long ms) {
        nowNs += ms * MS;
        Facts facts =
                new Facts(
                        fresh, contacts, lost, good, settled, stageOff, lineKnown, true, overload,
                        mayForm, mayStart, mayCall);
        now = now.next(facts, held, TIMES, new Tick(0, nowNs, 0, true));
        return now.step();
    }

    /** On the grid, everything ready. */
    private void onTheGrid() {
        assertEquals(Step.PARALLEL, after(10));
    }

    /** The house on the car. */
    private void supplying() {
        onTheGrid();
        lost = true;
        assertEquals(Step.STAGE_OFF, after(10));
        assertEquals(Step.OPENING_SWITCH, after(10));
        contacts = gear(Switch.OPEN, Switch.OPEN, Switch.OPEN);
        assertEquals(Step.CLOSING_BOND, after(10));
        contacts = gear(Switch.OPEN, Switch.CLOSED, Switch.OPEN);
        assertEquals(Step.ISOLATED, after(10));
        assertEquals(Step.FORMING, after(10));
        stageOff = false;
        held = new Held(500 * MS, -1, -1);
        assertEquals(Step.CONNECTING, after(10));
        contacts = gear(Switch.OPEN, Switch.CLOSED, Switch.CLOSED);
        assertEquals(Step.SUPPLYING, after(10));
    }

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
            BackupSequenceTest fresh = new BackupSequenceTest();
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

    private boolean hasFailed() {
        return now.hasFailed(new Tick(0, nowNs, 0, true));
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
        BackupSequenceTest out = new BackupSequenceTest();
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
            BackupSequenceTest t = new BackupSequenceTest();
            t.supplying();
            t.lineKnown = known;
            t.held = new Held(-1, 1_000 * MS, -1);
            assertEquals(Step.DISCONNECTING, t.after(10));
            assertEquals(known ? Why.OUT_OF_WINDOW : Why.NOT_PERMITTED, t.now.why());
        }
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
            BackupSequenceTest t = new BackupSequenceTest();
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

    /** The switches do as told, or hang at {@code odd}. */
    private void follow(Switch odd) {
        contacts =
                switch (now.step().command()) {
                    case PARALLEL -> gear(Switch.CLOSED, Switch.OPEN, Switch.CLOSED);
                    case SEPARATED -> gear(odd, Switch.OPEN, Switch.OPEN);
                    case ISLAND -> gear(Switch.OPEN, Switch.CLOSED, odd);
                    case ISLAND_HOUSE, ISLAND_ESSENTIAL -> gear(odd, Switch.CLOSED, Switch.CLOSED);
                    case HOLD -> contacts;
                };
    }
}
