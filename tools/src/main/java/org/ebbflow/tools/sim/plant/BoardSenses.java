package org.ebbflow.tools.sim.plant;

import org.ebbflow.tools.sim.plant.PlantTraits.BoardTraits;

/**
 * Everything the safety board measures or moves besides its contactors.
 *
 * @param pilot pilot measurement
 * @param lock connector lock
 * @param monitor insulation monitor
 * @param gear backup switch gear
 * @param latched safety inputs since the last read
 * @param active safety inputs now
 */
record BoardSenses(
        PilotSense pilot,
        Lock lock,
        InsulationMonitor monitor,
        SwitchGear gear,
        SafetyInputs latched,
        SafetyInputs active) {

    static final BoardSenses POWER_UP =
            new BoardSenses(
                    PilotSense.POWER_UP,
                    Lock.POWER_UP,
                    InsulationMonitor.POWER_UP,
                    SwitchGear.POWER_UP,
                    SafetyInputs.CLEAR,
                    SafetyInputs.CLEAR);

    /** After the status was read: latched inputs fall back to what is true now. */
    BoardSenses read() {
        return new BoardSenses(pilot, lock, monitor, gear, active, active);
    }

    BoardSenses step(
            BoardOrder order,
            boolean contactsTouch,
            SafetyBoard.Surroundings around,
            BoardTraits traits) {
        int sliceUs = around.sliceUs();
        CarSide car = around.car();
        PilotState line = PilotState.of(order.pilot(), car.pilot());
        PilotSense sense = pilot.step(line, traits.debounceMs(), sliceUs);
        InsulationMonitor measured =
                monitor.step(
                        order.insulation(), resistanceOhm(around), traits.selfTestMs(), sliceUs);
        SafetyInputs now =
                around.inputs()
                        .or(
                                new SafetyInputs(
                                        false,
                                        false,
                                        false,
                                        measured.fault(),
                                        pilotFault(sense.state(), order.pilot())));
        return new BoardSenses(
                sense,
                lockStep(order, contactsTouch, around, traits),
                measured,
                gear.step(order.backup(), around.silent(), around.faults(), traits, sliceUs),
                latched.or(now),
                now);
    }

    private Lock lockStep(
            BoardOrder order,
            boolean contactsTouch,
            SafetyBoard.Surroundings around,
            BoardTraits traits) {
        if (!traits.lockFitted()) {
            return new Lock(true, 0, false);
        }
        // The bolt stays in while the contacts touch, whatever the controller says.
        boolean wanted = order.engageLock() || (lock.engaged() && contactsTouch);
        return lock.step(wanted, around.faults().lockJammed(), traits.lockMs(), around.sliceUs());
    }

    private static int resistanceOhm(SafetyBoard.Surroundings around) {
        int stationOhm = around.faults().insulationOhm();
        return around.car().plugged()
                ? Math.min(stationOhm, around.car().insulationOhm())
                : stationOhm;
    }

    private static boolean pilotFault(PilotState state, BoardOrder.PilotOutput output) {
        return state == PilotState.INVALID
                || (state == PilotState.E && !(output instanceof BoardOrder.PilotOutput.StateE));
    }
}
