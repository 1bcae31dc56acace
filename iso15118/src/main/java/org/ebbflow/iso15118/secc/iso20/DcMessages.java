package org.ebbflow.iso15118.secc.iso20;

import org.ebbflow.iso15118.message.iso20.BPT_DC_CPDReqEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.BPT_DC_CPDResEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.BPT_Dynamic_DC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.BPT_Dynamic_DC_CLResControlMode;
import org.ebbflow.iso15118.message.iso20.BPT_Scheduled_DC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.BPT_Scheduled_DC_CLResControlMode;
import org.ebbflow.iso15118.message.iso20.DC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.DC_CLResControlMode;
import org.ebbflow.iso15118.message.iso20.DC_CPDReqEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.DC_CPDReqEnergyTransferModeGroup;
import org.ebbflow.iso15118.message.iso20.DC_CPDResEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.DC_CPDResEnergyTransferModeGroup;
import org.ebbflow.iso15118.message.iso20.DC_ChargeLoopReq;
import org.ebbflow.iso15118.message.iso20.DC_ChargeLoopRes;
import org.ebbflow.iso15118.message.iso20.Dynamic_DC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.Dynamic_DC_CLResControlMode;
import org.ebbflow.iso15118.message.iso20.RationalNumber;
import org.ebbflow.iso15118.message.iso20.ResponseCode;
import org.ebbflow.iso15118.message.iso20.Scheduled_DC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.Scheduled_DC_CLResControlMode;
import org.ebbflow.iso15118.secc.CarFacts;
import org.ebbflow.iso15118.secc.CarFacts.Need;
import org.ebbflow.iso15118.secc.CarLimits;
import org.ebbflow.iso15118.secc.Demand;
import org.ebbflow.iso15118.secc.Plausible;
import org.ebbflow.iso15118.secc.Plausible.Quantity;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.StationView.Offer;
import org.ebbflow.iso15118.wire.Rational;
import org.jspecify.annotations.Nullable;

/** DC values between messages and the station's words. */
final class DcMessages {

    static final RationalNumber ZERO = new RationalNumber(0, 0);

    static final DC_CPDResEnergyTransferMode NO_PARAMETERS =
            new DC_CPDResEnergyTransferMode(ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, null);

    static final Dynamic_DC_CLResControlMode NO_LIMITS =
            new Dynamic_DC_CLResControlMode(null, null, null, null, ZERO, ZERO, ZERO, ZERO);

    /** A limit within this of the present value counts as reached. */
    private static final int REACHED_W = 100;

    private static final int REACHED_MV = 1_000;

    private DcMessages() {}

    static boolean isDynamic(DC_ChargeLoopReq request) {
        return switch (request.clReqControlMode()) {
            case Dynamic_DC_CLReqControlMode ignored -> true;
            case BPT_Dynamic_DC_CLReqControlMode ignored -> true;
            case Scheduled_DC_CLReqControlMode ignored -> false;
            case BPT_Scheduled_DC_CLReqControlMode ignored -> false;
        };
    }

    static CarLimits limits(DC_CPDReqEnergyTransferModeGroup told, Plausible p) {
        return switch (told) {
            case DC_CPDReqEnergyTransferMode c ->
                    new CarLimits(
                            voltage(p, c.evMinimumVoltage()),
                            voltage(p, c.evMaximumVoltage()),
                            current(p, c.evMaximumChargeCurrent()),
                            0,
                            power(p, c.evMaximumChargePower()),
                            0);
            case BPT_DC_CPDReqEnergyTransferMode b ->
                    new CarLimits(
                            voltage(p, b.evMinimumVoltage()),
                            voltage(p, b.evMaximumVoltage()),
                            current(p, b.evMaximumChargeCurrent()),
                            current(p, b.evMaximumDischargeCurrent()),
                            power(p, b.evMaximumChargePower()),
                            power(p, b.evMaximumDischargePower()));
        };
    }

