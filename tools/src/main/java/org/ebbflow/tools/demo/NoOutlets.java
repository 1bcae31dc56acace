package org.ebbflow.tools.demo;

import java.util.List;
import org.ebbflow.controller.cycle.FlightRecord;
import org.ebbflow.controller.cycle.Outlets;
import org.ebbflow.controller.energy.Remembered;
import org.ebbflow.controller.safety.TripRecord;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.status.StationEvent;
import org.ebbflow.controller.vehicle.Ask;

/** Nobody listens. */
record NoOutlets() implements Outlets {

    @Override
    public void snapshot(Snapshot snapshot) {}

    @Override
    public void event(StationEvent event) {}

    @Override
    public void ask(Ask ask) {}

    @Override
    public void latched(List<TripRecord> trips) {}

    @Override
    public void remember(Remembered wishes) {}

    @Override
    public void prefer(Preferences preferences) {}

    @Override
    public void flown(FlightRecord recorded) {}
}
