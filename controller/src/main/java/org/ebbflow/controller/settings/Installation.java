package org.ebbflow.controller.settings;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.ebbflow.hal.board.GridProfileFile;

/**
 * What commissioning wrote about this place. {@link SiteChange} says what of it may change while a
 * car is plugged in.
 *
 * @param name of the site, for people
 * @param country ISO 3166-1 alpha-2, decides the loading rule of breakers and cables
 * @param wiring fuses and conductors between meter and station
 * @param permit permission to operate in parallel with the grid
 * @param ramp how fast power may change by a wish
 * @param authority whose setpoints count
 * @param faces where panel and registers listen
 * @param vehicle the car's wire
 * @param owner preferences until the owner changes them on the panel
 * @param bench keys for the laboratory, all off in the field
 * @param dataDirectory where sessions, counters and preferences are kept
 * @param papers what the installer noted
 * @param grid rules of the grid with what the installer signed; empty: nothing is fed into it
 */
public record Installation(
        String name,
        String country,
        Wiring wiring,
        Permit permit,
        Ramp ramp,
        Authority authority,
        Faces faces,
        Vehicle vehicle,
        Preferences owner,
        Bench bench,
        Path dataDirectory,
        Papers papers,
        Optional<GridProfileFile> grid) {

    /** An installation that names no grid profile. */
    public Installation(
            String name,
            String country,
            Wiring wiring,
            Permit permit,
            Ramp ramp,
            Authority authority,
            Faces faces,
            Vehicle vehicle,
            Preferences owner,
            Bench bench,
            Path dataDirectory,
            Papers papers) {
        this(
                name,
                country,
                wiring,
                permit,
                ramp,
                authority,
                faces,
                vehicle,
                owner,
                bench,
                dataDirectory,
                papers,
                Optional.empty());
    }

    /** An installation whose installer noted nothing. */
    public Installation(
            String name,
            String country,
            Wiring wiring,
            Permit permit,
            Ramp ramp,
            Authority authority,
            Faces faces,
            Vehicle vehicle,
            Preferences owner,
            Bench bench,
            Path dataDirectory) {
        this(
                name,
                country,
                wiring,
                permit,
                ramp,
                authority,
                faces,
                vehicle,
                owner,
                bench,
                dataDirectory,
                Papers.NONE,
                Optional.empty());
    }

    /**
     * What the installer noted for the next person who comes.
     *
     * @param timeZone where the station stands; schedules and the panel's clock follow it
     * @param installer name of the installer, empty when unknown
     * @param phone of the installer, shown on the panel beside a fault; empty when unknown
     * @param permitNumber of the permission to operate, empty without one
     * @param permitDate day of that permission, ISO 8601, empty without one
     */
    public record Papers(
            ZoneId timeZone,
            String installer,
            String phone,
            String permitNumber,
            String permitDate) {

        public static final Papers NONE = new Papers(ZoneOffset.UTC, "", "", "", "");
    }

    /**
     * Copper between the utility's meter and the station.
     *
     * @param mainFuseA rating of the main fuse or breaker per conductor, amperes
     * @param breakerA rating of the breaker that feeds the station, amperes
     * @param supply conductors at the main fuse
     * @param productCapW the profile's own cap in both directions, watts
     * @param gridMeter whether a meter at the main fuse is fitted
     * @param safeImportW charge power while that meter is silent, watts
     * @param cableA what the conductors to the station carry continuously, amperes
     */
    public record Wiring(
            int mainFuseA,
            int breakerA,
            Supply supply,
            int productCapW,
            boolean gridMeter,
            int safeImportW,
            int cableA) {

        /** A cable as strong as its breaker. */
        public Wiring(
                int mainFuseA,
                int breakerA,
                Supply supply,
                int productCapW,
                boolean gridMeter,
                int safeImportW) {
            this(mainFuseA, breakerA, supply, productCapW, gridMeter, safeImportW, breakerA);
        }
    }

    /** Conductors at the main fuse. */
    public enum Supply {
        SINGLE_PHASE,
        SPLIT_PHASE,
        THREE_PHASE
    }

    /**
     * Permission to operate.
     *
     * @param granted the utility allows export in parallel operation
     * @param exportMaxW largest permitted discharge at the station's terminals, watts, magnitude
     * @param enterServiceDelayS seconds the grid must be good again after an outage
     */
    public record Permit(boolean granted, int exportMaxW, int enterServiceDelayS) {}

    /**
     * Rates of wished changes in watts per second (limits that tighten act at once).
     *
     * @param chargeUpWps growing charge; @param chargeDownWps shrinking charge
     * @param dischargeUpWps growing discharge; @param dischargeDownWps shrinking discharge
     * @param dwellMs milliseconds at 0 W before the direction changes
     */
    public record Ramp(
            int chargeUpWps,
            int chargeDownWps,
            int dischargeUpWps,
            int dischargeDownWps,
            int dwellMs) {

        /** 10 % of 11.5 kW per second, 2 s at 0 W. */
        public static final Ramp STANDARD = new Ramp(1_150, 1_150, 1_150, 1_150, 2_000);
    }

    /** The one external source whose setpoints count; limits are taken from everybody. */
    public enum Authority {
        NONE,
        INTEGRATOR,
        OPENADR,
        IEEE2030_5,
        OCPP
    }

    /** Where the faces listen; never the car's interface. */
    public record Faces(Listener panel, Listener registers, int registersUnitId) {}

    /**
     * One listening socket.
     *
     * @param bind address to listen on, e.g. 127.0.0.1
     * @param port 1..65535, or 0 for any free one (tests)
     */
    public record Listener(boolean enabled, String bind, int port) {}

    /**
     * The car's wire.
     *
     * @param networkInterface interface of the power-line modem; empty: the first one with a
     *     link-local address
     * @param slac whether the power-line modem is matched by SLAC
     * @param authorization who lets a session charge
     * @param evseId identifier sent to cars, e.g. DE*EBB*E000001
     * @param certificates folder of the station's certificates; empty: no TLS
     * @param plainTcp whether cars may also connect in the clear (ISO 15118-2 and DIN 70121)
     * @param ventilated whether the place is ventilated, so that a car that asks for it may charge
     */
    public record Vehicle(
            Optional<String> networkInterface,
            boolean slac,
            Authorization authorization,
            String evseId,
            Optional<Path> certificates,
            boolean plainTcp,
            boolean ventilated) {

        /** A station without certificates. */
        public Vehicle(
                Optional<String> networkInterface,
                boolean slac,
                Authorization authorization,
                String evseId) {
            this(networkInterface, slac, authorization, evseId, Optional.empty(), true, false);
        }
    }

    /** Who lets a session charge. */
    public enum Authorization {
        FREE,
        PANEL
    }

    /**
     * Keys for the laboratory; each is shown loudly while on.
     *
     * @param plainTcpForIso20 ISO 15118-20 without TLS
     * @param allowSecp256r1 the elliptic curve of ISO 15118-2 also for -20
     * @param acceptImplausibleValues car values far outside physics are clamped without a warning
     *     each
     * @param trustSystemClock the system clock counts as synchronised
     * @param slowLoop cars may take 60 s instead of 0.5 s between charge-loop messages
     * @param sdpPort UDP port of discovery, 15118 by the standard
     */
    public record Bench(
            boolean plainTcpForIso20,
            boolean allowSecp256r1,
            boolean acceptImplausibleValues,
            boolean trustSystemClock,
            boolean slowLoop,
            int sdpPort) {

        private static final int STANDARD_SDP_PORT = 15_118;

        public static final Bench OFF =
                new Bench(false, false, false, false, false, STANDARD_SDP_PORT);

        /** Whether any key is on. */
        public boolean isOn() {
            return plainTcpForIso20
                    || allowSecp256r1
                    || acceptImplausibleValues
                    || trustSystemClock
                    || slowLoop
                    || sdpPort != STANDARD_SDP_PORT;
        }
    }

    /** This site with what of the newer one may change while a car is plugged in. */
    public Installation withLive(Installation newer) {
        Wiring copper = newer.wiring();
        return new Installation(
                name,
                newer.country(),
                new Wiring(
                        copper.mainFuseA(),
                        copper.breakerA(),
                        wiring.supply(),
                        copper.productCapW(),
                        copper.gridMeter(),
                        copper.safeImportW(),
                        copper.cableA()),
                new Permit(
                        newer.permit().granted(),
                        newer.permit().exportMaxW(),
                        permit.enterServiceDelayS()),
                newer.ramp(),
                newer.authority(),
                faces,
                vehicle,
                owner,
                bench,
                dataDirectory,
                papers,
                grid);
    }

    /** Whether breakers may be loaded with 80 % only. @source NEC 625.41 and 210.20 */
    public boolean continuousLoadRule() {
        return country.equals("US") || country.equals("CA");
    }
}
