package org.ebbflow.controller.settings;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ebbflow.controller.settings.Installation.Authority;
import org.ebbflow.controller.settings.Installation.Authorization;
import org.ebbflow.controller.settings.Installation.Bench;
import org.ebbflow.controller.settings.Installation.Faces;
import org.ebbflow.controller.settings.Installation.Listener;
import org.ebbflow.controller.settings.Installation.Papers;
import org.ebbflow.controller.settings.Installation.Permit;
import org.ebbflow.controller.settings.Installation.Ramp;
import org.ebbflow.controller.settings.Installation.Supply;
import org.ebbflow.controller.settings.Installation.Vehicle;
import org.ebbflow.controller.settings.Installation.Wiring;
import org.ebbflow.hal.board.GridProfileFile;
import org.ebbflow.hal.board.TomlFile;
import org.ebbflow.hal.board.TomlSection;

/** Reads a site file into an {@link Installation}; refuses what it does not fully understand. */
public final class SiteFile {

    private static final int MAX_W = 400_000;

    private SiteFile() {}

    /** Reads the file; relative paths in it count from its own directory. */
    public static Installation read(Path file) {
        Path directory =
                Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
        return installation(TomlFile.read(file), directory);
    }

    /** Reads the file with every value it has, by dotted key; absent ones by their default. */
    public static Written readWritten(Path file) {
        Path directory =
                Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
        TomlFile toml = TomlFile.read(file);
        Installation site = installation(toml, directory);
        TreeMap<String, String> values = new TreeMap<>();
        toml.entries().forEach(entry -> values.put(entry.path(), entry.value()));
        return new Written(site, values);
    }

    /**
     * @param values every value by dotted key
     */
    public record Written(Installation site, SortedMap<String, String> values) {

        /** The same file after these values have come into force. */
        public Written with(Installation changed, List<SiteChange.Line> lines) {
            TreeMap<String, String> now = new TreeMap<>(values);
            lines.forEach(line -> now.put(line.key(), line.after()));
            return new Written(changed, now);
        }
    }

    /** Reads text that came from elsewhere. */
    static Installation installation(TomlFile file, Path directory) {
        TomlSection top = file.top();
        String name = top.text("name", "name of the site, for people");
        String country = country(top);
        String data = top.text("data-directory", "where sessions and preferences are kept");
        TomlSection permit = top.table("permit");
        Optional<GridProfileFile> grid =
                top.optionalTable("grid-profile").map(GridProfileFile::completed);
        Installation installation =
                new Installation(
                        name,
                        country,
                        wiring(top.table("supply")),
                        permit(permit, grid),
                        top.optionalTable("ramp").map(SiteFile::ramp).orElse(Ramp.STANDARD),
                        authority(top.table("dispatch")),
                        faces(top),
                        vehicle(top.table("vehicle"), directory),
                        top.optionalTable("owner").map(SiteFile::owner).orElse(Preferences.INITIAL),
                        top.optionalTable("bench").map(SiteFile::bench).orElse(Bench.OFF),
                        directory.resolve(data).normalize(),
                        papers(top, permit),
                        grid);
        file.done();
        return installation;
    }

    private static String country(TomlSection top) {
        String country = top.text("country", "ISO 3166-1 code, decides the loading rule");
        if (!country.matches("[A-Z]{2}")) {
            throw top.refuse(
                    "country",
                    "is \""
                            + country
                            + "\"; write two capital letters, for example \"US\" or"
                            + " \"DE\"");
        }
        return country;
    }

