package org.ebbflow.controller.status;

import org.ebbflow.controller.energy.Decision;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.energy.Verdict;

/** Picks the one answer to "why is it not doing (more of) what I want". */
public final class WhyNot {

    private WhyNot() {}

    /** The reason, {@link Reason#NONE} when what is wanted happens. */
    public static Reason choose(VehicleReport vehicle, EvseOffer offer, Verdict verdict) {
        if (!(verdict instanceof Verdict.Healthy)) {
            return Reason.FAULT;
        }
        return switch (vehicle.phase()) {
            case NO_CAR -> isStopped(offer) ? Reason.OWNER_STOP : Reason.NO_CAR;
            case WAITING_AUTHORIZATION -> Reason.NOT_AUTHORIZED;
            case PAUSED_BY_CAR -> Reason.VEHICLE_STOPPED;
            case PREPARING, READY, STOPPING, TRANSFER -> inSession(offer);
            case FINISHED -> offer.open() ? Reason.COMPLETED : Reason.OWNER_STOP;
        };
    }

    private static boolean isStopped(EvseOffer offer) {
        return !offer.open() && offer.why().chosen() == Source.PANEL;
    }

    private static Reason inSession(EvseOffer offer) {
        if (!offer.open()) {
            return Reason.OWNER_STOP;
        }
        Decision why = offer.why();
        int wanted = why.wantedW();
        if (wanted < why.lower().powerW().min()) {
            return why.lower().source() == Source.GATE
                    ? why.falseGates().getFirst()
                    : of(why.lower().source(), true);
        }
        boolean asTheCarAsks = why.chosen() == Source.DEFAULT || why.chosen() == Source.PANEL;
        if (wanted > why.upper().powerW().max()
                && !(asTheCarAsks && why.upper().source() == Source.VEHICLE)) {
            return of(why.upper().source(), false);
        }
        if (why.powerW() == 0 && why.local().resting() != Reason.NONE) {
            return why.local().resting();
        }
        Interval bounds = new Interval(why.lower().powerW().min(), why.upper().powerW().max());
        int reachable = bounds.clamp(wanted);
        if (why.powerW() == 0 && reachable != 0 && Math.abs(reachable) < why.leastW()) {
            return Reason.BELOW_MINIMUM_POWER;
        }
        return why.powerW() == reachable ? Reason.NONE : Reason.RAMPING;
    }

    /** What a bound of this source means to people. */
    public static Reason of(Source source, boolean discharge) {
        return switch (source) {
            case SAFETY -> Reason.FAULT;
            case STAGE -> Reason.STAGE_LIMIT;
            case GRID_CODE, PERMIT, SITE_CAPACITY, OPENADR, IEEE2030_5, OCPP -> Reason.GRID_LIMIT;
            case GRID_FREQUENCY -> Reason.GRID_FREQUENCY;
            case GRID_VOLTAGE -> Reason.GRID_VOLTAGE;
            case CABLE -> Reason.CABLE_LIMIT;
            case PRODUCT_CAP -> Reason.PRODUCT_CAP;
            case HOUSE_FUSE -> Reason.HOUSE_FUSE;
            case INTEGRATOR -> Reason.INTEGRATOR_LIMIT;
            case VEHICLE -> Reason.VEHICLE_LIMIT;
            case RESERVE -> discharge ? Reason.AT_RESERVE : Reason.AT_MAX_SOC;
            case DEPARTURE -> discharge ? Reason.KEPT_FOR_DEPARTURE : Reason.SCHEDULE;
            case LOCAL_PLAN -> discharge ? Reason.NONE : Reason.SCHEDULE;
            case ISLAND -> Reason.GRID_ABSENT;
            case GATE -> Reason.DISCHARGE_NOT_OFFERED;
            case PANEL -> Reason.OWNER_STOP;
            case INSTALLER -> Reason.INSTALLER_LOCK;
            case RAMP -> Reason.RAMPING;
            case DEFAULT -> Reason.NONE;
        };
    }
}