    /** Limits of the loop; what is absent stays as it was. */
    static CarLimits loopLimits(DC_CLReqControlMode told, CarLimits was, Plausible p) {
        return switch (told) {
            case Dynamic_DC_CLReqControlMode d ->
                    new CarLimits(
                            voltage(p, d.evMinimumVoltage()),
                            voltage(p, d.evMaximumVoltage()),
                            current(p, d.evMaximumChargeCurrent()),
                            0,
                            power(p, d.evMaximumChargePower()),
                            0);
            case BPT_Dynamic_DC_CLReqControlMode b ->
                    new CarLimits(
                            voltage(p, b.evMinimumVoltage()),
                            voltage(p, b.evMaximumVoltage()),
                            current(p, b.evMaximumChargeCurrent()),
                            current(p, b.evMaximumDischargeCurrent()),
                            power(p, b.evMaximumChargePower()),
                            power(p, b.evMaximumDischargePower()));
            case Scheduled_DC_CLReqControlMode s ->
                    new CarLimits(
                            voltageOr(p, s.evMinimumVoltage(), was.minVoltageMv()),
                            voltageOr(p, s.evMaximumVoltage(), was.maxVoltageMv()),
                            currentOr(p, s.evMaximumChargeCurrent(), was.maxChargeMa()),
                            0,
                            powerOr(p, s.evMaximumChargePower(), was.maxChargeW()),
                            0);
            case BPT_Scheduled_DC_CLReqControlMode s ->
                    new CarLimits(
                            voltageOr(p, s.evMinimumVoltage(), was.minVoltageMv()),
                            voltageOr(p, s.evMaximumVoltage(), was.maxVoltageMv()),
                            currentOr(p, s.evMaximumChargeCurrent(), was.maxChargeMa()),
                            currentOr(p, s.evMaximumDischargeCurrent(), was.maxDischargeMa()),
                            powerOr(p, s.evMaximumChargePower(), was.maxChargeW()),
                            powerOr(p, s.evMaximumDischargePower(), was.maxDischargeW()));
        };
    }

    static Wish wish(DC_CLReqControlMode told, Plausible p) {
        return switch (told) {
            case Dynamic_DC_CLReqControlMode d ->
                    new Wish.Dynamic(energy(p, d.evTargetEnergyRequest()));
            case BPT_Dynamic_DC_CLReqControlMode d ->
                    new Wish.Dynamic(energy(p, d.evTargetEnergyRequest()));
            case Scheduled_DC_CLReqControlMode s ->
                    new Wish.Exactly(
                            Math.max(
                                    0,
                                    p.signed(
                                            Quantity.CURRENT_MA,
                                            Rational.milli(s.evTargetCurrent()))),
                            voltage(p, s.evTargetVoltage()));
            case BPT_Scheduled_DC_CLReqControlMode s ->
                    new Wish.Exactly(
                            p.signed(Quantity.CURRENT_MA, Rational.milli(s.evTargetCurrent())),
                            voltage(p, s.evTargetVoltage()));
        };
    }

    static CarFacts needs(DC_CLReqControlMode told, CarFacts car, Plausible p) {
        return switch (told) {
            case Dynamic_DC_CLReqControlMode d ->
                    car.with(
                            new Need(
                                    energy(p, d.evTargetEnergyRequest()),
                                    energy(p, d.evMaximumEnergyRequest()),
                                    energy(p, d.evMinimumEnergyRequest()),
                                    departure(d.departureTime(), car)));
            case BPT_Dynamic_DC_CLReqControlMode d ->
                    WishMessages.range(
                            d.evMaximumV2XEnergyRequest(),
                            d.evMinimumV2XEnergyRequest(),
                            car.with(
                                    new Need(
                                            energy(p, d.evTargetEnergyRequest()),
                                            energy(p, d.evMaximumEnergyRequest()),
                                            energy(p, d.evMinimumEnergyRequest()),
                                            departure(d.departureTime(), car))),
                            p);
            case Scheduled_DC_CLReqControlMode ignored -> car;
            case BPT_Scheduled_DC_CLReqControlMode ignored -> car;
        };
    }

    static int departure(@Nullable Long toldS, CarFacts car) {
        return toldS == null
                ? car.need().map(Need::departureS).orElse(-1)
                : (int) Math.min(Integer.MAX_VALUE, toldS.longValue());
    }

    /**
     * Whether the car writes discharge limits with a minus; which is right, the standard leaves
     * open.
     */
    static boolean isNegative(DC_CPDReqEnergyTransferModeGroup told) {
        return told instanceof BPT_DC_CPDReqEnergyTransferMode b
                && (b.evMaximumDischargePower().value() < 0
                        || b.evMaximumDischargeCurrent().value() < 0);
    }

    static DC_CPDResEnergyTransferModeGroup parameters(
            Offer o, boolean bidirectional, int dischargeSign) {
        RationalNumber charge = Rational.ofWhole(o.maxPowerW());
        RationalNumber current = Rational.ofMilli(o.maxCurrentMa());
        RationalNumber most = Rational.ofMilli(o.maxVoltageMv());
        RationalNumber least = Rational.ofMilli(o.minVoltageMv());
        return bidirectional
                ? new BPT_DC_CPDResEnergyTransferMode(
                        charge,
                        ZERO,
                        current,
                        ZERO,
                        most,
                        least,
                        null,
                        Rational.ofWhole(-dischargeSign * o.minPowerW()),
                        ZERO,
                        Rational.ofMilli(-dischargeSign * (long) o.minCurrentMa()),
                        ZERO)
                : new DC_CPDResEnergyTransferMode(charge, ZERO, current, ZERO, most, least, null);
    }

