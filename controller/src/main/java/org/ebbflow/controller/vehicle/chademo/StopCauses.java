package org.ebbflow.controller.vehicle.chademo;

import java.util.Optional;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.vehicle.chademo.CarFrame.ChargeControl;
import org.ebbflow.controller.vehicle.chademo.Stage.Blame;
import org.ebbflow.controller.vehicle.chademo.Stage.Why;

/** Everything that ends a session; line k and the car's enable bit each suffice alone. */
final class StopCauses {

    private static final long MS = 1_000_000L;

    /**
     * @source public code quoting the specification; another project waits 2 s
     */
    static final long CAR_LOST_NS = 1_000 * MS;

    private static final int LAST_PROTOCOL = 3;

    private static final Why CAR_STOPS = new Why(Reason.VEHICLE_STOPPED, Blame.NOBODY);
    private static final Why CAR_FAULT = new Why(Reason.VEHICLE_STOPPED, Blame.CAR_OR_LINK);

    private StopCauses() {}

    /** What ends a session before the car has agreed to it. */
    static Optional<Why> early(Facts facts) {
        if (facts.view().verdict() instanceof Verdict.Tripped) {
            return Optional.of(new Why(Reason.FAULT, Blame.STATION));
        }
        if (!facts.view().offer().open()) {
            return Optional.of(new Why(Reason.OWNER_STOP, Blame.NOBODY));
        }
        return facts.car().seen().any() && isLost(facts)
                ? Optional.of(new Why(Reason.CONNECTION_LOST, Blame.CAR_OR_LINK))
                : Optional.empty();
    }

    /** What ends it from the car's agreement to its last ampere. */
    static Optional<Why> agreed(Facts facts) {
        Optional<Why> early = early(facts);
        if (early.isPresent()) {
            return early;
        }
        ChargeControl control = facts.car().control();
        boolean fault =
                control.faults().any()
                        || control.status().systemFault()
                        || control.status().notParked();
        if (fault) {
            return Optional.of(CAR_FAULT);
        }
        boolean stop =
                !facts.view().lines().permission()
                        || !control.status().enabled()
                        || control.targetVoltageV() == 0;
        return stop ? Optional.of(CAR_STOPS) : Optional.empty();
    }

    /** The same until the first request, when the car has one more way to say no. */
    static Optional<Why> preparing(Facts facts) {
        Optional<Why> agreed = agreed(facts);
        boolean no = facts.car().control().status().stopBeforeCharging();
        return agreed.isEmpty() && no ? Optional.of(CAR_STOPS) : agreed;
    }

    /** The same before line d2 is on: a car that calls its contactors closed contradicts it. */
    static Optional<Why> untilCoils(Facts facts) {
        Optional<Why> preparing = preparing(facts);
        boolean closed =
                facts.car().tellsContactors() && !facts.car().control().status().contactorsOpen();
        return preparing.isEmpty() && closed
                ? Optional.of(new Why(Reason.SEQUENCE_ERROR, Blame.CAR_OR_LINK))
                : preparing;
    }

    /** The same while energy flows. @param sinceNs when the flow began */
    static Optional<Why> running(Facts facts, long sinceNs) {
        Optional<Why> agreed = agreed(facts);
        if (agreed.isPresent()) {
            return agreed;
        }
        CarPicture car = facts.car();
        if (car.tellsContactors() && car.control().status().contactorsOpen()) {
            return Optional.of(CAR_FAULT);
        }
        if (facts.view().stageMv() >= facts.announced().thresholdV() * 1_000) {
            return Optional.of(new Why(Reason.VEHICLE_LIMIT, Blame.NOBODY));
        }
        boolean timed = !facts.isBidirectional() && car.longestS() > 0;
        long runS = facts.view().tick().sinceNs(sinceNs) / (1_000 * MS);
        return timed && runS >= car.longestS()
                ? Optional.of(new Why(Reason.COMPLETED, Blame.NOBODY))
                : Optional.empty();
    }

    /** Whether battery and station fit, judged once the car's numbers can be trusted. */
    static Optional<Why> misfit(Facts facts) {
        CarPicture car = facts.car();
        if (car.control().protocol() > LAST_PROTOCOL) {
            return Optional.of(new Why(Reason.NO_COMMON_PROTOCOL, Blame.INCOMPATIBLE));
        }
        int minV = car.limits().minVoltageV();
        boolean tooHigh = car.control().targetVoltageV() > facts.announced().voltageV();
        boolean tooLow = minV > 0 && minV * 1_000 < facts.view().offer().minVoltageMv();
        return tooHigh || tooLow
                ? Optional.of(new Why(Reason.SERVICE_NOT_OFFERED, Blame.INCOMPATIBLE))
                : Optional.empty();
    }

    private static boolean isLost(Facts facts) {
        long silentNs = facts.view().tick().sinceNs(facts.car().since().controlNs());
        return !facts.busUp() || silentNs >= CAR_LOST_NS;
    }
}
