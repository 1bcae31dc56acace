package org.ebbflow.hal;

import java.util.Optional;

/**
 * Wires of a relay and input device in the words of their use; true is the named thing.
 *
 * @param emergencyStop the emergency stop chain is open
 * @param doorOpen the enclosure is open
 * @param rcdTripped the residual current device has tripped
 * @param insulationFault the alarm relay of the insulation monitor has dropped
 * @param contactorsClosed the mirror contact, nothing where none is wired here
 * @param connector lines h and k of a CHAdeMO connector in the words of a pilot, nothing where they
 *     are not wired here
 * @param lock the connector lock, nothing where it does not hang here
 */
public record DigitalInputs(
        boolean emergencyStop,
        boolean doorOpen,
        boolean rcdTripped,
        boolean insulationFault,
        Optional<Boolean> contactorsClosed,
        Optional<SafetyReading.PilotState> connector,
        Optional<SafetyReading.LockState> lock) {

    /** Both together: what stood at any time, and the newer of everything else. */
    public DigitalInputs joined(DigitalInputs newer) {
        return new DigitalInputs(
                emergencyStop || newer.emergencyStop,
                doorOpen || newer.doorOpen,
                rcdTripped || newer.rcdTripped,
                insulationFault || newer.insulationFault,
                newer.contactorsClosed,
                newer.connector,
                newer.lock);
    }
}
