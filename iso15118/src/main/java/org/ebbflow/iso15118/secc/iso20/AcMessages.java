package org.ebbflow.iso15118.secc.iso20;

import org.ebbflow.iso15118.message.iso20.AC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.AC_CLResControlMode;
import org.ebbflow.iso15118.message.iso20.AC_CPDReqEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.AC_CPDReqEnergyTransferModeGroup;
import org.ebbflow.iso15118.message.iso20.AC_CPDResEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.AC_CPDResEnergyTransferModeGroup;
import org.ebbflow.iso15118.message.iso20.AC_ChargeLoopReq;
import org.ebbflow.iso15118.message.iso20.AC_ChargeLoopRes;
import org.ebbflow.iso15118.message.iso20.BPT_AC_CPDReqEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.BPT_AC_CPDResEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.BPT_Dynamic_AC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.BPT_Dynamic_AC_CLResControlMode;
import org.ebbflow.iso15118.message.iso20.BPT_Scheduled_AC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.BPT_Scheduled_AC_CLResControlMode;
import org.ebbflow.iso15118.message.iso20.Dynamic_AC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.Dynamic_AC_CLResControlMode;
import org.ebbflow.iso15118.message.iso20.RationalNumber;
import org.ebbflow.iso15118.message.iso20.ResponseCode;
import org.ebbflow.iso15118.message.iso20.Scheduled_AC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.Scheduled_AC_CLResControlMode;
import org.ebbflow.iso15118.secc.CarFacts;
import org.ebbflow.iso15118.secc.CarFacts.Need;
import org.ebbflow.iso15118.secc.CarLimits;
import org.ebbflow.iso15118.secc.Plausible;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.StationView.Target;
import org.ebbflow.iso15118.wire.Rational;
import org.jspecify.annotations.Nullable;

/**
 * AC values between messages and the station's words. Powers of messages are per line conductor
 * when the others are present; ours are totals.
 */
final class AcMessages {

    private static final RationalNumber ZERO = DcMessages.ZERO;

    static final AC_CPDResEnergyTransferMode NO_PARAMETERS =
            new AC_CPDResEnergyTransferMode(
                    ZERO, null, null, ZERO, null, null, ZERO, null, null, null, null, null);

    static final Dynamic_AC_CLResControlMode NO_TARGET =
            new Dynamic_AC_CLResControlMode(
                    null, null, null, null, ZERO, null, null, null, null, null, null, null, null);

    private AcMessages() {}

    static boolean isDynamic(AC_ChargeLoopReq request) {
        return switch (request.clReqControlMode()) {
            case Dynamic_AC_CLReqControlMode ignored -> true;
            case BPT_Dynamic_AC_CLReqControlMode ignored -> true;
            case Scheduled_AC_CLReqControlMode ignored -> false;
            case BPT_Scheduled_AC_CLReqControlMode ignored -> false;
        };
    }

    static CarLimits limits(AC_CPDReqEnergyTransferModeGroup told, Plausible p) {
        return switch (told) {
            case AC_CPDReqEnergyTransferMode c ->
                    ofPowers(
                            total(
                                    p,
                                    c.evMaximumChargePower(),
                                    c.evMaximumChargePowerL2(),
                                    c.evMaximumChargePowerL3()),
                            0);
            case BPT_AC_CPDReqEnergyTransferMode b ->
                    ofPowers(
                            total(
                                    p,
                                    b.evMaximumChargePower(),
                                    b.evMaximumChargePowerL2(),
                                    b.evMaximumChargePowerL3()),
                            total(
                                    p,
                                    b.evMaximumDischargePower(),
                                    b.evMaximumDischargePowerL2(),
                                    b.evMaximumDischargePowerL3()));
        };
    }

    static CarLimits loopLimits(AC_CLReqControlMode told, CarLimits was, Plausible p) {
        return switch (told) {
            case Dynamic_AC_CLReqControlMode d ->
                    ofPowers(
                            total(
                                    p,
                                    d.evMaximumChargePower(),
                                    d.evMaximumChargePowerL2(),
                                    d.evMaximumChargePowerL3()),
                            0);
            case BPT_Dynamic_AC_CLReqControlMode b ->
                    ofPowers(
                            total(
                                    p,
                                    b.evMaximumChargePower(),
                                    b.evMaximumChargePowerL2(),
                                    b.evMaximumChargePowerL3()),
                            total(
                                    p,
                                    b.evMaximumDischargePower(),
                                    b.evMaximumDischargePowerL2(),
                                    b.evMaximumDischargePowerL3()));
            case Scheduled_AC_CLReqControlMode s ->
                    s.evMaximumChargePower() == null
                            ? was
                            : ofPowers(
                                    total(
                                            p,
                                            s.evMaximumChargePower(),
                                            s.evMaximumChargePowerL2(),
                                            s.evMaximumChargePowerL3()),
                                    0);
            case BPT_Scheduled_AC_CLReqControlMode s ->
                    ofPowers(
                            s.evMaximumChargePower() == null
                                    ? was.maxChargeW()
                                    : total(
                                            p,
                                            s.evMaximumChargePower(),
                                            s.evMaximumChargePowerL2(),
                                            s.evMaximumChargePowerL3()),
                            s.evMaximumDischargePower() == null
                                    ? was.maxDischargeW()
                                    : total(
                                            p,
                                            s.evMaximumDischargePower(),
                                            s.evMaximumDischargePowerL2(),
                                            s.evMaximumDischargePowerL3()));
        };
    }

