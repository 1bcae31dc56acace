package org.ebbflow.tools.sim.world;

import java.util.function.BiConsumer;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.tools.sim.plant.Plant;

/** Invariants that compare what the station does with what the script knows to be true. */
final class TruthChecks {

    private static final long MS = 1_000_000L;
    private static final long INPUT_NS = 1_600 * MS;
    private static final long INSULATION_NS = 4_000 * MS;
    private static final int INSULATION_OHM = 100_000;
    private static final long UNLOCK_NS = 400 * MS;
    private static final long WELD_NS = 1_500 * MS;
    private static final long SITE_METER_NS = 4_000 * MS;
    private static final long STOP_NS = 15_000 * MS;
    private static final long TARGET_NS = 25_000 * MS;
    private static final int FLOWS_W = 250;

    private final boolean dc;
    private final long followNs;
    private final BiConsumer<String, String> fail;
    private final int fuseW;
    private final Stood input = new Stood();
    private final Stood insulation = new Stood();
    private final Stood unlocked = new Stood();
    private final Stood weld = new Stood();
    private final Stood siteMeter = new Stood();
    private final Stood clock = new Stood();
    private final Stood stop = new Stood();
    private final Stood noTarget = new Stood();
    private final Stood sameTarget = new Stood();
    private final Stood fuse = new Stood();
    private final Motion motion;
    private int lastTargetW;
    private boolean weldProved;
    private boolean closed;

    TruthChecks(boolean dc, long followNs, BiConsumer<String, String> fail) {
        this.dc = dc;
        this.followNs = followNs;
        this.fail = fail;
        Installation site = WorldSite.installation();
        this.fuseW = site.wiring().mainFuseA() * 240;
        this.motion = new Motion(site.ramp(), fail);
    }

    void check(Moment m, BoardCommand command, Truth truth) {
        inputs(m, command);
        parts(m, command, truth);
        weld(m, command, truth);
        exports(m, truth);
        target(m, truth);
        fuse(m, truth);
        motion.check(m, command, dc, truth.stationMeterTrue());
    }

    private void inputs(Moment m, BoardCommand command) {
        boolean set =
                m.plant().inputs().emergencyStop()
                        || m.plant().inputs().doorOpen()
                        || m.plant().inputs().rcdTripped();
        if (input.see(set && command.contactorsClosed(), m.nowNs()) > INPUT_NS) {
            fail.accept("input", "contactors commanded closed with " + m.plant().inputs());
        }
    }

    private void parts(Moment m, BoardCommand command, Truth truth) {
        Plant plant = m.plant();
        boolean leaks =
                dc
                        && plant.faults().insulationOhm() < INSULATION_OHM
                        && plant.car().contactorsClosed()
                        && plant.contactsTouch();
        if (insulation.see(leaks, m.nowNs()) > INSULATION_NS) {
            fail.accept("insulation", "the car stays connected to a leaking station");
        }
        boolean open = !command.lockEngaged() && plant.contactsTouch() && truth.safetySound();
        if (unlocked.see(open, m.nowNs()) > UNLOCK_NS) {
            fail.accept("unlock", "the lock is released while the contacts touch");
        }
    }

    private void weld(Moment m, BoardCommand command, Truth truth) {
        boolean stuck =
                !command.contactorsClosed() && m.plant().contactsTouch() && truth.safetySound();
        weldProved |= weld.see(stuck, m.nowNs()) > WELD_NS;
        weldProved &= !truth.takeAcknowledged();
        boolean rising = command.contactorsClosed() && !closed;
        closed = command.contactorsClosed();
        if (rising && weldProved) {
            fail.accept("weld", "contactors commanded closed after a weld nobody acknowledged");
        }
    }

    /** A new life of the process that may not know of the weld: its disk was full. */
    void restarted(boolean knowsOfWeld) {
        weldProved &= knowsOfWeld;
        weld.see(false, 0);
        closed = false;
    }

    private void exports(Moment m, Truth truth) {
        boolean out = m.plant().acPowerW() < -FLOWS_W && !m.plant().isApart();
        if (siteMeter.see(!truth.siteMeterSound(), m.nowNs()) > SITE_METER_NS + followNs && out) {
            fail.accept("stale", "energy leaves the car without a site meter");
        }
        if (clock.see(!m.wallTrusted(), m.nowNs()) > followNs && out) {
            fail.accept("clock", "energy leaves the car without a trusted clock");
        }
        boolean flows = Math.abs(m.plant().acPowerW()) > FLOWS_W;
        if (stop.see(truth.ownerStopped(), m.nowNs()) > STOP_NS && flows) {
            fail.accept("stop", "power flows though the owner said stop");
        }
    }

    private void target(Moment m, Truth truth) {
        if (truth.mayOthersWant()) {
            return;
        }
        boolean stands = truth.targetStands(m.nowNs());
        double powerW = m.plant().isApart() ? 0 : m.plant().acPowerW();
        if (noTarget.see(!stands, m.nowNs()) > TARGET_NS && powerW < -FLOWS_W) {
            fail.accept("lease", "energy leaves the car though no target stands any more");
        }
        boolean same = stands && truth.targetW() == lastTargetW;
        lastTargetW = truth.targetW();
        if (sameTarget.see(same, m.nowNs()) > TARGET_NS) {
            double wantedW = truth.targetW();
            double roomW = FLOWS_W + Math.abs(wantedW) * 0.03;
            boolean beyond =
                    wantedW >= 0
                            ? powerW > wantedW + roomW || powerW < -FLOWS_W
                            : powerW < wantedW - roomW || powerW > FLOWS_W;
            if (beyond) {
                fail.accept(
                        "target",
                        Math.round(powerW) + " W flow for a target of " + truth.targetW() + " W");
            }
        }
    }

    /** By what a meter tells that stands still nobody can limit. */
    private void fuse(Moment m, Truth truth) {
        double importW = m.plant().site().houseLoadW() + m.plant().acPowerW();
        boolean beyond =
                importW > fuseW * 1.05 && m.plant().acPowerW() > FLOWS_W && truth.metersMove();
        if (fuse.see(beyond, m.nowNs()) > followNs + 3_000 * MS) {
            fail.accept("fuse", Math.round(importW) + " W through a fuse of " + fuseW + " W");
        }
    }
}
