package org.ebbflow.controller.vehicle;

import java.util.List;
import org.ebbflow.controller.energy.ConnectorRequest;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.VehicleReport;

/**
 * Result of one session step.
 *
 * @param next the session's next state
 * @param toSend what goes to the car once the request below is permitted
 * @param energy what the session asks of the power path
 * @param connector what it asks of pilot and lock
 * @param report what it knows of the car
 * @param asks work for the bounded worker
 * @param events what happened, for journal, panel and diary
 */
public record SessionStep(
        VehicleSession next,
        List<Outgoing> toSend,
        EnergyRequest energy,
        ConnectorRequest connector,
        VehicleReport report,
        List<Ask> asks,
        List<SessionEvent> events) {

    /** Something for the car's wire. */
    public sealed interface Outgoing {
        /** Bytes to send on the connection. */
        record Send(long connection, byte[] bytes) implements Outgoing {}

        /** Close the connection after what was sent. */
        record Close(long connection) implements Outgoing {}
    }

    /** What happened; past tense. */
    public sealed interface SessionEvent {
        record Plugged() implements SessionEvent {}

        /** A protocol session began. */
        record Started(String protocol, String evccId) implements SessionEvent {}

        /** The car is one of those of which something is known. @param note what is special */
        record Recognized(String car, String note) implements SessionEvent {}

        record ServiceSelected(String service) implements SessionEvent {}

        record EnergyStarted() implements SessionEvent {}

        /**
         * The charge loop answered; counted for the histogram. @param name message name, e.g.
         * DC_ChargeLoopReq
         */
        record Answered(String name) implements SessionEvent {}

        /** A car-reported value was implausible and clamped. */
        record Clamped(String quantity, String text) implements SessionEvent {}

        /**
         * A phase of the DC sequence has its verdict by our own measurements.
         *
         * @param phase CABLE_CHECK, PRE_CHARGE or WELDING
         * @param measured what was measured, for people
         */
        record Judged(String phase, boolean good, String measured) implements SessionEvent {}

        /** The session ended. @param orderly whether the car's own stop sequence completed */
        record Ended(Reason why, boolean orderly) implements SessionEvent {}

        record Unplugged() implements SessionEvent {}
    }
}
