package org.ebbflow.iso15118.secc.iso20;

import java.util.Optional;
import java.util.Set;
import org.ebbflow.iso15118.message.iso20.EVSEStatus;
import org.ebbflow.iso15118.message.iso20.EvseNotification;
import org.ebbflow.iso15118.message.iso20.MessageHeader;
import org.ebbflow.iso15118.secc.CarFacts;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.PausedSession;
import org.ebbflow.iso15118.secc.Plausible;
import org.ebbflow.iso15118.secc.SeccConfig;
import org.ebbflow.iso15118.secc.SessionIds;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.StationView.House;
import org.ebbflow.iso15118.secc.StationView.Notice;
import org.ebbflow.iso15118.secc.StationView.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * What one session has learnt so far; immutable.
 *
 * @param id 64 random bits
 * @param car what is known of the car
 * @param service selected service; meaningless before selection
 * @param mode selected control mode
 * @param told what the station told that later requests are checked against
 * @param clamped quantities that were already reported as implausible
 */
record Session20(
        SeccConfig config,
        long id,
        CarFacts car,
        Service20 service,
        ControlMode mode,
        Told told,
        Set<Plausible.Quantity> clamped) {

    static final String PROTOCOL = "ISO 15118-20";

    /** Seconds the car has to react to a request of the station that is no stop. */
    private static final int REACT_WITHIN_S = 60;

    /**
     * What the station told.
     *
     * @param discharge bidirectional services were among the offered
     * @param schedule the schedule of scheduled mode
     * @param negative discharge limits go with a minus, because the car writes its own so
     */
    record Told(boolean discharge, Optional<Schedule20> schedule, boolean negative) {
        static final Told NOTHING = new Told(false, Optional.empty(), false);

        Told with(Optional<Schedule20> next) {
            return new Told(discharge, next, negative);
        }

        Told withSign(boolean minus) {
            return new Told(discharge, schedule, minus);
        }
    }

    /** Sign of discharge limits on the wire. */
    int dischargeSign() {
        return told.negative() ? -1 : 1;
    }

    byte[] sessionId() {
        return SessionIds.octets(id);
    }

    MessageHeader header(StationView view) {
        return new MessageHeader(sessionId(), view.wallTimeMs() / 1000, null);
    }

    Session20 with(CarFacts next) {
        return new Session20(config, id, next, service, mode, told, clamped);
    }

    Session20 with(Service20 chosen, ControlMode chosenMode) {
        String name = chosen.name() + (chosenMode.isDynamic() ? " dynamic" : " scheduled");
        CarFacts known = car.withService(name, chosen.isBidirectional());
        return new Session20(config, id, known, chosen, chosenMode, told, clamped);
    }

    Session20 with(Told next) {
        return new Session20(config, id, car, service, mode, next, clamped);
    }

    Session20 with(Plausible plausible) {
        return new Session20(config, id, car, service, mode, told, plausible.told());
    }

    /** The car joins a session it had paused. */
    Session20 joining(PausedSession paused) {
        Told before = new Told(paused.dischargeTold(), Optional.empty(), false);
        Session20 old =
                new Session20(config, paused.sessionId(), car, service, mode, before, clamped);
        Optional<Service20> chosen = Service20.ofId(paused.serviceId());
        Optional<ControlMode> chosenMode = ControlMode.ofParameterSet(paused.parameterSetId());
        return chosen.isPresent() && chosenMode.isPresent()
                ? old.with(chosen.get(), chosenMode.get())
                : old;
    }

    /** What is kept while the car sleeps. */
    PausedSession paused() {
        boolean selected = !car.service().isEmpty();
        return new PausedSession(
                SeccConfig.Protocol.ISO_15118_20,
                id,
                car.evccId(),
                selected ? service.id() : 0,
                selected ? mode.parameterSetId(forms()) : 0,
                told.discharge());
    }

    Plausible plausible() {
        return new Plausible(clamped);
    }

    /** What the car is asked to do; absent while all is well. */
    @Nullable EVSEStatus status(StationView view) {
        if (view.readiness() != Readiness.OPEN) {
            return new EVSEStatus(0, EvseNotification.Terminate);
        }
        Notice notice = view.notice();
        boolean more = view.offer().dischargeOffered() && !told.discharge();
        if (isAsked(view) || mustLeave(view) || notice == Notice.NONE && more) {
            notice = Notice.SERVICE_RENEGOTIATION;
        }
        return switch (notice) {
            case NONE -> null;
            case PAUSE -> ask(EvseNotification.Pause);
            case SCHEDULE_RENEGOTIATION -> ask(EvseNotification.ScheduleRenegotiation);
            case SERVICE_RENEGOTIATION -> ask(EvseNotification.ServiceRenegotiation);
            case METERING_CONFIRMATION -> ask(EvseNotification.MeteringConfirmation);
        };
    }

    /** Whether the car's inverter forms the house's grid in this session. */
    boolean forms() {
        return car.forming() == CarFacts.Forming.CHOSEN;
    }

    /** Whether the car may form the grid and was not asked yet. */
    private boolean isAsked(StationView view) {
        return view.offer().ac().house().offersForming()
                && view.offer().dischargeOffered()
                && car.forming() == CarFacts.Forming.NOT_ASKED
                && !service.isDc();
    }

    /** Whether the car forms a grid that is not wanted from it any more. */
    boolean mustLeave(StationView view) {
        return forms() && !view.offer().ac().house().offersForming();
    }

    /** The same, or contactors have opened under it: they close only for its next transfer. */
    boolean mustLeaveLoop(StationView view) {
        return mustLeave(view)
                || forms() && view.measured().contactors() == StationView.Contactors.OPEN;
    }

    /** Whether the chosen set fits what stands on the line, or will once it is formed. */
    boolean fits(StationView view) {
        House house = view.offer().ac().house();
        return service.isDc() || (forms() ? house == House.CAR : house == House.GRID);
    }

    /** Why no power is given now: a trip, the station itself, or a set that does not fit. */
    EndReason whyClosed(StationView view) {
        return switch (view.readiness()) {
            case TRIPPED -> EndReason.TRIPPED;
            case OPEN -> EndReason.SERVICE_NOT_OFFERED;
            case CLOSED -> EndReason.STATION_STOP;
        };
    }

    private static EVSEStatus ask(EvseNotification notification) {
        return new EVSEStatus(REACT_WITHIN_S, notification);
    }
}
