package org.ebbflow.controller.status;

import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.Preferences.Mode;
import org.ebbflow.hal.BoardRatings;

/** Which of the owner's modes this station can do. */
public final class Modes {

    private Modes() {}

    /** Why a mode is not available; {@link Reason#NONE} when it is. */
    public static Reason whyNot(
            Mode mode, Installation site, BoardRatings ratings, boolean consent) {
        return switch (mode) {
            case AUTOMATIC, CHARGE_NOW, STOP -> Reason.NONE;
            case SOLAR_ONLY -> site.wiring().gridMeter() ? Reason.NONE : Reason.NO_SITE_METER;
            case POWER_THE_HOUSE -> house(site, ratings, consent);
        };
    }

    private static Reason house(Installation site, BoardRatings ratings, boolean consent) {
        if (ratings.maxDischargeW() == 0) {
            return Reason.DISCHARGE_NOT_OFFERED;
        }
        if (!site.wiring().gridMeter()) {
            return Reason.NO_SITE_METER;
        }
        if (!site.permit().granted()) {
            return Reason.NO_PERMIT;
        }
        return consent ? Reason.NONE : Reason.NO_CONSENT;
    }
}
