package org.ebbflow.tools.demo;

import java.io.PrintStream;
import java.util.Locale;
import org.ebbflow.tools.vehicle.CarLink;
import org.ebbflow.tools.vehicle.CarReport;
import org.ebbflow.tools.vehicle.CarWitness;
import org.ebbflow.tools.vehicle.SimulatedCars;
import tools.jackson.databind.JsonNode;

/**
 * Tells people what happens in plain sentences; with JSON wanted, sentences go to the error stream.
 */
final class Narrator {

    private final PrintStream sentences;
    private final PrintStream objects;
    private final boolean objectsWanted;
    private final long startNs = System.nanoTime();

    /**
     * @param objectsWanted one JSON object per finished session on standard output; the sentences
     *     go to the error stream then
     */
    Narrator(boolean objectsWanted) {
        this.objectsWanted = objectsWanted;
        this.objects = System.out;
        this.sentences = objectsWanted ? System.err : System.out;
    }

    synchronized void say(String who, String sentence) {
        double seconds = (System.nanoTime() - startNs) / 1e9;
        sentences.println(String.format(Locale.ROOT, "%6.1f s  %-8s %s", seconds, who, sentence));
    }

    /** Simulated cars that tell what they live through. */
    SimulatedCars cars(String who, CarLink link) {
        return SimulatedCars.all(
                link,
                new CarWitness() {
                    @Override
                    public void told(String sentence) {
                        say(who, "the car: " + sentence);
                    }

                    @Override
                    public void finished(CarReport report) {
                        say(who, "the car's view: " + report);
                    }
                });
    }

    /** One finished session, for machines. */
    synchronized void session(JsonNode session) {
        if (objectsWanted) {
            objects.println(session);
            objects.flush();
        }
    }
}
