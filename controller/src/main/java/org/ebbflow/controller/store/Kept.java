package org.ebbflow.controller.store;

import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.Remembered;
import org.ebbflow.controller.safety.TripRecord;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.status.Snapshot;

/**
 * What an earlier run left behind.
 *
 * @param preferences as last stored; empty on the first start
 * @param totals lifetime counters
 * @param latched trips that still wait for a person
 * @param lostSession the session that was open when the power went, closed as such; empty if none
 * @param ownerStop the owner pressed Stop and has not resumed since
 * @param wishes of grid programs, as far as they outlast a power cut
 * @param damage what could not be read and where it lies now; empty where all was well
 */
public record Kept(
        Optional<Preferences> preferences,
        Snapshot.Totals totals,
        List<TripRecord> latched,
        Optional<Snapshot.SessionFigures> lostSession,
        boolean ownerStop,
        Remembered wishes,
        Optional<String> damage) {

    static final Kept NOTHING =
            new Kept(
                    Optional.empty(),
                    new Snapshot.Totals(0, 0, 0),
                    List.of(),
                    Optional.empty(),
                    false,
                    Remembered.NOTHING,
                    Optional.empty());

    /** Nothing is known, so nothing may run until the owner says so. */
    static Kept unknown(String sentence) {
        return new Kept(
                Optional.empty(),
                NOTHING.totals(),
                List.of(),
                Optional.empty(),
                true,
                Remembered.NOTHING,
                Optional.of(sentence));
    }
}
