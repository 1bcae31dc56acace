package org.ebbflow.controller.vehicle.chademo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.ebbflow.hal.CanFrame;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The codec against the public table of frames, signal by signal. */
final class FrameTableTest {

    /** Not in our records: never set in a recording, or a frame that only one source names. */
    private static final List<String> LEFT_OUT = List.of("0x102.reserved5", "0x103.batteryVoltage");

    private static final Map<String, ToLongFunction<CanFrame>> MEANING = meaning();

    @Test
    void everySignalOfTheTableReadsAsItsPhysicalValue() {
        TreeSet<String> seen = new TreeSet<>();
        for (Signal signal : signals()) {
            ToLongFunction<CanFrame> read = MEANING.get(signal.name);
            if (read == null) {
                assertTrue(LEFT_OUT.contains(signal.name), signal.name + " is not read");
                continue;
            }
            seen.add(signal.name);
            for (long raw : signal.samples()) {
                assertEquals(
                        signal.physical(raw),
                        read.applyAsLong(signal.frame(raw)),
                        signal.name + " raw " + raw);
            }
        }
        assertEquals(MEANING.keySet(), seen);
    }

    @Test
    void everySignalSurvivesDecodingAndEncoding() {
        int checked = 0;
        for (Signal signal : signals()) {
            if (LEFT_OUT.contains(signal.name)) {
                continue;
            }
            for (long raw : signal.samples()) {
                CanFrame frame = signal.frame(raw);
                assertEquals(Optional.of(frame), recoded(frame), signal.name);
                checked++;
            }
        }
        assertTrue(checked > 300, "only " + checked + " samples");
    }

    @Test
    void everyFrameOfBothRecordingsSurvivesDecodingAndEncoding() {
        for (String name : List.of(Recordings.LEAF24, Recordings.LEAF62)) {
            List<Recordings.Line> lines = Recordings.lines(name);
            for (Recordings.Line line : lines) {
                assertEquals(Optional.of(line.frame()), recoded(line.frame()), name);
            }
            assertTrue(lines.size() > 4_000, name + " has only " + lines.size() + " frames");
        }
    }

    @Test
    void framesOfOtherIdentifiersOrLengthsMeanNothing() {
        assertEquals(Optional.empty(), CarFrame.of(CanFrame.of(0x102, 2, 0, 0, 0, 0, 0, 0)));
        assertEquals(Optional.empty(), CarFrame.of(CanFrame.of(0x108, 0, 0, 0, 0, 0, 0, 0, 0)));
        assertEquals(Optional.empty(), StationFrame.of(CanFrame.of(0x102, 0, 0, 0, 0, 0, 0, 0, 0)));
        assertEquals(Optional.empty(), StationFrame.of(CanFrame.of(0x109, 2)));
    }

    private static Optional<CanFrame> recoded(CanFrame frame) {
        Optional<CanFrame> car = CarFrame.of(frame).map(CarFrame::frame);
        return car.isPresent() ? car : StationFrame.of(frame).map(StationFrame::frame);
    }

    private record Signal(int id, String name, int at, int bits, int scale, int offset, int max) {

        /** 0, 1, each single bit, and the largest value. */
        List<Long> samples() {
            List<Long> samples = new ArrayList<>(List.of(0L));
            for (int bit = 0; bit < bits && (max == 0 || 1L << bit <= max); bit++) {
                samples.add(1L << bit);
            }
            if (max == 0 && bits < 64) {
                samples.add((1L << bits) - 1);
            }
            return samples;
        }

        long physical(long raw) {
            return raw * scale + offset;
        }

        CanFrame frame(long raw) {
            int[] octets = new int[8];
            for (int i = 0; i < bits; i++) {
                int bit = at + i;
                octets[bit / 8] |= (int) (raw >>> i & 1) << bit % 8;
            }
            return CanFrame.of(id, octets);
        }
    }

    private static List<Signal> signals() {
        List<Signal> signals = new ArrayList<>();
        for (JsonNode frame : Recordings.frameTable().get("frames")) {
            String id = frame.get("id").stringValue();
            for (JsonNode s : frame.get("signals")) {
                String name = id + "." + s.get("name").stringValue();
                boolean switchLike = name.equals("0x108.weldingDetectionSupport");
                // Fractions stay with the reader: the records hold steps of 10 s and of 0.1 kWh.
                boolean steps = s.get("scale").asDouble() != -1;
                signals.add(
                        new Signal(
                                Integer.decode(id),
                                name,
                                s.get("byte").intValue() * 8 + s.get("bit").intValue(),
                                s.get("bits").intValue(),
                                steps ? 1 : -1,
                                s.get("offset").intValue(),
                                switchLike ? 1 : 0));
            }
        }
        return signals;
    }

