package org.ebbflow.controller.safety;

import java.util.Optional;
import org.ebbflow.controller.energy.Direction;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.safety.ContactorSequence.Step;
import org.ebbflow.controller.safety.Permitting.Draft;
import org.ebbflow.hal.BoardCommand.DcWindow;
import org.ebbflow.hal.BoardCommand.Stage;

/** Cuts what is asked of the stage down to offer, ratings and the state of the contactors. */
final class Transfer {

    private final Rules rules;
    private final DcWindow rated;

    Transfer(Rules rules) {
        this.rules = rules;
        this.rated = rules.ratings().dc();
    }

    /**
     * A DC transfer as asked.
     *
     * @param proof pre-charge, without which no power flows
     */
    record Dc(EnergyRequest.DcTransfer asked, EvseOffer offer, PreCharged proof) {}

    /** The stage while no power is wanted: 0 W behind closed contactors, else off. */
    Stage idle(Step step) {
        return rules.isDc() && step.commandedClosed() && step != Step.CLOSING
                ? new Stage.FollowPower(0, new DcWindow(0, rated.maxVoltageMv(), 0, 0))
                : new Stage.Off();
    }

    /**
     * A voltage behind closed contactors and with hardly any current, for the insulation test and
     * pre-charge; 0 keeps the contactors closed with the stage off.
     */
    Draft hold(Scene scene, Step step, int voltageMv, int maxCurrentMa) {
        if (!rules.isDc()) {
            return Draft.offBecause(Reason.SERVICE_NOT_OFFERED);
        }
        if (voltageMv < 0 || voltageMv > rated.maxVoltageMv()) {
            return Draft.offBecause(Reason.STAGE_LIMIT);
        }
        boolean ready = step == Step.CLOSED && scene.pilotReady() && scene.locked();
        if (!ready || voltageMv == 0) {
            return Draft.OFF;
        }
        int currentMa = Math.clamp(maxCurrentMa, 0, Rules.PRE_CHARGE_MAX_MA);
        return new Draft(new Stage.HoldVoltage(voltageMv, currentMa), Optional.empty());
    }

    /** The stage on its way to a battery that stands at the inlet, before the contactors close. */
    Draft approach(Scene scene, Step step, EnergyRequest.PreCharge asked) {
        if (asked.voltageMv() < 0 || asked.voltageMv() > rated.maxVoltageMv()) {
            return Draft.offBecause(Reason.STAGE_LIMIT);
        }
        boolean onTheWay = step == Step.OPEN || step == Step.CLOSING;
        boolean ready = onTheWay && scene.pilotReady() && scene.locked();
        int currentMa = Math.clamp(asked.maxCurrentMa(), 0, Rules.PRE_CHARGE_MAX_MA);
        return ready
                ? new Draft(new Stage.HoldVoltage(asked.voltageMv(), currentMa), Optional.empty())
                : Draft.OFF;
    }

    Draft dc(Scene scene, Dc wanted, Step step) {
        if (!rules.isDc()) {
            return Draft.offBecause(Reason.SERVICE_NOT_OFFERED);
        }
        return switch (step) {
            case CLOSED ->
                    wanted.proof().isProved()
                            ? flowing(scene, wanted)
                            : Draft.offBecause(Reason.PRE_CHARGE_FAILED);
            case OPEN, CLOSING, OPENING, WELD_CHECK -> Draft.offBecause(Reason.PRE_CHARGE_FAILED);
            case CURRENT_DOWN, WAIT -> new Draft(idle(step), Optional.empty());
        };
    }

    private Draft flowing(Scene scene, Dc wanted) {
        EnergyRequest.DcTransfer asked = wanted.asked();
        DcWindow window = window(asked, wanted.offer());
        if (window.minVoltageMv() > window.maxVoltageMv()) {
            return new Draft(idle(Step.CLOSED), Optional.of(Reason.VEHICLE_LIMIT));
        }
        Interval allowedW =
                Permitting.derated(fed(ratedW(wanted.offer().acPowerW()), scene), scene);
        int powerW = allowedW.clamp(asked.acPowerW());
        boolean noWindow = powerW < 0 && window.maxDischargeMa() == 0;
        Stage stage = new Stage.FollowPower(noWindow ? 0 : powerW, window);
        return new Draft(stage, reason(scene, wanted, powerW, noWindow));
    }

    /** The narrowest of car, offer and rating. */
    private DcWindow window(EnergyRequest.DcTransfer asked, EvseOffer offer) {
        Interval currentMa = offer.carCurrentMa();
        return new DcWindow(
                Math.max(asked.minVoltageMv(), rated.minVoltageMv()),
                Math.min(asked.maxVoltageMv(), rated.maxVoltageMv()),
                least(asked.maxChargeMa(), rated.maxChargeMa(), currentMa.max()),
                least(asked.maxDischargeMa(), rated.maxDischargeMa(), -currentMa.min()));
    }

