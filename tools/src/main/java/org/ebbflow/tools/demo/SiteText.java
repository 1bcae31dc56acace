package org.ebbflow.tools.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The site file of a demo station.
 *
 * @param carInterface network interface towards the car
 * @param panelPort TCP port of the panel
 * @param registersPort TCP port of the Modbus registers
 * @param sdpPort UDP port of discovery; 15118 everywhere but where several demo stations share the
 *     loopback
 * @param certificates folder of the station's certificates; empty: no TLS
 * @param enterServiceS how long the grid must be good after an outage, seconds
 */
record SiteText(
        String carInterface,
        int panelPort,
        int registersPort,
        int sdpPort,
        Optional<Path> certificates,
        int enterServiceS) {

    Path write(Path folder) throws IOException {
        Path file = folder.resolve("site.toml");
        Files.writeString(file, text(), StandardCharsets.UTF_8);
        return file;
    }

    /** A copy of the user's site file with this interface towards the car. */
    static Path copy(Path site, String carInterface, Path folder) throws IOException {
        String text = Files.readString(site, StandardCharsets.UTF_8);
        String line = "interface = \"" + carInterface + "\"";
        String changed =
                text.matches("(?s).*\\ninterface *=.*")
                        ? text.replaceFirst("(?m)^interface *=.*$", line)
                        : text.replaceFirst("(?m)^\\[vehicle\\]", "[vehicle]\n" + line);
        Path copy = folder.resolve("site.toml");
        Files.writeString(copy, changed, StandardCharsets.UTF_8);
        return copy;
    }

    private String text() {
        return house().formatted(enterServiceS) + faces();
    }

    private static String house() {
        return """
        # Demo site: made by `ebbflow demo`. A real one comes from commissioning.
        name = "Demo house"
        country = "US"
        data-directory = "data"

        [supply]
        main-fuse-a = 200
        breaker-a = 60
        system = "split-phase"
        product-cap-w = 11500
        grid-meter = true
        safe-import-w = 1400

        [permit]
        granted = true
        export-max-w = 11500

        [grid-profile]
        name = "ieee-1547-2018-cat3"

        [grid-profile.signed]
        by = "ebbflow demo"
        date = "2026-01-01"
        number = "simulated grid"

        [grid-profile.enter-service]
        delay-s = %d                   # a demo does not wait 300 s; a site does

        [grid-profile.freq-watt]
        enabled = true

        [grid-profile.volt-watt]
        enabled = false

        [grid-profile.volt-var]
        enabled = false

        [ramp]
        charge-up-w-per-s = 9000
        charge-down-w-per-s = 9000
        discharge-up-w-per-s = 9000
        discharge-down-w-per-s = 9000
        dwell-ms = 2000

        [dispatch]
        authority = "integrator"

        [owner]
        discharge-consent = true
        driving-reserve-percent = 20
        outage-reserve-percent = 20
        max-soc-percent = 100

        """;
    }

    private String faces() {
        return """
        [panel]
        bind = "127.0.0.1"
        port = %d

        [registers]
        bind = "127.0.0.1"
        port = %d

        [vehicle]
        interface = "%s"
        slac = false
        authorization = "free"
        evse-id = "US*EBB*E000001"
        %s

        [bench]
        plain-tcp-for-iso20 = true
        allow-secp256r1 = true
        accept-implausible-values = true
        trust-system-clock = true
        sdp-port = %d
        """
                .formatted(
                        panelPort,
                        registersPort,
                        carInterface,
                        certificates
                                .map(p -> "certificates = \"" + p.toAbsolutePath() + "\"")
                                .orElse(""),
                        sdpPort);
    }
}
