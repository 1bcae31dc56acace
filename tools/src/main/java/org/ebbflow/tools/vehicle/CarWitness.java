package org.ebbflow.tools.vehicle;

/** Hears what a simulated car lives through; called on the car's own thread. */
public interface CarWitness {

    /** Something worth saying, as one sentence. */
    void told(String sentence);

    /** A session ended. */
    void finished(CarReport report);

    /** Nobody listens. */
    static CarWitness none() {
        return new CarWitness() {
            @Override
            public void told(String sentence) {}

            @Override
            public void finished(CarReport report) {}
        };
    }
}
