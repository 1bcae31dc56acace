package org.ebbflow.tools.sim.plant;

/**
 * What the safety board reports.
 *
 * @param pilot control pilot state
 * @param plugged proximity contact: a plug is inserted
 * @param dutyDeciPercent what stands on the pilot: 1000 = steady +12 V, 0 = state E or F
 * @param contactors mirror contact against coil
 * @param lock connector lock
 * @param inletVoltageMv voltage on the car's side of the contactors in millivolts, -1 where not
 *     measured
 * @param inputs safety inputs since the last read
 * @param heartbeatEcho last heartbeat written
 * @param watchdogTripped it opened because the heartbeat stopped
 * @param insulationOhm last insulation measurement in ohms
 * @param selfTest state of the monitor's self test
 * @param backup switch gear
 */
public record BoardValues(
        PilotState pilot,
        boolean plugged,
        int dutyDeciPercent,
        Contact contactors,
        LockPosition lock,
        int inletVoltageMv,
        SafetyInputs inputs,
        int heartbeatEcho,
        boolean watchdogTripped,
        int insulationOhm,
        SelfTest selfTest,
        BackupGear backup) {

    /** Mirror contact against coil. */
    public enum Contact {
        OPEN,
        CLOSED,
        WELDED,
        NOT_CLOSING
    }

    /** Connector lock. */
    public enum LockPosition {
        UNLOCKED,
        LOCKED,
        MOVING,
        FAULT,
        NOT_FITTED
    }

    /** Self test of the insulation monitor. */
    public enum SelfTest {
        NOT_RUN,
        RUNNING,
        PASSED,
        FAILED
    }

    /**
     * Proofs of the backup switch gear; all false where none is fitted.
     *
     * @param fitted whether there is one
     * @param utilityMv line voltage on the utility's side in millivolts
     * @param utilityMilliHz its frequency in millihertz, 0 without voltage
     */
    public record BackupGear(
            boolean fitted,
            boolean gridPresent,
            boolean gridSwitchClosed,
            boolean gridSwitchOpen,
            boolean bondClosed,
            boolean bondOpen,
            boolean feedClosed,
            boolean feedOpen,
            boolean shedClosed,
            boolean shedOpen,
            int utilityMv,
            int utilityMilliHz) {}
}
