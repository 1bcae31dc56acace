package org.ebbflow.tools.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.tools.sim.plant.BoardEvent;
import org.ebbflow.tools.sim.plant.CarSide.PilotLoad;
import org.ebbflow.tools.sim.plant.Plant;

/** What must hold after every cycle, judged by the plant's truth and not by what was measured. */
final class Invariants {

    private static final long MS = 1_000_000L;
    private static final long OPEN_WITHIN_NS = 700 * MS;
    private static final long PILOT_GONE_NS = 400 * MS;

    /** A CHAdeMO car that takes line k back waits so long for the current to go down. */
    private static final long PERMISSION_GONE_NS = 2_500 * MS;

    /**
     * Half a second to 5 A, the board's poll, the stage's write and one call that failed.
     *
     * @source public CHAdeMO code that quotes the specification: 0.5 s after line k is off
     */
    private static final long PERMISSION_LOW_NS = (500 + 300) * MS;

    private static final double PERMISSION_LOW_A = 5;

    /** A controlled stop may take 10 s; then current down and the contactors' own time. */
    private static final long CONTROLLED_NS = 10_000 * MS + OPEN_WITHIN_NS;

    /** A longer silence of the process than this is no cycle's doing. */
    private static final long ABSENT_NS = 100 * MS;

    private static final int COILS_MV = 20_000;
    private static final int LIVE_MV = 15_000;
    private static final long UNLOCKED_NS = 400 * MS;
    private static final long OVERLOAD_NS = 1_500 * MS;

    /** The same with a stage whose readings stand still: its own silence time comes first. */
    private static final long OVERLOAD_UNSEEN_NS = 4_000 * MS;

    private static final long RESERVE_NS = 5_000 * MS;
    private static final int CLOSE_TOLERANCE_MV = 25_000;

    /** What is true for shorter than both polls and a failed one cannot be known. */
    private static final long SEEN_NS = 150 * MS;

    /** Watchdog of the simulated board, its opening time, the last write and one slice. */
    private static final long ALONE_NS = (500 + 20 + 25 + 120 + 35) * MS;

    /** A session that is over does not answer; its connection is closed after 5 s. */
    private static final long ANSWER_NS = 6_000 * MS;

    private static final double CURRENT_TOLERANCE_A = 2.5;

    /** What may flow between the death of the process and the opening of the contactors. */
    private static final int RESTART_WH = 8;

    private final boolean dc;
    private final boolean chademo;
    private final long followNs;
    private final WidestOffer most;
    private final WidestOffer least;
    private final WidestOffer mostMa;
    private final WidestOffer leastMa;
    private final WidestOffer apart = new WidestOffer(SEEN_NS);
    private final List<String> broken = new ArrayList<>();
    private final TreeSet<String> known = new TreeSet<>();
    private final TruthChecks truthChecks;
    private final IslandChecks islandChecks;
    private final Stood controlled = new Stood();
    private final Stood permissionGone = new Stood();
    private final Stood pilotGone = new Stood();
    private final Stood notAllowed = new Stood();
    private final Stood overload = new Stood();
    private final Stood seenOverload = new Stood();
    private long lastNs;
    private boolean closed;
    private boolean carClosed;
    private boolean coilsFed;
    private int coilsInletMv;
    private long unlockedNs = -1;
    private long trippedNs = -1;
    private long belowReserveNs = -1;
    private long gatesClosedNs = -1;
    private long chargedWh;
    private long dischargedWh;
    private double lostWh;

    Invariants(Scenario.Vehicle vehicle) {
        this.dc = vehicle.isDc();
        this.chademo = vehicle == Scenario.Vehicle.CHADEMO;
        this.followNs = (dc ? 4_000 : 9_000) * MS;
        this.truthChecks = new TruthChecks(dc, followNs, this::fail);
        this.islandChecks = new IslandChecks(dc, this::fail);
        this.most = new WidestOffer(followNs);
        this.least = new WidestOffer(followNs);
        this.mostMa = new WidestOffer(followNs);
        this.leastMa = new WidestOffer(followNs);
    }

