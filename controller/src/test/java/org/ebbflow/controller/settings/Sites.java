package org.ebbflow.controller.settings;

import java.nio.file.Path;
import java.util.Optional;

/** Installations for tests of faces: every port is any free one. */
public final class Sites {

    private Sites() {}

    public static Installation at(Path dataDirectory) {
        Installation.Listener local = new Installation.Listener(true, "127.0.0.1", 0);
        return new Installation(
                "test",
                "US",
                new Installation.Wiring(
                        200, 60, Installation.Supply.SPLIT_PHASE, 11_500, true, 1_500),
                new Installation.Permit(true, 12_000, 300),
                Installation.Ramp.STANDARD,
                Installation.Authority.INTEGRATOR,
                new Installation.Faces(local, local, 1),
                new Installation.Vehicle(
                        Optional.empty(), false, Installation.Authorization.FREE, "US*EBB*E1"),
                Preferences.INITIAL,
                Installation.Bench.OFF,
                dataDirectory);
    }
}
