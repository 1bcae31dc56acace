package org.ebbflow.controller.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
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

    private static EvseOffer offer(boolean open, Interval bounds, Decision why) {
        return new EvseOffer(
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
                why);
    }

    private static Reason choose(VehicleReport.Phase phase, EvseOffer offer) {
        VehicleReport report =
                new VehicleReport(
                        phase,
                        "",
                        "",
                        false,
                        offer.acPowerW(),
                        Optional.empty(),
                        Optional.empty(),
                        "");
        return WhyNot.choose(report, offer, new Verdict.Healthy(List.of()));
    }

    private static Reason withoutCar(boolean open, Source chosen) {
        Interval bounds = new Interval(0, 11_500);
        Limit cap = new Limit(Source.PRODUCT_CAP, bounds);
        EvseOffer offer = offer(open, bounds, new Decision(0, 0, cap, cap, chosen, List.of(), -1));
        return choose(VehicleReport.Phase.NO_CAR, offer);
    }

    @Test
    void aCarThatFeedsTheHouseInAnOutageIsNotSaidToBeWithoutAnOfferToDischarge() {
        Interval bounds = new Interval(-11_500, 0);
        Limit cap = new Limit(Source.PRODUCT_CAP, bounds);
        Limit island = new Limit(Source.ISLAND, bounds);
        EvseOffer offer =
                offer(
                        true,
                        bounds,
                        new Decision(0, 11_500, cap, island, Source.DEFAULT, List.of(), -1));
        assertEquals(Reason.GRID_ABSENT, choose(VehicleReport.Phase.TRANSFER, offer));
    }

    @Test
    void aStopOfTheOwnerIsToldBeforeACarIsPlugged() {
        assertEquals(Reason.OWNER_STOP, withoutCar(false, Source.PANEL));
        assertEquals(Reason.NO_CAR, withoutCar(true, Source.PANEL));
        assertEquals(Reason.NO_CAR, withoutCar(false, Source.INSTALLER));
    }
}
