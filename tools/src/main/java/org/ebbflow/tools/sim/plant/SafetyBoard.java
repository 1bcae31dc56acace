package org.ebbflow.tools.sim.plant;

import java.util.ArrayList;
import java.util.List;
import org.ebbflow.tools.sim.plant.BoardEvent.Kind;

/**
 * The safety microcontroller: owns pilot, contactors, lock and insulation monitor, and opens by
 * itself.
 *
 * @param order command block in force
 * @param heard whether a heartbeat has ever come
 * @param heartbeatUs time since the heartbeat last changed
 * @param linesFree lines d1 and d2 were commanded off since the board took them away by itself
 * @param drive contactors and what opened them
 * @param senses everything else it measures and moves
 * @param log its events, oldest first, the last 500
 */
record SafetyBoard(
        BoardOrder order,
        boolean heard,
        long heartbeatUs,
        boolean linesFree,
        BoardDrive drive,
        BoardSenses senses,
        List<BoardEvent> log) {

    private static final int LOG_LENGTH = 500;
    private static final int UNLOADING_US = 1_000_000;

    /**
     * The surroundings during one slice.
     *
     * @param car what stands at the inlet
     * @param inputs e-stop chain, door and residual current device
     * @param faults broken parts
     * @param timeUs time since power-up
     * @param sliceUs length of the slice
     * @param silent the controller's heartbeat has stopped
     */
    record Surroundings(
            CarSide car,
            SafetyInputs inputs,
            PlantFaults faults,
            long timeUs,
            int sliceUs,
            boolean silent) {

        Surroundings silent(boolean now) {
            return new Surroundings(car, inputs, faults, timeUs, sliceUs, now);
        }
    }

    static SafetyBoard atPowerUp() {
        return new SafetyBoard(
                BoardOrder.POWER_UP,
                false,
                0,
                false,
                BoardDrive.POWER_UP,
                BoardSenses.POWER_UP,
                List.of());
    }

    /** The board after its supply was gone; contacts without coil current fall open. */
    SafetyBoard restarted() {
        BoardDrive fallen =
                new BoardDrive(
                        drive.contactors().released(), Kind.OPENED_ON_COMMAND, 0, false, false);
        return new SafetyBoard(BoardOrder.POWER_UP, false, 0, false, fallen, senses, log);
    }

    /** The board after a command block. */
    SafetyBoard written(BoardOrder next, long timeUs) {
        boolean beat = !heard || next.heartbeat() != order.heartbeat();
        boolean zeroSeen = beat && !next.closeContactors();
        boolean fed = next.pilot() instanceof BoardOrder.PilotOutput.Lines l && (l.d1() || l.d2());
        boolean free = linesFree || !fed;
        SafetyBoard after =
                new SafetyBoard(
                        free
                                ? next
                                : next.withPilot(new BoardOrder.PilotOutput.Lines(false, false)),
                        heard || beat,
                        beat ? 0 : heartbeatUs,
                        free,
                        zeroSeen ? drive.zeroSeen() : drive,
                        senses,
                        log);
        boolean newWish = next.closeContactors() && !order.closeContactors();
        return newWish && !after.mayClose()
                ? after.logging(timeUs, Kind.REFUSED, "refused to close: " + after.whyNot())
                : after;
    }

    /** The board after its status was read: latched inputs fall back to what is true now. */
    SafetyBoard read() {
        return new SafetyBoard(order, heard, heartbeatUs, linesFree, drive, senses.read(), log);
    }

    SafetyBoard logging(long timeUs, Kind kind, String text) {
        List<BoardEvent> longer = new ArrayList<>(log);
        longer.add(new BoardEvent(timeUs / 1_000, kind, text));
        int from = Math.max(0, longer.size() - LOG_LENGTH);
        return new SafetyBoard(
                order,
                heard,
                heartbeatUs,
                linesFree,
                drive,
                senses,
                List.copyOf(longer.subList(from, longer.size())));
    }

    SafetyBoard step(Surroundings around, PlantTraits traits) {
        long silentUs = heartbeatUs + around.sliceUs();
        boolean silent = heard && silentUs > traits.board().watchdogMs() * 1_000L;
        // A controller that fell silent must not leave its offer standing on the pilot.
        BoardOrder inForce = silent ? order.withPilot(new BoardOrder.PilotOutput.StateF()) : order;
        BoardSenses sensed =
                senses.step(
                        inForce,
                        drive.contactors().closed(),
                        around.silent(silent || !heard),
                        traits.board());
        BoardDrive driven = decide(inForce, sensed, silent, around, traits);
        SafetyBoard next =
                new SafetyBoard(
                        inForce, heard, silentUs, linesFree && !silent, driven, sensed, log);
        return next.tellOf(drive.contactors().closed(), around.timeUs());
    }

    private BoardDrive decide(
            BoardOrder inForce,
            BoardSenses sensed,
            boolean silent,
            Surroundings around,
            PlantTraits traits) {
        if (sensed.active().emergencyStop()) {
            return drive.dropped(Kind.OPENED_BY_EMERGENCY_STOP, 0, around, traits);
        }
        if (sensed.active().rcdTripped()) {
            return drive.dropped(Kind.OPENED_BY_RCD, 0, around, traits);
        }
        if (silent) {
            return drive.dropped(Kind.OPENED_BY_WATCHDOG, heartbeatUs, around, traits);
        }
        if (!inForce.closeContactors()) {
            return drive.dropped(Kind.OPENED_ON_COMMAND, 0, around, traits);
        }
        if (!sensed.pilot().state().ready() && !isUnloading(inForce, sensed)) {
            return drive.dropped(Kind.OPENED_BY_PILOT, 0, around, traits);
        }
        boolean coil = drive.contactors().coil() || (heard && mayClose(sensed));
        return drive.driven(coil, around, traits);
    }

    /** A CHAdeMO car that takes its permission back leaves time to bring the current down. */
    private static boolean isUnloading(BoardOrder inForce, BoardSenses sensed) {
        return inForce.pilot() instanceof BoardOrder.PilotOutput.Lines
                && sensed.pilot().state() == PilotState.B
                && sensed.pilot().standingUs() < UNLOADING_US;
    }

    private SafetyBoard tellOf(boolean wereClosed, long timeUs) {
        boolean areClosed = drive.contactors().closed();
        if (areClosed == wereClosed) {
            return this;
        }
        return areClosed
                ? logging(timeUs, Kind.CLOSED, "contactors closed")
                : logging(timeUs, drive.why(), drive.openedSentence());
    }

    private boolean mayClose() {
        return mayClose(senses);
    }

    private boolean mayClose(BoardSenses sensed) {
        return sensed.pilot().state().ready()
                && sensed.lock().engaged()
                && !sensed.latched().any()
                && !drive.mustSeeZero();
    }

    private String whyNot() {
        if (drive.mustSeeZero()) {
            return "it opened by itself and has not seen command 0 since";
        }
        if (senses.latched().any()) {
            return "a safety input is set";
        }
        return senses.pilot().state().ready()
                ? "the connector is not locked"
                : "the pilot is in state " + senses.pilot().state();
    }
}
