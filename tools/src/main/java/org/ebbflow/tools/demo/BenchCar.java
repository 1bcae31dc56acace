package org.ebbflow.tools.demo;

import java.util.function.Supplier;
import org.ebbflow.tools.sim.plant.CarPort;
import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.InletSide;

/**
 * The inlet of a car whose messages come from elsewhere, for instance a foreign EV simulator on the
 * network: B at once, C one second after 5 % duty stood, back to B one second after the V2G
 * connection ended, and a short unplugging when the next car is not there yet. Its battery has the
 * voltage at which the station's pre-charge came to rest, its inverter does what the station
 * offers: a bench load that gives and takes.
 */
final class BenchCar implements CarPort {

    private static final int DIGITAL_DUTY_DECI_PERCENT = 50;
    private static final long SECOND_US = 1_000_000;
    private static final long REPLUG_AFTER_US = 10 * SECOND_US;

    /** A station serves a car that comes back only so often without a new plug. */
    private static final int TALKS_PER_PLUG = 5;

    private static final long REPLUG_SOON_US = 1_500_000;

    /** Longer than contact bounce, short enough that hardly any car comes in between. */
    private static final long AWAY_US = 300_000;

    private static final int SERIES_MILLI_OHM = 100;
    private static final int INSULATION_OHM = 5_000_000;
    private static final int LOAD_FLOOR_MV = 60_000;
    private static final int SETTLED_MV = 5_000;
    private static final long SETTLED_US = 200_000;

    private final Supplier<Heard> heard;
    private Stand stand = Stand.WAITING;
    private long inStandUs;
    private long dutyUs;
    private boolean talked;
    private int talks;
    private int settledMv;
    private long settledUs;
    private int batteryMv;

    /** What the station's panel tells of the conversation. */
    enum Talk {
        NONE,
        TALKING,
        /** Pre-charge or transfer: a real car's contactors would be closing or closed. */
        ENERGY
    }

    /**
     * What is known of the conversation.
     *
     * @param acPowerW power for the car's own inverter at its AC pins, plus is charge; 0 on a DC
     *     board
     */
    record Heard(Talk talk, int acPowerW) {
        static final Heard NOTHING = new Heard(Talk.NONE, 0);
    }

    private enum Stand {
        /** B, no talk yet. */
        WAITING,
        /** C while the car talks. */
        READY,
        /** B after the talk. */
        OVER,
        /** A: the plug is pulled for a moment. */
        AWAY
    }

    /**
     * @param heard how far the conversation is, asked in every slice; must return at once
     */
    BenchCar(Supplier<Heard> heard) {
        this.heard = heard;
    }

    @Override
    public CarSide step(InletSide inlet, int sliceUs) {
        inStandUs += sliceUs;
        boolean digital = inlet.dutyDeciPercent() == DIGITAL_DUTY_DECI_PERCENT;
        dutyUs = digital ? dutyUs + sliceUs : 0;
        watch(inlet, sliceUs);
        Talk now = heard.get().talk();
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
                    talks++;
                    go(Stand.OVER);
                }
            }
            case OVER -> {
                if (now != Talk.NONE) {
                    go(Stand.WAITING);
                } else if (inStandUs >= REPLUG_AFTER_US
                        || talks >= TALKS_PER_PLUG && inStandUs >= REPLUG_SOON_US) {
                    talks = 0;
                    go(Stand.AWAY);
                }
            }
            case AWAY -> {
                if (inStandUs >= AWAY_US) {
                    go(Stand.WAITING);
                }
            }
        }
        return side(now == Talk.ENERGY);
    }

    private void go(Stand next) {
        stand = next;
        inStandUs = 0;
        talked = false;
    }

    private CarSide side(boolean energy) {
        if (stand == Stand.AWAY) {
            return CarSide.UNPLUGGED;
        }
        boolean ready = stand == Stand.READY;
        if (!energy || !ready) {
            batteryMv = 0;
        } else if (batteryMv == 0 && settledUs >= SETTLED_US) {
            batteryMv = settledMv;
        }
        return new CarSide(
                ready ? CarSide.PilotLoad.C : CarSide.PilotLoad.B,
                true,
                batteryMv > 0,
                batteryMv,
                SERIES_MILLI_OHM,
                ready && energy ? heard.get().acPowerW() : 0,
                INSULATION_OHM);
    }

    /** How long the station's voltage has stood: a car's contactors close at the end of that. */
    private void watch(InletSide inlet, int sliceUs) {
        boolean stands =
                inlet.dcVoltageMv() > LOAD_FLOOR_MV
                        && Math.abs(inlet.dcVoltageMv() - settledMv) <= SETTLED_MV;
        settledUs = stands ? settledUs + sliceUs : 0;
        settledMv = stands ? settledMv : inlet.dcVoltageMv();
    }
}