    private static Wiring wiring(TomlSection supply) {
        int mainFuseA = supply.integer("main-fuse-a", 10, 1_000, "main fuse per conductor");
        int breakerA = supply.integer("breaker-a", 6, 500, "breaker that feeds the station");
        if (breakerA > mainFuseA) {
            throw supply.refuse(
                    "breaker-a",
                    "is "
                            + breakerA
                            + " A, more than the main fuse of "
                            + mainFuseA
                            + " A above it; check which of the two is wrong");
        }
        return new Wiring(
                mainFuseA,
                breakerA,
                supply.choice("system", Supply.class, "conductors at the main fuse"),
                supply.integer("product-cap-w", 1_000, MAX_W, "cap of the profile, both ways"),
                supply.flag("grid-meter", "whether a meter at the main fuse is fitted"),
                supply.integerOr(
                        "safe-import-w", 0, 0, MAX_W, "charge power while that meter is silent"),
                supply.integerOr(
                        "cable-a", breakerA, 6, 500, "what the cable carries continuously"));
    }

    private static Papers papers(TomlSection top, TomlSection permit) {
        Optional<TomlSection> installer = top.optionalTable("installer");
        return new Papers(
                zone(top),
                installer.map(i -> i.textOr("name", "", "name of the installer")).orElse(""),
                installer.map(i -> i.textOr("phone", "", "shown beside a fault")).orElse(""),
                permit.textOr("number", "", "number of the permission to operate"),
                date(permit));
    }

