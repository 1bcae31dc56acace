package org.ebbflow.tools.sim.world;

import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.InletSide;
import org.ebbflow.tools.sim.plant.Plant;
import org.ebbflow.tools.sim.plant.PlantTraits;

/** The plant with its car, advanced to wherever virtual time stands. */
final class Grounds {

    private static final long SLICE_NS = 10_000_000L;
    private static final double FLOWS_W = 500;

    private final VirtualClock clock;
    private Plant plant;
    private final Car car;
    private boolean plugged;
    private long plantNs;
    private double chargedWs;
    private double dischargedWs;
    private int direction;
    private int directionChanges;
    private HouseMeters houseMeters = HouseMeters.NONE;

    Grounds(VirtualClock clock, PlantTraits traits, long seed, Car car) {
        this.clock = clock;
        this.plant = Plant.atPowerUp(traits, seed);
        this.car = car;
        this.plantNs = clock.nowNs();
    }

    /** Brings the physics up to an instant, then the clock. */
    void advanceTo(long ns) {
        while (plantNs < ns) {
            long sliceNs = Math.min(SLICE_NS, ns - plantNs);
            int sliceUs = (int) (sliceNs / 1_000);
            if (sliceUs == 0) {
                break;
            }
            plantNs += sliceUs * 1_000L;
            clock.advanceTo(plantNs);
            InletSide inlet = plugged ? plant.inlet() : InletSide.DEAD;
            CarSide side = car.live(inlet, sliceUs);
            plant = plant.step(plugged ? side : CarSide.UNPLUGGED, sliceUs);
            chargedWs += Math.max(0, plant.acPowerW()) * sliceUs * 1e-6;
            dischargedWs += Math.max(0, -plant.acPowerW()) * sliceUs * 1e-6;
            watchDirection(plant.acPowerW());
        }
        clock.advanceTo(ns);
    }

    private void watchDirection(double powerW) {
        int now = powerW > FLOWS_W ? 1 : powerW < -FLOWS_W ? -1 : direction;
        directionChanges += direction != 0 && now != direction ? 1 : 0;
        direction = now;
    }

    /** What the house's own meters show. */
    HouseMeters houseMeters() {
        return houseMeters;
    }

    void houseMeters(HouseMeters now) {
        houseMeters = now;
    }

    /** How often power went from one direction to the other. */
    int directionChanges() {
        return directionChanges;
    }

    /** True energy into the station's AC terminals so far. */
    double chargedWs() {
        return chargedWs;
    }

    /** True energy out of them. */
    double dischargedWs() {
        return dischargedWs;
    }

    Plant plant() {
        return plant;
    }

    void change(Plant next) {
        plant = next;
    }

    Car car() {
        return car;
    }

    boolean isPlugged() {
        return plugged;
    }

    void plug(boolean in) {
        plugged = in;
        car.plugged(in);
    }
}
