package org.ebbflow.controller.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.ebbflow.controller.safety.BackupSequence.Contacts;
import org.ebbflow.controller.safety.BackupSequence.Facts;
import org.ebbflow.controller.safety.BackupSequence.Held;
import org.ebbflow.controller.safety.BackupSequence.Step;
import org.ebbflow.controller.safety.BackupSequence.Times;
import org.ebbflow.hal.IslandReading.Switch;
import org.ebbflow.hal.Tick;

/** The sequence alone: every fact in the test's hand. */
class BackupWalk {

    static final long MS = 1_000_000L;
    static final Times TIMES = new Times(400 * MS, 2_000 * MS);
    BackupSequence now = BackupSequence.AT_POWER_UP;
    long nowNs = 1_000_000 * MS;
    Contacts contacts = gear(Switch.CLOSED, Switch.OPEN, Switch.CLOSED);
    boolean fresh = true;
    boolean lost;
    boolean good;
    boolean settled;
    boolean stageOff = true;
    boolean lineKnown = true;
    boolean overload;
    boolean mayForm = true;
    boolean mayStart;
    boolean mayCall;
    Held held = new Held(-1, -1, -1);

    static Contacts gear(Switch grid, Switch bond, Switch feed) {
        return new Contacts(grid, bond, feed, feed);
    }

    Step after(long ms) {
        nowNs += ms * MS;
        Facts facts =
                new Facts(
                        fresh, contacts, lost, good, settled, stageOff, lineKnown, true, overload,
                        mayForm, mayStart, mayCall);
        now = now.next(facts, held, TIMES, new Tick(0, nowNs, 0, true));
        return now.step();
    }

    /** On the grid, everything ready. */
    void onTheGrid() {
        assertEquals(Step.PARALLEL, after(10));
    }

    /** The house on the car. */
    void supplying() {
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

    boolean hasFailed() {
        return now.hasFailed(new Tick(0, nowNs, 0, true));
    }

    /** The switches do as told, or hang at {@code odd}. */
    void follow(Switch odd) {
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
