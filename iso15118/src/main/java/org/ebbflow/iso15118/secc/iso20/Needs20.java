package org.ebbflow.iso15118.secc.iso20;

import org.ebbflow.iso15118.message.iso20.Dynamic_SEResControlMode;
import org.ebbflow.iso15118.secc.CarFacts;
import org.ebbflow.iso15118.secc.CarFacts.Need;
import org.ebbflow.iso15118.secc.StationView;
import org.jspecify.annotations.Nullable;

/**
 * Mobility needs as the station tells them to a car that asks it: what the car told itself,
 * tightened by what the owner told the station. Nothing in the modes where the needs are the car's
 * alone.
 *
 * @param departureS seconds to the departure the station plans for, else to the car's
 * @param minimumPercent state of charge to reach first, and never to be undercut
 * @param targetPercent state of charge at which charging ends, not below the minimum
 * @source ISO 15118-20, MobilityNeedsMode 2: the station may provide them
 */
record Needs20(
        @Nullable Long departureS,
        @Nullable Integer minimumPercent,
        @Nullable Integer targetPercent) {

    private static final Needs20 NOTHING = new Needs20(null, null, null);
    private static final int FULL_PERCENT = 100;

    static Needs20 of(Session20 session, StationView view) {
        if (session.mode() != ControlMode.DYNAMIC) {
            return NOTHING;
        }
        CarFacts car = session.car();
        StationView.Needs owner = view.offer().needs();
        int told = car.wishes().targetPercent();
        int wanted = owner.targetPercent();
        int target = told < 0 || wanted < 0 ? Math.max(told, wanted) : Math.min(told, wanted);
        int minimum = Math.max(car.wishes().minimumPercent(), owner.minimumPercent());
        int most = target < 0 ? FULL_PERCENT : target;
        int departure =
                owner.departureS() >= 0
                        ? owner.departureS()
                        : car.need().map(Need::departureS).orElse(-1);
        return new Needs20(
                departure < 0 ? null : Long.valueOf(departure),
                minimum < 0 ? null : Integer.valueOf(Math.min(minimum, most)),
                target < 0 ? null : Integer.valueOf(target));
    }

    Dynamic_SEResControlMode message() {
        return new Dynamic_SEResControlMode(departureS, minimumPercent, targetPercent, null);
    }
}
