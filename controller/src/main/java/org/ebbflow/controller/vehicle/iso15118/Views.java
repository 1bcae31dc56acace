package org.ebbflow.controller.vehicle.iso15118;

import java.util.Optional;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.HouseLine;
import org.ebbflow.controller.energy.OfferTarget;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.vehicle.VehicleSession.Inputs;
import org.ebbflow.hal.InsulationReading;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.Tick;
import org.ebbflow.iso15118.secc.SeccConfig.Supply;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.StationView.Authorization;
import org.ebbflow.iso15118.secc.StationView.Contactors;
import org.ebbflow.iso15118.secc.StationView.Insulation;
import org.ebbflow.iso15118.secc.StationView.Measurement;
import org.ebbflow.iso15118.secc.StationView.Meter;
import org.ebbflow.iso15118.secc.StationView.Notice;
import org.ebbflow.iso15118.secc.StationView.Readiness;
import org.ebbflow.iso15118.secc.StationView.Target;

/** Measurements and offer of a cycle in the words of the protocol library. */
final class Views {

    /** Older values count as unknown. */
    private static final long FRESH_NS = 1_000_000_000L;

    /** The meter is not calibrated for billing; it has no number of its own. */
    private static final String METER_ID = "EBBFLOW-1";

    private Views() {}

    static StationView of(Inputs in, Authorization authorization, Supply supply) {
        Tick tick = in.tick();
        return new StationView(
                tick.monotonicNs(),
                tick.wallTimeMs(),
                readiness(in),
                authorization,
                supply == Supply.DC ? dc(in.measured(), tick) : ac(in.measured(), tick),
                offer(in.offer()),
                Notice.NONE);
    }

    private static Readiness readiness(Inputs in) {
        return switch (in.verdict()) {
            case Verdict.Tripped ignored -> Readiness.TRIPPED;
            case Verdict.Healthy ignored -> in.offer().open() ? Readiness.OPEN : Readiness.CLOSED;
        };
    }

    private static Measurement dc(Measured measured, Tick tick) {
        boolean fresh = measured.stage().isFresh(tick, FRESH_NS);
        int voltageMv = 0;
        int currentMa = 0;
        int powerW = 0;
        if (measured.stage() instanceof Reading.Taken<StageReading> taken) {
            voltageMv = Math.max(0, taken.value().dcVoltageMv());
            currentMa = taken.value().dcCurrentMa();
            powerW = taken.value().acPowerW();
        }
        return new Measurement(
                fresh,
                voltageMv,
                inletMv(measured, voltageMv),
                currentMa,
                powerW,
                contactors(measured, tick),
                carReady(measured, tick),
                insulation(measured, tick),
                meter(measured));
    }

    /** The station's meter counts into the car as import. */
    private static Optional<Meter> meter(Measured measured) {
        return measured.stationMeter() instanceof Reading.Taken<MeterReading> taken
                ? Optional.of(
                        new Meter(METER_ID, taken.value().importWh(), taken.value().exportWh()))
                : Optional.empty();
    }

    private static Measurement ac(Measured measured, Tick tick) {
        boolean fresh = measured.stationMeter().isFresh(tick, FRESH_NS);
        int powerW =
                measured.stationMeter() instanceof Reading.Taken<MeterReading> taken
                        ? taken.value().powerW()
                        : 0;
        return new Measurement(
                fresh,
                0,
                0,
                0,
                powerW,
                contactors(measured, tick),
                carReady(measured, tick),
                insulation(measured, tick),
                meter(measured));
    }

    private static int inletMv(Measured measured, int stageMv) {
        int inletMv =
                measured.safety() instanceof Reading.Taken<SafetyReading> taken
                        ? taken.value().inletVoltageMv()
                        : -1;
        return inletMv < 0 ? stageMv : inletMv;
    }

    private static Contactors contactors(Measured measured, Tick tick) {
        if (!(measured.safety() instanceof Reading.Taken<SafetyReading> taken)
                || !taken.isFresh(tick, FRESH_NS)) {
            return Contactors.UNCLEAR;
        }
        ContactorState state = taken.value().outputContactors();
        return switch (state) {
            case OPEN -> Contactors.OPEN;
            case CLOSED -> Contactors.CLOSED;
            case WELDED, NOT_CLOSING, UNKNOWN -> Contactors.UNCLEAR;
        };
    }

    private static boolean carReady(Measured measured, Tick tick) {
        if (!(measured.safety() instanceof Reading.Taken<SafetyReading> taken)
                || !taken.isFresh(tick, FRESH_NS)) {
            return false;
        }
        PilotState pilot = taken.value().pilot();
        return pilot == PilotState.C || pilot == PilotState.D;
    }

    private static Insulation insulation(Measured measured, Tick tick) {
        InsulationReading unknown = new InsulationReading(0, InsulationReading.SelfTest.NOT_RUN);
        InsulationReading reading = measured.insulation().freshOr(tick, FRESH_NS, unknown);
        Insulation.SelfTest test =
                switch (reading.selfTest()) {
                    case NOT_RUN -> Insulation.SelfTest.NOT_RUN;
                    case RUNNING -> Insulation.SelfTest.RUNNING;
                    case PASSED -> Insulation.SelfTest.PASSED;
                    case FAILED -> Insulation.SelfTest.FAILED;
                };
        return new Insulation(test, reading.resistanceOhm());
    }

    private static StationView.Offer offer(EvseOffer offer) {
        return new StationView.Offer(
                offer.carPowerW().min(),
                offer.carPowerW().max(),
                offer.carCurrentMa().min(),
                offer.carCurrentMa().max(),
                offer.minVoltageMv(),
                offer.maxVoltageMv(),
                new StationView.Ac(
                        offer.acCurrentMa(),
                        offer.phases(),
                        offer.nominalVoltageMv(),
                        offer.nominalFrequencyMilliHz(),
                        house(offer.house())),
                offer.dischargeOffered(),
                target(offer),
                new StationView.Needs(
                        offer.needs().minimumPercent(),
                        offer.needs().targetPercent(),
                        offer.needs().departureS()));
    }

    private static StationView.House house(HouseLine line) {
        return switch (line) {
            case GRID -> StationView.House.GRID;
            case CALLS_CAR -> StationView.House.CALLS_CAR;
            case CAR -> StationView.House.CAR;
            case DARK -> StationView.House.DARK;
        };
    }

    private static Target target(EvseOffer offer) {
        return switch (offer.target()) {
            case OfferTarget.FollowVehicle ignored -> new Target.FollowCar();
            case OfferTarget.Power power ->
                    new Target.Power(offer.conversion().toCarW(power.acPowerW()));
            case OfferTarget.Island ignored -> new Target.FollowCar();
        };
    }
}
