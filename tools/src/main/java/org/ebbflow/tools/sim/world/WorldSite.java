package org.ebbflow.tools.sim.world;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.iso15118.secc.SeccConfig;
import org.ebbflow.tools.sim.plant.PlantTraits;

/** The place where the world's station stands: board, installation, owner. */
final class WorldSite {

    static final int DRIVING_RESERVE_DECI_PERCENT = 300;

    private WorldSite() {}

    static PlantTraits traits(boolean dc) {
        return dc ? PlantTraits.dc() : PlantTraits.ac();
    }

    static BoardRatings signalled(BoardRatings usual, Scenario.Vehicle vehicle) {
        return vehicle == Scenario.Vehicle.CHADEMO
                ? usual.signalled(BoardRatings.Signalling.CHADEMO)
                : usual;
    }

    static BoardRatings fitted(BoardRatings usual, Scenario.Home home) {
        return switch (home) {
            case PLAIN -> usual;
            case BACKUP ->
                    usual.output() == BoardRatings.Output.AC
                            ? usual.measuringInlet().backedUp(BackupHome.CAR_GEAR)
                            : usual.backedUp(BackupHome.GEAR);
        };
    }

    static BoardRatings ratings(boolean dc) {
        PlantTraits traits = traits(dc);
        return new BoardRatings(
                        dc ? "simulated-dc" : "simulated-ac",
                        dc ? BoardRatings.Output.DC : BoardRatings.Output.AC,
                        1,
                        traits.nominalVoltageMv(),
                        traits.nominalFrequencyMilliHz(),
                        11_500,
                        11_500,
                        dc ? 100 : 1_400,
                        48_000,
                        dc
                                ? new BoardCommand.DcWindow(150_000, 500_000, 40_000, 40_000)
                                : new BoardCommand.DcWindow(0, 0, 0, 0),
                        dc
                                ? new BoardRatings.Efficiency(955, 948)
                                : new BoardRatings.Efficiency(1000, 1000),
                        new BoardRatings.Reaction(400, 20, 35, 200))
                .on(WorldGrid.profile());
    }

    static Installation installation() {
        return new Installation(
                "world",
                "US",
                new Installation.Wiring(
                        200, 60, Installation.Supply.SPLIT_PHASE, 11_500, true, 3_000),
                new Installation.Permit(true, 11_500, 5),
                Installation.Ramp.STANDARD,
                Installation.Authority.INTEGRATOR,
                new Installation.Faces(
                        new Installation.Listener(false, "127.0.0.1", 0),
                        new Installation.Listener(false, "127.0.0.1", 0),
                        1),
                new Installation.Vehicle(
                        Optional.empty(), false, Installation.Authorization.FREE, "DE*EBB*E000001"),
                preferences(),
                Installation.Bench.OFF,
                Path.of("unused"));
    }

    static Preferences preferences() {
        return new Preferences(
                Preferences.Mode.AUTOMATIC, true, DRIVING_RESERVE_DECI_PERCENT, 0, 1000, "en");
    }

    static SeccConfig secc(boolean dc) {
        return new SeccConfig(
                "DE*EBB*E000001",
                dc ? SeccConfig.Supply.DC : SeccConfig.Supply.AC,
                List.of(SeccConfig.Protocol.values()),
                SeccConfig.Bench.NONE);
    }
}
