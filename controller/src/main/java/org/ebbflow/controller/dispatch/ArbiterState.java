package org.ebbflow.controller.dispatch;

/**
 * What arbitration remembers from cycle to cycle; a power cycle starts with {@link #INITIAL}.
 *
 * @param ramp where the ramp stands
 * @param grid whether the grid counts as entered service
 * @param reserve whether discharge waits for the state of charge to recover
 * @param excess how long the measured power has been beyond the envelope
 * @param local integrator of the modes that follow the site meter
 * @param agenda the owner's week at the present minute
 * @param departures whether the next departure can be kept
 * @param trim how far the efficiencies are from the board's
 * @param carDecided the car chose its power inside the bounds in the last cycle
 * @param sun whether a car that cannot do with little is charged from surplus
 */
public record ArbiterState(
        Ramp ramp,
        GridService grid,
        Reserve reserve,
        Excess excess,
        SiteFollower local,
        Agenda agenda,
        Departures departures,
        Trim trim,
        boolean carDecided,
        Sun sun) {

    public static final ArbiterState INITIAL =
            new ArbiterState(
                    Ramp.AT_ZERO,
                    GridService.INITIAL,
                    Reserve.INITIAL,
                    Excess.NONE,
                    SiteFollower.INITIAL,
                    Agenda.INITIAL,
                    Departures.NONE,
                    Trim.NONE,
                    false,
                    Sun.INITIAL);
}
