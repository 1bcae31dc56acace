package org.ebbflow.tools.vehicle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ebbflow.tools.sim.devices.CarFactory;
import org.ebbflow.tools.sim.plant.CarPort;

/** The cars that can be plugged into a simulated board, each with its network. */
public final class SimulatedCars implements CarFactory {

    private final List<CarProfile> garage;
    private final Function<CarProfile, CarLink> link;
    private final CarWitness witness;
    private final List<CarReport> reports = new ArrayList<>();
    private volatile Optional<SimulatedCar> latest = Optional.empty();

    /**
     * Cars of a choice.
     *
     * @param garage the cars, their names all different
     * @param link where each looks for the station
     * @param witness hears what they live through
     */
    public SimulatedCars(List<CarProfile> garage, CarLink link, CarWitness witness) {
        this(garage, car -> link, witness);
    }

    /** Cars of a choice, each with its own way to the station. */
    public SimulatedCars(
            List<CarProfile> garage, Function<CarProfile, CarLink> link, CarWitness witness) {
        this.garage = List.copyOf(garage);
        this.link = link;
        this.witness = witness;
    }

    /** All cars of the {@link Garage}. */
    public static SimulatedCars all(CarLink link, CarWitness witness) {
        return new SimulatedCars(Garage.all(), link, witness);
    }

    @Override
    public List<String> names() {
        return garage.stream().map(car -> car.traits().name()).toList();
    }

    @Override
    public CarPort create(String name) {
        CarProfile profile =
                garage.stream()
                        .filter(car -> car.traits().name().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "There is no car named "
                                                        + name
                                                        + "; there are: "
                                                        + names()
                                                        + "."));
        try {
            SimulatedCar car = SimulatedCar.plugged(profile, link.apply(profile), new Keeper());
            latest = Optional.of(car);
            return car;
        } catch (IOException failed) {
            throw new UncheckedIOException("The car has no network.", failed);
        }
    }

    /** The car that was plugged in last, to press its stop button or to look at its battery. */
    public Optional<SimulatedCar> latest() {
        return latest;
    }

    /** Finished sessions of all cars, oldest first. */
    public List<CarReport> reports() {
        synchronized (reports) {
            return List.copyOf(reports);
        }
    }

    private final class Keeper implements CarWitness {
        @Override
        public void told(String sentence) {
            witness.told(sentence);
        }

        @Override
        public void finished(CarReport report) {
            synchronized (reports) {
                reports.add(report);
            }
            witness.finished(report);
        }
    }
}