    private static ZoneId zone(TomlSection top) {
        String zone = top.textOr("time-zone", "UTC", "where the station stands");
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw top.refuse(
                    "time-zone",
                    "is \"" + zone + "\"; write region and city, for example \"America/Chicago\"");
        }
    }

    private static String date(TomlSection permit) {
        String date = permit.textOr("date", "", "day of the permission to operate");
        try {
            return date.isEmpty() ? "" : LocalDate.parse(date).toString();
        } catch (DateTimeException e) {
            throw permit.refuse(
                    "date", "is \"" + date + "\"; write year, month and day as 2026-05-31");
        }
    }

    /** The delay of the grid's rules; a site may wait longer, never shorter. */
    private static Permit permit(TomlSection permit, Optional<GridProfileFile> grid) {
        int profileS = grid.map(GridProfileFile::enterServiceDelayS).orElse(0);
        boolean granted = permit.flag("granted", "permission to export in parallel operation");
        return new Permit(
                granted,
                granted
                        ? permit.integer("export-max-w", 0, MAX_W, "largest permitted discharge")
                        : permit.integerOr("export-max-w", 0, 0, MAX_W, "without effect"),
                permit.integerOr(
                        "enter-service-delay-s",
                        grid.map(GridProfileFile::enterServiceDelayS).orElse(300),
                        profileS,
                        3_600,
                        "how long the grid must be good again after an outage"));
    }

    private static Ramp ramp(TomlSection ramp) {
        Ramp standard = Ramp.STANDARD;
        return new Ramp(
                rate(ramp, "charge-up-w-per-s", standard.chargeUpWps()),
                rate(ramp, "charge-down-w-per-s", standard.chargeDownWps()),
                rate(ramp, "discharge-up-w-per-s", standard.dischargeUpWps()),
                rate(ramp, "discharge-down-w-per-s", standard.dischargeDownWps()),
                ramp.integerOr(
                        "dwell-ms",
                        standard.dwellMs(),
                        0,
                        60_000,
                        "time at 0 W before the direction changes"));
    }

    private static int rate(TomlSection ramp, String key, int otherwise) {
        return ramp.integerOr(key, otherwise, 10, 100_000, "watts per second of wished changes");
    }

    private static Authority authority(TomlSection dispatch) {
        return dispatch.choice(
                "authority", Authority.class, "the one external source whose setpoints count");
    }

    private static Faces faces(TomlSection top) {
        TomlSection panel = top.table("panel");
        TomlSection registers = top.table("registers");
        Listener page = listener(panel, 8_080, "the panel's web page");
        if (!page.bind().equals("127.0.0.1") && !page.bind().equals("::1")) {
            throw panel.refuse(
                    "bind",
                    "is \""
                            + page.bind()
                            + "\"; until the panel has accounts it listens on this computer only:"
                            + " write \"127.0.0.1\"");
        }
        Listener modbus = listener(registers, 1_502, "the Modbus TCP registers");
        return new Faces(
                page,
                modbus,
                registers.integerOr("unit-id", 1, 1, 247, "Modbus unit that is answered"));
    }

    private static Listener listener(TomlSection section, int port, String what) {
        return new Listener(
                section.flagOr("enabled", true, "whether " + what + " is served"),
                section.textOr("bind", "127.0.0.1", "address on which it listens"),
                section.integerOr("port", port, 0, 65_535, "TCP port, 0 for any free one"));
    }

    private static Vehicle vehicle(TomlSection vehicle, Path directory) {
        Optional<Path> certificates =
                vehicle.has("certificates")
                        ? Optional.of(
                                directory
                                        .resolve(
                                                vehicle.text(
                                                        "certificates",
                                                        "folder of the station's certificates"))
                                        .normalize())
                        : Optional.empty();
        boolean plainTcp =
                vehicle.flagOr("plain-tcp", true, "whether cars may connect in the clear");
        if (certificates.isEmpty() && !plainTcp) {
            throw vehicle.refuse(
                    "plain-tcp",
                    "is false, but there is no key 'certificates': no car could connect; name the"
                            + " folder of the station's certificates");
        }
        return new Vehicle(
                vehicle.has("interface")
                        ? Optional.of(
                                vehicle.text("interface", "network interface towards the car"))
                        : Optional.empty(),
                vehicle.flag("slac", "whether the power-line modem is matched by SLAC"),
                vehicle.choice("authorization", Authorization.class, "who lets a session charge"),
                evseId(vehicle),
                certificates,
                plainTcp,
                vehicle.flagOr(
                        "ventilated",
                        false,
                        "whether the place is ventilated: a car that asks for it may charge"));
    }

    private static String evseId(TomlSection vehicle) {
        String id = vehicle.text("evse-id", "identifier sent to cars");
        if (!id.matches("[A-Z]{2}\\*?[A-Z0-9]{3}\\*?E[A-Z0-9][A-Z0-9*]{0,30}")) {
            throw vehicle.refuse(
                    "evse-id",
                    "is \""
                            + id
                            + "\"; write country, operator, E and a number, for example"
                            + " \"US*EBB*E000001\"");
        }
        return id;
    }

    private static Preferences owner(TomlSection owner) {
        Preferences initial = Preferences.INITIAL;
        Preferences preferences =
                new Preferences(
                        owner.choiceOr("mode", initial.mode(), "what the station does by itself"),
                        owner.flagOr(
                                "discharge-consent",
                                initial.dischargeConsent(),
                                "the owner allows energy to leave the car"),
                        10 * percent(owner, "driving-reserve-percent", 30),
                        10 * percent(owner, "outage-reserve-percent", 50),
                        10 * percent(owner, "max-soc-percent", 100),
                        owner.textOr("language", initial.language(), "panel language"));
        PreferenceRules.problem(preferences)
                .ifPresent(
                        why -> {
                            throw owner.refuse("driving-reserve-percent", "does not fit: " + why);
                        });
        return preferences;
    }

    private static int percent(TomlSection owner, String key, int otherwise) {
        return owner.integerOr(key, otherwise, 0, 100, "state of charge, until changed");
    }

    private static Bench bench(TomlSection bench) {
        return new Bench(
                bench.flagOr("plain-tcp-for-iso20", false, "ISO 15118-20 without TLS"),
                bench.flagOr("allow-secp256r1", false, "the curve of ISO 15118-2 also for -20"),
                bench.flagOr("accept-implausible-values", false, "clamp wild car values silently"),
                bench.flagOr("trust-system-clock", false, "take the system clock as synchronised"),
                bench.flagOr("slow-loop", false, "60 s between charge-loop messages"),
                bench.integerOr(
                        "sdp-port", Bench.OFF.sdpPort(), 1_024, 65_535, "UDP port of discovery"));
    }
}
