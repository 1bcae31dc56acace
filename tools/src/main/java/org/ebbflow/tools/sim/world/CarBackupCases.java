package org.ebbflow.tools.sim.world;

import java.util.ArrayList;
import java.util.List;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.status.BackupStatus.State;
import org.ebbflow.tools.sim.world.Action.Kind;
import org.ebbflow.tools.sim.world.Expectation.Dark;
import org.ebbflow.tools.sim.world.Expectation.NeverForms;
import org.ebbflow.tools.sim.world.Expectation.Of;
import org.ebbflow.tools.sim.world.Expectation.Power;
import org.ebbflow.tools.sim.world.Expectation.Shows;
import org.ebbflow.tools.sim.world.Expectation.SocAtLeast;
import org.ebbflow.tools.sim.world.Expectation.Trips;

/** Rows of the backup table for an AC station: the car's own inverter forms the house's grid. */
final class CarBackupCases {

    private static final int LOST_S = 40;
    private static final int GAP_MS = BackupHome.CAR_GEAR.gapMs();

    /** From here the house hangs on the car, if it ever does. */
    private static final int ON_CAR_S = LOST_S + (GAP_MS + 999) / 1_000;

    private CarBackupCases() {}

    static List<BackupCase> all() {
        return List.of(
                outage(),
                overload(4_000),
                overload(0),
                reserve(),
                flicker(),
                returning(),
                stuck("ac-switch-stuck", Kind.GRID_SWITCH_STUCK_MS, FaultCode.GRID_SWITCH_STUCK),
                stuck("ac-bond-stuck", Kind.BOND_STUCK_MS, FaultCode.NEUTRAL_BOND_STUCK),
                carGoesOff(),
                carStaysOn(),
                ownersTest(),
                idleCar(),
                pluggedInTheDark(),
                declines("ac-declines", Scenario.Vehicle.ISO20_AC),
                again());
    }

    private static Action at(int second, Kind kind, int value) {
        return new Action(second * 1_000L, kind, value);
    }

    private static BackupCase row(
            String name, String title, int lastsS, List<Action> actions, List<Expectation> all) {
        return new BackupCase(
                name, title, Scenario.Vehicle.ISO20_AC_BPT, 600, lastsS, actions, all);
    }

    private static BackupCase outage() {
        return row(
                "ac-outage",
                "The car's own inverter: outage of 35 s, no clock, no site meter, no network",
                420,
                List.of(
                        at(30, Kind.CLOCK_UNTRUSTED_MS, 500_000),
                        at(30, Kind.SITE_METER_SILENT_MS, 500_000),
                        at(LOST_S, Kind.GRID_LOSS_MS, 35_000),
                        at(80, Kind.HOUSE_LOAD_W, 9_000),
                        at(100, Kind.HOUSE_LOAD_W, 3_000)),
                List.of(
                        new Dark(LOST_S, 370, 1_000, GAP_MS),
                        new Power(Of.STATION, ON_CAR_S, 79, -2_060, -1_940),
                        new Power(Of.STATION, 81, 99, -9_200, -8_800),
                        new Power(Of.STATION, 101, 373, -3_080, -2_920),
                        new Power(Of.GRID, LOST_S + 1, 373, 0, 0),
                        new Shows(200, State.SUPPLYING),
                        new Power(Of.HOUSE, 385, 419, 3_000, 3_000),
                        new Shows(390, State.ON_GRID),
                        new Power(Of.STATION, 405, 419, 2_900, 3_100),
                        new Trips(List.of())));
    }

    private static BackupCase overload(int sheddableW) {
        List<Action> actions =
                List.of(
                        at(11, Kind.SHEDDABLE_W, sheddableW),
                        at(LOST_S, Kind.GRID_LOSS_MS, 80_000),
                        at(75, Kind.HOUSE_LOAD_W, 13_000));
        if (sheddableW > 0) {
            return row(
                    "ac-overload-shed",
                    "The car's own inverter: of 13 kW 4 kW may be shed, the rest goes on",
                    150,
                    stoppedAt(110, actions),
                    List.of(
                            new Power(Of.STATION, 77, 109, -9_200, -8_800),
                            new Power(Of.HOUSE, 77, 109, 9_000, 9_000),
                            new Shows(100, State.SHEDDING),
                            new Power(Of.STATION, 112, 149, 0, 0),
                            new Power(Of.HOUSE, 112, 119, 0, 0),
                            new Power(Of.HOUSE, 133, 149, 13_000, 13_000),
                            new Trips(List.of())));
        }
        return row(
                "ac-overload-stop",
                "The car's own inverter: 13 kW, nothing to shed, dark until the grid is back",
                150,
                stoppedAt(125, actions),
                List.of(
                        new Power(Of.STATION, ON_CAR_S, 74, -2_060, -1_940),
                        new Power(Of.STATION, 78, 119, 0, 0),
                        new Power(Of.HOUSE, 78, 119, 0, 0),
                        new Shows(100, State.DARK),
                        new Shows(145, State.ON_GRID),
                        new Power(Of.HOUSE, 133, 149, 13_000, 13_000),
                        new Trips(List.of())));
    }

