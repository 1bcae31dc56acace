package org.ebbflow.tools.vehicle.chademo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.tools.sim.plant.InletSide;
import org.ebbflow.tools.vehicle.chademo.ChademoCar.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The simulated cars against the public frame table, read here and decoded by this test alone:
 * neither the station's codec nor the cars' own has a part in it.
 */
final class CarTableTest {

    private static final Path TABLE =
            Path.of(
                    "../controller/src/test/resources/org/ebbflow/controller/vehicle/chademo/frames.json");
    private static final Map<Integer, JsonNode> FRAMES = frames();
    private static final int SLICE_US = 10_000;
    private static final int BURST_SLICES = 4;

    private static Map<Integer, JsonNode> frames() {
        Map<Integer, JsonNode> frames = new TreeMap<>();
        JsonNode table = JsonMapper.builder().build().readTree(TABLE.toFile());
        table.get("frames").forEach(f -> frames.put(Integer.decode(f.get("id").asString()), f));
        return frames;
    }

    private static JsonNode known(int id) {
        return Objects.requireNonNull(FRAMES.get(id), () -> "not in the table: " + id);
    }

    static List<ChademoTraits> cars() {
        return ChademoTraits.all();
    }

    /** Raw value of a signal, from the octets as the table counts them. */
    private static BigInteger raw(CanFrame frame, JsonNode signal) {
        BigInteger whole = BigInteger.ZERO;
        for (int i = 7; i >= 0; i--) {
            whole = whole.shiftLeft(8).or(BigInteger.valueOf(frame.octet(i)));
        }
        int at = 8 * signal.get("byte").asInt() + signal.get("bit").asInt();
        return whole.shiftRight(at).and(mask(signal.get("bits").asInt()));
    }

    private static BigInteger mask(int bits) {
        return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    }

    private static double value(CanFrame frame, String name) {
        for (JsonNode signal : known(frame.id()).get("signals")) {
            if (signal.get("name").asString().equals(name)) {
                return physical(frame, signal);
            }
        }
        throw new AssertionError("the table has no " + name);
    }

    private static double physical(CanFrame frame, JsonNode signal) {
        return new BigDecimal(raw(frame, signal)).doubleValue() * signal.get("scale").asDouble()
                + signal.get("offset").asDouble();
    }

    private static List<String> illegal(CanFrame frame) {
        if (!FRAMES.containsKey(frame.id()) || frame.length() != 8) {
            return List.of("unknown frame " + frame);
        }
        List<String> wrong = new ArrayList<>();
        BigInteger covered = BigInteger.ZERO;
        BigInteger whole = BigInteger.ZERO;
        for (int i = 7; i >= 0; i--) {
            whole = whole.shiftLeft(8).or(BigInteger.valueOf(frame.octet(i)));
        }
        for (JsonNode signal : known(frame.id()).get("signals")) {
            int at = 8 * signal.get("byte").asInt() + signal.get("bit").asInt();
            covered = covered.or(mask(signal.get("bits").asInt()).shiftLeft(at));
            double physical = physical(frame, signal);
            boolean minutesInstead =
                    signal.get("name").asString().equals("maxChargeTime10s")
                            && raw(frame, signal).intValue() == 0xFF;
            boolean below = signal.has("min") && physical < signal.get("min").asDouble();
            boolean above = signal.has("max") && physical > signal.get("max").asDouble();
            if (!minutesInstead && (below || above)) {
                wrong.add(signal.get("name").asString() + " = " + physical + " in " + frame);
            }
        }
        if (whole.andNot(covered).signum() != 0) {
            wrong.add("a bit outside the table in " + frame);
        }
        return wrong;
    }

    /** A station as the table describes it: frames made from it by name, lines by hand. */
    private static final class Station {

        private final ChademoCar car;
        private final List<CanFrame> heard = new ArrayList<>();
        private final List<Long> heardUs = new ArrayList<>();
        private final Map<String, Long> says = new HashMap<>();
        private long nowUs;
        private boolean d1;
        private boolean d2;
        private int inletMv;
        private int slicesInPhase;
        private int currentMa;

