package org.ebbflow.controller.safety;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.hal.Phases;
import org.ebbflow.hal.StageReading;

/** What is watched of power, current, voltage, frequency and temperature, in both directions. */
final class PowerChecks {

    private PowerChecks() {}

    static List<Check> all(Rules rules) {
        List<Check> all = new ArrayList<>(beyondOffer());
        all.addAll(rules.isDc() ? dc(rules) : ac(rules));
        all.addAll(GridChecks.all(rules));
        return all;
    }

    private static List<Check> beyondOffer() {
        return List.of(
                new Check("S-30", Rules.BEYOND_STOPS_NS, false, PowerChecks::chargesBeyond),
                new Check("S-31", Rules.BEYOND_TRIPS_NS, true, PowerChecks::chargesBeyond),
                new Check("S-32", Rules.BEYOND_STOPS_NS, false, PowerChecks::dischargesBeyond),
                new Check("S-33", Rules.BEYOND_TRIPS_NS, true, PowerChecks::dischargesBeyond));
    }

    private static Optional<Trip> chargesBeyond(Scene scene) {
        int boundW = scene.state().envelope().widest().acPowerW().max();
        long mostW = (long) boundW + scene.rules().toleranceW(boundW);
        return powerW(scene, powerW -> powerW > mostW)
                .map(powerW -> out(FaultCode.POWER_BEYOND_OFFER, "AC power W", powerW, boundW));
    }

    private static Optional<Trip> dischargesBeyond(Scene scene) {
        int boundW = scene.state().envelope().widest().acPowerW().min();
        long leastW = (long) boundW - scene.rules().toleranceW(boundW);
        return powerW(scene, powerW -> powerW < leastW)
                .map(powerW -> out(FaultCode.REVERSE_POWER, "AC power W", powerW, boundW));
    }

    /** A wrong one among the fresh readings of the AC power; each alone is enough to stop. */
    private static Optional<Integer> powerW(Scene scene, IntPredicate wrong) {
        if (scene.meter().isPresent() && wrong.test(scene.meter().get().powerW())) {
            return Optional.of(scene.meter().get().powerW());
        }
        return scene.stage().isPresent() && wrong.test(scene.stage().get().acPowerW())
                ? Optional.of(scene.stage().get().acPowerW())
                : Optional.empty();
    }

    private static List<Check> dc(Rules rules) {
        int maxMv = rules.ratings().dc().maxVoltageMv();
        int minMv = rules.ratings().dc().minVoltageMv();
        int tripDeciC = rules.ratings().protection().derating().tripDeciC();
        return List.of(
                new Check("S-34", 500 * Rules.MS, true, PowerChecks::currentBeyondWindow),
                Check.atOnce("S-35", scene -> currentBeyondRating(scene, rules)),
                Check.atOnce(
                        "S-36",
                        stage(
                                s -> s.dcVoltageMv() > maxMv / 10L * 11,
                                s -> over("stage DC voltage mV", s.dcVoltageMv(), maxMv))),
                new Check("S-37", Rules.SECOND, true, PowerChecks::voltageBeyondWindow),
                new Check("S-38", Rules.SECOND, false, scene -> underVoltage(scene, minMv)),
                new Check("S-39", 5 * Rules.SECOND, false, PowerChecks::disagreement),
                new Check(
                        "S-40",
                        500 * Rules.MS,
                        false,
                        stage(
                                s -> s.temperatureDeciC() >= tripDeciC,
                                s ->
                                        out(
                                                FaultCode.OVER_TEMPERATURE,
                                                "stage temperature 0.1 C",
                                                s.temperatureDeciC(),
                                                tripDeciC))),
                new Check("S-46", Rules.SECOND, false, PowerChecks::dischargeBelowWindow));
    }

    private static Optional<Trip> currentBeyondWindow(Scene scene) {
        var bound = scene.state().envelope().widest().carCurrentMa();
        return scene.stage()
                .filter(
                        s ->
                                s.dcCurrentMa() > bound.max() / 10L * 11 + 2_000
                                        || s.dcCurrentMa() < bound.min() / 10L * 11 - 2_000)
                .map(
                        s ->
                                out(
                                        FaultCode.OVER_CURRENT,
                                        "stage DC current mA",
                                        s.dcCurrentMa(),
                                        s.dcCurrentMa() > 0 ? bound.max() : bound.min()));
    }

