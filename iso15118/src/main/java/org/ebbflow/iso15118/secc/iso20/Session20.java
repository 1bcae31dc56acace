package org.ebbflow.iso15118.secc.iso20;

import java.util.Set;
import org.ebbflow.iso15118.message.iso20.EVSEStatus;
import org.ebbflow.iso15118.message.iso20.EvseNotification;
import org.ebbflow.iso15118.message.iso20.MessageHeader;
import org.ebbflow.iso15118.secc.CarFacts;
import org.ebbflow.iso15118.secc.Plausible;
import org.ebbflow.iso15118.secc.SeccConfig;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.StationView.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * What one session has learnt so far; immutable.
 *
 * @param sessionId 8 octets
 * @param car what is known of the car
 * @param service selected service; meaningless before selection
 * @param mode selected control mode
 * @param clamped quantities that were already reported as implausible
 */
record Session20(
        SeccConfig config,
        byte[] sessionId,
        CarFacts car,
        Service20 service,
        ControlMode mode,
        Set<Plausible.Quantity> clamped) {

    static final String PROTOCOL = "ISO 15118-20";

    MessageHeader header(StationView view) {
        return new MessageHeader(sessionId, view.wallTimeMs() / 1000, null);
    }

    Session20 with(CarFacts next) {
        return new Session20(config, sessionId, next, service, mode, clamped);
    }

    Session20 with(Service20 chosen, ControlMode chosenMode) {
        String name = chosen.name() + (chosenMode.isDynamic() ? " dynamic" : " scheduled");
        CarFacts known = car.withService(name, chosen.isBidirectional());
        return new Session20(config, sessionId, known, chosen, chosenMode, clamped);
    }

    Session20 with(Plausible plausible) {
        return new Session20(config, sessionId, car, service, mode, plausible.told());
    }

    Plausible plausible() {
        return new Plausible(clamped);
    }

    /** What the car is told about a stop; absent while all is well. */
    static @Nullable EVSEStatus status(StationView view) {
        return view.readiness() == Readiness.OPEN
                ? null
                : new EVSEStatus(0, EvseNotification.Terminate);
    }
}
