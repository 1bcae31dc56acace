package org.ebbflow.controller.registers;

import java.util.List;
import org.ebbflow.controller.energy.Decision;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.settings.Installation.Supply;
import org.ebbflow.controller.settings.Preferences.Mode;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.status.StationState;
import org.ebbflow.controller.status.WhyNot;
import org.ebbflow.hal.BoardRatings.Output;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Phases;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.StageReading;

/**
 * One instant as the registers show it: every value of one answer comes from here.
 *
 * @param snapshot what the control thread published last
 * @param supply conductors of the site
 * @param control what energy managers have written
 * @param nowNs monotonic instant of the request
 */
record View(Snapshot snapshot, Supply supply, Control control, long nowNs) {

    private static final long DEAD_NS = 1_000_000_000L;

    private static final StageReading NO_STAGE =
            new StageReading(StageReading.Mode.OFF, 0, 0, 0, 0, 0, 0, false, 0);
    private static final MeterReading NO_METER =
            new MeterReading(0, Phases.NONE, Phases.NONE, 0, 0, 0, 0);

    /** The control thread has stopped publishing. */
    boolean isDead() {
        return nowNs - snapshot.tick().monotonicNs() > DEAD_NS;
    }

    StationState state() {
        return isDead() ? StationState.FAULT : StationState.of(snapshot);
    }

    Decision why() {
        return snapshot.offer().why();
    }

    int acPowerW() {
        return StationState.acPowerW(snapshot);
    }

    MeterReading meter() {
        return snapshot.measured().stationMeter() instanceof Reading.Taken<MeterReading> taken
                ? taken.value()
                : NO_METER;
    }

    StageReading stage() {
        return snapshot.measured().stage() instanceof Reading.Taken<StageReading> taken
                ? taken.value()
                : NO_STAGE;
    }

    boolean isDc() {
        return snapshot.ratings().output() == Output.DC;
    }

    int dcPowerW() {
        return (int) ((long) stage().dcVoltageMv() * stage().dcCurrentMa() / 1_000_000L);
    }

    boolean hasSession() {
        return switch (snapshot.vehicle().phase()) {
            case NO_CAR, FINISHED -> false;
            case WAITING_AUTHORIZATION, PREPARING, READY, PAUSED_BY_CAR, TRANSFER, STOPPING -> true;
        };
    }

    /** Watts that may flow into the car now, 0 without a session. */
    int chargeAvailableW() {
        return hasSession() ? why().upper().powerW().max() : 0;
    }

    /** Watts that may flow out of the car now, magnitude, 0 without a session. */
    int dischargeAvailableW() {
        boolean offered = why().falseGates().isEmpty();
        return hasSession() && offered ? -why().lower().powerW().min() : 0;
    }

    /** The owner has taken over on the panel: stop, or charge now. */
    boolean isOwnerOverride() {
        return isOwnerOverride(snapshot);
    }

    static boolean isOwnerOverride(Snapshot snapshot) {
        Mode mode = snapshot.preferences().mode();
        return mode == Mode.STOP
                || mode == Mode.CHARGE_NOW
                || snapshot.whyNot() == Reason.OWNER_STOP;
    }

    /** What limits now, in the numbers of why-not; 0 when nothing cuts the wish. */
    int limitingReason() {
        Decision why = why();
        if (why.boundBy() == why.chosen()) {
            return 0;
        }
        List<Reason> gates = why.falseGates();
        boolean discharge = why.wantedW() < 0;
        boolean gate = discharge && why.boundBy() == why.lower().source() && !gates.isEmpty();
        return gate ? gates.getFirst().number() : WhyNot.of(why.boundBy(), discharge).number();
    }
}