    private static long bit(boolean set) {
        return set ? 1 : 0;
    }

    private static void car(
            Map<String, ToLongFunction<CanFrame>> into, String name, ToLongFunction<CarFrame> as) {
        into.put(name, f -> as.applyAsLong(CarFrame.of(f).orElseThrow()));
    }

    private static void station(
            Map<String, ToLongFunction<CanFrame>> into,
            String name,
            ToLongFunction<StationFrame> as) {
        into.put(name, f -> as.applyAsLong(StationFrame.of(f).orElseThrow()));
    }

    private static Map<String, ToLongFunction<CanFrame>> meaning() {
        Map<String, ToLongFunction<CanFrame>> m = new TreeMap<>();
        battery(m);
        control(m);
        discharge(m);
        station(m);
        stationFlags(m);
        return m;
    }

    private static void battery(Map<String, ToLongFunction<CanFrame>> m) {
        car(m, "0x100.minChargeCurrent", f -> ((CarFrame.BatteryLimits) f).minChargeA());
        car(m, "0x100.maxChargeCurrent", f -> ((CarFrame.BatteryLimits) f).maxChargeA());
        car(m, "0x100.minBatteryVoltage", f -> ((CarFrame.BatteryLimits) f).minVoltageV());
        car(m, "0x100.maxBatteryVoltage", f -> ((CarFrame.BatteryLimits) f).maxVoltageV());
        car(m, "0x100.chargedRateReference", f -> ((CarFrame.BatteryLimits) f).rateReference());
        car(m, "0x101.maxChargeTime10s", f -> ((CarFrame.ChargeTime) f).longestTenSeconds());
        car(m, "0x101.maxChargeTimeMin", f -> ((CarFrame.ChargeTime) f).longestMin());
        car(m, "0x101.estimatedChargeTimeMin", f -> ((CarFrame.ChargeTime) f).estimatedMin());
        car(m, "0x101.totalBatteryCapacity", f -> ((CarFrame.ChargeTime) f).batteryRaw());
    }

    private static CarFrame.ChargeControl control(CarFrame frame) {
        return (CarFrame.ChargeControl) frame;
    }

    private static void control(Map<String, ToLongFunction<CanFrame>> m) {
        car(m, "0x102.protocolNumber", f -> control(f).protocol());
        car(m, "0x102.targetBatteryVoltage", f -> control(f).targetVoltageV());
        car(m, "0x102.chargeCurrentRequest", f -> control(f).requestA());
        car(m, "0x102.faultOverVoltage", f -> bit(control(f).faults().overVoltage()));
        car(m, "0x102.faultUnderVoltage", f -> bit(control(f).faults().underVoltage()));
        car(m, "0x102.faultCurrentDeviation", f -> bit(control(f).faults().currentDeviation()));
        car(m, "0x102.faultHighTemperature", f -> bit(control(f).faults().temperature()));
        car(m, "0x102.faultVoltageDeviation", f -> bit(control(f).faults().voltageDeviation()));
        car(m, "0x102.chargingEnabled", f -> bit(control(f).status().enabled()));
        car(m, "0x102.notInPark", f -> bit(control(f).status().notParked()));
        car(m, "0x102.chargingSystemFault", f -> bit(control(f).status().systemFault()));
        car(m, "0x102.contactorOpen", f -> bit(control(f).status().contactorsOpen()));
        car(m, "0x102.stopBeforeCharging", f -> bit(control(f).status().stopBeforeCharging()));
        car(m, "0x102.legacyDynamicControl", f -> bit(control(f).status().followsOffer()));
        car(m, "0x102.dischargeCompatible", f -> bit(control(f).status().dischargeCompatible()));
        car(m, "0x102.stateOfCharge", f -> control(f).chargedRate());
        car(m, "0x110.dynamicControl", f -> bit(((CarFrame.ExtendedRequest) f).dynamic()));
        car(m, "0x110.highCurrentControl", f -> bit(((CarFrame.ExtendedRequest) f).highCurrent()));
        car(m, "0x110.highVoltageControl", f -> bit(((CarFrame.ExtendedRequest) f).highVoltage()));
        car(
                m,
                "0x110.permitResetMaxChargeTime",
                f -> bit(((CarFrame.ExtendedRequest) f).timeReset()));
        car(
                m,
                "0x110.extendedCurrentRequest",
                f -> ((CarFrame.ExtendedRequest) f).extendedRequestA());
    }

