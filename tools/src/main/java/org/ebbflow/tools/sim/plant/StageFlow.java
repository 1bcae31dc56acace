package org.ebbflow.tools.sim.plant;

import org.ebbflow.tools.sim.plant.PlantTraits.StageTraits;

/**
 * Power, voltage and current of the converter at one instant.
 *
 * @param askedW set point after the slew limit, watts at the AC terminals, plus is charge
 * @param regulatedW power after the regulator's lag, without ripple
 * @param acW power at the AC terminals, plus is charge
 * @param dcV voltage at the DC output
 * @param dcA current at the DC output, plus flows into the car
 */
record StageFlow(double askedW, double regulatedW, double acW, double dcV, double dcA) {

    static final StageFlow NONE = new StageFlow(0, 0, 0, 0, 0);

    private static final double BLEEDER_S = 0.2;
    private static final double HOLD_LAG_S = 0.03;
    private static final double HOLD_SLEW_V_PER_S = 2_000;
    private static final double FORMING_LAG_S = 0.002;
    private static final double RIPPLE = 0.0005;
    private static final double PER_MILLE = 0.001;

    StageFlow step(Stage stage, Stage.Surroundings around, StageTraits traits) {
        double sliceS = around.sliceUs() * 1e-6;
        if (stage.condition() != Stage.Condition.RUNNING) {
            return blocked(around.load(), sliceS);
        }
        return switch (around.load()) {
            case DcLoad.Open unused -> unloaded(stage.settings(), traits, sliceS);
            case DcLoad.Battery battery -> loaded(stage, around, traits, battery);
        };
    }

    private StageFlow loaded(
            Stage stage, Stage.Surroundings around, StageTraits traits, DcLoad.Battery battery) {
        double sliceS = around.sliceUs() * 1e-6;
        StageSettings settings = stage.settings();
        return switch (settings.mode()) {
            case OFF -> blocked(battery, sliceS);
            case HOLD_VOLTAGE -> holding(settings, battery, traits, sliceS);
            case FOLLOW_POWER -> {
                double wantedW = settings.followEnabled() ? settings.acPowerW() : 0;
                double boundW = clamp(wantedW, traits.maxPowerW());
                double nextW = approach(askedW, boundW, traits.slewWPerS() * sliceS);
                yield powered(
                        stage, around, traits, new Aim(nextW, traits.lagMs() * PER_MILLE), battery);
            }
            case FORM_GRID -> {
                double wantedW = clamp(-around.houseLoadW(), traits.maxPowerW());
                yield powered(stage, around, traits, new Aim(wantedW, FORMING_LAG_S), battery);
            }
        };
    }

    private record Aim(double powerW, double lagS) {}

    private StageFlow blocked(DcLoad load, double sliceS) {
        return switch (load) {
            case DcLoad.Open unused -> new StageFlow(0, 0, 0, lag(dcV, 0, BLEEDER_S, sliceS), 0);
            case DcLoad.Battery battery -> new StageFlow(0, 0, 0, battery.openV(), 0);
        };
    }

    private StageFlow unloaded(StageSettings settings, StageTraits traits, double sliceS) {
        double highestV = traits.maxVoltageMv() * PER_MILLE;
        double targetV =
                switch (settings.mode()) {
                    case OFF -> 0;
                    case HOLD_VOLTAGE ->
                            Math.min(settings.hold().voltageMv() * PER_MILLE, highestV);
                    case FOLLOW_POWER, FORM_GRID ->
                            Math.min(dcV, settings.window().maxVoltageMv() * PER_MILLE);
                };
        double aimV = approach(dcV, targetV, HOLD_SLEW_V_PER_S * sliceS);
        double nextV = aimV == targetV ? lag(dcV, targetV, HOLD_LAG_S, sliceS) : aimV;
        return new StageFlow(0, 0, 0, nextV, 0);
    }

    private StageFlow holding(
            StageSettings settings, DcLoad.Battery battery, StageTraits traits, double sliceS) {
        double targetV = settings.hold().voltageMv() * PER_MILLE;
        double limitA = Math.min(settings.hold().maxCurrentMa(), traits.maxCurrentMa()) * PER_MILLE;
        double wantedA = (targetV - battery.openV()) / battery.seriesOhm();
        double nextA = lag(dcA, Math.clamp(wantedA, 0, limitA), HOLD_LAG_S, sliceS);
        double nextV = battery.openV() + nextA * battery.seriesOhm();
        double nextW = nextV * nextA / (traits.chargePerMille() * PER_MILLE);
        return new StageFlow(nextW, nextW, nextW, nextV, nextA);
    }

    private StageFlow powered(
            Stage stage,
            Stage.Surroundings around,
            StageTraits traits,
            Aim aim,
            DcLoad.Battery battery) {
        double nextW = lag(regulatedW, aim.powerW(), aim.lagS(), around.sliceUs() * 1e-6);
        double rippleW = nextW == 0 ? 0 : around.ripple() * RIPPLE * traits.maxPowerW();
        double openA = currentA(dcPowerW(nextW + rippleW, traits), battery);
        StageSettings.Window window = stage.settings().window();
        double boundA = withinWindow(openA, window, battery, traits);
        double boundV = battery.openV() + boundA * battery.seriesOhm();
        double boundW = acPowerW(boundV * boundA, traits);
        if (boundA == openA) {
            return new StageFlow(aim.powerW(), nextW, nextW + rippleW, boundV, boundA);
        }
        // At a bound the regulator follows the bound, or it would have to unwind later.
        return new StageFlow(boundW, boundW, boundW, boundV, boundA);
    }

    private static double dcPowerW(double acPowerW, StageTraits traits) {
        return acPowerW >= 0
                ? acPowerW * traits.chargePerMille() * PER_MILLE
                : acPowerW / (traits.dischargePerMille() * PER_MILLE);
    }

    private static double acPowerW(double dcPowerW, StageTraits traits) {
        return dcPowerW >= 0
                ? dcPowerW / (traits.chargePerMille() * PER_MILLE)
                : dcPowerW * traits.dischargePerMille() * PER_MILLE;
    }

    /** The current at which the battery takes or gives this power: P = (E + I R) I. */
    private static double currentA(double dcPowerW, DcLoad.Battery battery) {
        double e = battery.openV();
        double r = battery.seriesOhm();
        double root = Math.max(0, e * e + 4 * r * dcPowerW);
        return (Math.sqrt(root) - e) / (2 * r);
    }

    private static double withinWindow(
            double wantedA,
            StageSettings.Window window,
            DcLoad.Battery battery,
            StageTraits traits) {
        double roomUpV = window.maxVoltageMv() * PER_MILLE - battery.openV();
        double roomDownV = battery.openV() - window.minVoltageMv() * PER_MILLE;
        double chargeA = Math.min(window.maxChargeMa(), traits.maxCurrentMa()) * PER_MILLE;
        double dischargeA = Math.min(window.maxDischargeMa(), traits.maxCurrentMa()) * PER_MILLE;
        double highestA = Math.max(0, Math.min(chargeA, roomUpV / battery.seriesOhm()));
        double lowestA = -Math.max(0, Math.min(dischargeA, roomDownV / battery.seriesOhm()));
        return Math.clamp(wantedA, lowestA, highestA);
    }

    private static double clamp(double valueW, double magnitudeW) {
        return Math.clamp(valueW, -magnitudeW, magnitudeW);
    }

    static double approach(double from, double to, double largestStep) {
        return from + Math.clamp(to - from, -largestStep, largestStep);
    }

    static double lag(double from, double to, double constantS, double sliceS) {
        return from + (to - from) * sliceS / (constantS + sliceS);
    }
}
