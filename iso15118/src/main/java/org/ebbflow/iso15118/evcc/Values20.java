package org.ebbflow.iso15118.evcc;

import java.util.List;
import org.ebbflow.iso15118.evcc.EvccPlan.Fault;
import org.ebbflow.iso15118.message.iso20.AC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.AC_CLResControlMode;
import org.ebbflow.iso15118.message.iso20.AC_CPDReqEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.AC_CPDResEnergyTransferModeGroup;
import org.ebbflow.iso15118.message.iso20.AC_ChargeLoopReq;
import org.ebbflow.iso15118.message.iso20.AC_ChargeParameterDiscoveryReq;
import org.ebbflow.iso15118.message.iso20.AC_ChargeParameterDiscoveryRes;
import org.ebbflow.iso15118.message.iso20.BPT_AC_CPDReqEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.BPT_DC_CPDReqEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.BPT_Dynamic_AC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.BPT_Dynamic_AC_CLResControlMode;
import org.ebbflow.iso15118.message.iso20.BPT_Dynamic_DC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.BPT_Scheduled_AC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.BPT_Scheduled_AC_CLResControlMode;
import org.ebbflow.iso15118.message.iso20.BPT_Scheduled_DC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.DC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.DC_CPDReqEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.DC_ChargeLoopReq;
import org.ebbflow.iso15118.message.iso20.DC_ChargeParameterDiscoveryReq;
import org.ebbflow.iso15118.message.iso20.DisplayParameters;
import org.ebbflow.iso15118.message.iso20.Dynamic_AC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.Dynamic_AC_CLResControlMode;
import org.ebbflow.iso15118.message.iso20.Dynamic_DC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.Dynamic_SEReqControlMode;
import org.ebbflow.iso15118.message.iso20.Dynamic_SMDTControlMode;
import org.ebbflow.iso15118.message.iso20.EVPowerProfile;
import org.ebbflow.iso15118.message.iso20.EVPowerProfileEntryList;
import org.ebbflow.iso15118.message.iso20.MessageHeader;
import org.ebbflow.iso15118.message.iso20.MeterInfo;
import org.ebbflow.iso15118.message.iso20.MeteringConfirmationReq;
import org.ebbflow.iso15118.message.iso20.PowerScheduleEntry;
import org.ebbflow.iso15118.message.iso20.RationalNumber;
import org.ebbflow.iso15118.message.iso20.ScheduleExchangeReq;
import org.ebbflow.iso15118.message.iso20.ScheduleExchangeRes;
import org.ebbflow.iso15118.message.iso20.Scheduled_AC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.Scheduled_AC_CLResControlMode;
import org.ebbflow.iso15118.message.iso20.Scheduled_DC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.Scheduled_EVPPTControlMode;
import org.ebbflow.iso15118.message.iso20.Scheduled_SEReqControlMode;
import org.ebbflow.iso15118.message.iso20.Scheduled_SEResControlMode;
import org.ebbflow.iso15118.message.iso20.SignedMeteringData;
import org.ebbflow.iso15118.message.iso20.V2GMessage;
import org.ebbflow.iso15118.wire.Rational;
import org.jspecify.annotations.Nullable;

/** Values the car puts into messages of ISO 15118-20. */
final class Values20 {

    private static final RationalNumber ZERO = new RationalNumber(0, 0);
    private static final int FULL_DECI_PERCENT = 1000;
    private static final int HOUR_S = 3600;

    private final EvccPlan plan;

    Values20(EvccPlan plan) {
        this.plan = plan;
    }

