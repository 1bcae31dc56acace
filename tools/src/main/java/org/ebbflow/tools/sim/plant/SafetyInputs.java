package org.ebbflow.tools.sim.plant;

/**
 * The five safety inputs of the board.
 *
 * @param emergencyStop the e-stop chain is open
 * @param doorOpen the enclosure is open
 * @param rcdTripped the residual current device has tripped
 * @param insulationFault the insulation monitor reports a fault
 * @param pilotFault the pilot is shorted or its diode is missing
 */
public record SafetyInputs(
        boolean emergencyStop,
        boolean doorOpen,
        boolean rcdTripped,
        boolean insulationFault,
        boolean pilotFault) {

    public static final SafetyInputs CLEAR = new SafetyInputs(false, false, false, false, false);

    SafetyInputs or(SafetyInputs other) {
        return new SafetyInputs(
                emergencyStop || other.emergencyStop,
                doorOpen || other.doorOpen,
                rcdTripped || other.rcdTripped,
                insulationFault || other.insulationFault,
                pilotFault || other.pilotFault);
    }

    boolean any() {
        return emergencyStop || doorOpen || rcdTripped || insulationFault || pilotFault;
    }
}
