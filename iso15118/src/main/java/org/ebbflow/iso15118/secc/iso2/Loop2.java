package org.ebbflow.iso15118.secc.iso2;

import org.ebbflow.iso15118.message.iso2.ChargingStatusRes;
import org.ebbflow.iso15118.message.iso2.CurrentDemandRes;
import org.ebbflow.iso15118.message.iso2.DC_EVSEStatusCode;
import org.ebbflow.iso15118.message.iso2.ResponseCode;
import org.ebbflow.iso15118.secc.CarLimits;
import org.ebbflow.iso15118.secc.Demand;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.StationView.Offer;
import org.ebbflow.iso15118.secc.StationView.Readiness;
import org.ebbflow.iso15118.secc.StationView.Target;
import org.ebbflow.iso15118.wire.Physical;

/** Values of the charge loop between messages and the station's words. */
final class Loop2 {

    /** A limit within this of the present value counts as reached. */
    private static final int REACHED_W = 100;

    private static final int REACHED_MA = 100;
    private static final int REACHED_MV = 1_000;

    private Loop2() {}

    /**
     * The most the car may draw: the offer, cut by a target of the station; watts at the car. Below
     * 0 the station wants energy, where the car may give it.
     */
    static int limitW(Session2 session, StationView view) {
        StationView.Offer o = view.offer();
        int leastW = session.told().bothWays() ? o.minPowerW() : 0;
        return switch (o.target()) {
            case Target.FollowCar ignored -> o.maxPowerW();
            case Target.Power power -> Math.clamp(power.powerW(), leastW, o.maxPowerW());
        };
    }

    /** The most the car may give, as a minus value. */
    static int givesW(Session2 session, StationView view) {
        return switch (view.offer().target()) {
            case Target.FollowCar ignored -> view.offer().minPowerW();
            case Target.Power ignored -> limitW(session, view);
        };
    }

    /** Power an AC car may take now, inside what it told. */
    static int acW(Session2 session, StationView view) {
        return view.readiness() == Readiness.OPEN
                ? Math.min(limitW(session, view), session.car().limits().maxChargeW())
                : 0;
    }

    /** The same as a DC current at the present voltage, milliamperes. */
    static int limitMa(Session2 session, StationView view) {
        long voltageMv = Math.max(1_000, view.measured().voltageMv());
        long byPower = limitW(session, view) * 1_000_000L / voltageMv;
        return Math.clamp(byPower, view.offer().minCurrentMa(), view.offer().maxCurrentMa());
    }

    static CurrentDemandRes currentDemand(
            ResponseCode code, Session2 session, StationView view, int wantedMa) {
        StationView.Measurement m = view.measured();
        int limitW = limitW(session, view);
        int limitMa = limitMa(session, view);
        return new CurrentDemandRes(
                code,
                session.dc(view, DC_EVSEStatusCode.EVSE_Ready),
                Present2.volts(m.voltageMv()),
                Present2.amperes(m.currentMa(), session),
                isReached(wantedMa, limitMa, REACHED_MA),
                m.voltageMv() >= view.offer().maxVoltageMv() - REACHED_MV,
                isReached((long) wantedMa * m.voltageMv() / 1_000_000, limitW, REACHED_W),
                Physical.volts(view.offer().maxVoltageMv()),
                Physical.amperes(limitMa),
                Physical.watts(limitW),
                session.config().evseId(),
                ParameterState.SCHEDULE_ID,
                null,
                false);
    }

    private static boolean isReached(long wanted, long limit, long near) {
        return limit >= 0 ? wanted >= limit - near : wanted <= limit + near;
    }

    static ChargingStatusRes chargingStatus(
            ResponseCode code, Session2 session, StationView view, int powerW) {
        return new ChargingStatusRes(
                code,
                session.config().evseId(),
                ParameterState.SCHEDULE_ID,
                Physical.amperes(acCurrentMa(view, powerW)),
                null,
                false,
                session.ac(view));
    }

    /** Current per line conductor for a power, not above what is offered. */
    private static int acCurrentMa(StationView view, int powerW) {
        StationView.Ac ac = view.offer().ac();
        long perVolt = (long) Math.max(1, ac.nominalVoltageMv()) * Math.max(1, ac.phases());
        long currentMa = Math.max(0, powerW) * 1_000_000L / perVolt;
        return (int) Math.min(currentMa, ac.currentMa());
    }

    /** What the car allows, inside what the stage can. */
    static Demand.Window window(CarLimits car, Offer o) {
        return new Demand.Window(
                o.minVoltageMv(),
                Math.min(car.maxVoltageMv(), o.maxVoltageMv()),
                Math.min(car.maxChargeMa(), o.maxCurrentMa()),
                Math.min(car.maxDischargeMa(), -o.minCurrentMa()));
    }
}
