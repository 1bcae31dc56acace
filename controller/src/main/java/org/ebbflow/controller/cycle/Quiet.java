package org.ebbflow.controller.cycle;

import java.util.List;
import org.ebbflow.controller.energy.ConnectorRequest;
import org.ebbflow.controller.energy.Conversion;
import org.ebbflow.controller.energy.Decision;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Limit;
import org.ebbflow.controller.energy.OfferTarget;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.vehicle.SessionStep;
import org.ebbflow.controller.vehicle.VehicleSession;
import org.ebbflow.hal.BoardRatings;

/** What stands before the first cycle and when a decision failed: nothing flows. */
final class Quiet {

    private Quiet() {}

    /** A session that has not been stepped yet. */
    static SessionStep step(VehicleSession session) {
        return step(session, VehicleReport.NO_CAR);
    }

    /** A session of which only its report is known. */
    static SessionStep step(VehicleSession session, VehicleReport report) {
        return new SessionStep(
                session,
                List.of(),
                new EnergyRequest.Nothing(),
                ConnectorRequest.IDLE,
                report,
                List.of(),
                List.of());
    }

    /** No energy, with the board's constants. */
    static EvseOffer offer(BoardRatings ratings) {
        Limit zero = new Limit(Source.SAFETY, Interval.ZERO);
        return new EvseOffer(
                false,
                Interval.ZERO,
                Interval.ZERO,
                Interval.ZERO,
                ratings.dc().minVoltageMv(),
                ratings.dc().maxVoltageMv(),
                0,
                ratings.phases(),
                ratings.nominalVoltageMv(),
                ratings.nominalFrequencyMilliHz(),
                new OfferTarget.Power(0),
                new Conversion(
                        ratings.efficiency().chargePerMille(),
                        ratings.efficiency().dischargePerMille()),
                false,
                new Decision(0, 0, zero, zero, Source.SAFETY, List.of(Reason.FAULT), -1));
    }
}