    /** What was found broken, each kind once. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    void check(Moment m, boolean welded, Truth truth) {
        BoardCommand command = m.command().orElse(null);
        if (command == null) {
            return;
        }
        truthChecks.check(m, command, truth);
        closing(m, command);
        power(m, truth);
        if (dc) {
            current(m);
        }
        if (chademo) {
            coils(m);
        }
        gates(m);
        trips(m, command, welded);
        controlled(m, welded);
        pilot(m, welded);
        permission(m, truth, welded);
        reserve(m, command);
        accounts(m.snapshot());
        if (m.unasked() > 0) {
            fail("answers", "the car got " + m.unasked() + " answers it did not ask for");
        }
        if (m.waitingNs() > ANSWER_NS) {
            fail("unanswered", "the car has waited " + m.waitingNs() / MS + " ms for an answer");
        }
        if (m.refused() > 0) {
            fail("queues", m.refused() + " things found no room in the inbox");
        }
        islandChecks.check(m, truth);
    }

    private void closing(Moment m, BoardCommand command) {
        int stageMv = m.plant().stageValues().dcVoltageMv();
        int offMv = Math.abs(stageMv - m.plant().boardValues().inletVoltageMv());
        int leastMv = -apart.add(m.nowNs(), -offMv);
        boolean rising = command.contactorsClosed() && !closed;
        closed = command.contactorsClosed();
        if (closed && (rising || m.plant().contactsTouch()) && !m.plant().isLocked()) {
            fail("lock", "contactors closed without the lock");
        }
        if (rising) {
            if (dc && leastMv > CLOSE_TOLERANCE_MV) {
                fail("closing", "contactors commanded closed at a difference of " + offMv + " mV");
            }
        }
        carClosing(m);
        List<BoardEvent> log = m.plant().boardLog();
        if (!log.isEmpty() && log.getLast().kind() == BoardEvent.Kind.INRUSH) {
            fail("inrush", "contactors closed onto a voltage difference");
        }
    }

    /** The car closes its own contactors onto the station's voltage. */
    private void carClosing(Moment m) {
        boolean now = m.plant().car().contactorsClosed();
        if (now && !carClosed && m.plant().contactsTouch()) {
            int offMv = Math.abs(m.plant().stageValues().dcVoltageMv() - m.batteryMv());
            if (offMv > CLOSE_TOLERANCE_MV) {
                fail("pre-charge", "the car closed onto a difference of " + offMv + " mV");
            }
        }
        carClosed = now;
    }

    /** A CHAdeMO car's coils: fed onto a dead inlet only, and nobody can pull a live connector. */
    private void coils(Moment m) {
        boolean now = m.plant().inlet().d2();
        int inletMv = m.plant().inlet().dcVoltageMv();
        // A car that waits for its coils closes with them: what counts stood there before.
        int stoodMv = Math.min(inletMv, coilsInletMv);
        if (now && !coilsFed && stoodMv >= COILS_MV) {
            fail("coils", "line d2 came while the inlet had " + stoodMv + " mV");
        }
        coilsFed = now;
        coilsInletMv = inletMv;
        boolean live = inletMv > LIVE_MV && m.plant().car().plugged() && !m.plant().isLocked();
        unlockedNs = live ? (unlockedNs < 0 ? m.nowNs() : unlockedNs) : -1;
        if (live && m.nowNs() - unlockedNs > UNLOCKED_NS) {
            fail("unlock", "the connector is unlocked with " + inletMv + " mV");
        }
    }

    /** Power stays inside the widest offer of the time that stage or car has to follow. */
    private void power(Moment m, Truth truth) {
        boolean flows = m.command().map(BoardCommand::contactorsClosed).orElse(false);
        Interval now = flows ? m.snapshot().offer().acPowerW() : Interval.ZERO;
        int max = most.add(m.nowNs(), now.max());
        int min = -least.add(m.nowNs(), -now.min());
        double powerW = m.plant().acPowerW();
        if (m.plant().isApart()) {
            island(m, min, truth);
            return;
        }
        overload.see(false, m.nowNs());
        seenOverload.see(false, m.nowNs());
        if (powerW > max + 250 + max * 0.03 || powerW < min - 250 + min * 0.03) {
            fail("power", Math.round(powerW) + " W flow outside " + min + ".." + max + " W");
        }
    }

