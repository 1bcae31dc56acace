package org.ebbflow.tools.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ebbflow.iso15118.security.KeyKind;
import org.ebbflow.tools.pki.PkiFolder;
import org.ebbflow.tools.pki.TestPki;
import org.ebbflow.tools.vehicle.CarLink;
import org.ebbflow.tools.vehicle.CarTrust;

/**
 * Certificates of a demo: a test PKI made on the fly, or one that was named.
 *
 * @param folder for the station; empty: no TLS
 * @param car for the cars
 */
record DemoTrust(Optional<Path> folder, Optional<CarTrust> car) {

    static final DemoTrust NONE = new DemoTrust(Optional.empty(), Optional.empty());

    /** Of a folder that {@code ebbflow pki new} made. */
    static DemoTrust read(Path pki) throws IOException {
        return new DemoTrust(Optional.of(pki), Optional.of(CarTrust.read(pki)));
    }

    /** Made now, in a new folder: what the demo's cars need and no more, for it takes a second. */
    static DemoTrust make(Path folder) throws IOException {
        TestPki pki =
                TestPki.make(
                        TestPki.Terms.bench(Instant.now()),
                        List.of(KeyKind.SECP256R1, KeyKind.SECP521R1));
        PkiFolder.write(pki, folder);
        return new DemoTrust(Optional.of(folder), Optional.of(CarTrust.of(pki, KeyKind.SECP521R1)));
    }

    /** A car's way to the station, with TLS where there are certificates. */
    CarLink link(String carInterface, int sdpPort) {
        return new CarLink(carInterface, sdpPort, car);
    }
}