        Station(ChademoTraits traits, ChademoFault fault) {
            List<CanFrame> into = heard;
            this.car = new ChademoCar(traits, fault, 550, frame -> take(frame, into));
            say("0x108.weldingDetectionSupport", 1);
            say("0x108.availableOutputVoltage", 500);
            say("0x108.availableOutputCurrent", 30);
            say("0x108.thresholdVoltage", 435);
            say("0x109.protocolNumber", 2);
            say("0x109.dischargeCompatible", 1);
            say("0x109.stopControl", 1);
            say("0x208.presentDischargeCurrent", 0);
            say("0x208.availableInputVoltage", 500);
            say("0x208.availableInputCurrent", 25);
            say("0x208.lowerThresholdVoltage", 250);
            say("0x209.sequenceNumber", 2);
        }

        private void take(CanFrame frame, List<CanFrame> into) {
            into.add(frame);
            heardUs.add(nowUs);
        }

        void say(String signal, long physical) {
            says.put(signal, physical);
        }

        private CanFrame frame(int id) {
            BigInteger whole = BigInteger.ZERO;
            for (JsonNode signal : known(id).get("signals")) {
                String name = known(id).get("id").asString() + "." + signal.get("name").asString();
                long physical = says.getOrDefault(name, 0L);
                long raw =
                        Math.round(
                                (physical - signal.get("offset").asDouble())
                                        / signal.get("scale").asDouble());
                int at = 8 * signal.get("byte").asInt() + signal.get("bit").asInt();
                boolean said = says.containsKey(name);
                whole = said ? whole.or(BigInteger.valueOf(raw).shiftLeft(at)) : whole;
            }
            int[] octets = new int[8];
            for (int i = 0; i < 8; i++) {
                octets[i] = whole.shiftRight(8 * i).intValue() & 0xFF;
            }
            return CanFrame.of(id, octets);
        }

        void run(int ms, Consumer<Station> each) {
            for (int i = 0; i < ms / 10; i++) {
                nowUs += SLICE_US;
                InletSide inlet = new InletSide(0, true, inletMv, currentMa, 0, 0, d1, d2);
                Phase before = car.phase();
                car.live(inlet, SLICE_US);
                slicesInPhase = car.phase() == before ? slicesInPhase + 1 : 0;
                if (!heard.isEmpty() && nowUs % 100_000 == 0) {
                    List.of(0x108, 0x109, 0x208, 0x209).forEach(id -> car.heard(frame(id)));
                }
                each.accept(this);
            }
        }

        void run(int ms) {
            run(ms, station -> {});
        }

        /** The whole course of a session without any fault of the station. */
        void session() {
            d1 = true;
            run(6_000);
            say("0x109.energizing", 1);
            run(1_000);
            d2 = true;
            run(
                    2_000,
                    s ->
                            s.inletMv =
                                    s.car.contactorsClosed() ? s.car.battery().openVoltageMv() : 0);
            run(2_000);
            say("0x109.stopControl", 0);
            say("0x109.charging", 1);
            run(4_000, s -> s.currentMa = s.car.requestA() * 1_000);
            run(3_000, s -> s.currentMa = -s.car.allowedA() * 1_000);
            run(500, s -> s.currentMa = 0);
            say("0x109.stopControl", 1);
            run(400);
            say("0x109.charging", 0);
            run(4_500, s -> s.inletMv = s.car.contactorsClosed() ? s.inletMv : 0);
            d2 = false;
            d1 = false;
            run(500);
        }

        CanFrame last(int id) {
            return heard.reversed().stream().filter(f -> f.id() == id).findFirst().orElseThrow();
        }
    }

    @ParameterizedTest
    @MethodSource("cars")
    void everyFrameOfAWholeSessionIsLegalAndComesInTheRecordedOrder(ChademoTraits traits) {
        Station station = new Station(traits, ChademoFault.NONE);
        station.session();
        TreeSet<String> wrong = new TreeSet<>();
        station.heard.forEach(f -> wrong.addAll(illegal(f)));
        assertEquals(new TreeSet<>(), wrong);
        List<Integer> usual =
                traits.extras().newer()
                        ? List.of(0x100, 0x101, 0x102, 0x200, 0x110, 0x201, 0x700, 0x202)
                        : traits.extras().discharge()
                                ? List.of(0x100, 0x101, 0x102, 0x200)
                                : List.of(0x100, 0x101, 0x102);
        for (int i = 0; i < station.heard.size(); i++) {
            assertEquals(usual.get(i % usual.size()), station.heard.get(i).id(), "frame " + i);
            long inBurstUs = station.heardUs.get(i) - station.heardUs.get(i - i % usual.size());
            assertEquals(10_000L * (i % usual.size()), inBurstUs, "10 ms apart, frame " + i);
            if (i >= usual.size()) {
                assertEquals(
                        100_000, station.heardUs.get(i) - station.heardUs.get(i - usual.size()));
            }
        }
        assertTrue(station.heard.size() > 200 * usual.size());
        assertTrue(station.car.completed(), station.car.phase().toString());
    }

