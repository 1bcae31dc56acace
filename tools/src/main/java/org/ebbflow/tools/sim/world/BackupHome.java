package org.ebbflow.tools.sim.world;

import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.hal.BackupGear;

/** The world's house with a backup switch gear: the product's brains, no permission to export. */
final class BackupHome implements Brains {

    static final BackupGear GEAR =
            new BackupGear(BackupGear.Neutral.SPLIT_PHASE_DEVICE, 100, 2_000, 60_000, 1_000, true);

    /** The gear of an AC board: the car's own inverter forms. */
    static final BackupGear CAR_GEAR =
            new BackupGear(
                    BackupGear.Neutral.SPLIT_PHASE_DEVICE, 100, 4_000, 60_000, 1_000, true, 20_000);

    /** Kept for driving, tenths of a percent. */
    static final int DRIVING_DECI_PERCENT = 300;

    /** Kept besides for an outage, and spent by one; tenths of a percent. */
    static final int OUTAGE_DECI_PERCENT = 800;

    @Override
    public Installation site() {
        Installation usual = WorldSite.installation();
        return new Installation(
                "house with backup",
                usual.country(),
                usual.wiring(),
                new Installation.Permit(false, 0, 300),
                usual.ramp(),
                Installation.Authority.NONE,
                usual.faces(),
                usual.vehicle(),
                new Preferences(
                        Preferences.Mode.AUTOMATIC,
                        true,
                        DRIVING_DECI_PERCENT,
                        OUTAGE_DECI_PERCENT,
                        1_000,
                        "en"),
                usual.bench(),
                usual.dataDirectory());
    }
}