    private static List<Action> stoppedAt(int second, List<Action> before) {
        List<Action> all = new ArrayList<>(before);
        all.add(at(second, Kind.STOP, 0));
        return all;
    }

    private static BackupCase reserve() {
        return new BackupCase(
                "ac-reserve",
                "The car's own inverter: the supply stops at the 30 % for driving",
                Scenario.Vehicle.ISO20_AC_BPT,
                311,
                185,
                List.of(
                        at(5, Kind.HOUSE_LOAD_W, 10_000),
                        at(20, Kind.SETPOINT_W, 0),
                        at(LOST_S, Kind.GRID_LOSS_MS, 130_000)),
                List.of(
                        new Power(Of.STATION, ON_CAR_S, 90, -10_200, -9_800),
                        new Power(Of.STATION, 160, 169, 0, 0),
                        new Shows(165, State.DARK),
                        new SocAtLeast(300),
                        new Trips(List.of())));
    }

    private static BackupCase flicker() {
        return row(
                "ac-flicker",
                "The car's own inverter: the grid is gone for 0.6 s, nothing is switched",
                80,
                List.of(at(LOST_S, Kind.GRID_LOSS_MS, 600)),
                List.of(
                        new NeverForms(),
                        new Dark(LOST_S, 79, 590, 620),
                        new Shows(45, State.ON_GRID),
                        new Power(Of.HOUSE, 42, 79, 2_000, 2_000),
                        new Power(Of.STATION, 60, 79, 11_300, 11_600),
                        new Trips(List.of())));
    }

    private static BackupCase returning() {
        return row(
                "ac-return",
                "The car's own inverter: the grid is back at 60 s and out of its window at 100 s",
                420,
                List.of(
                        at(LOST_S, Kind.GRID_LOSS_MS, 20_000),
                        at(100, Kind.GRID_FREQUENCY_MILLI_HZ, 600)),
                List.of(
                        new Shows(360, State.SUPPLYING),
                        new Shows(402, State.SUPPLYING),
                        new Dark(400, 419, 50, 2_000),
                        new Power(Of.STATION, ON_CAR_S, 403, -2_060, -1_940),
                        new Power(Of.HOUSE, 408, 419, 2_000, 2_000),
                        new Shows(418, State.ON_GRID),
                        new Trips(List.of())));
    }

    private static BackupCase stuck(String name, Kind kind, FaultCode code) {
        return row(
                name,
                "The car's own inverter: "
                        + (kind == Kind.BOND_STUCK_MS ? "the neutral bond" : "the grid switch")
                        + " does not move, the car never forms",
                120,
                List.of(at(30, kind, 200_000), at(LOST_S, Kind.GRID_LOSS_MS, 40_000)),
                List.of(
                        new NeverForms(),
                        new Power(Of.STATION, LOST_S + 1, 119, 0, 0),
                        new Power(Of.HOUSE, LOST_S + 1, 79, 0, 0),
                        new Power(Of.HOUSE, 95, 119, 2_000, 2_000),
                        new Trips(List.of(code))));
    }

    private static BackupCase carGoesOff() {
        return row(
                "ac-car-goes-off",
                "The inverter of the car goes off while it supplies: dark, and the grid returns",
                140,
                List.of(
                        at(LOST_S, Kind.GRID_LOSS_MS, 70_000),
                        at(80, Kind.INVERTER_OFF_MS, 500_000)),
                List.of(
                        new Power(Of.STATION, ON_CAR_S, 79, -2_060, -1_940),
                        new Power(Of.STATION, 82, 109, 0, 0),
                        new Power(Of.HOUSE, 82, 109, 0, 0),
                        new Shows(100, State.DARK),
                        new Power(Of.HOUSE, 125, 139, 2_000, 2_000),
                        new Trips(List.of())));
    }