    @ParameterizedTest
    @MethodSource("cars")
    void whatTheFramesSayIsWhatTheCarIs(ChademoTraits traits) {
        Station station = new Station(traits, ChademoFault.NONE);
        int[] checks = {0};
        station.d1 = true;
        station.run(6_000);
        CanFrame limits = station.last(0x100);
        assertEquals(traits.numbers().maxV(), value(limits, "maxBatteryVoltage"));
        assertEquals(traits.numbers().minChargeA(), value(limits, "minChargeCurrent"));
        assertEquals(
                traits.numbers().batteryRaw() / 10.0,
                value(station.last(0x101), "totalBatteryCapacity"),
                1e-9);
        assertEquals(traits.numbers().longestMin(), value(station.last(0x101), "maxChargeTimeMin"));
        station.say("0x109.energizing", 1);
        station.d2 = true;
        station.run(4_500, s -> checks[0] += s.heard.getLast().id() == 0x102 ? told(s, traits) : 0);
        assertEquals(Phase.FLOWING, station.car.phase());
        station.say("0x109.stopControl", 0);
        station.say("0x109.charging", 1);
        station.run(4_000, s -> checks[0] += s.heard.getLast().id() == 0x102 ? told(s, traits) : 0);
        assertTrue(checks[0] > 60, checks[0] + " comparisons");
        if (traits.extras().discharge()) {
            CanFrame out = station.last(0x200);
            assertEquals(25, value(out, "maxDischargeCurrent"), "follows the station's offer");
            assertEquals(250, value(out, "minDischargeVoltage"));
            assertEquals(traits.numbers().minLevelRaw(), value(out, "minDischargeLevel"));
            assertEquals(traits.numbers().maxLevelRaw(), value(out, "maxChargeLevel"));
        }
        assertEquals(
                30 - traits.numbers().belowOfferA(),
                value(station.last(0x102), "chargeCurrentRequest"));
    }

    /** One 0x102 against the car's inside; a burst is made before its frames are spoken. */
    private static int told(Station station, ChademoTraits traits) {
        CanFrame control = station.heard.getLast();
        ChademoCar car = station.car;
        if (station.slicesInPhase < BURST_SLICES) {
            return 0;
        }
        assertEquals(traits.protocol(), value(control, "protocolNumber"));
        assertEquals(traits.numbers().targetV(), value(control, "targetBatteryVoltage"));
        double reference = value(station.last(0x100), "chargedRateReference");
        assertEquals(
                car.battery().socDeciPercent() / 10.0,
                value(control, "stateOfCharge") * 100 / reference,
                1.1);
        assertEquals(car.enables() ? 1 : 0, value(control, "chargingEnabled"));
        assertEquals(traits.extras().discharge() ? 1 : 0, value(control, "dischargeCompatible"));
        boolean flagged = traits.protocol() >= 2;
        boolean open = car.phase() == Phase.READY || car.phase() == Phase.CLOSING;
        assertEquals(flagged && open ? 1 : 0, value(control, "contactorOpen"), "" + car.phase());
        return 1;
    }

    @Test
    void everyFaultOfACarIsOnTheWireAsTheTableCallsIt() {
        Station bit = new Station(ChademoTraits.leaf40(), ChademoFault.FAULT_BIT);
        bit.session();
        assertTrue(
                bit.heard.stream()
                        .anyMatch(f -> f.id() == 0x102 && value(f, "faultOverVoltage") == 1));
        Station high = new Station(ChademoTraits.leaf40(), ChademoFault.HIGH_VOLTAGE);
        high.session();
        assertEquals(590, value(high.last(0x102), "targetBatteryVoltage"));
        Station dumb = new Station(ChademoTraits.leaf40(), ChademoFault.NO_ENABLE);
        dumb.session();
        assertTrue(
                dumb.heard.stream()
                        .noneMatch(f -> f.id() == 0x102 && value(f, "chargingEnabled") == 1));
        Station open = new Station(ChademoTraits.leaf40(), ChademoFault.CONTACTORS_STAY_OPEN);
        open.session();
        assertTrue(
                open.heard.stream()
                        .filter(f -> f.id() == 0x102 && value(f, "chargingEnabled") == 1)
                        .allMatch(f -> value(f, "contactorOpen") == 1));
    }
}