    static Wish wish(AC_CLReqControlMode told, Plausible p) {
        return switch (told) {
            case Dynamic_AC_CLReqControlMode d ->
                    new Wish.Dynamic(DcMessages.energy(p, d.evTargetEnergyRequest()));
            case BPT_Dynamic_AC_CLReqControlMode d ->
                    new Wish.Dynamic(DcMessages.energy(p, d.evTargetEnergyRequest()));
            case Scheduled_AC_CLReqControlMode ignored -> new Wish.WithinLimits();
            case BPT_Scheduled_AC_CLReqControlMode ignored -> new Wish.WithinLimits();
        };
    }

    static CarFacts needs(AC_CLReqControlMode told, CarFacts car, Plausible p) {
        return switch (told) {
            case Dynamic_AC_CLReqControlMode d ->
                    car.with(
                            new Need(
                                    DcMessages.energy(p, d.evTargetEnergyRequest()),
                                    DcMessages.energy(p, d.evMaximumEnergyRequest()),
                                    DcMessages.energy(p, d.evMinimumEnergyRequest()),
                                    DcMessages.departure(d.departureTime(), car)));
            case BPT_Dynamic_AC_CLReqControlMode d ->
                    WishMessages.range(
                            d.evMaximumV2XEnergyRequest(),
                            d.evMinimumV2XEnergyRequest(),
                            car.with(
                                    new Need(
                                            DcMessages.energy(p, d.evTargetEnergyRequest()),
                                            DcMessages.energy(p, d.evMaximumEnergyRequest()),
                                            DcMessages.energy(p, d.evMinimumEnergyRequest()),
                                            DcMessages.departure(d.departureTime(), car))),
                            p);
            case Scheduled_AC_CLReqControlMode ignored -> car;
            case BPT_Scheduled_AC_CLReqControlMode ignored -> car;
        };
    }

    /** Whether the car writes discharge limits with a minus. */
    static boolean isNegative(AC_CPDReqEnergyTransferModeGroup told) {
        return told instanceof BPT_AC_CPDReqEnergyTransferMode b
                && b.evMaximumDischargePower().value() < 0;
    }

    static AC_CPDResEnergyTransferModeGroup parameters(
            StationView view, boolean bidirectional, int dischargeSign) {
        StationView.Ac ac = view.offer().ac();
        PerPhase charge = PerPhase.of(view.offer().maxPowerW(), ac.phases());
        PerPhase discharge = PerPhase.of(-dischargeSign * view.offer().minPowerW(), ac.phases());
        RationalNumber frequency = Rational.ofMilli(ac.nominalFrequencyMilliHz());
        PerPhase none = PerPhase.of(0, ac.phases());
        return bidirectional
                ? new BPT_AC_CPDResEnergyTransferMode(
                        charge.first(),
                        charge.l2(),
                        charge.l3(),
                        none.first(),
                        none.l2(),
                        none.l3(),
                        frequency,
                        null,
                        null,
                        null,
                        null,
                        null,
                        discharge.first(),
                        discharge.l2(),
                        discharge.l3(),
                        none.first(),
                        none.l2(),
                        none.l3())
                : new AC_CPDResEnergyTransferMode(
                        charge.first(),
                        charge.l2(),
                        charge.l3(),
                        none.first(),
                        none.l2(),
                        none.l3(),
                        frequency,
                        null,
                        null,
                        null,
                        null,
                        null);
    }

    static AC_ChargeLoopRes loopResponse(
            AC_ChargeLoopReq request, Session20 session, StationView view, int powerW) {
        return new AC_ChargeLoopRes(
                session.header(view),
                ResponseCode.OK,
                session.status(view),
                request.meterInfoRequested() ? Metering.info(session, view) : null,
                null,
                null,
                control(request.clReqControlMode(), Needs20.of(session, view), view, powerW));
    }

    private static AC_CLResControlMode control(
            AC_CLReqControlMode asked, Needs20 needs, StationView view, int powerW) {
        int phases = view.offer().ac().phases();
        PerPhase t = PerPhase.of(powerW, phases);
        PerPhase m = PerPhase.of(view.measured().powerW(), phases);
        PerPhase s =
                view.offer().target() instanceof Target.Power ? t : new PerPhase(null, null, null);
        return switch (asked) {
            case Dynamic_AC_CLReqControlMode ignored ->
                    new Dynamic_AC_CLResControlMode(
                            needs.departureS(),
                            needs.minimumPercent(),
                            needs.targetPercent(),
                            null,
                            t.first(),
                            t.l2(),
                            t.l3(),
                            null,
                            null,
                            null,
                            m.l1(),
                            m.l2(),
                            m.l3());
            case BPT_Dynamic_AC_CLReqControlMode ignored ->
                    new BPT_Dynamic_AC_CLResControlMode(
                            needs.departureS(),
                            needs.minimumPercent(),
                            needs.targetPercent(),
                            null,
                            t.first(),
                            t.l2(),
                            t.l3(),
                            null,
                            null,
                            null,
                            m.l1(),
                            m.l2(),
                            m.l3());
            case Scheduled_AC_CLReqControlMode ignored ->
                    new Scheduled_AC_CLResControlMode(
                            s.l1(), s.l2(), s.l3(), null, null, null, m.l1(), m.l2(), m.l3());
            case BPT_Scheduled_AC_CLReqControlMode ignored ->
                    new BPT_Scheduled_AC_CLResControlMode(
                            s.l1(), s.l2(), s.l3(), null, null, null, m.l1(), m.l2(), m.l3());
        };
    }

    private static CarLimits ofPowers(int chargeW, int dischargeW) {
        return new CarLimits(0, 0, 0, 0, chargeW, dischargeW);
    }

    static int total(
            Plausible p,
            @Nullable RationalNumber l1,
            @Nullable RationalNumber l2,
            @Nullable RationalNumber l3) {
        return DcMessages.powerOr(p, l1, 0)
                + DcMessages.powerOr(p, l2, 0)
                + DcMessages.powerOr(p, l3, 0);
    }
}
