package org.ebbflow.controller.cycle;

import java.util.List;
import org.ebbflow.controller.energy.Remembered;
import org.ebbflow.controller.safety.TripRecord;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.status.StationEvent;
import org.ebbflow.controller.vehicle.Ask;

/**
 * Where the control cycle hands over its results; every call returns at once and never throws
 * (queues of the receivers).
 */
public interface Outlets {

    /** The newest picture for the faces. */
    void snapshot(Snapshot snapshot);

    /** What happened in this cycle, in order. */
    void event(StationEvent event);

    /** Work for the bounded worker; the answer comes through {@link Inbox#answer}. */
    void ask(Ask ask);

    /** The latched trips changed: make them durable. */
    void latched(List<TripRecord> trips);

    /** What outlasts a power cut of other people's wishes changed: make it durable. */
    void remember(Remembered wishes);

    /** The preferences changed by themselves: make them durable. */
    void prefer(Preferences preferences);

    /** Everything that went into this cycle and the command that came out. */
    void flown(FlightRecord recorded);
}