    V2GMessage parameters(MessageHeader h, CarView car) {
        Told t = told(car);
        return switch (plan.service()) {
            case DC ->
                    new DC_ChargeParameterDiscoveryReq(
                            h,
                            new DC_CPDReqEnergyTransferMode(
                                    t.chargeW, t.leastInW, t.chargeA, ZERO, t.maxV, t.minV, null));
            case DC_BPT ->
                    new DC_ChargeParameterDiscoveryReq(
                            h,
                            new BPT_DC_CPDReqEnergyTransferMode(
                                    t.chargeW,
                                    t.leastInW,
                                    t.chargeA,
                                    ZERO,
                                    t.maxV,
                                    t.minV,
                                    null,
                                    t.dischargeW,
                                    t.leastOutW,
                                    t.dischargeA,
                                    ZERO));
            case AC ->
                    new AC_ChargeParameterDiscoveryReq(
                            h,
                            new AC_CPDReqEnergyTransferMode(
                                    t.chargeW, null, null, t.leastInW, null, null));
            case AC_BPT ->
                    new AC_ChargeParameterDiscoveryReq(
                            h,
                            new BPT_AC_CPDReqEnergyTransferMode(
                                    t.chargeW,
                                    null,
                                    null,
                                    t.leastInW,
                                    null,
                                    null,
                                    t.dischargeW,
                                    null,
                                    null,
                                    t.leastOutW,
                                    null,
                                    null));
        };
    }

    V2GMessage schedule(MessageHeader h, boolean dynamic, CarView car) {
        Energies e = energies(car);
        return new ScheduleExchangeReq(
                h,
                1024,
                dynamic
                        ? new Dynamic_SEReqControlMode(
                                plan.needs().departureS(),
                                plan.needs().minimumSocDeciPercent() / 10,
                                plan.needs().targetSocDeciPercent() / 10,
                                e.target,
                                e.maximum,
                                e.minimum,
                                plan.service().isBidirectional() ? e.target : null,
                                plan.service().isBidirectional() ? e.minimum : null)
                        : new Scheduled_SEReqControlMode(
                                (long) plan.needs().departureS(),
                                e.target,
                                e.maximum,
                                e.minimum,
                                null));
    }

    /** The reading that was told last, confirmed. */
    V2GMessage confirmation(MessageHeader h, Memory memory) {
        long toldWh = Math.max(0, memory.heard().meterWh());
        MeterInfo meter = new MeterInfo("EBB", toldWh, null, null, null, null, null, null);
        return new MeteringConfirmationReq(
                h,
                new SignedMeteringData(
                        "id1", memory.sessionId(), meter, null, new Dynamic_SMDTControlMode()));
    }

    V2GMessage loop(MessageHeader h, Memory memory, CarView car) {
        DisplayParameters display =
                new DisplayParameters(
                        car.battery().socDeciPercent() / 10,
                        plan.needs().minimumSocDeciPercent() / 10,
                        plan.needs().targetSocDeciPercent() / 10,
                        null,
                        null,
                        null,
                        null,
                        car.battery().socDeciPercent() >= FULL_DECI_PERCENT,
                        Rational.ofWhole(car.battery().capacityWh()),
                        null);
        return plan.service().isDc()
                ? new DC_ChargeLoopReq(
                        h,
                        display,
                        plan.script().asksMeter(),
                        Rational.ofMilli(car.battery().voltageMv()),
                        dc(memory, car))
                : new AC_ChargeLoopReq(h, display, plan.script().asksMeter(), ac(memory, car));
    }

    private DC_CLReqControlMode dc(Memory memory, CarView car) {
        Told t = told(car);
        Energies e = energies(car);
        boolean both = plan.service().isBidirectional();
        if (!memory.dynamic()) {
            int needMa = plan.needs().scheduledCurrentMa();
            int wantedMa = memory.course().turned() ? -needMa : needMa;
            RationalNumber current = Rational.ofMilli(both ? wantedMa : Math.max(0, wantedMa));
            return both
                    ? new BPT_Scheduled_DC_CLReqControlMode(
                            null, null, null, current, t.maxV, null, null, null, null, null, null,
                            null, null)
                    : new Scheduled_DC_CLReqControlMode(
                            null, null, null, current, t.maxV, null, null, null, null, null);
        }
        return both
                ? new BPT_Dynamic_DC_CLReqControlMode(
                        null,
                        e.target,
                        e.maximum,
                        e.minimum,
                        t.chargeW,
                        t.leastInW,
                        t.chargeA,
                        t.maxV,
                        t.minV,
                        t.dischargeW,
                        t.leastOutW,
                        t.dischargeA,
                        e.target,
                        e.minimum)
                : new Dynamic_DC_CLReqControlMode(
                        null,
                        e.target,
                        e.maximum,
                        e.minimum,
                        t.chargeW,
                        t.leastInW,
                        t.chargeA,
                        t.maxV,
                        t.minV);
    }

