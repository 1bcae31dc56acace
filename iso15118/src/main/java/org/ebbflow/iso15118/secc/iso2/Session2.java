package org.ebbflow.iso15118.secc.iso2;

import java.util.Set;
import org.ebbflow.iso15118.message.iso2.AC_EVSEStatus;
import org.ebbflow.iso15118.message.iso2.DC_EVSEStatus;
import org.ebbflow.iso15118.message.iso2.DC_EVSEStatusCode;
import org.ebbflow.iso15118.message.iso2.DC_EVStatus;
import org.ebbflow.iso15118.message.iso2.EVSENotification;
import org.ebbflow.iso15118.message.iso2.EVSEStatus;
import org.ebbflow.iso15118.message.iso2.IsolationLevel;
import org.ebbflow.iso15118.secc.CarFacts;
import org.ebbflow.iso15118.secc.CarFacts.Soc;
import org.ebbflow.iso15118.secc.PausedSession;
import org.ebbflow.iso15118.secc.Plausible;
import org.ebbflow.iso15118.secc.SeccConfig;
import org.ebbflow.iso15118.secc.SeccConfig.Supply;
import org.ebbflow.iso15118.secc.SessionIds;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.StationView.Readiness;
import org.ebbflow.iso15118.wire.Bodies;

/**
 * What one session has learnt so far; immutable.
 *
 * @param dialect ISO 15118-2 or DIN 70121
 * @param id 64 random bits
 * @param joined the car joined a session it had paused
 * @param car what is known of the car
 * @param told what the station told that later requests are checked against
 * @param clamped quantities that were already reported as implausible
 */
record Session2(
        SeccConfig config,
        Bodies dialect,
        long id,
        boolean joined,
        CarFacts car,
        Told told,
        Set<Plausible.Quantity> clamped) {

    /**
     * What the station told.
     *
     * @param maxPowerW power of the schedule, watts
     * @param insulated the insulation test has passed
     * @param capacityWh the battery's capacity as the car told it, 0 when not
     * @param bothWays the car selected a service in which it gives energy
     */
    record Told(int maxPowerW, boolean insulated, long capacityWh, boolean bothWays) {
        static final Told NOTHING = new Told(0, false, 0, false);

        Told with(boolean gives) {
            return new Told(maxPowerW, insulated, capacityWh, gives);
        }
    }

    byte[] sessionId() {
        return SessionIds.octets(id);
    }

    /** The car joins a session it had paused. */
    Session2 joining(PausedSession paused) {
        return new Session2(config, dialect, paused.sessionId(), true, car, told, clamped);
    }

    /** What is kept while the car sleeps. */
    PausedSession paused() {
        return new PausedSession(protocol(), id, car.evccId(), 0, 0, false);
    }

    SeccConfig.Protocol protocol() {
        return isDin() ? SeccConfig.Protocol.DIN_70121 : SeccConfig.Protocol.ISO_15118_2;
    }

    boolean isDin() {
        return dialect == Bodies.DIN_70121;
    }

    boolean isDc() {
        return config.supply() == Supply.DC;
    }

    Session2 with(CarFacts next) {
        return new Session2(config, dialect, id, joined, next, told, clamped);
    }

    Session2 with(Told next) {
        return new Session2(config, dialect, id, joined, car, next, clamped);
    }

    Session2 with(Plausible plausible) {
        return new Session2(config, dialect, id, joined, car, told, plausible.told());
    }

    /** The car told its state of charge. */
    Session2 with(DC_EVStatus status, StationView view) {
        return with(car.with(new Soc(status.evresssoc() * 10, view.nowNs(), told.capacityWh())));
    }

    Plausible plausible() {
        return new Plausible(clamped);
    }

    EVSEStatus status(StationView view) {
        return isDc() ? dc(view, DC_EVSEStatusCode.EVSE_Ready) : ac(view);
    }

    /** DC status; a stop of the station overrides the code. */
    DC_EVSEStatus dc(StationView view, DC_EVSEStatusCode normal) {
        DC_EVSEStatusCode code =
                switch (view.readiness()) {
                    case OPEN -> normal;
                    case CLOSED -> DC_EVSEStatusCode.EVSE_Shutdown;
                    case TRIPPED -> DC_EVSEStatusCode.EVSE_EmergencyShutdown;
                };
        IsolationLevel isolation = told.insulated() ? IsolationLevel.Valid : IsolationLevel.Invalid;
        return new DC_EVSEStatus(0, notification(view), isolation, code);
    }

    AC_EVSEStatus ac(StationView view) {
        return new AC_EVSEStatus(0, notification(view), false);
    }

    /** DIN 70121 knows the word renegotiation, but no message for it. */
    private EVSENotification notification(StationView view) {
        if (view.readiness() != Readiness.OPEN) {
            return EVSENotification.StopCharging;
        }
        return switch (view.notice()) {
            case NONE, PAUSE, METERING_CONFIRMATION -> EVSENotification.None;
            case SCHEDULE_RENEGOTIATION, SERVICE_RENEGOTIATION ->
                    isDin() ? EVSENotification.None : EVSENotification.ReNegotiation;
        };
    }
}
