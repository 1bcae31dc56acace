package org.ebbflow.controller.vehicle.chademo;

import java.util.Optional;
import org.ebbflow.hal.CanFrame;

/**
 * A frame that the car sends; numbers as they stand on the wire, units in the names. The standard
 * is not public: the table is known from public code, one DBC and recordings.
 *
 * @source frames.json among the test resources, every field with its origin
 */
sealed interface CarFrame {

    int LENGTH = 8;

    /** The same as it stands on the bus. */
    CanFrame frame();

    /** The meaning of a frame; empty for other identifiers and for frames that are not 8 long. */
    static Optional<CarFrame> of(CanFrame frame) {
        if (frame.length() != LENGTH) {
            return Optional.empty();
        }
        return switch (frame.id()) {
            case BatteryLimits.ID -> Optional.of(BatteryLimits.of(frame));
            case ChargeTime.ID -> Optional.of(ChargeTime.of(frame));
            case ChargeControl.ID -> Optional.of(ChargeControl.of(frame));
            case ExtendedRequest.ID -> Optional.of(ExtendedRequest.of(frame));
            case DischargeLimits.ID -> Optional.of(DischargeLimits.of(frame));
            case DischargeEstimate.ID -> Optional.of(DischargeEstimate.of(frame));
            case Vendor.ID -> Optional.of(new Vendor(frame.payload()));
            case Maker.ID -> Optional.of(Maker.of(frame));
            default -> Optional.empty();
        };
    }

    /**
     * 0x100.
     *
     * @param minChargeA smallest charge current
     * @param maxChargeA named by one source only and 0 in every recording: not used
     * @param minVoltageV 0 = not used
     * @param maxVoltageV not trustworthy before the permission line is on
     * @param rateReference the value of {@link ChargeControl#chargedRate} that means 100 %
     */
    record BatteryLimits(
            int minChargeA, int maxChargeA, int minVoltageV, int maxVoltageV, int rateReference)
            implements CarFrame {
        static final int ID = 0x100;

        static BatteryLimits of(CanFrame f) {
            return new BatteryLimits(
                    f.octet(0), f.octet(1), f.littleEndian(2), f.littleEndian(4), f.octet(6));
        }

        @Override
        public CanFrame frame() {
            return CanFrame.of(
                    ID,
                    minChargeA,
                    maxChargeA,
                    minVoltageV,
                    minVoltageV >> 8,
                    maxVoltageV,
                    maxVoltageV >> 8,
                    rateReference,
                    0);
        }
    }

    /**
     * 0x101.
     *
     * @param longestTenSeconds longest charge time in steps of 10 s, 255 = see the minutes
     * @param longestMin longest charge time in minutes
     * @param estimatedMin estimated charge time in minutes
     * @param batteryRaw battery capacity; 0.1 kWh or 0.11 kWh a step, see the settings
     */
    record ChargeTime(int longestTenSeconds, int longestMin, int estimatedMin, int batteryRaw)
            implements CarFrame {
        static final int ID = 0x101;

        static ChargeTime of(CanFrame f) {
            return new ChargeTime(f.octet(1), f.octet(2), f.octet(3), f.littleEndian(5));
        }

        @Override
        public CanFrame frame() {
            return CanFrame.of(
                    ID,
                    0,
                    longestTenSeconds,
                    longestMin,
                    estimatedMin,
                    0,
                    batteryRaw,
                    batteryRaw >> 8,
                    0);
        }
    }

    /**
     * 0x102.
     *
     * @param protocol protocol number of the car
     * @param targetVoltageV charging voltage; falling to 0 in a session is a stop
     * @param requestA charge current the car asks for
     * @param chargedRate state of charge, scaled by {@link BatteryLimits#rateReference}
     */
    record ChargeControl(
            int protocol,
            int targetVoltageV,
            int requestA,
            Faults faults,
            Status status,
            int chargedRate)
            implements CarFrame {
        static final int ID = 0x102;

        static ChargeControl of(CanFrame f) {
            return new ChargeControl(
                    f.octet(0),
                    f.littleEndian(1),
                    f.octet(3),
                    new Faults(f.bit(4, 0), f.bit(4, 1), f.bit(4, 2), f.bit(4, 3), f.bit(4, 4)),
                    new Status(
                            f.bit(5, 0),
                            f.bit(5, 1),
                            f.bit(5, 2),
                            f.bit(5, 3),
                            f.bit(5, 4),
                            f.bit(5, 6),
                            f.bit(5, 7)),
                    f.octet(6));
        }

        @Override
        public CanFrame frame() {
            return CanFrame.of(
                    ID,
                    protocol,
                    targetVoltageV,
                    targetVoltageV >> 8,
                    requestA,
                    faults.octet(),
                    status.octet(),
                    chargedRate,
                    0);
        }
    }

    /** Faults the car sees; each one ends the session. */
    record Faults(
            boolean overVoltage,
            boolean underVoltage,
            boolean currentDeviation,
            boolean temperature,
            boolean voltageDeviation) {

        static final Faults NONE = new Faults(false, false, false, false, false);

        boolean any() {
            return octet() != 0;
        }

        private int octet() {
            return Bits.of(overVoltage, 0)
                    | Bits.of(underVoltage, 1)
                    | Bits.of(currentDeviation, 2)
                    | Bits.of(temperature, 3)
                    | Bits.of(voltageDeviation, 4);
        }
    }

