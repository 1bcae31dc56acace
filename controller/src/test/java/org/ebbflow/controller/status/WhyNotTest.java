package org.ebbflow.controller.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.ebbflow.controller.energy.Conversion;
import org.ebbflow.controller.energy.Decision;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Limit;
import org.ebbflow.controller.energy.OfferTarget;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.energy.Verdict;
import org.junit.jupiter.api.Test;

final class WhyNotTest {

    private static Reason withoutCar(boolean open, Source chosen) {
        Interval bounds = new Interval(0, 11_500);
        Limit cap = new Limit(Source.PRODUCT_CAP, bounds);
        EvseOffer offer =
                new EvseOffer(
                        open,
                        bounds,
                        bounds,
                        bounds,
                        150_000,
                        950_000,
                        48_000,
                        1,
                        240_000,
                        60_000,
                        new OfferTarget.Power(0),
                        Conversion.LOSSLESS,
                        false,
                        new Decision(0, 0, cap, cap, chosen, List.of(), -1));
        return WhyNot.choose(VehicleReport.NO_CAR, offer, new Verdict.Healthy(List.of()));
    }

    @Test
    void aStopOfTheOwnerIsToldBeforeACarIsPlugged() {
        assertEquals(Reason.OWNER_STOP, withoutCar(false, Source.PANEL));
        assertEquals(Reason.NO_CAR, withoutCar(true, Source.PANEL));
        assertEquals(Reason.NO_CAR, withoutCar(false, Source.INSTALLER));
    }
}