    /**
     * The house decides; more than the offer may flow until shedding and stop have had their time.
     */
    private void island(Moment m, int min, Truth truth) {
        double powerW = m.plant().acPowerW();
        boolean over = powerW < min - 250 + min * 0.03;
        boolean seen = over && truth.stageSound();
        if (seenOverload.see(seen, m.nowNs()) > OVERLOAD_NS
                || overload.see(over, m.nowNs()) > OVERLOAD_UNSEEN_NS) {
            fail("overload", Math.round(powerW) + " W out of the car for long, offered " + min);
        }
    }

    /** Current stays inside the widest window that was commanded in the same time. */
    private void current(Moment m) {
        int max = 0;
        int min = 0;
        if (m.command().isPresent()) {
            switch (m.command().get().stage()) {
                case BoardCommand.Stage.Off off -> max += 0;
                case BoardCommand.Stage.HoldVoltage hold -> max = hold.maxCurrentMa();
                case BoardCommand.Stage.FollowPower follow -> {
                    max = follow.window().maxChargeMa();
                    min = -follow.window().maxDischargeMa();
                }
                case BoardCommand.Stage.FormGrid form -> {
                    max = form.window().maxChargeMa();
                    min = -form.window().maxDischargeMa();
                }
            }
        }
        double mostA = mostMa.add(m.nowNs(), max) * 1e-3 + CURRENT_TOLERANCE_A;
        double leastA = -leastMa.add(m.nowNs(), -min) * 1e-3 - CURRENT_TOLERANCE_A;
        double currentA = m.plant().dcCurrentA();
        if (currentA > mostA || currentA < leastA) {
            fail("current", Math.round(currentA) + " A flow outside " + leastA + ".." + mostA);
        }
    }

    /** No energy leaves the car once a gate has been closed for the time to follow. */
    private void gates(Moment m) {
        if (m.snapshot().offer().why().falseGates().isEmpty()) {
            gatesClosedNs = -1;
            return;
        }
        gatesClosedNs = gatesClosedNs < 0 ? m.nowNs() : gatesClosedNs;
        if (m.nowNs() - gatesClosedNs > followNs && m.plant().acPowerW() < -250) {
            fail(
                    "gates",
                    Math.round(m.plant().acPowerW())
                            + " W though closed: "
                            + m.snapshot().offer().why().falseGates());
        }
    }

    /** While the process stands still or is dead the board must act alone. */
    void unattended(long forNs, Plant plant, boolean welded) {
        islandChecks.alone(plant);
        if (forNs > ALONE_NS && plant.contactsTouch() && !welded) {
            fail("watchdog", "contactors touch " + forNs / MS + " ms after the last cycle");
        }
    }

    /** The process came back with what was on its disk; energy since then is not on record. */
    void restarted(Ledger.Disk disk) {
        lostWh += RESTART_WH + chargedWh - disk.chargedWh();
        lostWh += dischargedWh - disk.dischargedWh();
        chargedWh = disk.chargedWh();
        dischargedWh = disk.dischargedWh();
        closed = false;
        trippedNs = -1;
        truthChecks.restarted(
                disk.latched().stream().anyMatch(t -> t.code() == FaultCode.CONTACTOR_WELDED));
    }

    private void trips(Moment m, BoardCommand command, boolean welded) {
        boolean immediate =
                m.snapshot().verdict() instanceof Verdict.Tripped tripped && tripped.immediate();
        if (!immediate) {
            trippedNs = -1;
            return;
        }
        if (command.contactorsClosed() || !(command.stage() instanceof BoardCommand.Stage.Off)) {
            fail("trip", "output not safe in the cycle of " + m.snapshot().verdict());
        }
        trippedNs = trippedNs < 0 ? m.nowNs() : trippedNs;
        if (m.nowNs() - trippedNs > OPEN_WITHIN_NS && m.plant().contactsTouch() && !welded) {
            fail("open", "contactors still touch long after " + m.snapshot().verdict());
        }
    }

