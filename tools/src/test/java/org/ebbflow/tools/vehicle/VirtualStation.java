package org.ebbflow.tools.vehicle;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.ebbflow.iso15118.secc.Secc;
import org.ebbflow.iso15118.secc.SeccConfig;
import org.ebbflow.iso15118.secc.SeccStep;
import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.CarSide.PilotLoad;
import org.ebbflow.tools.sim.plant.Plant;
import org.ebbflow.tools.sim.plant.PlantTraits;

/** A car, a station and its plant in virtual time: 1 ms for the hardware, 10 ms for the station. */
final class VirtualStation {

    final StationBench station;
    final List<CarReport> reports = new ArrayList<>();
    final List<String> trace = new ArrayList<>();
    Plant plant;
    CarMachine car;
    boolean connected;
    boolean cut;
    long nowNs = 7_000_000_000L;
    private Optional<Secc> secc = Optional.empty();
    private byte[] toCar = new byte[0];
    private int ms;

    VirtualStation(SeccConfig.Supply supply, CarProfile profile) {
        this(supply, profile, List.of(SeccConfig.Protocol.values()));
    }

    VirtualStation(
            SeccConfig.Supply supply, CarProfile profile, List<SeccConfig.Protocol> protocols) {
        station = new StationBench(supply, protocols);
        plant =
                Plant.atPowerUp(
                        supply == SeccConfig.Supply.DC ? PlantTraits.dc() : PlantTraits.ac(), 42);
        car = CarMachine.plugged(profile, nowNs, 1_795_290_169_000L);
    }

    VirtualStation run(int boundMs) {
        for (int i = 0; i < boundMs; i++) {
            step();
        }
        return this;
    }

    VirtualStation until(String what, BooleanSupplier condition, int boundMs) {
        for (int i = 0; i < boundMs; i++) {
            if (condition.getAsBoolean()) {
                return this;
            }
            step();
        }
        throw new AssertionError("not within " + boundMs + " ms: " + what + "; " + trace);
    }

    private void step() {
        nowNs += 1_000_000;
        CarSide before = car.side();
        CarStep step = car.step(new CarMoment(nowNs, plant.inlet(), connected, toCar));
        car = step.next();
        toCar = new byte[0];
        step.finished().ifPresent(reports::add);
        note(before, step);
        plant = plant.step(step.side(), 1_000);
        connect(step.wantsConnection() && !cut);
        for (byte[] request : step.toSend()) {
            secc.ifPresent(s -> take(s.received(request, station.view(plant, nowNs))));
        }
        if (++ms % 10 == 0) {
            secc.ifPresent(s -> take(s.observed(station.view(plant, nowNs))));
            plant = station.ordered(plant);
        }
    }

    private void note(CarSide before, CarStep step) {
        CarSide now = step.side();
        if (now.pilot() != before.pilot()) {
            trace.add(now.pilot() == PilotLoad.C ? "C" : "B");
        }
        if (now.contactorsClosed() != before.contactorsClosed()) {
            trace.add(now.contactorsClosed() ? "closed" : "open");
        }
    }

    private void connect(boolean wanted) {
        if (wanted && !connected) {
            secc = Optional.of(station.accept(nowNs));
        } else if (!wanted && connected) {
            secc.ifPresent(s -> take(s.closed(station.view(plant, nowNs))));
            secc = Optional.empty();
            station.idle();
        }
        connected = wanted;
    }

    private void take(SeccStep step) {
        SeccStep taken = station.taken(step);
        secc = Optional.of(taken.next());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(toCar);
        taken.toSend().forEach(all::writeBytes);
        toCar = all.toByteArray();
        if (taken.close()) {
            secc = Optional.empty();
            station.idle();
            connected = false;
        }
    }
}
