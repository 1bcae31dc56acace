package org.ebbflow.iso15118.secc.iso20;

import java.util.Optional;
import org.ebbflow.iso15118.message.iso20.DisplayParameters;
import org.ebbflow.iso15118.message.iso20.Dynamic_SEReqControlMode;
import org.ebbflow.iso15118.message.iso20.RationalNumber;
import org.ebbflow.iso15118.secc.CarFacts;
import org.ebbflow.iso15118.secc.CarFacts.V2x;
import org.ebbflow.iso15118.secc.CarFacts.Wishes;
import org.ebbflow.iso15118.secc.Plausible;
import org.jspecify.annotations.Nullable;

/** Display parameters, mobility needs and the range for discharging, as wishes of the car. */
final class WishMessages {

    private WishMessages() {}

    static CarFacts displayed(DisplayParameters d, CarFacts car) {
        Wishes was = car.wishes();
        return car.with(
                new Wishes(
                        or(d.minimumSoc(), was.minimumPercent()),
                        or(d.targetSoc(), was.targetPercent()),
                        or(d.maximumSoc(), was.maximumPercent()),
                        seconds(d.remainingTimeToTargetSoc(), was.remainingS()),
                        was.v2x()));
    }

    static CarFacts mobility(Dynamic_SEReqControlMode d, CarFacts car, Plausible p) {
        Wishes was = car.wishes();
        CarFacts known =
                car.with(
                        new Wishes(
                                or(d.minimumSoc(), was.minimumPercent()),
                                or(d.targetSoc(), was.targetPercent()),
                                was.maximumPercent(),
                                was.remainingS(),
                                was.v2x()));
        return range(d.evMaximumV2XEnergyRequest(), d.evMinimumV2XEnergyRequest(), known, p);
    }

    /** The range is told with both ends or not at all. */
    static CarFacts range(
            @Nullable RationalNumber maximum,
            @Nullable RationalNumber minimum,
            CarFacts car,
            Plausible p) {
        if (maximum == null || minimum == null) {
            return car;
        }
        V2x range = new V2x(DcMessages.energy(p, maximum), DcMessages.energy(p, minimum));
        Wishes was = car.wishes();
        return car.with(
                new Wishes(
                        was.minimumPercent(),
                        was.targetPercent(),
                        was.maximumPercent(),
                        was.remainingS(),
                        Optional.of(range)));
    }

    private static int or(@Nullable Integer told, int otherwise) {
        return told == null ? otherwise : told;
    }

    private static int seconds(@Nullable Long told, int otherwise) {
        return told == null ? otherwise : (int) Math.min(Integer.MAX_VALUE, told);
    }
}
