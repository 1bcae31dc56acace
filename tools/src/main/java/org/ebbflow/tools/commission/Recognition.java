package org.ebbflow.tools.commission;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.ebbflow.hal.modbus.BusProbe;
import org.ebbflow.hal.modbus.BusProbe.Heard;
import org.ebbflow.hal.modbus.Transaction;

/** Tells by a few reads what a unit is; nothing is ever written. */
final class Recognition {
    private final BusProbe bus;
    private final int unit;

    private Recognition(BusProbe bus, int unit) {
        this.bus = bus;
        this.unit = unit;
    }

    /**
     * What answers.
     *
     * @param what in words for the installer
     * @param maps beginnings of the names of the register maps that fit, empty when not known
     */
    record Device(String what, List<String> maps) {
        boolean fits(String map) {
            return maps.isEmpty() || maps.stream().anyMatch(map::startsWith);
        }
    }

    static Device of(BusProbe bus, int unit) {
        return new Recognition(bus, unit).device();
    }

    private Device device() {
        if (holding(0, 1) instanceof Heard.Values v && v.values()[0] == 0xEB01) {
            return new Device("Ebbflow safety board", List.of("ebbflow-safety-board"));
        }
        if (holding(40_000, 2) instanceof Heard.Values v && v.values()[0] == 0x5375) {
            String name = text(holding(40_004, 32));
            return new Device("SunSpec device " + name, List.of("sunspec"));
        }
        if (text(holding(9_800, 10)).startsWith("iso")) {
            return new Device("Bender " + text(holding(9_800, 10)), List.of("bender"));
        }
        if (isHertz(number(input(0x0046, 2)), 1)) {
            return new Device("Eastron SDM meter", List.of("eastron"));
        }
        if (isHertz(number(holding(0x4A6A, 2)), 1)) {
            return new Device("Janitza B23 meter", List.of("janitza"));
        }
        if (isHertz(word(holding(0x5B2C, 1)), 100)) {
            return new Device("ABB B23 meter", List.of("abb"));
        }
        if (isHertz(word(input(0x0037, 1)), 10)) {
            return new Device("Carlo Gavazzi EM24 meter", List.of("carlo-gavazzi-em24"));
        }
        if (isHertz(word(input(0x0033, 1)), 10)) {
            return new Device("Carlo Gavazzi EM340 meter", List.of("carlo-gavazzi-em340"));
        }
        if (holding(498, 5) instanceof Heard.Values && holding(505, 5) instanceof Heard.Values) {
            return new Device("EA power supply", List.of("ea-"));
        }
        if (bus.ask(new Transaction.ReadBits(unit, 2, 0, 8)) instanceof Heard.Values) {
            boolean watchdog = holding(0x1000, 1) instanceof Heard.Values;
            return watchdog
                    ? new Device("WAGO 750 coupler", List.of("wago"))
                    : new Device("relay and input device", List.of("waveshare"));
        }
        return new Device("a Modbus device of unknown make", List.of());
    }

    private Heard holding(int address, int count) {
        return bus.ask(new Transaction.Read(unit, 3, address, count));
    }

    private Heard input(int address, int count) {
        return bus.ask(new Transaction.Read(unit, 4, address, count));
    }

    private static String text(Heard heard) {
        if (!(heard instanceof Heard.Values v)) {
            return "";
        }
        byte[] bytes = new byte[2 * v.values().length];
        for (int i = 0; i < v.values().length; i++) {
            bytes[2 * i] = (byte) (v.values()[i] >> 8);
            bytes[2 * i + 1] = (byte) v.values()[i];
        }
        return new String(bytes, StandardCharsets.US_ASCII).replaceAll("[^ -~]+", " ").strip();
    }

    private static float number(Heard heard) {
        return heard instanceof Heard.Values v
                ? Float.intBitsToFloat(v.values()[0] << 16 | v.values()[1])
                : 0;
    }

    private static float word(Heard heard) {
        return heard instanceof Heard.Values v ? v.values()[0] : 0;
    }

    private static boolean isHertz(float value, int scale) {
        return value >= 45 * scale && value <= 65 * scale;
    }
}
