package org.ebbflow.tools.sim.plant;

import org.ebbflow.tools.sim.plant.BoardEvent.Kind;

/**
 * The contactors with the board's reasons to open them by itself.
 *
 * @param contactors coil and contacts
 * @param why why the coil fell last
 * @param sinceUs age of that reason; for the watchdog the time since the last heartbeat
 * @param mustSeeZero after opening by itself the board closes only after a command 0
 * @param watchdogTripped it opened because the heartbeat stopped
 */
record BoardDrive(
        Contactors contactors,
        Kind why,
        long sinceUs,
        boolean mustSeeZero,
        boolean watchdogTripped) {

    static final BoardDrive POWER_UP =
            new BoardDrive(Contactors.POWER_UP, Kind.OPENED_ON_COMMAND, 0, false, false);

    /** After a command 0 with a running heartbeat. */
    BoardDrive zeroSeen() {
        return new BoardDrive(contactors, why, sinceUs, false, false);
    }

    /** Coil current stays or comes. */
    BoardDrive driven(boolean coil, SafetyBoard.Surroundings around, PlantTraits traits) {
        return moved(coil, around, traits, this);
    }

    /** The coil falls, or has fallen, for this reason. */
    BoardDrive dropped(
            Kind reason, long reasonUs, SafetyBoard.Surroundings around, PlantTraits traits) {
        boolean byItself = reason != Kind.OPENED_ON_COMMAND;
        boolean falling = contactors.coil();
        BoardDrive next =
                new BoardDrive(
                        contactors,
                        falling ? reason : why,
                        falling ? reasonUs : sinceUs,
                        mustSeeZero || (falling && byItself),
                        watchdogTripped || (falling && reason == Kind.OPENED_BY_WATCHDOG));
        return moved(false, around, traits, next);
    }

    private static BoardDrive moved(
            boolean coil, SafetyBoard.Surroundings around, PlantTraits traits, BoardDrive from) {
        Contactors moved =
                from.contactors.step(
                        coil, around.faults().contactors(), traits.board(), around.sliceUs());
        return new BoardDrive(
                moved,
                from.why,
                from.sinceUs + around.sliceUs(),
                from.mustSeeZero,
                from.watchdogTripped);
    }

    /** How the contacts came to open, for the log. */
    String openedSentence() {
        long ms = sinceUs / 1_000;
        return switch (why) {
            case OPENED_BY_WATCHDOG ->
                    "watchdog opened contactors " + ms + " ms after the last heartbeat";
            case OPENED_BY_EMERGENCY_STOP -> "e-stop opened contactors within " + ms + " ms";
            case OPENED_BY_RCD -> "residual current device opened contactors within " + ms + " ms";
            case OPENED_BY_PILOT ->
                    "pilot left C/D: contactors opened within " + ms + " ms of the debounced edge";
            case OPENED_ON_COMMAND, CLOSED, REFUSED, INRUSH ->
                    "contactors opened on command within " + ms + " ms";
        };
    }
}
