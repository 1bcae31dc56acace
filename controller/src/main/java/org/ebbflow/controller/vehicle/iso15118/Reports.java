package org.ebbflow.controller.vehicle.iso15118;

import java.util.Optional;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.iso15118.secc.CarFacts;
import org.ebbflow.iso15118.secc.CarLimits;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.SeccEvent;

/** What the library knows of the car, in the station's words. */
final class Reports {

    private Reports() {}

    static VehicleReport of(CarFacts car, int voltageMv) {
        Interval carW = power(car.limits(), voltageMv);
        return told(car, carW).with(least(car.limits(), carW)).with(forming(car.forming()));
    }

    private static VehicleReport.Forming forming(CarFacts.Forming said) {
        return switch (said) {
            case NOT_ASKED -> VehicleReport.Forming.NOT_ASKED;
            case DECLINED -> VehicleReport.Forming.DECLINED;
            case CHOSEN -> VehicleReport.Forming.CHOSEN;
        };
    }

    private static VehicleReport told(CarFacts car, Interval carW) {
        return new VehicleReport(
                phase(car.phase()),
                car.protocol(),
                car.service(),
                car.bidirectional(),
                carW,
                car.soc()
                        .map(
                                s ->
                                        new VehicleReport.Soc(
                                                s.deciPercent(), s.takenNs(), capacityWh(s, car))),
                car.need()
                        .map(
                                n ->
                                        new VehicleReport.Need(
                                                n.targetWh(),
                                                n.maximumWh(),
                                                n.minimumWh(),
                                                n.departureS(),
                                                n.wishes().map(Reports::wishes))),
                car.evccId());
    }

    private static VehicleReport.Wishes wishes(CarFacts.Wishes w) {
        return new VehicleReport.Wishes(
                w.minimumPercent(),
                w.targetPercent(),
                w.maximumPercent(),
                w.remainingS(),
                w.v2x().map(v -> new VehicleReport.Cycle(v.maximumWh(), v.minimumWh())));
    }

    /** As the car told it, else what is known of its kind. */
    private static long capacityWh(CarFacts.Soc told, CarFacts car) {
        return told.capacityWh() > 0
                ? told.capacityWh()
                : Iso15118Sessions.profile(car.evccId()).capacityWh();
    }

    /** What protects a connection, for records and people. */
    static VehicleReport.Security security(CarInput.Connected news) {
        return switch (news.security()) {
            case PLAIN -> VehicleReport.Security.NONE;
            case TLS_1_2 -> new VehicleReport.Security("tls1.2", false, "");
            case TLS_1_3_MUTUAL ->
                    new VehicleReport.Security("tls1.3", true, news.peerSubjectHash());
        };
    }

    /** DC: currents at the present or, before it stands, the highest voltage bound the powers. */
    private static Interval power(CarLimits limits, int voltageMv) {
        if (limits.maxVoltageMv() == 0) {
            return new Interval(-limits.maxDischargeW(), limits.maxChargeW());
        }
        boolean stands = voltageMv > 0 && voltageMv >= limits.minVoltageMv();
        int atMv = stands ? voltageMv : limits.maxVoltageMv();
        return new Interval(
                limits.clampW(-limits.maxDischargeW(), atMv),
                limits.clampW(limits.maxChargeW(), atMv));
    }

    /** A smallest current counts at the highest voltage, so that the bound stands still. */
    private static VehicleReport.Least least(CarLimits limits, Interval carW) {
        int atMv = limits.maxVoltageMv();
        return VehicleReport.Least.of(
                limits.least().chargeW(atMv), limits.least().dischargeW(atMv), carW);
    }

    private static VehicleReport.Phase phase(CarFacts.Phase phase) {
        return switch (phase) {
            case AUTHORIZING -> VehicleReport.Phase.WAITING_AUTHORIZATION;
            case PREPARING -> VehicleReport.Phase.PREPARING;
            case READY -> VehicleReport.Phase.READY;
            case TRANSFER -> VehicleReport.Phase.TRANSFER;
            case PAUSED -> VehicleReport.Phase.PAUSED_BY_CAR;
            case STOPPING -> VehicleReport.Phase.STOPPING;
            case FINISHED -> VehicleReport.Phase.FINISHED;
        };
    }

    /** Who a car is, when it is one of the known. */
    static Optional<SessionEvent> recognized(SeccEvent event) {
        String evccId =
                switch (event) {
                    case SeccEvent.Started e -> e.evccId();
                    case SeccEvent.Resumed e -> e.evccId();
                    case SeccEvent.ServiceSelected ignored -> "";
                    case SeccEvent.EnergyStarted ignored -> "";
                    case SeccEvent.Answered ignored -> "";
                    case SeccEvent.Clamped ignored -> "";
                    case SeccEvent.Judged ignored -> "";
                    case SeccEvent.Ended ignored -> "";
                };
        CarProfile car = Iso15118Sessions.profile(evccId);
        return car.isGeneric()
                ? Optional.empty()
                : Optional.of(new SessionEvent.Recognized(car.name(), car.note()));
    }

    static SessionEvent event(SeccEvent event) {
        return switch (event) {
            case SeccEvent.Started e -> new SessionEvent.Started(e.protocol(), e.evccId());
            case SeccEvent.Resumed e -> new SessionEvent.Started(e.protocol(), e.evccId());
            case SeccEvent.ServiceSelected e -> new SessionEvent.ServiceSelected(e.service());
            case SeccEvent.EnergyStarted ignored -> new SessionEvent.EnergyStarted();
            case SeccEvent.Answered e -> new SessionEvent.Answered(e.name());
            case SeccEvent.Clamped e -> new SessionEvent.Clamped(e.quantity(), e.text());
            case SeccEvent.Judged e ->
                    new SessionEvent.Judged(e.phase().name(), e.good(), e.measured());
            case SeccEvent.Ended e -> new SessionEvent.Ended(reason(e.why()), e.orderly());
        };
    }

    private static Reason reason(EndReason why) {
        return switch (why) {
            case COMPLETED -> Reason.COMPLETED;
            case PAUSED -> Reason.VEHICLE_STOPPED;
            case NO_COMMON_PROTOCOL -> Reason.NO_COMMON_PROTOCOL;
            case TLS_REQUIRED -> Reason.TLS_REQUIRED;
            case SEQUENCE_ERROR, WRONG_PARAMETER -> Reason.SEQUENCE_ERROR;
            case SEQUENCE_TIMEOUT -> Reason.SEQUENCE_TIMEOUT;
            case MALFORMED -> Reason.MESSAGE_MALFORMED;
            case WRONG_SESSION -> Reason.WRONG_SESSION;
            case SERVICE_NOT_OFFERED -> Reason.SERVICE_NOT_OFFERED;
            case NOT_AUTHORIZED -> Reason.NOT_AUTHORIZED;
            case CABLE_CHECK_FAILED -> Reason.CABLE_CHECK_FAILED;
            case PRE_CHARGE_FAILED -> Reason.PRE_CHARGE_FAILED;
            case CONTACTOR_NOT_CLOSED, TRIPPED -> Reason.FAULT;
            case STATION_STOP -> Reason.OWNER_STOP;
            case CONNECTION_LOST -> Reason.CONNECTION_LOST;
        };
    }
}
