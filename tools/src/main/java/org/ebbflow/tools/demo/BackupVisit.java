package org.ebbflow.tools.demo;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.tools.sim.devices.SimulatorControl;
import org.ebbflow.tools.sim.plant.Plant;

/**
 * A house on the car over real Modbus and sockets: outage, island that follows the load, return;
 * then a car that comes home in the dark. Behind a DC board the station's stage makes the house's
 * grid, behind an AC board the car's own inverter does. Dark times are those of the simulated
 * house, by this program's looks.
 */
final class BackupVisit {

    private static final int LOAD_W = 2_000;
    private static final int MORE_W = 7_500;

    /** Plugging in, search, session, insulation test and pre-charge before that. */
    private static final int COMES_HOME_S = 25;

    private final Station station;
    private final SimulatorControl around;
    private final boolean carForms;

    /** What the board file promises: loss, switches, session, forming. */
    private final int gapMs;

    BackupVisit(Station station) {
        BoardRatings ratings = station.ratings();
        this.station = station;
        this.around = station.simulator().control();
        this.carForms = ratings.output() == BoardRatings.Output.AC;
        this.gapMs = ratings.backup().orElseThrow().gapMs();
    }

    private String car() {
        return carForms ? "truck-ac" : "truck";
    }

    /** Both parts. */
    void run() {
        outage();
        comesHome();
    }

    /** An outage during a session. */
    void outage() {
        around.houseLoadW(LOAD_W);
        station.say(
                "a truck is plugged in at a house of 2,000 W with a transfer switch"
                        + (carForms ? "; its own inverter can make the house's grid" : ""));
        around.plug(car());
        Steps.transfer(station);
        station.await(
                "the panel says that the car could supply the house",
                10,
                s -> s.at("/backup/ready").asBoolean(false));
        station.say("the grid goes away");
        around.grid(false);
        awaitPlant("the house dark", 1, p -> !p.houseIsLive());
        long darkMs = supplies("outage", gapMs / 1_000 + 3);
        Steps.check(
                darkMs <= gapMs,
                "the house was dark for " + darkMs + " ms, declared are " + gapMs + " ms");
        station.say("the house has been dark for " + darkMs + " ms, declared " + gapMs + " ms");
        around.houseLoadW(MORE_W);
        station.settle("the house takes 7,500 W", -MORE_W - 150, -MORE_W + 150, 6);
        around.houseLoadW(LOAD_W);
        station.settle("and 2,000 W again", -LOAD_W - 60, -LOAD_W + 60, 6);
        returns();
    }

    /** Nobody was there when the grid went; the car begins without mains. */
    private void comesHome() {
        Steps.ownerStops(station);
        around.unplug();
        station.say("the grid goes away while no car is there; then the truck comes home");
        around.grid(false);
        LockSupport.parkNanos(1_500_000_000L);
        Steps.check(!around.plant().houseIsLive(), "the house is live without grid and car");
        around.plug(car());
        supplies("black start", COMES_HOME_S);
        returns();
        Steps.ownerStops(station);
        around.unplug();
    }

    /**
     * Waits until the house hangs on the car and looks at the truth of gear and stage.
     *
     * @return how long the house was dark
     */
    private long supplies(String what, int seconds) {
        long startNs = System.nanoTime();
        awaitPlant("the house on the car", seconds, Plant::houseIsLive);
        long darkMs = (System.nanoTime() - startNs) / 1_000_000;
        Plant plant = around.plant();
        Steps.check(plant.islandStands(), what + ": the house is live, and nobody forms");
        Steps.check(
                !plant.boardValues().backup().gridSwitchClosed()
                        && plant.boardValues().backup().bondClosed(),
                what + ": somebody forms without open grid switch and closed bond");
        station.settle(what + ": the car supplies the house", -LOAD_W - 60, -LOAD_W + 60, 6);
        station.await(
                "SUPPLYING on the panel",
                4,
                s -> s.at("/backup/state").asString("").equals("SUPPLYING"));
        return darkMs;
    }

    private void returns() {
        station.say("the grid is back; the house waits for its enter-service delay");
        around.grid(true);
        long startNs = System.nanoTime();
        awaitPlant(
                "the grid switch closed",
                15,
                p -> p.boardValues().backup().gridSwitchClosed() && p.houseIsLive());
        long tookMs = (System.nanoTime() - startNs) / 1_000_000;
        Plant plant = around.plant();
        Steps.check(!plant.islandStands(), "an island stands beside the grid");
        Steps.check(
                tookMs >= DemoBoard.BACKUP.enterServiceS() * 1_000L,
                "back on the grid after " + tookMs + " ms, before the delay was over");
        station.say("back on the grid after " + tookMs + " ms, break before make");
        station.await(
                "ON_GRID on the panel",
                4,
                s -> s.at("/backup/state").asString("").equals("ON_GRID"));
        if (carForms) {
            station.settle("the car follows the grid again and charges", 11_000, 11_700, 25);
        }
    }

    private void awaitPlant(String what, int seconds, Predicate<Plant> expected) {
        long endNs = System.nanoTime() + seconds * 1_000_000_000L;
        while (!expected.test(around.plant())) {
            if (System.nanoTime() - endNs >= 0) {
                throw new DemoFailure(
                        "not within "
                                + seconds
                                + " s: "
                                + what
                                + "\n"
                                + station.product().lastWords());
            }
            LockSupport.parkNanos(10_000_000);
        }
    }
}
