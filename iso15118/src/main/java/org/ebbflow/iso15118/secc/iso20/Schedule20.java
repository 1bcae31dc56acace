package org.ebbflow.iso15118.secc.iso20;

import java.util.List;
import org.ebbflow.iso15118.message.iso20.ChargingSchedule;
import org.ebbflow.iso15118.message.iso20.EVPowerProfile;
import org.ebbflow.iso15118.message.iso20.PowerSchedule;
import org.ebbflow.iso15118.message.iso20.PowerScheduleEntry;
import org.ebbflow.iso15118.message.iso20.PowerScheduleEntryList;
import org.ebbflow.iso15118.message.iso20.PowerToleranceAcceptance;
import org.ebbflow.iso15118.message.iso20.PriceLevelSchedule;
import org.ebbflow.iso15118.message.iso20.PriceLevelScheduleEntry;
import org.ebbflow.iso15118.message.iso20.PriceLevelScheduleEntryList;
import org.ebbflow.iso15118.message.iso20.PriceSchedule;
import org.ebbflow.iso15118.message.iso20.ResponseCode;
import org.ebbflow.iso15118.message.iso20.ScheduleTuple;
import org.ebbflow.iso15118.message.iso20.Scheduled_EVPPTControlMode;
import org.ebbflow.iso15118.message.iso20.Scheduled_SEResControlMode;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.wire.Rational;
import org.jspecify.annotations.Nullable;

/**
 * The one schedule of scheduled mode as the car was told it.
 *
 * @param chargeW most power into the car, 0 or more
 * @param dischargeW most power out of the car as a minus value, 0 or less
 */
record Schedule20(int chargeW, int dischargeW) {

    private static final int DAY_S = 86_400;
    private static final long TUPLE_ID = 1;
    private static final long PRICES_ID = 1;
    private static final int ONLY_LEVEL = 1;

    /** Deviation from its profile a car may announce to keep, of the larger power. */
    private static final int TOLERANCE_PER_MILLE = 50;

    /** A schedule counts as out of reach when the offer is below it by this and the tolerance. */
    private static final int MARGIN_W = 500;

    /** The present offer. */
    static Schedule20 of(StationView view, boolean bidirectional) {
        return new Schedule20(
                view.offer().maxPowerW(), bidirectional ? view.offer().minPowerW() : 0);
    }

    int toleranceW() {
        return Math.max(chargeW, -dischargeW) / 1000 * TOLERANCE_PER_MILLE;
    }

    /** Whether the station cannot keep it at present. */
    boolean isOutOfReach(StationView view) {
        int slackW = MARGIN_W + toleranceW();
        return view.offer().maxPowerW() + slackW < chargeW
                || view.offer().minPowerW() - slackW > dischargeW;
    }

    /** As the car is told. */
    Scheduled_SEResControlMode message(Session20 session, StationView view) {
        boolean bidirectional = session.service().isBidirectional();
        PriceSchedule price = session.mode().pricing() == 0 ? null : onePrice(view);
        ChargingSchedule charging = oneDay(chargeW, price, view);
        ChargingSchedule discharging = bidirectional ? oneDay(dischargeW, price, view) : null;
        return new Scheduled_SEResControlMode(
                List.of(new ScheduleTuple(TUPLE_ID, charging, discharging)));
    }

    /**
     * No hour is cheaper than another; there are cars that end the session over a schedule without
     * prices.
     *
     * @source EcoG-io/iso15118, iso15118/shared/messages/iso15118_20/common_messages.py
     */
    private static PriceSchedule onePrice(StationView view) {
        PriceLevelScheduleEntry all = new PriceLevelScheduleEntry(DAY_S, ONLY_LEVEL);
        return new PriceLevelSchedule(
                null,
                view.wallTimeMs() / 1000,
                PRICES_ID,
                null,
                ONLY_LEVEL,
                new PriceLevelScheduleEntryList(List.of(all)));
    }

    private ChargingSchedule oneDay(int powerW, @Nullable PriceSchedule price, StationView view) {
        PowerScheduleEntry entry =
                new PowerScheduleEntry(DAY_S, Rational.ofWhole(powerW), null, null);
        PowerSchedule power =
                new PowerSchedule(
                        view.wallTimeMs() / 1000,
                        null,
                        Rational.ofWhole(toleranceW()),
                        new PowerScheduleEntryList(List.of(entry)));
        return new ChargingSchedule(power, price);
    }

    /**
     * Verdict on the car's plan.
     *
     * @source ISO 15118-20, PowerDelivery
     */
    ResponseCode judge(EVPowerProfile profile) {
        if (!(profile.evpptControlMode() instanceof Scheduled_EVPPTControlMode mode)) {
            return ResponseCode.FAILED_EVPowerProfileInvalid;
        }
        if (mode.selectedScheduleTupleId() != TUPLE_ID) {
            return ResponseCode.FAILED_ScheduleSelectionInvalid;
        }
        boolean fits =
                profile.evPowerProfileEntries().evPowerProfileEntry().stream()
                        .mapToLong(Schedule20::totalW)
                        .allMatch(this::allows);
        if (!fits) {
            return ResponseCode.FAILED_EVPowerProfileInvalid;
        }
        PowerToleranceAcceptance acceptance = mode.powerToleranceAcceptance();
        if (acceptance == null) {
            return ResponseCode.OK;
        }
        return acceptance == PowerToleranceAcceptance.PowerToleranceConfirmed
                ? ResponseCode.OK_PowerToleranceConfirmed
                : ResponseCode.WARNING_PowerToleranceNotConfirmed;
    }

    private boolean allows(long powerW) {
        long roundingW = Math.max(1, toleranceW());
        return powerW <= chargeW + roundingW && powerW >= dischargeW - roundingW;
    }

    private static long totalW(PowerScheduleEntry entry) {
        return (long) Rational.whole(entry.power())
                + Rational.wholeOrZero(entry.powerL2())
                + Rational.wholeOrZero(entry.powerL3());
    }
}
