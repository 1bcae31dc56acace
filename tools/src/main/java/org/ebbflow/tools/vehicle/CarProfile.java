package org.ebbflow.tools.vehicle;

import java.util.List;
import org.ebbflow.iso15118.evcc.EvccPlan;

/**
 * A car and what it does once it is plugged in.
 *
 * @param traits what it is
 * @param socDeciPercent state of charge at arrival, 0..1000
 * @param plans digital protocols in the order in which it tries them; empty for a plain PWM car
 * @param ending when it wants to leave
 */
public record CarProfile(
        CarTraits traits, int socDeciPercent, List<EvccPlan> plans, Ending ending) {

    public CarProfile {
        plans = List.copyOf(plans);
    }

    /** When the car wants to leave. */
    public sealed interface Ending {

        /** When somebody presses its stop button, or the station ends the session. */
        record OnRequest() implements Ending {}

        /**
         * After a time of charge loop.
         *
         * @param seconds since the first charge-loop message, or since plain PWM charging began
         */
        record After(int seconds) implements Ending {}

        /**
         * At a state of charge, reached from either side.
         *
         * @param socDeciPercent 0..1000
         */
        record AtSoc(int socDeciPercent) implements Ending {}
    }

    /** The same car with another end of its stay. */
    public CarProfile ending(Ending other) {
        return new CarProfile(traits, socDeciPercent, plans, other);
    }

    /** The same car with another state of charge at arrival, 0..1000. */
    public CarProfile arrivingAt(int otherDeciPercent) {
        return new CarProfile(traits, otherDeciPercent, plans, ending);
    }

    /** The same car under another name. */
    public CarProfile named(String name) {
        CarTraits other =
                new CarTraits(name, traits.battery(), traits.inlet(), traits.insulationOhm());
        return new CarProfile(other, socDeciPercent, plans, ending);
    }

    /** The same car with other protocols. */
    public CarProfile speaking(List<EvccPlan> others) {
        return new CarProfile(traits, socDeciPercent, others, ending);
    }

    /** The same car at another pace of all its protocols. */
    public CarProfile at(EvccPlan.Pace pace) {
        return speaking(plans.stream().map(plan -> plan.with(pace)).toList());
    }
}