    private AC_CLReqControlMode ac(Memory memory, CarView car) {
        return memory.dynamic() ? acDynamic(car) : acScheduled(car);
    }

    private AC_CLReqControlMode acScheduled(CarView car) {
        Told t = told(car);
        RationalNumber present = Rational.ofWhole(car.acPowerW());
        return plan.service().isBidirectional()
                ? new BPT_Scheduled_AC_CLReqControlMode(
                        null,
                        null,
                        null,
                        t.chargeW,
                        null,
                        null,
                        null,
                        null,
                        null,
                        present,
                        null,
                        null,
                        null,
                        null,
                        null,
                        t.dischargeW,
                        null,
                        null,
                        null,
                        null,
                        null)
                : new Scheduled_AC_CLReqControlMode(
                        null, null, null, t.chargeW, null, null, null, null, null, present, null,
                        null, null, null, null);
    }

    private AC_CLReqControlMode acDynamic(CarView car) {
        Told t = told(car);
        Energies e = energies(car);
        RationalNumber present = Rational.ofWhole(car.acPowerW());
        return plan.service().isBidirectional()
                ? new BPT_Dynamic_AC_CLReqControlMode(
                        null,
                        e.target,
                        e.maximum,
                        e.minimum,
                        t.chargeW,
                        null,
                        null,
                        t.leastInW,
                        null,
                        null,
                        present,
                        null,
                        null,
                        ZERO,
                        null,
                        null,
                        t.dischargeW,
                        null,
                        null,
                        t.leastOutW,
                        null,
                        null,
                        e.target,
                        e.minimum)
                : new Dynamic_AC_CLReqControlMode(
                        null,
                        e.target,
                        e.maximum,
                        e.minimum,
                        t.chargeW,
                        null,
                        null,
                        t.leastInW,
                        null,
                        null,
                        present,
                        null,
                        null,
                        ZERO,
                        null,
                        null);
    }

    /** What the station wants of the car's own inverter. */
    Memory target(AC_CLResControlMode mode, Memory memory) {
        return switch (mode) {
            case Dynamic_AC_CLResControlMode d ->
                    ac(
                            memory,
                            sum(
                                    d.evseTargetActivePower(),
                                    d.evseTargetActivePowerL2(),
                                    d.evseTargetActivePowerL3()));
            case BPT_Dynamic_AC_CLResControlMode d ->
                    ac(
                            memory,
                            sum(
                                    d.evseTargetActivePower(),
                                    d.evseTargetActivePowerL2(),
                                    d.evseTargetActivePowerL3()));
            case Scheduled_AC_CLResControlMode s ->
                    acOr(
                            s.evseTargetActivePower(),
                            memory,
                            sum(
                                    s.evseTargetActivePower(),
                                    s.evseTargetActivePowerL2(),
                                    s.evseTargetActivePowerL3()));
            case BPT_Scheduled_AC_CLResControlMode s ->
                    acOr(
                            s.evseTargetActivePower(),
                            memory,
                            sum(
                                    s.evseTargetActivePower(),
                                    s.evseTargetActivePowerL2(),
                                    s.evseTargetActivePowerL3()));
        };
    }

    private static Memory ac(Memory memory, int targetW) {
        return memory.withAc(targetW, memory.heard().acLimitW());
    }

    /** Without a target the car takes all that the station allows. */
    private static Memory acOr(@Nullable RationalNumber told, Memory memory, int targetW) {
        return ac(memory, told == null ? memory.heard().acLimitW() : targetW);
    }

