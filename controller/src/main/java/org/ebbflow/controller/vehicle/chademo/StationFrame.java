package org.ebbflow.controller.vehicle.chademo;

import java.util.Optional;
import org.ebbflow.hal.CanFrame;

/**
 * A frame that the station sends; numbers as they stand on the wire, units in the names.
 *
 * @source frames.json among the test resources, every field with its origin
 */
sealed interface StationFrame {

    /** The same as it stands on the bus. */
    CanFrame frame();

    /** The meaning of a recorded frame; empty for other identifiers. */
    static Optional<StationFrame> of(CanFrame frame) {
        if (frame.length() != CarFrame.LENGTH) {
            return Optional.empty();
        }
        return switch (frame.id()) {
            case Capabilities.ID -> Optional.of(Capabilities.of(frame));
            case Status.ID -> Optional.of(Status.of(frame));
            case Extended.ID -> Optional.of(Extended.of(frame));
            case DischargeCapabilities.ID -> Optional.of(DischargeCapabilities.of(frame));
            case DischargeRemaining.ID -> Optional.of(DischargeRemaining.of(frame));
            default -> Optional.empty();
        };
    }

    /**
     * 0x108.
     *
     * @param weldCheck the output falls so that the car can check its contactors; must be true
     * @param voltageV available output voltage, fixed
     * @param chargeA available output current, may change
     * @param thresholdV reaching it stops the output
     */
    record Capabilities(boolean weldCheck, int voltageV, int chargeA, int thresholdV)
            implements StationFrame {
        static final int ID = 0x108;

        static Capabilities of(CanFrame f) {
            return new Capabilities(
                    f.octet(0) != 0, f.littleEndian(1), f.octet(3), f.littleEndian(4));
        }

        @Override
        public CanFrame frame() {
            return CanFrame.of(
                    ID,
                    Bits.of(weldCheck, 0),
                    voltageV,
                    voltageV >> 8,
                    chargeA,
                    thresholdV,
                    thresholdV >> 8,
                    0,
                    0);
        }
    }

    /**
     * 0x109.
     *
     * @param protocol protocol number of the station
     * @param voltageV measured at the connector
     * @param chargeA measured charge current; 0 while discharging
     * @param dischargeCompatible then 0x208 and 0x209 must be sent too
     * @param remainingTenSeconds remaining time in steps of 10 s, 255 = see the minutes
     * @param remainingMin remaining time in minutes
     */
    record Status(
            int protocol,
            int voltageV,
            int chargeA,
            boolean dischargeCompatible,
            Flags flags,
            int remainingTenSeconds,
            int remainingMin)
            implements StationFrame {
        static final int ID = 0x109;

        static Status of(CanFrame f) {
            return new Status(
                    f.octet(0),
                    f.littleEndian(1),
                    f.octet(3),
                    f.bit(4, 0),
                    new Flags(
                            f.bit(5, 0),
                            f.bit(5, 1),
                            f.bit(5, 2),
                            f.bit(5, 3),
                            f.bit(5, 4),
                            f.bit(5, 5)),
                    f.octet(6),
                    f.octet(7));
        }

        @Override
        public CanFrame frame() {
            return CanFrame.of(
                    ID,
                    protocol,
                    voltageV,
                    voltageV >> 8,
                    chargeA,
                    Bits.of(dischargeCompatible, 0),
                    flags.octet(),
                    remainingTenSeconds,
                    remainingMin);
        }
    }

    /**
     * Octet 5 of 0x109.
     *
     * @param charging energy flows, in either direction
     * @param stationFault the station has a fault
     * @param energising the connector is locked, or the output may exceed 10 V
     * @param incompatible the battery does not fit the station
     * @param systemFault car or connection has a fault
     * @param stop stopped or stopping
     */
    record Flags(
            boolean charging,
            boolean stationFault,
            boolean energising,
            boolean incompatible,
            boolean systemFault,
            boolean stop) {

        /** At rest. */
        static final Flags IDLE = new Flags(false, false, false, false, false, true);

        int octet() {
            return Bits.of(charging, 0)
                    | Bits.of(stationFault, 1)
                    | Bits.of(energising, 2)
                    | Bits.of(incompatible, 3)
                    | Bits.of(systemFault, 4)
                    | Bits.of(stop, 5);
        }
    }

    /**
     * 0x118.
     *
     * @param dynamic the offered current follows what is available
     * @param highCurrent never offered: its fields are not public
     * @param highVoltage never offered: its fields are not public
     * @param timesStand false for a second asks the car for new times
     */
    record Extended(boolean dynamic, boolean highCurrent, boolean highVoltage, boolean timesStand)
            implements StationFrame {
        static final int ID = 0x118;

        static Extended of(CanFrame f) {
            return new Extended(f.bit(0, 0), f.bit(0, 1), f.bit(0, 2), f.bit(6, 0));
        }

        @Override
        public CanFrame frame() {
            int bits = Bits.of(dynamic, 0) | Bits.of(highCurrent, 1) | Bits.of(highVoltage, 2);
            return CanFrame.of(ID, bits, 0, 0, 0, 0, 0, Bits.of(timesStand, 0), 0);
        }
    }

    /**
     * 0x208.
     *
     * @param presentA measured discharge current, 0..255
     * @param inputVoltageV available input voltage; sources differ, see the settings
     * @param inputA discharge current the station allows, 0..255
     * @param lowerThresholdV end of discharge
     */
    record DischargeCapabilities(int presentA, int inputVoltageV, int inputA, int lowerThresholdV)
            implements StationFrame {
        static final int ID = 0x208;

        static DischargeCapabilities of(CanFrame f) {
            return new DischargeCapabilities(
                    Bits.INVERTED - f.octet(0),
                    f.littleEndian(1),
                    Bits.INVERTED - f.octet(3),
                    f.littleEndian(6));
        }

        @Override
        public CanFrame frame() {
            return CanFrame.of(
                    ID,
                    Bits.INVERTED - presentA,
                    inputVoltageV,
                    inputVoltageV >> 8,
                    Bits.INVERTED - inputA,
                    0,
                    0,
                    lowerThresholdV,
                    lowerThresholdV >> 8);
        }
    }

    /**
     * 0x209.
     *
     * @param sequence edition of the discharge guideline
     * @param minutes remaining discharge time, 0 = not used
     */
    record DischargeRemaining(int sequence, int minutes) implements StationFrame {
        static final int ID = 0x209;

        static DischargeRemaining of(CanFrame f) {
            return new DischargeRemaining(f.octet(0), f.littleEndian(1));
        }

        @Override
        public CanFrame frame() {
            return CanFrame.of(ID, sequence, minutes, minutes >> 8, 0, 0, 0, 0, 0);
        }
    }
}
