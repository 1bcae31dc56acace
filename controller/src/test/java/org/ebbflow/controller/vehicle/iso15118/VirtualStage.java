package org.ebbflow.controller.vehicle.iso15118;

import java.util.List;
import org.ebbflow.controller.energy.Conversion;
import org.ebbflow.controller.energy.Decision;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Limit;
import org.ebbflow.controller.energy.OfferTarget;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.hal.InsulationReading;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Phases;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.Tick;
import org.ebbflow.iso15118.secc.SeccConfig.Supply;

/** What measurements would be if the power path did at once what is asked of it. */
final class VirtualStage {

    static final int BATTERY_MV = 400_000;

    private static final int POWER_W = 11_000;
    private static final int CURRENT_MA = 30_000;

    private final Supply supply;
    private boolean barren;

    VirtualStage(Supply supply) {
        this.supply = supply;
    }

    Measured measured(EnergyRequest energy, Tick tick) {
        String none = "not in a virtual session";
        return new Measured(
                taken(stage(energy), tick),
                taken(meter(energy), tick),
                new Reading.Missing<>(0, none),
                taken(safety(energy), tick),
                taken(new InsulationReading(5_000_000, InsulationReading.SelfTest.PASSED), tick),
                new Reading.Missing<>(0, none));
    }

    private static <T> Reading<T> taken(T value, Tick tick) {
        return new Reading.Taken<>(value, tick.monotonicNs());
    }

    private static int voltageMv(EnergyRequest energy) {
        return switch (energy) {
            case EnergyRequest.InsulationTest test -> test.voltageMv();
            case EnergyRequest.PreCharge pre -> pre.voltageMv();
            case EnergyRequest.DcTransfer ignored -> BATTERY_MV;
            case EnergyRequest.RampDown ignored -> BATTERY_MV;
            case EnergyRequest.Nothing ignored -> 0;
            case EnergyRequest.AcTransfer ignored -> 0;
            case EnergyRequest.WeldCheck ignored -> 0;
        };
    }

    private static int powerW(EnergyRequest energy) {
        return switch (energy) {
            case EnergyRequest.DcTransfer dc -> dc.acPowerW();
            case EnergyRequest.AcTransfer ac -> ac.acPowerW();
            case EnergyRequest.InsulationTest ignored -> 0;
            case EnergyRequest.PreCharge ignored -> 0;
            case EnergyRequest.RampDown ignored -> 0;
            case EnergyRequest.Nothing ignored -> 0;
            case EnergyRequest.WeldCheck ignored -> 0;
        };
    }

    private static StageReading stage(EnergyRequest energy) {
        int voltageMv = voltageMv(energy);
        int powerW = powerW(energy);
        int currentMa = voltageMv == 0 ? 0 : (int) (powerW * 1_000_000L / voltageMv);
        return new StageReading(
                        StageReading.Mode.RUNNING,
                        powerW,
                        voltageMv,
                        currentMa,
                        240_000,
                        60_000,
                        250,
                        false,
                        0)
                .told(org.ebbflow.hal.GridProfile.Taken.VERIFIED);
    }

    private static MeterReading meter(EnergyRequest energy) {
        int powerW = powerW(energy);
        return new MeterReading(
                powerW, new Phases(powerW, 0, 0), Phases.NONE, 240_000, 60_000, 0, 0);
    }

    private static SafetyReading safety(EnergyRequest energy) {
        boolean open =
                energy instanceof EnergyRequest.Nothing
                        || energy instanceof EnergyRequest.WeldCheck;
        return new SafetyReading(
                SafetyReading.PilotState.C,
                SafetyReading.ProximityState.INSERTED,
                50,
                open ? SafetyReading.ContactorState.OPEN : SafetyReading.ContactorState.CLOSED,
                SafetyReading.LockState.LOCKED,
                voltageMv(energy),
                SafetyReading.SafetyInputs.CLEAR,
                0,
                false);
    }

    /** From now on nothing may flow in either direction. */
    void turnBarren() {
        barren = true;
    }

    EvseOffer offer() {
        boolean dc = supply == Supply.DC;
        Interval powerW = barren ? Interval.ZERO : new Interval(-POWER_W, POWER_W);
        Limit limit = new Limit(Source.STAGE, powerW);
        return new EvseOffer(
                true,
                powerW,
                powerW,
                dc ? new Interval(-CURRENT_MA, CURRENT_MA) : Interval.ZERO,
                dc ? 150_000 : 0,
                dc ? 500_000 : 0,
                48_000,
                1,
                240_000,
                60_000,
                new OfferTarget.Power(5_000),
                Conversion.LOSSLESS,
                true,
                new Decision(5_000, 5_000, limit, limit, Source.LOCAL_PLAN, List.of(), 0));
    }
}