    /** Where the stage forms a grid the car only gives; empty: it must not form. */
    Optional<DcWindow> formingWindow(Asked asked, Step step) {
        if (!(asked.energy() instanceof EnergyRequest.DcTransfer dc) || step != Step.CLOSED) {
            return Optional.empty();
        }
        DcWindow both = window(dc, asked.offer());
        return both.maxDischargeMa() == 0 || both.minVoltageMv() > both.maxVoltageMv()
                ? Optional.empty()
                : Optional.of(
                        new DcWindow(
                                both.minVoltageMv(),
                                both.maxVoltageMv(),
                                0,
                                both.maxDischargeMa()));
    }

    private Optional<Reason> reason(Scene scene, Dc wanted, int powerW, boolean noWindow) {
        if (noWindow) {
            return Optional.of(Reason.SESSION_NOT_BIDIRECTIONAL);
        }
        if (powerW == wanted.asked().acPowerW()) {
            return Optional.empty();
        }
        Interval rating = ratedW(wanted.offer().acPowerW());
        if (wanted.asked().acPowerW() < 0 && !scene.state().grid().isEntered()) {
            return Optional.of(scene.state().grid().why());
        }
        boolean byHeat = !Permitting.derated(rating, scene).equals(rating);
        return Optional.of(byHeat ? Reason.TEMPERATURE : Reason.NO_PERMIT);
    }

    /** Nothing leaves the car towards a grid that may not be fed. */
    private static Interval fed(Interval boundsW, Scene scene) {
        return scene.state().grid().isEntered() ? boundsW : new Interval(0, boundsW.max());
    }

    /** The car's own charger makes the power: beyond the offer it is refused as a whole. */
    Draft ac(Scene scene, EnergyRequest.AcTransfer asked, EvseOffer offer) {
        if (rules.isDc()) {
            return Draft.offBecause(Reason.SERVICE_NOT_OFFERED);
        }
        boolean against =
                asked.direction() == Direction.DISCHARGE
                        ? asked.acPowerW() > 0
                        : asked.acPowerW() < 0;
        boolean beyond = !ratedW(offer.acPowerW()).contains(asked.acPowerW());
        if (asked.acPowerW() < 0 && !scene.state().grid().isEntered()) {
            return Draft.offBecause(scene.state().grid().why());
        }
        return against || beyond ? Draft.offBecause(Reason.NO_PERMIT) : Draft.OFF;
    }

    /** What measured values may be while this command stands. */
    Envelope.Bounds bounds(Stage stage, Asked asked, Step step) {
        if (asked.energy() instanceof EnergyRequest.AcTransfer ac && step == Step.CLOSED) {
            return new Envelope.Bounds(told(ac, asked.offer()), Interval.ZERO, 0, 0);
        }
        return switch (stage) {
            case Stage.Off off -> Envelope.Bounds.NOTHING;
            case Stage.HoldVoltage hold ->
                    new Envelope.Bounds(
                            new Interval(0, holdW(hold)),
                            new Interval(0, hold.maxCurrentMa()),
                            hold.voltageMv(),
                            0);
            case Stage.FollowPower follow -> followed(follow, asked.offer());
            case Stage.FormGrid form ->
                    new Envelope.Bounds(
                            ratedW(asked.offer().acPowerW()),
                            new Interval(
                                    -form.window().maxDischargeMa(), form.window().maxChargeMa()),
                            form.window().maxVoltageMv(),
                            form.window().minVoltageMv());
        };
    }

    /** The house takes what it wants of a car that forms its line. */
    Envelope.Bounds supplying(Asked asked, Step step) {
        int mostW = Math.min(0, ratedW(asked.offer().acPowerW()).min());
        return step == Step.CLOSED
                ? new Envelope.Bounds(new Interval(mostW, 0), Interval.ZERO, 0, 0)
                : Envelope.Bounds.NOTHING;
    }

    /** What the car was told, never the other direction: a meter with a wrong sign is found out. */
    private Interval told(EnergyRequest.AcTransfer ac, EvseOffer offer) {
        Interval ratedW = ratedW(offer.acPowerW());
        int toldW = ratedW.clamp(ac.acPowerW());
        return ac.direction() == Direction.CHARGE
                ? new Interval(0, Math.max(0, toldW))
                : new Interval(Math.min(0, toldW), 0);
    }

    /** The offer in the direction that is commanded; the other one is reverse power. */
    private Envelope.Bounds followed(Stage.FollowPower follow, EvseOffer offer) {
        Interval ratedW = ratedW(offer.acPowerW());
        DcWindow window = follow.window();
        boolean charges = follow.acPowerW() > 0;
        boolean discharges = follow.acPowerW() < 0;
        return new Envelope.Bounds(
                new Interval(discharges ? ratedW.min() : 0, charges ? ratedW.max() : 0),
                new Interval(
                        discharges ? -window.maxDischargeMa() : 0,
                        charges ? window.maxChargeMa() : 0),
                window.maxVoltageMv(),
                window.minVoltageMv());
    }

    private static int holdW(Stage.HoldVoltage hold) {
        return (int) ((long) hold.voltageMv() * hold.maxCurrentMa() / 900_000L);
    }

    private Interval ratedW(Interval offeredW) {
        return offeredW.intersect(
                new Interval(-rules.ratings().maxDischargeW(), rules.ratings().maxChargeW()));
    }

    private static int least(int a, int b, int c) {
        return Math.max(0, Math.min(a, Math.min(b, c)));
    }
}
