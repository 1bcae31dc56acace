package org.ebbflow.controller.status;

import org.ebbflow.controller.energy.EventStatus;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Readiness;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.Tick;

/** What happened at the station, past tense; for journal, diary, panel and simulation traces. */
public sealed interface StationEvent {

    /** The cycle in which it was seen. */
    Tick tick();

    /** Something in the session with the car. */
    record Session(Tick tick, SessionEvent event) implements StationEvent {}

    /** A trip stands since this cycle. @param cause one plain sentence with the figures */
    record Tripped(Tick tick, FaultCode code, String cause) implements StationEvent {}

    /** A trip is gone. */
    record Recovered(Tick tick, FaultCode code) implements StationEvent {}

    /** An intent was answered. */
    record Answered(Tick tick, Intent intent, Reply reply) implements StationEvent {}

    /** The mirror contact changed. */
    record Contactors(Tick tick, ContactorState state) implements StationEvent {}

    /** An event of a grid program moved on, or the owner decided about it. */
    record Grid(Tick tick, EventStatus now) implements StationEvent {}

    /** The car will not be ready when its owner leaves, or will be after all. */
    record Lateness(Tick tick, Readiness readiness) implements StationEvent {}

    /** A cycle took longer than 50 ms. */
    record Overrun(Tick tick, long durationNs) implements StationEvent {}

    /**
     * A step threw; the session was ended or a trip latched. @param text type, message and place
     */
    record Failed(Tick tick, String text) implements StationEvent {}
}
