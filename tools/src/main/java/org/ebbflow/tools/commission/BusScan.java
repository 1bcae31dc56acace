package org.ebbflow.tools.commission;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.ebbflow.hal.board.BusConfig;
import org.ebbflow.hal.board.DeviceConfig;
import org.ebbflow.hal.modbus.BusProbe;
import org.ebbflow.hal.modbus.BusProbe.Heard;
import org.ebbflow.hal.modbus.Transaction;

/** Looks for the devices of one bus where the board file has them, then everywhere else. */
final class BusScan {
    private static final int[] BAUDS = {9_600, 19_200, 38_400, 57_600, 115_200};
    private static final int HIGHEST_UNIT = 247;
    private static final int NEAR_UNITS = 10;
    private static final int SHORT_MS = 60;

    private final BusConfig bus;
    private final List<DeviceConfig> devices;
    private final Consumer<String> progress;
    private final long endNs;
    private final List<Found> found = new ArrayList<>();
    private boolean noise;
    private boolean complete = true;

    /**
     * A unit that answers.
     *
     * @param unit its address, 0 for the only one of its wire
     * @param settings how the line was set, for example "19200 baud, even parity"
     */
    record Found(int unit, String settings, String what) {}

    /**
     * A device of the file that does not answer as it should.
     *
     * @param unit its address, 0 for all of the bus
     */
    record Trouble(String device, int unit, List<String> causes) {}

    /**
     * What was found on one bus.
     *
     * @param complete whether the time was enough for every look
     */
    record Result(String bus, List<Found> found, List<Trouble> troubles, boolean complete) {}

    BusScan(BusConfig bus, List<DeviceConfig> devices, Consumer<String> progress, long endNs) {
        this.bus = bus;
        this.devices = List.copyOf(devices);
        this.progress = progress;
        this.endNs = endNs;
    }

    Result run() {
        List<Trouble> troubles = new ArrayList<>();
        List<DeviceConfig> silent = new ArrayList<>();
        String asFile = settings(bus);
        progress.accept("bus %s: as the file says (%s)".formatted(bus.name(), asFile));
        try (BusProbe probe = new BusProbe(bus)) {
            for (DeviceConfig device : devices) {
                switch (first(probe, device.unit())) {
                    case Heard.NoBus lost -> {
                        return dead(lost.sentence());
                    }
                    case Heard.Values v -> known(probe, device, asFile, troubles);
                    case Heard.Refused r -> known(probe, device, asFile, troubles);
                    case Heard.Noise n -> {
                        noise = true;
                        silent.add(device);
                    }
                    case Heard.Silence s -> silent.add(device);
                }
            }
        }
        if (!silent.isEmpty()) {
            lookElsewhere(silent);
        }
        silent.forEach(
                device -> troubles.add(new Trouble(name(device), device.unit(), causes(device))));
        return new Result(bus.name(), List.copyOf(found), troubles, complete);
    }

    /** Said once for the bus, whatever hangs on it. */
    private Result dead(String why) {
        String units =
                devices.stream()
                        .map(d -> "%d %s".formatted(d.unit(), name(d)))
                        .collect(Collectors.joining(", "));
        Trouble bare = new Trouble("the whole bus", 0, List.of(why, "Not asked: unit " + units));
        return new Result(bus.name(), List.of(), List.of(bare), true);
    }

    /** Any answer shows that somebody is there. */
    private static Heard first(BusProbe probe, int unit) {
        return probe.ask(new Transaction.Read(unit, 3, 0, 1));
    }

    private void known(BusProbe probe, DeviceConfig device, String asFile, List<Trouble> troubles) {
        Recognition.Device what = Recognition.of(probe, device.unit());
        found.add(new Found(device.unit(), asFile, what.what()));
        if (!what.fits(device.map().name())) {
            troubles.add(
                    new Trouble(
                            name(device),
                            device.unit(),
                            List.of(
                                    ("Unit %d is a %s, the file expects %s: addresses may be"
                                                    + " swapped, or correct 'map'.")
                                            .formatted(
                                                    device.unit(),
                                                    what.what(),
                                                    device.map().title()))));
        }
    }