    /**
     * Status of the car.
     *
     * @param enabled the car wants energy; false is a stop
     * @param notParked the gear is not in park
     * @param systemFault the car's charging system has a fault
     * @param contactorsOpen its contactors are open, or the weld check is done; 0 before it knows a
     *     station of protocol 2
     * @param stopBeforeCharging stop, valid until the first request
     * @param followsOffer the car follows changes of the offered current (seen on one car)
     * @param dischargeCompatible the car can discharge
     */
    record Status(
            boolean enabled,
            boolean notParked,
            boolean systemFault,
            boolean contactorsOpen,
            boolean stopBeforeCharging,
            boolean followsOffer,
            boolean dischargeCompatible) {

        private int octet() {
            return Bits.of(enabled, 0)
                    | Bits.of(notParked, 1)
                    | Bits.of(systemFault, 2)
                    | Bits.of(contactorsOpen, 3)
                    | Bits.of(stopBeforeCharging, 4)
                    | Bits.of(followsOffer, 6)
                    | Bits.of(dischargeCompatible, 7);
        }
    }

    /**
     * 0x110.
     *
     * @param dynamic the car follows changes of the offered current
     * @param highCurrent it offers high current control, which this station does not
     * @param highVoltage it offers high voltage control, which this station does not
     * @param timeReset permits a reset of the longest time (position unsure)
     * @param extendedRequestA request beyond 255 A, named in one source only: not used
     */
    record ExtendedRequest(
            boolean dynamic,
            boolean highCurrent,
            boolean highVoltage,
            boolean timeReset,
            int extendedRequestA)
            implements CarFrame {
        static final int ID = 0x110;

        static ExtendedRequest of(CanFrame f) {
            return new ExtendedRequest(
                    f.bit(0, 0), f.bit(0, 1), f.bit(0, 2), f.bit(0, 5), f.littleEndian(1));
        }

        @Override
        public CanFrame frame() {
            int bits =
                    Bits.of(dynamic, 0)
                            | Bits.of(highCurrent, 1)
                            | Bits.of(highVoltage, 2)
                            | Bits.of(timeReset, 5);
            return CanFrame.of(ID, bits, extendedRequestA, extendedRequestA >> 8, 0, 0, 0, 0, 0);
        }
    }

    /**
     * 0x200.
     *
     * @param maxDischargeA discharge current the car allows now, 0..255
     * @param minVoltageV end of discharge
     * @param minLevelRaw no discharge below it, percent or 0.1 kWh; 0 = not used
     * @param maxLevelRaw no charge above it, percent or 0.1 kWh; 0 or 255 = not used
     */
    record DischargeLimits(int maxDischargeA, int minVoltageV, int minLevelRaw, int maxLevelRaw)
            implements CarFrame {
        static final int ID = 0x200;

        static DischargeLimits of(CanFrame f) {
            return new DischargeLimits(
                    Bits.INVERTED - f.octet(0), f.littleEndian(4), f.octet(6), f.octet(7));
        }

        @Override
        public CanFrame frame() {
            return CanFrame.of(
                    ID,
                    Bits.INVERTED - maxDischargeA,
                    0,
                    0,
                    0,
                    minVoltageV,
                    minVoltageV >> 8,
                    minLevelRaw,
                    maxLevelRaw);
        }
    }

    /**
     * 0x201.
     *
     * @param sequence edition of the discharge guideline
     * @param minutesToEmpty 0 = not used
     * @param energyDeciKwh energy that can be given, 0 = not used
     */
    record DischargeEstimate(int sequence, int minutesToEmpty, int energyDeciKwh)
            implements CarFrame {
        static final int ID = 0x201;

        static DischargeEstimate of(CanFrame f) {
            return new DischargeEstimate(f.octet(0), f.littleEndian(1), f.littleEndian(3));
        }

        @Override
        public CanFrame frame() {
            return CanFrame.of(
                    ID,
                    sequence,
                    minutesToEmpty,
                    minutesToEmpty >> 8,
                    energyDeciKwh,
                    energyDeciKwh >> 8,
                    0,
                    0,
                    0);
        }
    }

    /** 0x202: sent by one maker, meaning unknown. */
    record Vendor(long raw) implements CarFrame {
        static final int ID = 0x202;

        @Override
        public CanFrame frame() {
            return new CanFrame(ID, LENGTH, raw);
        }
    }

    /**
     * 0x700.
     *
     * @param code the car maker's number
     * @param rest seven octets of the maker's own, the first one highest
     */
    record Maker(int code, long rest) implements CarFrame {
        static final int ID = 0x700;
        private static final long REST = (1L << 56) - 1;

        static Maker of(CanFrame f) {
            return new Maker(f.octet(0), f.payload() & REST);
        }

        @Override
        public CanFrame frame() {
            return new CanFrame(ID, LENGTH, (long) code << 56 | rest & REST);
        }
    }
}
