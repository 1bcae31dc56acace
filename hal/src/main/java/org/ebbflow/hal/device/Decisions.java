package org.ebbflow.hal.device;

import java.util.Optional;
import org.ebbflow.hal.BoardCommand;
import org.jspecify.annotations.Nullable;

/**
 * The newest command, for as long as decisions go on: when the cycle number stands for longer than
 * the device's own patience, nobody decides any more.
 */
final class Decisions {
    private final long patienceNs;
    private volatile @Nullable BoardCommand latest;
    private long seenCycle = -1;
    private long seenNs;

    Decisions(long patienceNs, long nowNs) {
        this.patienceNs = patienceNs;
        this.seenNs = nowNs;
    }

    /** From the control thread. */
    void command(BoardCommand command) {
        latest = command;
    }

    /** The newest command, nothing before the first and after decisions have ended. */
    Optional<BoardCommand> living(long nowNs) {
        BoardCommand command = latest;
        if (command == null) {
            return Optional.empty();
        }
        if (command.cycle() != seenCycle) {
            seenCycle = command.cycle();
            seenNs = nowNs;
        }
        return nowNs - seenNs <= patienceNs ? Optional.of(command) : Optional.empty();
    }
}
