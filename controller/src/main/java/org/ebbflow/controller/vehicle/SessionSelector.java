package org.ebbflow.controller.vehicle;

import java.util.Optional;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.vehicle.pilot.PilotSession;
import org.ebbflow.controller.vehicle.pilot.PwmSession;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.BoardRatings.Output;

/**
 * Chooses the kind of session a plugged car gets: digital first where there is one; on an AC
 * station plain PWM when the car does not talk.
 *
 * @param ratings the board
 * @param digital the digital sessions, empty for a station without them
 * @param ventilated whether the place is ventilated, so that a car in state D may charge
 */
public record SessionSelector(
        BoardRatings ratings, Optional<DigitalSessions> digital, boolean ventilated)
        implements SessionFactory {

    /** What a car gets next. */
    public enum Kind {
        DIGITAL,
        PWM,
        /** Plain PWM for a car with the simplified pilot circuit: at most 10 A. */
        SIMPLIFIED,
        /** Nothing this station can do for it. */
        NONE
    }

    @Override
    public VehicleSession atPowerUp() {
        return PilotSession.atPowerUp(this);
    }

    @Override
    public VehicleSession afterFailure(Reason why) {
        return PilotSession.over(this, why);
    }

    /** The first kind to try with a car. */
    public Kind first() {
        return digital.isPresent() ? Kind.DIGITAL : plain();
    }

    /** What a car gets that is ready without having been offered anything: it cannot talk. */
    public Kind simplified() {
        return ratings.output() == Output.AC ? Kind.SIMPLIFIED : first();
    }

    /** What comes after a car that did not talk. */
    public Kind plain() {
        return ratings.output() == Output.AC ? Kind.PWM : Kind.NONE;
    }

    /** A fresh session of a kind; {@link Kind#NONE} has none. */
    public Optional<VehicleSession> begin(Kind kind) {
        return switch (kind) {
            case DIGITAL -> digital.map(DigitalSessions::begin);
            case PWM -> Optional.of(PwmSession.begin(ventilated));
            case SIMPLIFIED -> Optional.of(PwmSession.simplified(ventilated));
            case NONE -> Optional.empty();
        };
    }
}