    private static Optional<Trip> currentBeyondRating(Scene scene, Rules rules) {
        long ratedMa =
                Math.max(rules.ratings().dc().maxChargeMa(), rules.ratings().dc().maxDischargeMa());
        return scene.stage()
                .filter(s -> Math.abs((long) s.dcCurrentMa()) > ratedMa * 5 / 4 + 2_000)
                .map(
                        s ->
                                out(
                                        FaultCode.OVER_CURRENT,
                                        "stage DC current mA",
                                        s.dcCurrentMa(),
                                        ratedMa));
    }

    /** The stage pushes current above the voltage it was told to keep. */
    private static Optional<Trip> voltageBeyondWindow(Scene scene) {
        long boundMv = scene.state().envelope().widest().maxVoltageMv();
        return scene.stage()
                .filter(s -> s.dcCurrentMa() > Rules.LOW_CURRENT_MA)
                .filter(s -> s.dcVoltageMv() > boundMv + Math.max(10_000, boundMv / 50))
                .map(s -> over("stage DC voltage mV", s.dcVoltageMv(), boundMv));
    }

    /** The stage goes on drawing from a battery that has reached the end of its discharge. */
    private static Optional<Trip> dischargeBelowWindow(Scene scene) {
        long boundMv = scene.state().envelope().widest().minVoltageMv();
        return scene.stage()
                .filter(s -> s.dcCurrentMa() < -Rules.LOW_CURRENT_MA)
                .filter(s -> s.dcVoltageMv() < boundMv - Math.max(10_000, boundMv / 50))
                .map(
                        s ->
                                out(
                                        FaultCode.UNDER_VOLTAGE,
                                        "stage DC voltage mV in discharge",
                                        s.dcVoltageMv(),
                                        boundMv));
    }

    private static Optional<Trip> underVoltage(Scene scene, int minMv) {
        return scene.stage()
                .filter(s -> scene.step().powerAllowed())
                .filter(s -> scene.state().preCharged().isProved())
                .filter(s -> s.mode() == StageReading.Mode.RUNNING)
                .filter(s -> s.dcVoltageMv() < minMv / 10L * 9)
                .map(
                        s ->
                                out(
                                        FaultCode.UNDER_VOLTAGE,
                                        "stage DC voltage mV",
                                        s.dcVoltageMv(),
                                        minMv));
    }

    private static Optional<Trip> disagreement(Scene scene) {
        return scene.stage()
                .flatMap(
                        s ->
                                scene.meter()
                                        .filter(m -> disagree(s.acPowerW(), m.powerW()))
                                        .map(m -> new Trip.Disagreement(s.acPowerW(), m.powerW())));
    }

    private static boolean disagree(int stageW, int meterW) {
        long largest = Math.max(Math.abs((long) stageW), Math.abs((long) meterW));
        return Math.abs((long) stageW - meterW)
                > Math.max(Rules.DISAGREE_W, largest * Rules.DISAGREE_PER_MILLE / 1000);
    }

    private static List<Check> ac(Rules rules) {
        long ratedMa = rules.ratings().maxAcCurrentMa();
        return List.of(
                new Check(
                        "S-41",
                        5 * Rules.SECOND,
                        false,
                        scene -> acCurrent(scene, ratedMa, ratedMa / 10 * 11 + 500)),
                new Check(
                        "S-42",
                        500 * Rules.MS,
                        true,
                        scene -> acCurrent(scene, ratedMa, ratedMa / 10 * 13 + 500)));
    }

    private static Optional<Trip> acCurrent(Scene scene, long ratedMa, long boundMa) {
        return scene.meter()
                .map(m -> largest(m.phaseCurrentMa()))
                .filter(currentMa -> currentMa > boundMa)
                .map(currentMa -> out(FaultCode.OVER_CURRENT, "AC current mA", currentMa, ratedMa));
    }

    private static long largest(Phases p) {
        return Math.max(
                Math.abs((long) p.l1()),
                Math.max(Math.abs((long) p.l2()), Math.abs((long) p.l3())));
    }

    private static Function<Scene, Optional<Trip>> stage(
            Predicate<StageReading> wrong, Function<StageReading, Trip> trip) {
        return scene -> scene.stage().filter(wrong).map(trip);
    }

    private static Trip over(String quantity, long measured, long bound) {
        return out(FaultCode.OVER_VOLTAGE, quantity, measured, bound);
    }

    private static Trip out(FaultCode code, String quantity, long measured, long bound) {
        return new Trip.OutOfBound(code, quantity, measured, bound);
    }
}