    private static void discharge(Map<String, ToLongFunction<CanFrame>> m) {
        car(m, "0x200.maxDischargeCurrent", f -> ((CarFrame.DischargeLimits) f).maxDischargeA());
        car(m, "0x200.minDischargeVoltage", f -> ((CarFrame.DischargeLimits) f).minVoltageV());
        car(m, "0x200.minDischargeLevel", f -> ((CarFrame.DischargeLimits) f).minLevelRaw());
        car(m, "0x200.maxChargeLevel", f -> ((CarFrame.DischargeLimits) f).maxLevelRaw());
        car(m, "0x201.sequenceNumber", f -> ((CarFrame.DischargeEstimate) f).sequence());
        car(
                m,
                "0x201.dischargeCompletionTime",
                f -> ((CarFrame.DischargeEstimate) f).minutesToEmpty());
        car(m, "0x201.availableEnergy", f -> ((CarFrame.DischargeEstimate) f).energyDeciKwh());
        car(m, "0x202.raw", f -> Long.reverseBytes(((CarFrame.Vendor) f).raw()));
        car(m, "0x700.automakerCode", f -> ((CarFrame.Maker) f).code());
        car(m, "0x700.optionalContent", f -> Long.reverseBytes(((CarFrame.Maker) f).rest()) >>> 8);
    }

    private static void station(Map<String, ToLongFunction<CanFrame>> m) {
        station(
                m,
                "0x108.weldingDetectionSupport",
                f -> bit(((StationFrame.Capabilities) f).weldCheck()));
        station(m, "0x108.availableOutputVoltage", f -> ((StationFrame.Capabilities) f).voltageV());
        station(m, "0x108.availableOutputCurrent", f -> ((StationFrame.Capabilities) f).chargeA());
        station(m, "0x108.thresholdVoltage", f -> ((StationFrame.Capabilities) f).thresholdV());
        station(m, "0x118.dynamicControl", f -> bit(((StationFrame.Extended) f).dynamic()));
        station(m, "0x118.highCurrentControl", f -> bit(((StationFrame.Extended) f).highCurrent()));
        station(m, "0x118.highVoltageControl", f -> bit(((StationFrame.Extended) f).highVoltage()));
        station(
                m,
                "0x118.permitResetMaxChargeTime",
                f -> bit(((StationFrame.Extended) f).timesStand()));
        station(
                m,
                "0x208.presentDischargeCurrent",
                f -> ((StationFrame.DischargeCapabilities) f).presentA());
        station(
                m,
                "0x208.availableInputVoltage",
                f -> ((StationFrame.DischargeCapabilities) f).inputVoltageV());
        station(
                m,
                "0x208.availableInputCurrent",
                f -> ((StationFrame.DischargeCapabilities) f).inputA());
        station(
                m,
                "0x208.lowerThresholdVoltage",
                f -> ((StationFrame.DischargeCapabilities) f).lowerThresholdV());
        station(m, "0x209.sequenceNumber", f -> ((StationFrame.DischargeRemaining) f).sequence());
        station(
                m,
                "0x209.remainingDischargeTime",
                f -> ((StationFrame.DischargeRemaining) f).minutes());
    }

    private static StationFrame.Status status(StationFrame frame) {
        return (StationFrame.Status) frame;
    }

    private static void stationFlags(Map<String, ToLongFunction<CanFrame>> m) {
        station(m, "0x109.protocolNumber", f -> status(f).protocol());
        station(m, "0x109.presentOutputVoltage", f -> status(f).voltageV());
        station(m, "0x109.presentOutputCurrent", f -> status(f).chargeA());
        station(m, "0x109.dischargeCompatible", f -> bit(status(f).dischargeCompatible()));
        station(m, "0x109.charging", f -> bit(status(f).flags().charging()));
        station(m, "0x109.chargerFault", f -> bit(status(f).flags().stationFault()));
        station(m, "0x109.energizing", f -> bit(status(f).flags().energising()));
        station(m, "0x109.batteryIncompatible", f -> bit(status(f).flags().incompatible()));
        station(m, "0x109.chargingSystemFault", f -> bit(status(f).flags().systemFault()));
        station(m, "0x109.stopControl", f -> bit(status(f).flags().stop()));
        station(m, "0x109.remainingTime10s", f -> status(f).remainingTenSeconds());
        station(m, "0x109.remainingTimeMin", f -> status(f).remainingMin());
    }
}
