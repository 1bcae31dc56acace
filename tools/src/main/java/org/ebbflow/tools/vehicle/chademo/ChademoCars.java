package org.ebbflow.tools.vehicle.chademo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.tools.sim.can.SlcanAdapter;
import org.ebbflow.tools.sim.devices.CarFactory;
import org.ebbflow.tools.sim.plant.CarPort;
import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.InletSide;

/** The CHAdeMO cars of a live simulator, all on the bus of one simulated adapter. */
public final class ChademoCars implements CarFactory, AutoCloseable {

    private static final int SOC_DECI_PERCENT = 620;
    private static final int MOST_WAITING = 64;

    private final ConcurrentLinkedQueue<CanFrame> toCar = new ConcurrentLinkedQueue<>();
    private final SlcanAdapter adapter;
    private final Consumer<CanFrame> listener;
    private volatile Optional<ChademoCar> latest = Optional.empty();

    /**
     * @param device path under which the product finds the adapter
     */
    public ChademoCars(Path device) throws IOException {
        this(device, frame -> {});
    }

    /**
     * The same with somebody else who hears the station on the adapter's thread.
     *
     * @param listener returns at once
     */
    public ChademoCars(Path device, Consumer<CanFrame> listener) throws IOException {
        this.listener = listener;
        this.adapter = new SlcanAdapter(device, this::arrived);
    }

    private void arrived(CanFrame frame) {
        listener.accept(frame);
        if (toCar.size() >= MOST_WAITING) {
            toCar.poll();
        }
        toCar.add(frame);
    }

    @Override
    public List<String> names() {
        return ChademoTraits.all().stream().map(ChademoTraits::name).toList();
    }

    @Override
    public CarPort create(String name) {
        ChademoTraits traits =
                ChademoTraits.all().stream()
                        .filter(t -> t.name().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "There is no car named "
                                                        + name
                                                        + "; there are: "
                                                        + names()
                                                        + "."));
        toCar.clear();
        ChademoCar car = new ChademoCar(traits, ChademoFault.NONE, SOC_DECI_PERCENT, adapter::say);
        latest = Optional.of(car);
        return new Port(car);
    }

    /** The adapter, to pull out and plug in. */
    public SlcanAdapter adapter() {
        return adapter;
    }

    /** The car that was plugged in last. */
    public Optional<ChademoCar> latest() {
        return latest;
    }

    @Override
    public void close() throws IOException {
        adapter.close();
    }

    /** Between the plant's thread and the bus. */
    private final class Port implements CarPort {

        private final ChademoCar car;

        Port(ChademoCar car) {
            this.car = car;
        }

        @Override
        public CarSide step(InletSide inlet, int sliceUs) {
            for (CanFrame f = toCar.poll(); f != null; f = toCar.poll()) {
                car.heard(f);
            }
            return car.live(inlet, sliceUs);
        }

        @Override
        public void unplug() {
            car.plugged(false);
        }
    }
}
