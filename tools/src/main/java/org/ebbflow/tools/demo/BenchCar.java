package org.ebbflow.tools.demo;

import java.util.function.Supplier;
import org.ebbflow.tools.sim.plant.CarPort;
import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.InletSide;

/**
 * The inlet of a car whose messages come from elsewhere, for instance a foreign EV simulator on the
 * network: B at once, C one second after 5 % duty stood, back to B one second after the V2G
 * connection ended, and a short unplugging before the next car. Its battery is whatever voltage the
 * station brings: a bench load that gives and takes.
 */
final class BenchCar implements CarPort {

    private static final int DIGITAL_DUTY_DECI_PERCENT = 50;
    private static final long SECOND_US = 1_000_000;
    private static final long REPLUG_AFTER_US = 4 * SECOND_US;
    private static final int SERIES_MILLI_OHM = 100;
    private static final int INSULATION_OHM = 5_000_000;
    private static final int LOAD_FLOOR_MV = 60_000;

    private final Supplier<Talk> talk;
    private Stand stand = Stand.WAITING;
    private long inStandUs;
    private long dutyUs;
    private boolean talked;
    private int batteryMv;

    /** What the station's panel tells of the conversation. */
    enum Talk {
        NONE,
        TALKING,
        /** Pre-charge or transfer: a real car's contactors would be closing or closed. */
        ENERGY
    }

    private enum Stand {
        /** B, no talk yet. */
        WAITING,
        /** C while the car talks. */
        READY,
        /** B after the talk. */
        OVER,
        /** A: the plug is pulled for a second. */
        AWAY
    }

    /**
     * @param talk how far the conversation is, asked in every slice; must return at once
     */
    BenchCar(Supplier<Talk> talk) {
        this.talk = talk;
    }

    @Override
    public CarSide step(InletSide inlet, int sliceUs) {
        inStandUs += sliceUs;
        boolean digital = inlet.dutyDeciPercent() == DIGITAL_DUTY_DECI_PERCENT;
        dutyUs = digital ? dutyUs + sliceUs : 0;
        Talk now = talk.get();
        talked |= now != Talk.NONE;
        switch (stand) {
            case WAITING -> {
                if (dutyUs >= SECOND_US) {
                    go(Stand.READY);
                }
            }
            case READY -> {
                if (now != Talk.NONE || !talked) {
                    inStandUs = 0;
                } else if (inStandUs >= SECOND_US) {
                    go(Stand.OVER);
                }
            }
            case OVER -> {
                if (inStandUs >= REPLUG_AFTER_US) {
                    go(Stand.AWAY);
                }
            }
            case AWAY -> {
                if (inStandUs >= SECOND_US) {
                    go(Stand.WAITING);
                }
            }
        }
        return side(inlet, now == Talk.ENERGY);
    }

    private void go(Stand next) {
        stand = next;
        inStandUs = 0;
        batteryMv = 0;
        talked = false;
    }

    private CarSide side(InletSide inlet, boolean energy) {
        if (stand == Stand.AWAY) {
            return CarSide.UNPLUGGED;
        }
        boolean ready = stand == Stand.READY;
        if (!energy) {
            batteryMv = 0;
        } else if (ready
                && Math.abs(inlet.dcCurrentMa()) < 500
                && inlet.dcVoltageMv() > LOAD_FLOOR_MV) {
            batteryMv = inlet.dcVoltageMv();
        }
        return new CarSide(
                ready ? CarSide.PilotLoad.C : CarSide.PilotLoad.B,
                true,
                ready && batteryMv > LOAD_FLOOR_MV,
                batteryMv,
                SERIES_MILLI_OHM,
                0,
                INSULATION_OHM);
    }
}