    /** What the station allows. */
    static Memory limit(AC_ChargeParameterDiscoveryRes answer, Memory memory) {
        AC_CPDResEnergyTransferModeGroup told = answer.acCpdResEnergyTransferMode();
        return memory.withAc(
                0,
                sum(
                        told.evseMaximumChargePower(),
                        told.evseMaximumChargePowerL2(),
                        told.evseMaximumChargePowerL3()));
    }

    private static int sum(
            @Nullable RationalNumber l1, @Nullable RationalNumber l2, @Nullable RationalNumber l3) {
        return Rational.wholeOrZero(l1) + Rational.wholeOrZero(l2) + Rational.wholeOrZero(l3);
    }

    /** The most the schedule allows into the car. */
    static Memory schedule(ScheduleExchangeRes answer, Memory memory) {
        return answer.seResControlMode() instanceof Scheduled_SEResControlMode scheduled
                ? memory.withAc(memory.heard().acTargetW(), most(scheduled))
                : memory;
    }

    private static int most(Scheduled_SEResControlMode scheduled) {
        return Rational.whole(
                scheduled
                        .scheduleTuple()
                        .getFirst()
                        .chargingSchedule()
                        .powerSchedule()
                        .powerScheduleEntries()
                        .powerScheduleEntry()
                        .getFirst()
                        .power());
    }

    EVPowerProfile profile(Memory memory, CarView car) {
        PowerScheduleEntry entry =
                new PowerScheduleEntry(
                        HOUR_S,
                        Rational.ofWhole(
                                Math.min(car.limits().maxChargeW(), memory.heard().acLimitW())),
                        null,
                        null);
        return new EVPowerProfile(
                car.wallTimeMs() / 1000,
                new Scheduled_EVPPTControlMode(1, null),
                new EVPowerProfileEntryList(List.of(entry)));
    }

    /** Voltage the car wants before its contactors close. */
    int targetMv(CarView car) {
        return plan.has(new Fault.ImplausibleValues()) ? 20_000_000 : car.battery().voltageMv();
    }

    private Energies energies(CarView car) {
        CarView.Battery b = car.battery();
        return new Energies(
                Rational.ofWhole(b.energyToWh(plan.needs().targetSocDeciPercent())),
                Rational.ofWhole(b.energyToWh(FULL_DECI_PERCENT)),
                Rational.ofWhole(b.energyToWh(plan.needs().minimumSocDeciPercent())));
    }

    private record Energies(
            RationalNumber target, RationalNumber maximum, RationalNumber minimum) {}

    private Told told(CarView car) {
        CarView.Limits l = car.limits();
        if (plan.has(new Fault.ImplausibleValues())) {
            RationalNumber kiloAmps = new RationalNumber(3, 300);
            RationalNumber enormous = new RationalNumber(127, 300);
            return new Told(
                    enormous,
                    enormous,
                    kiloAmps,
                    kiloAmps,
                    new RationalNumber(3, 20),
                    ZERO,
                    ZERO,
                    ZERO);
        }
        int sign = plan.has(new Fault.NegativeDischargeLimits()) ? -1 : 1;
        return new Told(
                Rational.ofWhole(l.maxChargeW()),
                Rational.ofWhole(sign * l.maxDischargeW()),
                Rational.ofMilli(l.maxChargeMa()),
                Rational.ofMilli((long) sign * l.maxDischargeMa()),
                Rational.ofMilli(l.maxVoltageMv()),
                Rational.ofMilli(l.minVoltageMv()),
                Rational.ofWhole(l.leastChargeW()),
                Rational.ofWhole(sign * l.leastDischargeW()));
    }

    /** Limits as the car tells them. */
    private record Told(
            RationalNumber chargeW,
            RationalNumber dischargeW,
            RationalNumber chargeA,
            RationalNumber dischargeA,
            RationalNumber maxV,
            RationalNumber minV,
            RationalNumber leastInW,
            RationalNumber leastOutW) {}
}
