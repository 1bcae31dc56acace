package org.ebbflow.controller.dispatch;

import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.Preferences.Mode;
import org.ebbflow.controller.settings.Week;
import org.ebbflow.controller.settings.Week.What;
import org.ebbflow.hal.BoardRatings;

/** What the station knows in this cycle for what it does by itself. */
record Plans(SiteFollower follower, Agenda agenda, Departures departures, Sun sun) {

    /** What the owner's mode amounts to now; in Automatic the week decides. */
    What doing(Mode mode) {
        return switch (mode) {
            case SOLAR_ONLY -> What.SOLAR_ONLY;
            case POWER_THE_HOUSE -> What.POWER_THE_HOUSE;
            case STOP -> What.WAIT;
            case CHARGE_NOW -> What.CHARGE;
            case AUTOMATIC -> automatic();
        };
    }

    private What automatic() {
        if (!agenda.isKnown()) {
            return What.CHARGE;
        }
        boolean waits = agenda.week().hasChargeSlot();
        return agenda.slot().map(Week.Slot::what).orElse(waits ? What.WAIT : What.CHARGE);
    }

    /**
     * Whether charging goes on without a break because of a departure. One that only the car told
     * counts in Automatic; another mode is the owner's own word.
     */
    boolean catchesUp(Mode mode) {
        return departures.catchingUp() && (departures.toldS() == 0 || mode == Mode.AUTOMATIC);
    }

    /** Whether the station now follows the site meter. */
    boolean followsMeter(Mode mode) {
        What what = doing(mode);
        return !catchesUp(mode) && (what == What.SOLAR_ONLY || what == What.POWER_THE_HOUSE);
    }

    /** Why the owner's mode wants nothing now; NONE when it wants something. */
    Reason resting(Mode mode, Installation site, BoardRatings ratings) {
        if (catchesUp(mode)) {
            return Reason.NONE;
        }
        return switch (doing(mode)) {
            case CHARGE, EXPORT -> Reason.NONE;
            case WAIT -> mode == Mode.STOP ? Reason.OWNER_STOP : Reason.SCHEDULE;
            case SOLAR_ONLY -> meter(site, solarW() < ratings.minPowerW());
            case POWER_THE_HOUSE -> meter(site, Math.abs(balanceW()) < ratings.minPowerW());
        };
    }

    /** What the car takes of the surplus, watts, 0 or more. */
    int solarW() {
        return sun.takenW(follower.surplusW());
    }

    /** What holds the site meter at 0 W as far as the car can. */
    int balanceW() {
        return follower.surplusW() > 0 ? solarW() : follower.balanceW();
    }

    private Reason meter(Installation site, boolean little) {
        if (!site.wiring().gridMeter()) {
            return Reason.NO_SITE_METER;
        }
        if (!follower.known()) {
            return Reason.SITE_METER_STALE;
        }
        return little ? Reason.NO_SURPLUS : Reason.NONE;
    }
}
