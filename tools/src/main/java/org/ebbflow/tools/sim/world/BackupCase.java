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

/**
 * One row of the backup table: a house of 2,000 W with a bidirectional car, and what happens to it.
 *
 * @param name short, for the command line
 * @param title one sentence
 * @param vehicle the car
 * @param socDeciPercent the car's charge at the beginning
 * @param lastsS length in seconds
 * @param actions besides the car's arrival
 */
record BackupCase(
        String name,
        String title,
        Scenario.Vehicle vehicle,
        int socDeciPercent,
        int lastsS,
        List<Action> actions,
        List<Expectation> expectations) {

    private static final int LOST_S = 40;
    private static final int GAP_MS = BackupHome.GEAR.gapMs();

    /** From here the house hangs on the car, if it ever does. */
    private static final int ON_CAR_S = LOST_S + (GAP_MS + 999) / 1_000;

    /** A row with a DC car: the station's own stage forms. */
    BackupCase(
            String name,
            String title,
            int socDeciPercent,
            int lastsS,
            List<Action> actions,
            List<Expectation> expectations) {
        this(
                name,
                title,
                Scenario.Vehicle.ISO20_DC_BPT,
                socDeciPercent,
                lastsS,
                actions,
                expectations);
    }

    BackupCase {
        actions = List.copyOf(actions);
        expectations = List.copyOf(expectations);
    }

    /** The whole table. */
    static List<BackupCase> all() {
        List<BackupCase> all = new ArrayList<>(ofStage());
        all.add(CarBackupCases.declines("declines", Scenario.Vehicle.ISO20_DC));
        all.addAll(CarBackupCases.all());
        return List.copyOf(all);
    }

    /** Rows in which the station's own stage forms. */
    static List<BackupCase> ofStage() {
        return List.of(
                outage(),
                overload(4_000),
                overload(0),
                reserve(),
                flicker(),
                returning(),
                stuck("switch-stuck", Kind.GRID_SWITCH_STUCK_MS, FaultCode.GRID_SWITCH_STUCK),
                stuck("bond-stuck", Kind.BOND_STUCK_MS, FaultCode.NEUTRAL_BOND_STUCK),
                ownersTest(),
                idleCar(),
                pluggedInTheDark());
    }

    /** The same with another charge in the car at the beginning. */
    BackupCase at(int socDeciPercentNow) {
        return with(vehicle, socDeciPercentNow);
    }

    /** The same with another car. */
    BackupCase with(Scenario.Vehicle car, int socDeciPercentNow) {
        return new BackupCase(name, title, car, socDeciPercentNow, lastsS, actions, expectations);
    }

    Scenario scenario(long seed) {
        List<Action> all = new ArrayList<>();
        all.add(new Action(10, Kind.HOUSE_LOAD_W, 2_000));
        all.add(new Action(1_000, Kind.PLUG, 0));
        all.addAll(actions);
        all.sort(java.util.Comparator.comparingLong(Action::atMs));
        return new Scenario(
                seed, vehicle, socDeciPercent, lastsS * 1_000L, all, Scenario.Home.BACKUP);
    }

    private static Action at(int second, Kind kind, int value) {
        return new Action(second * 1_000L, kind, value);
    }

    private static BackupCase outage() {
        return new BackupCase(
                "outage",
                "Outage of 20 s with the router off: no clock, no site meter, no network",
                600,
                375,
                List.of(
                        at(30, Kind.CLOCK_UNTRUSTED_MS, 500_000),
                        at(30, Kind.SITE_METER_SILENT_MS, 500_000),
                        at(LOST_S, Kind.GRID_LOSS_MS, 20_000),
                        at(60, Kind.HOUSE_LOAD_W, 9_000),
                        at(80, Kind.HOUSE_LOAD_W, 3_000)),
                List.of(
                        new Dark(LOST_S, 355, 1_000, GAP_MS),
                        new Power(Of.STATION, ON_CAR_S, 59, -2_060, -1_940),
                        new Power(Of.STATION, 61, 79, -9_200, -8_800),
                        new Power(Of.STATION, 81, 358, -3_080, -2_920),
                        new Power(Of.GRID, LOST_S + 1, 358, 0, 0),
                        new Shows(200, State.SUPPLYING),
                        new Power(Of.HOUSE, 365, 374, 3_000, 3_000),
                        new Shows(372, State.ON_GRID),
                        new Trips(List.of())));
    }

    private static BackupCase overload(int sheddableW) {
        List<Action> actions =
                List.of(
                        at(11, Kind.SHEDDABLE_W, sheddableW),
                        at(LOST_S, Kind.GRID_LOSS_MS, 80_000),
                        at(60, Kind.HOUSE_LOAD_W, 13_000));
        if (sheddableW > 0) {
            return new BackupCase(
                    "overload-shed",
                    "Overload of 13 kW, 4 kW of it may be shed: the rest goes on until the owner"
                            + " stops it",
                    600,
                    150,
                    stoppedAt(110, actions),
                    List.of(
                            new Power(Of.STATION, 61, 109, -9_200, -8_800),
                            new Power(Of.HOUSE, 61, 109, 9_000, 9_000),
                            new Shows(100, State.SHEDDING),
                            new Power(Of.STATION, 111, 149, 0, 0),
                            new Power(Of.HOUSE, 111, 119, 0, 0),
                            new Power(Of.HOUSE, 132, 149, 13_000, 13_000),
                            new Trips(List.of())));
        }
        return new BackupCase(
                "overload-stop",
                "Overload of 13 kW, nothing to shed: the supply stops until the grid is back",
                600,
                150,
                actions,
                List.of(
                        new Power(Of.STATION, ON_CAR_S, 59, -2_060, -1_940),
                        new Power(Of.STATION, 63, 119, 0, 0),
                        new Power(Of.HOUSE, 63, 119, 0, 0),
                        new Shows(100, State.DARK),
                        new Shows(140, State.ON_GRID),
                        new Power(Of.HOUSE, 132, 149, 13_000, 13_000),
                        new Trips(List.of())));
    }

    private static List<Action> stoppedAt(int second, List<Action> before) {
        List<Action> all = new ArrayList<>(before);
        all.add(at(second, Kind.STOP, 0));
        return all;
    }

    private static BackupCase reserve() {
        return new BackupCase(
                "reserve",
                "The outage spends its own reserve of 80 % and stops at the 30 % for driving",
                311,
                185,
                List.of(at(5, Kind.HOUSE_LOAD_W, 10_000), at(LOST_S, Kind.GRID_LOSS_MS, 130_000)),
                List.of(
                        new Power(Of.STATION, ON_CAR_S, 80, -10_200, -9_800),
                        new Power(Of.STATION, 150, 169, 0, 0),
                        new Shows(160, State.DARK),
                        new SocAtLeast(300),
                        new Trips(List.of())));
    }

    private static BackupCase flicker() {
        return new BackupCase(
                "flicker",
                "The grid is gone for 0.6 s: nothing is switched",
                600,
                80,
                List.of(at(LOST_S, Kind.GRID_LOSS_MS, 600)),
                List.of(
                        new NeverForms(),
                        new Dark(LOST_S, 79, 590, 620),
                        new Shows(LOST_S, State.ON_GRID),
                        new Shows(45, State.ON_GRID),
                        new Power(Of.HOUSE, 42, 79, 2_000, 2_000),
                        new Power(Of.STATION, 60, 79, 11_400, 11_600),
                        new Trips(List.of())));
    }

    private static BackupCase returning() {
        return new BackupCase(
                "return",
                "The grid is back at 50 s and leaves its window at 100 s for 4 s: the 300 s begin"
                        + " again",
                600,
                420,
                List.of(
                        at(LOST_S, Kind.GRID_LOSS_MS, 10_000),
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
        return new BackupCase(
                name,
                (kind == Kind.BOND_STUCK_MS ? "The neutral bond" : "The grid switch")
                        + " does not move in an outage: never forms, the grid supplies again",
                600,
                120,
                List.of(at(30, kind, 200_000), at(LOST_S, Kind.GRID_LOSS_MS, 40_000)),
                List.of(
                        new NeverForms(),
                        new Power(Of.STATION, LOST_S + 1, 119, 0, 0),
                        new Power(Of.HOUSE, LOST_S + 1, 79, 0, 0),
                        new Power(Of.HOUSE, 95, 119, 2_000, 2_000),
                        new Trips(List.of(code))));
    }

    private static BackupCase idleCar() {
        return new BackupCase(
                "black-start",
                "The car has finished long before the outage: it is called and begins in the dark",
                600,
                140,
                stoppedAt(
                        110,
                        List.of(at(30, Kind.CAR_STOPS, 0), at(LOST_S, Kind.GRID_LOSS_MS, 60_000))),
                List.of(
                        new Dark(LOST_S, 100, 5_000, 30_000),
                        new Power(Of.STATION, 72, 105, -2_060, -1_940),
                        new Power(Of.HOUSE, 72, 105, 2_000, 2_000),
                        new Power(Of.GRID, LOST_S + 1, 99, 0, 0),
                        new Shows(90, State.SUPPLYING),
                        new Trips(List.of())));
    }

    private static BackupCase pluggedInTheDark() {
        return new BackupCase(
                "plugged-in-the-dark",
                "The car comes home 20 s into the outage and supplies the house",
                600,
                140,
                stoppedAt(
                        110,
                        List.of(
                                at(20, Kind.CAR_STOPS, 0),
                                at(32, Kind.UNPLUG, 0),
                                at(LOST_S, Kind.GRID_LOSS_MS, 60_000),
                                at(LOST_S + 20, Kind.PLUG, 0))),
                List.of(
                        new Dark(LOST_S, 100, 20_000, 40_000),
                        new Power(Of.STATION, LOST_S + 1, LOST_S + 20, 0, 0),
                        new Power(Of.STATION, 82, 105, -2_060, -1_940),
                        new Power(Of.HOUSE, 82, 105, 2_000, 2_000),
                        new Shows(90, State.SUPPLYING),
                        new Trips(List.of())));
    }

    private static BackupCase ownersTest() {
        return new BackupCase(
                "test",
                "The owner leaves the grid for a test and comes back by hand",
                600,
                360,
                List.of(at(310, Kind.OFF_GRID, 1), at(340, Kind.OFF_GRID, 0)),
                List.of(
                        new Dark(310, 338, 500, GAP_MS),
                        new Power(Of.STATION, 316, 339, -2_060, -1_940),
                        new Power(Of.GRID, 316, 339, 0, 0),
                        new Shows(330, State.SUPPLYING),
                        new Dark(339, 359, 50, 2_000),
                        new Shows(355, State.ON_GRID),
                        new Power(Of.HOUSE, 346, 359, 2_000, 2_000),
                        new Trips(List.of())));
    }
}
