package org.ebbflow.controller.status;

import org.ebbflow.controller.energy.OfferTarget;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Reading;

/** The stable states of registers and panel; a number is never re-used. */
public enum StationState {
    NO_CAR(0),
    WAITING_AUTHORIZATION(1),
    PREPARING(2),
    READY(3),
    PAUSED_BY_CAR(4),
    CHARGING(5),
    DISCHARGING(6),
    ISLAND_SUPPLY(7),
    STOPPING(8),
    FINISHED(9),
    LOCKED(10),
    UPDATING(11),
    FAULT(12),
    STARTING(13);

    /** Less than this is noise of the meter, not a flow; watts. */
    private static final int NOISE_W = 50;

    private final int number;

    StationState(int number) {
        this.number = number;
    }

    /** Stable number for registers and logs. */
    public int number() {
        return number;
    }

    /** The state that the snapshot shows. */
    public static StationState of(Snapshot snapshot) {
        if (!(snapshot.verdict() instanceof Verdict.Healthy)) {
            return FAULT;
        }
        return switch (snapshot.vehicle().phase()) {
            case NO_CAR -> NO_CAR;
            case WAITING_AUTHORIZATION -> WAITING_AUTHORIZATION;
            case PREPARING -> PREPARING;
            case READY -> READY;
            case PAUSED_BY_CAR -> PAUSED_BY_CAR;
            case STOPPING -> STOPPING;
            case FINISHED -> FINISHED;
            case TRANSFER -> flowing(snapshot);
        };
    }

    /** Present power at the AC terminals in watts, plus is charge; 0 while the meter is silent. */
    public static int acPowerW(Snapshot snapshot) {
        return snapshot.measured().stationMeter() instanceof Reading.Taken<MeterReading> taken
                ? taken.value().powerW()
                : 0;
    }

    private static StationState flowing(Snapshot snapshot) {
        if (snapshot.offer().target() instanceof OfferTarget.Island) {
            return ISLAND_SUPPLY;
        }
        int powerW = acPowerW(snapshot);
        if (powerW > NOISE_W) {
            return CHARGING;
        }
        return powerW < -NOISE_W ? DISCHARGING : READY;
    }
}