    /** Whatever tripped: what the session does not end in its time is ended for it. */
    private void controlled(Moment m, boolean welded) {
        boolean touches =
                m.snapshot().verdict() instanceof Verdict.Tripped && m.plant().contactsTouch();
        long unloadNs = (dc ? 2_000 : 6_000) * MS;
        if (controlled.see(touches && !welded, m.nowNs()) > CONTROLLED_NS + unloadNs) {
            fail("controlled", "contactors still touch long after " + m.snapshot().verdict());
        }
    }

    /** Line k is off: the current is low long before the contactors part, if the devices work. */
    private void permission(Moment m, Truth truth, boolean welded) {
        boolean absent = m.nowNs() - lastNs > ABSENT_NS;
        lastNs = m.nowNs();
        boolean judged = !absent && !welded && truth.safetySound() && truth.stageSound();
        boolean high = Math.abs(m.plant().dcCurrentA()) > PERMISSION_LOW_A;
        boolean gone = isPermission(m.plant().car().pilot()) && judged && high;
        if (permissionGone.see(gone, m.nowNs()) > PERMISSION_LOW_NS) {
            fail("permission", Math.round(m.plant().dcCurrentA()) + " A flow without line k");
        }
    }

    private void pilot(Moment m, boolean welded) {
        PilotLoad load = m.plant().car().pilot();
        boolean ready = load == PilotLoad.C || load == PilotLoad.D;
        boolean touches = !ready && m.plant().contactsTouch() && !welded;
        boolean gone = touches && !isPermission(load);
        if (pilotGone.see(gone, m.nowNs()) > PILOT_GONE_NS
                || notAllowed.see(touches, m.nowNs()) > PERMISSION_GONE_NS) {
            fail("pilot", "contactors touch though the pilot is at " + load);
        }
    }

    /** B of a CHAdeMO connector: plugged, line k off. */
    private boolean isPermission(PilotLoad load) {
        return chademo && load == PilotLoad.B;
    }

    private void reserve(Moment m, BoardCommand command) {
        boolean discharges =
                command.stage() instanceof BoardCommand.Stage.FormGrid
                        || !dc && m.plant().islandStands() && m.plant().acPowerW() < -250
                        || command.stage() instanceof BoardCommand.Stage.FollowPower follow
                                && follow.acPowerW() < 0;
        if (!discharges || m.socDeciPercent() >= WorldSite.DRIVING_RESERVE_DECI_PERCENT) {
            belowReserveNs = -1;
            return;
        }
        belowReserveNs = belowReserveNs < 0 ? m.nowNs() : belowReserveNs;
        if (m.nowNs() - belowReserveNs > RESERVE_NS) {
            fail("reserve", "discharge commanded below the reserve");
        }
    }

    private void accounts(Snapshot s) {
        if (s.totals().chargedWh() < chargedWh || s.totals().dischargedWh() < dischargedWh) {
            fail("accounts", "an energy account fell");
        }
        chargedWh = s.totals().chargedWh();
        dischargedWh = s.totals().dischargedWh();
    }

    /**
     * At the end: the accounts equal the integral of the true power within 1 % and 15 Wh, and what
     * a death of the process may lose.
     */
    void settle(double chargedWs, double dischargedWs) {
        compare("charged", chargedWh, chargedWs / 3_600);
        compare("discharged", dischargedWh, dischargedWs / 3_600);
    }

    /** Everybody has left. */
    void ended(Plant plant) {
        if (plant.islandStands()) {
            fail("end", "the world ended while a grid is formed");
        }
    }

    private void compare(String what, long accountWh, double truthWh) {
        if (Math.abs(accountWh - truthWh) > 15 + lostWh + truthWh * 0.01) {
            fail("energy", what + " " + accountWh + " Wh, in truth " + Math.round(truthWh));
        }
    }

    private void fail(String kind, String text) {
        if (known.add(kind)) {
            broken.add(kind + ": " + text);
        }
    }
}
