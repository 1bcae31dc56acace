package org.ebbflow.hal.device;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.SafetyReading.LockState;
import org.ebbflow.hal.board.DeviceConfig;
import org.ebbflow.hal.board.DeviceConfig.Use;
import org.ebbflow.hal.board.MapPoint;
import org.ebbflow.hal.gpio.LockDrive;

/**
 * What stands at the outputs of a relay and input device. Without a living command everything is
 * off, and the bolt stays where it is.
 */
final class IoOutputs {
    private final DeviceConfig.Io config;
    private final int first;
    private final int count;
    private LockDrive lock = LockDrive.IDLE;
    private Optional<LockState> bolt = Optional.empty();

    /** What the inputs said last. */
    record Feedback(boolean boltIn, boolean contactsTouch) {}

    IoOutputs(DeviceConfig.Io config) {
        this.config = config;
        List<MapPoint> points =
                config.map().points().stream()
                        .filter(p -> p.name().matches("output-[0-9]+"))
                        .toList();
        this.first = points.getFirst().address();
        this.count = points.size();
    }

    /** Address of the first output. */
    int first() {
        return first;
    }

    /** Every output off. */
    List<Boolean> allOff() {
        return Collections.nCopies(count, false);
    }

    /** Whether what was read back is what was told. */
    boolean stand(int[] bits, List<Boolean> told) {
        for (int i = 0; i < bits.length; i++) {
            if ((bits[i] != 0) != told.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** The outputs as they should be now, first to last. */
    List<Boolean> wanted(Optional<BoardCommand> living, Feedback seen, long nowNs) {
        List<Boolean> on = new ArrayList<>(allOff());
        if (living.isPresent()) {
            BoardCommand command = living.get();
            set(on, Use.CONTACTOR_COIL, command.contactorsClosed());
            if (command.pilot() instanceof BoardCommand.Pilot.Lines lines) {
                set(on, Use.D1, lines.d1());
                set(on, Use.D2, lines.d2());
            }
            // the bolt stays in while the contacts touch, whatever is asked
            lock =
                    lock.wanting(
                            command.lockEngaged() || seen.contactsTouch() && seen.boltIn(), nowNs);
        }
        if (config.lock().isPresent()) {
            LockDrive.Output motor = lock.output(seen.boltIn(), config.lock().get(), nowNs);
            bolt = Optional.of(motor.state());
            set(on, Use.LOCK_ENGAGE, living.isPresent() && motor.engage());
            set(on, Use.LOCK_RELEASE, living.isPresent() && motor.release());
        }
        return on;
    }

    private void set(List<Boolean> outputs, Use use, boolean on) {
        for (DeviceConfig.Line line : config.lines()) {
            if (line.use() == use) {
                outputs.set(config.map().point(line.point()).address() - first, on);
            }
        }
    }

    /** The lock as its contact proves it, nothing where none hangs here. */
    Optional<LockState> bolt() {
        return bolt;
    }
}