    static DC_ChargeLoopRes loopResponse(
            DC_ChargeLoopReq request, Session20 session, StationView view, int powerW) {
        StationView.Measurement m = view.measured();
        Offer o = view.offer();
        boolean powerReached =
                powerW >= o.maxPowerW() - REACHED_W || powerW <= o.minPowerW() + REACHED_W;
        boolean currentReached =
                m.currentMa() >= o.maxCurrentMa()
                        || m.currentMa() < 0 && m.currentMa() <= o.minCurrentMa();
        boolean voltageReached = m.voltageMv() >= o.maxVoltageMv() - REACHED_MV;
        return new DC_ChargeLoopRes(
                session.header(view),
                ResponseCode.OK,
                session.status(view),
                request.meterInfoRequested() ? Metering.info(session, view) : null,
                null,
                Rational.ofMilli(m.currentMa()),
                Rational.ofMilli(m.voltageMv()),
                powerReached,
                currentReached,
                voltageReached,
                loopLimits(request.clReqControlMode(), session, view));
    }

    private static DC_CLResControlMode loopLimits(
            DC_CLReqControlMode asked, Session20 session, StationView view) {
        Offer o = view.offer();
        RationalNumber charge = Rational.ofWhole(o.maxPowerW());
        RationalNumber current = Rational.ofMilli(o.maxCurrentMa());
        RationalNumber most = Rational.ofMilli(o.maxVoltageMv());
        RationalNumber least = Rational.ofMilli(o.minVoltageMv());
        int sign = session.dischargeSign();
        RationalNumber discharge = Rational.ofWhole(-sign * o.minPowerW());
        RationalNumber dischargeCurrent = Rational.ofMilli(-sign * (long) o.minCurrentMa());
        Needs20 needs = Needs20.of(session, view);
        return switch (asked) {
            case Dynamic_DC_CLReqControlMode ignored ->
                    new Dynamic_DC_CLResControlMode(
                            needs.departureS(),
                            needs.minimumPercent(),
                            needs.targetPercent(),
                            null,
                            charge,
                            ZERO,
                            current,
                            most);
            case BPT_Dynamic_DC_CLReqControlMode ignored ->
                    new BPT_Dynamic_DC_CLResControlMode(
                            needs.departureS(),
                            needs.minimumPercent(),
                            needs.targetPercent(),
                            null,
                            charge,
                            ZERO,
                            current,
                            most,
                            discharge,
                            ZERO,
                            dischargeCurrent,
                            least);
            case Scheduled_DC_CLReqControlMode ignored ->
                    new Scheduled_DC_CLResControlMode(charge, ZERO, current, most);
            case BPT_Scheduled_DC_CLReqControlMode ignored ->
                    new BPT_Scheduled_DC_CLResControlMode(
                            charge, ZERO, current, most, discharge, ZERO, dischargeCurrent, least);
        };
    }

    /**
     * What the car allows, inside what the stage can; a lowest voltage that is not below its
     * highest is nonsense and counts as not told.
     *
     * @source EcoG-io/iso15118, iso15118/evcc/controller/simulator.py: 300 kV and 300 kV
     */
    static Demand.Window window(CarLimits car, Offer o) {
        int leastMv = car.minVoltageMv() < car.maxVoltageMv() ? car.minVoltageMv() : 0;
        return new Demand.Window(
                Math.clamp(leastMv, o.minVoltageMv(), o.maxVoltageMv()),
                Math.min(car.maxVoltageMv(), o.maxVoltageMv()),
                Math.min(car.maxChargeMa(), o.maxCurrentMa()),
                Math.min(car.maxDischargeMa(), -o.minCurrentMa()));
    }

    /** Keeps a power inside the station's current bounds at the present voltage. */
    static int clampCurrent(int powerW, StationView view) {
        long voltageMv = view.measured().voltageMv();
        long most = view.offer().maxCurrentMa() * voltageMv / 1_000_000;
        long least = view.offer().minCurrentMa() * voltageMv / 1_000_000;
        return (int) Math.clamp(powerW, least, most);
    }

    private static int voltage(Plausible p, RationalNumber r) {
        return p.magnitude(Quantity.VOLTAGE_MV, Rational.milli(r));
    }

    static int current(Plausible p, RationalNumber r) {
        return p.magnitude(Quantity.CURRENT_MA, Rational.milli(r));
    }

    static int power(Plausible p, RationalNumber r) {
        return p.magnitude(Quantity.POWER_W, Rational.whole(r));
    }

    static int energy(Plausible p, RationalNumber r) {
        return p.signed(Quantity.ENERGY_WH, Rational.whole(r));
    }

    private static int voltageOr(Plausible p, @Nullable RationalNumber r, int otherwiseMv) {
        return r == null ? otherwiseMv : voltage(p, r);
    }

    private static int currentOr(Plausible p, @Nullable RationalNumber r, int otherwiseMa) {
        return r == null ? otherwiseMa : current(p, r);
    }

    static int powerOr(Plausible p, @Nullable RationalNumber r, int otherwiseW) {
        return r == null ? otherwiseW : power(p, r);
    }
}
