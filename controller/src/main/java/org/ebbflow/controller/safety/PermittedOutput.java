package org.ebbflow.controller.safety;

import org.ebbflow.hal.Board;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.Tick;

/** A command that the supervisor has permitted; there is no other way to the board. */
public final class PermittedOutput {

    private final BoardCommand command;

    PermittedOutput(BoardCommand command) {
        this.command = command;
    }

    /** Everything off, contactors open, pilot in state F; the lock stays as it stands. */
    public static PermittedOutput safe(Tick tick) {
        return safe(tick, BoardCommand.Island.PARALLEL);
    }

    /** The same on a board with backup: no switch between house and grid moves. */
    static PermittedOutput safeAndStill(Tick tick) {
        return safe(tick, BoardCommand.Island.HOLD);
    }

    private static PermittedOutput safe(Tick tick, BoardCommand.Island island) {
        return new PermittedOutput(
                new BoardCommand(
                        tick.cycle(),
                        new BoardCommand.Pilot.StateF(),
                        false,
                        true,
                        new BoardCommand.Stage.Off(),
                        BoardCommand.Insulation.OFF,
                        island));
    }

    /** Hands the command to the board; only the control cycle calls this. */
    public void applyTo(Board board) {
        board.apply(command);
    }

    /** The command, to look at: a record of it reaches the board only through {@link #applyTo}. */
    public BoardCommand command() {
        return command;
    }
}