    private void lookElsewhere(List<DeviceConfig> silent) {
        if (!(bus instanceof BusConfig.ModbusRtu line)) {
            units(bus, range(NEAR_UNITS));
            return;
        }
        List<Integer> wanted = silent.stream().map(DeviceConfig::unit).toList();
        List<BusConfig.ModbusRtu> others = others(line);
        others.forEach(other -> units(other, wanted));
        units(quick(line, line.baud(), line.parity()), range(HIGHEST_UNIT));
        others.forEach(other -> units(other, range(NEAR_UNITS)));
    }

    private static List<BusConfig.ModbusRtu> others(BusConfig.ModbusRtu line) {
        List<BusConfig.ModbusRtu> others = new ArrayList<>();
        for (int baud : BAUDS) {
            for (BusConfig.Parity parity : List.of(BusConfig.Parity.NONE, BusConfig.Parity.EVEN)) {
                if (baud != line.baud() || parity != line.parity()) {
                    others.add(quick(line, baud, parity));
                }
            }
        }
        return others;
    }

    private static BusConfig.ModbusRtu quick(
            BusConfig.ModbusRtu line, int baud, BusConfig.Parity parity) {
        return new BusConfig.ModbusRtu(
                line.name(),
                line.path(),
                baud,
                parity,
                line.stopBits(),
                Math.min(SHORT_MS, line.timeoutMs()),
                line.gapMs());
    }

    private List<Integer> range(int highest) {
        TreeSet<Integer> units = new TreeSet<>();
        for (int unit = 1; unit <= highest; unit++) {
            units.add(unit);
        }
        found.forEach(f -> units.remove(f.unit()));
        return List.copyOf(units);
    }

    private void units(BusConfig at, List<Integer> units) {
        progress.accept(
                "bus %s: %s, unit %d to %d"
                        .formatted(
                                bus.name(),
                                settings(at),
                                units.stream().mapToInt(u -> u).min().orElse(0),
                                units.stream().mapToInt(u -> u).max().orElse(0)));
        try (BusProbe probe = new BusProbe(at)) {
            for (int unit : units) {
                if (System.nanoTime() - endNs >= 0) {
                    complete = false;
                    return;
                }
                Heard heard = first(probe, unit);
                noise |= heard instanceof Heard.Noise;
                if (heard instanceof Heard.Values || heard instanceof Heard.Refused) {
                    found.add(new Found(unit, settings(at), Recognition.of(probe, unit).what()));
                    progress.accept("bus %s: unit %d answers".formatted(bus.name(), unit));
                }
            }
        }
    }

    private List<String> causes(DeviceConfig device) {
        List<String> causes = new ArrayList<>();
        String asFile = settings(bus);
        for (Found other : found) {
            boolean same = other.settings().equals(asFile);
            if (other.unit() == device.unit() && !same) {
                causes.add(
                        "Unit %d answers at %s: set baud and parity in the file or at the device."
                                .formatted(other.unit(), other.settings()));
            } else if (devices.stream().noneMatch(d -> d.unit() == other.unit())) {
                causes.add(
                        ("Unit %d (%s) answers at %s and is not in the file: it may be this device"
                                        + " with another address.")
                                .formatted(other.unit(), other.what(), other.settings()));
            }
        }
        if (noise) {
            causes.add(
                    "Bytes came that make no frame: termination (120 ohm at both ends, nowhere"
                            + " else), two devices with one address, or another baud rate or parity.");
        }
        if (causes.isEmpty()) {
            causes.add(
                    found.isEmpty()
                            ? "Nobody answers on this bus: A and B swapped, no supply, the wrong"
                                    + " port, or a broken cable."
                            : "The others answer: this device has no supply, an address or baud"
                                    + " rate that was not tried, or its A and B are swapped.");
        }
        return causes;
    }

    private static String name(DeviceConfig device) {
        return device.map().title();
    }

    static String settings(BusConfig bus) {
        return switch (bus) {
            case BusConfig.ModbusTcp tcp -> tcp.host() + " port " + tcp.port();
            case BusConfig.ModbusRtu rtu ->
                    "%d baud, %s parity".formatted(rtu.baud(), word(rtu.parity()));
        };
    }

    private static String word(BusConfig.Parity parity) {
        return switch (parity) {
            case NONE -> "no";
            case EVEN -> "even";
            case ODD -> "odd";
        };
    }
}
