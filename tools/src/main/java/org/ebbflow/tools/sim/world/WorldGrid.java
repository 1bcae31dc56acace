package org.ebbflow.tools.sim.world;

import java.util.Optional;
import org.ebbflow.hal.GridProfile;
import org.ebbflow.hal.board.GridProfileFile;
import org.ebbflow.hal.board.TomlFile;

/** The grid code of the world's place: a shipped profile with an installer's signature. */
final class WorldGrid {

    private static final Optional<GridProfile> PROFILE = read();

    private WorldGrid() {}

    /** Sessions are short: the grid must be good for 5 s instead of 300 s. */
    static Optional<GridProfile> profile() {
        return PROFILE;
    }

    private static Optional<GridProfile> read() {
        return GridProfileFile.completed(
                        TomlFile.parse(
                                        "world",
                                        """
                                        name = "ieee-1547-2018-cat3"

                                        [signed]
                                        by = "world"
                                        date = "2026-01-01"
                                        number = "simulated grid"

                                        [enter-service]
                                        delay-s = 5

                                        [freq-watt]
                                        enabled = true

                                        [volt-watt]
                                        enabled = true

                                        [volt-var]
                                        enabled = false
                                        """)
                                .top())
                .profile();
    }
}