    private static BackupCase carStaysOn() {
        return row(
                "ac-car-stays-on",
                "The inverter of the car goes on though it is told to stop: the house stays apart"
                        + " until it is unplugged",
                200,
                List.of(
                        at(LOST_S, Kind.GRID_LOSS_MS, 45_000),
                        at(70, Kind.INVERTER_STAYS_MS, 500_000),
                        at(80, Kind.STOP, 0),
                        at(150, Kind.UNPLUG, 0)),
                List.of(
                        new Power(Of.STATION, ON_CAR_S, 79, -2_060, -1_940),
                        new Power(Of.STATION, 82, 199, 0, 0),
                        new Power(Of.HOUSE, 82, 149, 0, 0),
                        new Power(Of.HOUSE, 165, 199, 2_000, 2_000),
                        new Trips(List.of(FaultCode.CAR_NOT_OFF))));
    }

    private static BackupCase idleCar() {
        return row(
                "ac-black-start",
                "The car has finished long before the outage: it is called and forms in the dark",
                160,
                stoppedAt(
                        120,
                        List.of(at(30, Kind.CAR_STOPS, 0), at(LOST_S, Kind.GRID_LOSS_MS, 70_000))),
                List.of(
                        new Dark(LOST_S, 110, 5_000, 35_000),
                        new Power(Of.STATION, 77, 109, -2_060, -1_940),
                        new Power(Of.HOUSE, 77, 109, 2_000, 2_000),
                        new Power(Of.GRID, LOST_S + 1, 109, 0, 0),
                        new Shows(95, State.SUPPLYING),
                        new Trips(List.of())));
    }

    private static BackupCase pluggedInTheDark() {
        return row(
                "ac-plugged-in-the-dark",
                "The car comes home 20 s into the outage and forms the house's grid",
                160,
                stoppedAt(
                        120,
                        List.of(
                                at(20, Kind.CAR_STOPS, 0),
                                at(32, Kind.UNPLUG, 0),
                                at(LOST_S, Kind.GRID_LOSS_MS, 70_000),
                                at(LOST_S + 20, Kind.PLUG, 0))),
                List.of(
                        new Dark(LOST_S, 110, 20_000, 45_000),
                        new Power(Of.STATION, LOST_S + 1, LOST_S + 20, 0, 0),
                        new Power(Of.STATION, 87, 109, -2_060, -1_940),
                        new Power(Of.HOUSE, 87, 109, 2_000, 2_000),
                        new Shows(95, State.SUPPLYING),
                        new Trips(List.of())));
    }

    /** A car that only charges, which shows in its session: the house goes apart in vain. */
    static BackupCase declines(String name, Scenario.Vehicle car) {
        return new BackupCase(
                name,
                "The car only charges: the house goes apart for it in vain, the grid returns",
                car,
                600,
                100,
                List.of(at(LOST_S, Kind.GRID_LOSS_MS, 30_000)),
                List.of(
                        new NeverForms(),
                        new Dark(LOST_S, 99, 39_500, 40_500),
                        new Shows(60, State.DARK),
                        new Power(Of.STATION, LOST_S + 1, LOST_S + 39, 0, 0),
                        new Power(Of.HOUSE, LOST_S + 41, 99, 2_000, 2_000),
                        new Shows(95, State.ON_GRID),
                        new Trips(List.of(FaultCode.GRID_OUT_OF_WINDOW))));
    }

    /** An overload ended the supply, and the car its session: on the grid it is called again. */
    private static BackupCase again() {
        return row(
                "ac-again",
                "After an overload the car tried in the dark until it gave up: on the grid it is"
                        + " called and charges",
                1_100,
                List.of(
                        at(LOST_S, Kind.GRID_LOSS_MS, 960_000),
                        at(75, Kind.HOUSE_LOAD_W, 13_000),
                        at(990, Kind.HOUSE_LOAD_W, 2_000)),
                List.of(
                        new Power(Of.STATION, 78, 999, 0, 0),
                        new Power(Of.HOUSE, 78, 999, 0, 0),
                        new Power(Of.HOUSE, 1_015, 1_099, 2_000, 2_000),
                        new Power(Of.STATION, 1_060, 1_099, 11_300, 11_600),
                        new Trips(List.of())));
    }

    private static BackupCase ownersTest() {
        return row(
                "ac-test",
                "The car's own inverter: the owner leaves the grid for a test and comes back",
                400,
                List.of(at(310, Kind.OFF_GRID, 1), at(360, Kind.OFF_GRID, 0)),
                List.of(
                        new Dark(310, 358, 500, 10_000),
                        new Power(Of.STATION, 338, 359, -2_060, -1_940),
                        new Power(Of.GRID, 338, 359, 0, 0),
                        new Shows(350, State.SUPPLYING),
                        new Dark(359, 399, 50, 2_000),
                        new Shows(395, State.ON_GRID),
                        new Power(Of.STATION, 390, 399, 11_300, 11_600),
                        new Power(Of.HOUSE, 370, 399, 2_000, 2_000),
                        new Trips(List.of())));
    }
}
