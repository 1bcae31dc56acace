package org.ebbflow.tools.vehicle;

import java.util.function.Consumer;

/** Hears what a simulated car lives through; called on the car's own thread. */
public interface CarWitness {

    /** Something worth saying, as one sentence. */
    void told(String sentence);

    /** A session ended. */
    void finished(CarReport report);

    /** Nobody listens. */
    static CarWitness none() {
        return of(report -> {});
    }

    /** Hears of the ends of sessions only. */
    static CarWitness of(Consumer<CarReport> ends) {
        return new CarWitness() {
            @Override
            public void told(String sentence) {}

            @Override
            public void finished(CarReport report) {
                ends.accept(report);
            }
        };
    }
}
