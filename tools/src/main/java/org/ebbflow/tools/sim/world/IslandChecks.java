package org.ebbflow.tools.sim.world;

import java.util.function.BiConsumer;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.tools.sim.plant.Plant;

/** What must hold between two grids: they never meet, and nobody closes onto a live one. */
final class IslandChecks {

    /** A car that begins by itself while a switch already moves is not the station's doing. */
    private static final long BY_ITSELF_NS = 500_000_000L;

    /** Shedding and stop have had their time. */
    private static final long LOW_NS = 2_500_000_000L;

    private final boolean dc;
    private final BiConsumer<String, String> fail;
    private final Stood live = new Stood();
    private final Stood low = new Stood();
    private boolean touched;
    private boolean joined = true;

    IslandChecks(boolean dc, BiConsumer<String, String> fail) {
        this.dc = dc;
        this.fail = fail;
    }

    /** With or without the process: a grid stands only apart from the utility's, and bonded. */
    void alone(Plant plant) {
        if (!plant.islandStands()) {
            return;
        }
        if (plant.boardValues().backup().gridSwitchClosed()) {
            fail.accept("island", "a grid is formed onto the utility's");
        }
        if (!plant.boardValues().backup().bondClosed()) {
            fail.accept("island", "a grid is formed without the neutral bond");
        }
    }

    /** After every cycle. */
    void check(Moment m, Truth truth) {
        Plant plant = m.plant();
        boolean joinedNow = plant.boardValues().backup().gridSwitchClosed();
        alone(plant);
        brownOut(m, truth);
        if (!dc) {
            gridSwitch(plant, joinedNow, m.nowNs());
            closing(plant, m.snapshot().vehicle().forming());
        }
        joined = joinedNow;
        touched = plant.contactsTouch();
    }

    /** A house gets its voltage or none, where the station's meter tells. */
    private void brownOut(Moment m, Truth truth) {
        Plant plant = m.plant();
        boolean starved =
                plant.islandStands()
                        && plant.houseIsLive()
                        && plant.houseVoltageMv() < plant.traits().nominalVoltageMv() * 9L / 10
                        && truth.stationMeterSound()
                        && truth.stationMeterTrue();
        if (low.see(starved, m.nowNs()) > LOW_NS) {
            fail.accept("brown-out", "the house is kept at " + plant.houseVoltageMv() + " mV");
        }
    }

    /** The way to the grid opens and closes only while the car is off. */
    private void gridSwitch(Plant plant, boolean joinedNow, long nowNs) {
        long liveNs = live.see(plant.car().formsGrid(), nowNs);
        if (joinedNow != joined && plant.contactsTouch()) {
            fail.accept("switch", "the grid switch moves while the car is connected");
        }
        if (joinedNow && !joined && liveNs > BY_ITSELF_NS) {
            fail.accept("return", "the grid comes back to a car that makes a voltage");
        }
    }

    private void closing(Plant plant, VehicleReport.Forming said) {
        if (!plant.contactsTouch() || touched) {
            return;
        }
        if (plant.car().formsGrid()) {
            fail.accept("live car", "contacts closed onto a car that already forms");
        }
        boolean chosen = said == VehicleReport.Forming.CHOSEN;
        if (chosen && !plant.boardValues().backup().gridSwitchOpen()) {
            fail.accept(
                    "live grid",
                    "contacts closed for a car that forms, the way to the grid not open");
        }
        if (chosen && plant.houseVoltageMv() > 0) {
            fail.accept("live line", "contacts closed for a car that forms onto a live line");
        }
    }
}
