package org.ebbflow.tools.sim.world;

import java.util.List;
import java.util.Optional;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.CarSide.PilotLoad;
import org.ebbflow.tools.sim.plant.InletSide;
import org.ebbflow.tools.vehicle.chademo.ChademoCar;
import org.ebbflow.tools.vehicle.chademo.ChademoFault;
import org.ebbflow.tools.vehicle.chademo.ChademoTraits;

/** A CHAdeMO car in the world: frames on a bus, lines at the connector. */
final class CanCar implements Car {

    private static final long ADAPTER_AWAY_US = 2_000_000L;

    private final ChademoCar car;
    private Optional<IsoCar.Wire> wire = Optional.empty();
    private PilotDisturbance disturbance = PilotDisturbance.NONE;
    private boolean plugged;
    private boolean onBus;
    private long awayUs;

    CanCar(int socDeciPercent) {
        this.car =
                new ChademoCar(
                        ChademoTraits.leaf40(), ChademoFault.NONE, socDeciPercent, this::say);
        car.plugged(false);
    }

    @Override
    public void wired(IsoCar.Wire to) {
        wire = Optional.of(to);
    }

    private void say(CanFrame frame) {
        if (!onBus && awayUs <= 0) {
            onBus = true;
            wire.ifPresent(IsoCar.Wire::connect);
        }
        if (onBus) {
            wire.ifPresent(w -> w.say(CanFrame.toBytes(List.of(frame))));
        }
    }

    @Override
    public CarSide live(InletSide inlet, int sliceUs) {
        awayUs -= sliceUs;
        if (!plugged) {
            return CarSide.UNPLUGGED;
        }
        CarSide side = car.live(inlet, sliceUs);
        return new CarSide(
                load(side.pilot()),
                true,
                side.contactorsClosed(),
                side.batteryVoltageMv(),
                side.resistanceMilliOhm(),
                0,
                side.insulationOhm());
    }

    private PilotLoad load(PilotLoad usual) {
        return switch (disturbance) {
            case NONE -> usual;
            case OPEN -> PilotLoad.OPEN;
            case SHORT -> PilotLoad.SHORT;
            case NO_DIODE -> PilotLoad.NO_DIODE;
        };
    }

    @Override
    public void plugged(boolean in) {
        plugged = in;
        car.plugged(in);
        onBus = onBus && in;
        awayUs = 0;
    }

    @Override
    public void heard(byte[] bytes) {
        CanFrame.fromBytes(bytes).forEach(car::heard);
    }

    /** The adapter was pulled out; it comes back after a while. */
    @Override
    public void hungUp() {
        onBus = false;
        awayUs = ADAPTER_AWAY_US;
    }

    @Override
    public void stop() {
        car.stop();
    }

    @Override
    public void disturb(PilotDisturbance now) {
        disturbance = now;
    }

    @Override
    public int socDeciPercent() {
        return car.battery().socDeciPercent();
    }

    @Override
    public int batteryMv() {
        return car.battery().openVoltageMv();
    }

    @Override
    public String situation() {
        return plugged ? "chademo " + car.phase() : "away";
    }

    @Override
    public boolean completed() {
        return car.completed();
    }
}
