package org.ebbflow.tools.vehicle;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.ebbflow.tools.sim.plant.InletSide;

/** A process of its own for a car behind a network namespace; its inlet always offers 5 % duty. */
final class CarInNamespace {

    private CarInNamespace() {}

    /** Arguments: interface, discovery port. Prints what the car tells and its report. */
    public static void main(String[] args) throws Exception {
        BlockingQueue<CarReport> reports = new LinkedBlockingQueue<>();
        CarWitness witness =
                new CarWitness() {
                    @Override
                    public void told(String sentence) {
                        System.out.println(sentence);
                    }

                    @Override
                    public void finished(CarReport report) {
                        reports.add(report);
                    }
                };
        CarProfile truck =
                Garage.truck()
                        .speaking(List.of(Garage.truck().plans().getFirst()))
                        .ending(new CarProfile.Ending.After(2));
        SimulatedCar car =
                SimulatedCar.plugged(
                        truck, new CarLink(args[0], Integer.parseInt(args[1])), witness);
        long endNs = System.nanoTime() + 50_000_000_000L;
        while (reports.isEmpty() && System.nanoTime() - endNs < 0) {
            int currentMa = car.now().side().contactorsClosed() ? 20_000 : 0;
            car.step(new InletSide(50, true, 370_000, currentMa, 0, 0), 5_000);
            Thread.sleep(5);
        }
        System.out.println(reports.poll());
    }
}
