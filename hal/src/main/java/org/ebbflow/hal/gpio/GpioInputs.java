package org.ebbflow.hal.gpio;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.SafetyReading.LockState;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.SafetyReading.SafetyInputs;
import org.ebbflow.hal.board.GpioConfig;
import org.ebbflow.hal.board.GpioConfig.Role;

/**
 * What the input lines say, kept for the control thread. A safety input that was on for a moment is
 * shown once; lines that cannot be read make the whole safety reading missing.
 */
final class GpioInputs {

    private static final Set<Role> LATCHED =
            EnumSet.of(Role.EMERGENCY_STOP, Role.DOOR, Role.RESIDUAL_CURRENT);

    private final GpioConfig config;
    private final Map<Role, Boolean> on = new EnumMap<>(Role.class);
    private final Set<Role> latched = EnumSet.noneOf(Role.class);
    private LockState lock = LockState.NOT_FITTED;
    private long lookedNs;
    private String trouble = "The GPIO lines have not been read yet.";
    private long differsNs = -1;

    GpioInputs(GpioConfig config, long nowNs) {
        this.config = config;
        this.lookedNs = nowNs;
    }

    synchronized void look(DigitalIo lines, LockState bolt, long nowNs) throws GpioFault {
        for (Role role : config.lines().keySet()) {
            if (!role.isOutput()) {
                boolean now = lines.isOn(role);
                on.put(role, now);
                boolean was = lines.wasOn(role);
                if (LATCHED.contains(role) && (now || was)) {
                    latched.add(role);
                }
            }
        }
        lock = bolt;
        lookedNs = nowNs;
        trouble = "";
    }

    synchronized void missing(String why, long nowNs) {
        if (trouble.isEmpty()) {
            lookedNs = nowNs;
        }
        trouble = why;
    }

    synchronized Reading<SafetyReading> joined(Reading<SafetyReading> board, long nowNs) {
        if (!(board instanceof Reading.Taken<SafetyReading> taken)) {
            return board;
        }
        if (!trouble.isEmpty()) {
            return new Reading.Missing<>(lookedNs, trouble);
        }
        SafetyReading v = taken.value();
        SafetyReading joined =
                new SafetyReading(
                        pilot(v.pilot()),
                        v.proximity(),
                        v.dutyDeciPercent(),
                        contactors(v.outputContactors(), nowNs),
                        config.lock().isPresent() ? lock : v.lock(),
                        v.inletVoltageMv(),
                        inputs(v.inputs()),
                        v.cycleEcho(),
                        v.watchdogTripped());
        latched.removeIf(role -> !isOn(role));
        long olderNs = lookedNs - taken.takenNs() < 0 ? lookedNs : taken.takenNs();
        return new Reading.Taken<>(joined, olderNs);
    }

    private boolean isOn(Role role) {
        return on.getOrDefault(role, false);
    }

    private SafetyInputs inputs(SafetyInputs board) {
        return new SafetyInputs(
                board.emergencyStop() || latched.contains(Role.EMERGENCY_STOP),
                board.doorOpen() || latched.contains(Role.DOOR),
                board.rcdTripped() || latched.contains(Role.RESIDUAL_CURRENT),
                board.insulationFault(),
                board.pilotFault());
    }

    private PilotState pilot(PilotState board) {
        if (!config.lines().containsKey(Role.H)) {
            return board;
        }
        if (!isOn(Role.H)) {
            return isOn(Role.K) ? PilotState.INVALID : PilotState.A;
        }
        return isOn(Role.K) ? PilotState.C : PilotState.B;
    }

    /** Board and line must agree; for the time contacts travel a difference is only "not known". */
    private ContactorState contactors(ContactorState board, long nowNs) {
        boolean open = board == ContactorState.OPEN;
        boolean closed = board == ContactorState.CLOSED;
        if (!config.lines().containsKey(Role.CONTACTOR_FEEDBACK) || !open && !closed) {
            return board;
        }
        boolean line = isOn(Role.CONTACTOR_FEEDBACK);
        if (line == closed) {
            differsNs = -1;
            return board;
        }
        if (differsNs == -1) {
            differsNs = nowNs;
        }
        if (nowNs - differsNs < config.switchMs() * 1_000_000L) {
            return ContactorState.UNKNOWN;
        }
        return line ? ContactorState.WELDED : ContactorState.NOT_CLOSING;
    }
}
