package org.ebbflow.tools.sim.devices;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.board.BusConfig;
import org.ebbflow.hal.board.CanConfig;
import org.ebbflow.hal.board.DeviceConfig;
import org.ebbflow.hal.board.SafetyConfig;
import org.ebbflow.hal.board.StageConfig;
import org.ebbflow.hal.device.BoardCheck;
import org.ebbflow.tools.sim.can.InfyModules;
import org.ebbflow.tools.sim.can.SlcanAdapter;
import org.ebbflow.tools.sim.plant.BoardEvent;
import org.ebbflow.tools.sim.plant.CarPort;
import org.ebbflow.tools.sim.plant.DeviceFault;
import org.ebbflow.tools.sim.plant.Plant;
import org.ebbflow.tools.sim.plant.PlantTraits;

/**
 * Every device that a board file names, alive behind the buses that it names: the file says which
 * devices there are and where, their registers are the simulators' own.
 */
public final class FileBoardSimulator implements AutoCloseable {
    private static final long WATCH_NS = 5_000_000;

    private final BoardFile file;
    private final LivePlant live;
    private final DeviceBench bench;
    private final Map<String, Breakable> devices = new LinkedHashMap<>();
    private final Map<String, SerialBus> lines = new TreeMap<>();
    private final Map<String, String> places = new LinkedHashMap<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final ThreadFactory threads;
    private final SimulatorControl control;
    private final Path folder;
    private volatile boolean running = true;

    private FileBoardSimulator(BoardFile file, long seed, boolean freePorts, CarFactory cars)
            throws IOException {
        this.file = file;
        this.threads = Thread.ofPlatform().name("simulator").daemon().factory();
        this.folder = Files.createTempDirectory("ebbflow-devices");
        folder.toFile().deleteOnExit();
        this.live =
                new LivePlant(
                        Plant.atPowerUp(traits(file.ratings()), seed), CarPort.unplugged(), threads);
        open.push(live);
        this.bench = new DeviceBench(file, live);
        try {
            for (BusConfig bus : file.buses()) {
                serve(bus, freePorts);
            }
            ownWires();
        } catch (IOException failed) {
            close();
            throw failed;
        }
        this.control = new SimulatorControl(live, known(), cars);
        live.start();
        threads.newThread(this::watch).start();
    }

    /**
     * Starts all devices of a board.
     *
     * @param freePorts free TCP ports instead of those in the file
     */
    public static FileBoardSimulator start(
            BoardFile file, long seed, boolean freePorts, CarFactory cars) throws IOException {
        return new FileBoardSimulator(file, seed, freePorts, cars);
    }

    private static PlantTraits traits(BoardRatings ratings) {
        PlantTraits plain =
                ratings.output() == BoardRatings.Output.DC ? PlantTraits.dc() : PlantTraits.ac();
        PlantTraits.StageTraits stage =
                new PlantTraits.StageTraits(
                        Math.max(ratings.maxChargeW(), ratings.maxDischargeW()),
                        Math.max(1, ratings.dc().maxVoltageMv()),
                        Math.max(ratings.dc().maxChargeMa(), ratings.dc().maxDischargeMa()),
                        ratings.efficiency().chargePerMille(),
                        ratings.efficiency().dischargePerMille(),
                        plain.stage().startUpMs(),
                        plain.stage().lagMs(),
                        plain.stage().slewWPerS(),
                        plain.stage().reconnectMs(),
                        plain.stage().noisePerMille());
        return new PlantTraits(
                        plain.kind(),
                        ratings.phases(),
                        ratings.nominalVoltageMv(),
                        ratings.nominalFrequencyMilliHz(),
                        stage,
                        plain.board())
                .withWatchdogMs(ratings.reaction().watchdogMs());
    }

    private void serve(BusConfig bus, boolean freePorts) throws IOException {
        Map<Integer, DeviceSlot> units = new TreeMap<>();
        for (DeviceConfig device : BoardCheck.devices(file).toList()) {
            if (device.bus().equals(bus.name())) {
                DeviceSlot slot = new DeviceSlot(live, bench.registers(device));
                units.put(device.unit(), slot);
                devices.put(DeviceBench.name(device), slot);
            }
        }
        switch (bus) {
            case BusConfig.ModbusTcp tcp -> {
                int port = freePorts ? 0 : tcp.port();
                ModbusTcpServer server =
                        new ModbusTcpServer(InetAddress.getLoopbackAddress(), port, units, threads);
                open.push(server);
                places.put(bus.name(), "127.0.0.1:" + server.port());
            }
            case BusConfig.ModbusRtu rtu -> {
                Path link = folder.resolve("line-" + bus.name());
                boolean parity = rtu.parity() != BusConfig.Parity.NONE;
                ModbusRtuServer.Speed speed = new ModbusRtuServer.Speed(rtu.baud(), parity, true);
                SerialBus line = new SerialBus(link, speed, units, threads);
                open.push(line);
                lines.put(bus.name(), line);
                places.put(bus.name(), link.toString());
            }
        }
    }

    /** A safety board on its own line, and CAN adapters. */
    private void ownWires() throws IOException {
        if (file.safety() instanceof SafetyConfig.Uart uart) {
            Path link = folder.resolve("safety-board");
            UartBoardServer server = new UartBoardServer(live, link, uart.baud(), threads);
            open.push(server);
            devices.put("safety board", server);
            places.put("safety-board", link.toString());
        }
        if (file.stage().orElse(null) instanceof StageConfig.Infypower infypower) {
            Path link = folder.resolve("stage-can");
            InfyModules modules =
                    new InfyModules(link, infypower.modules(), live::now, live::change);
            CanStage stage = new CanStage(modules);
            open.push(stage);
            devices.put("stage", stage);
            places.put("stage.can", link.toString());
        }
        if (file.chademo().isPresent()) {
            Path link = folder.resolve("car-can");
            open.push(new SlcanAdapter(link, frame -> {}));
            places.put("can", link.toString());
        }
    }

    private Map<DeviceFault.Device, Breakable> known() {
        Map<DeviceFault.Device, Breakable> known = new EnumMap<>(DeviceFault.Device.class);
        Map<String, DeviceFault.Device> names =
                Map.of(
                        "safety board", DeviceFault.Device.SAFETY_BOARD,
                        "stage", DeviceFault.Device.STAGE,
                        "station meter", DeviceFault.Device.STATION_METER,
                        "grid meter", DeviceFault.Device.GRID_METER);
        devices.forEach(
                (name, device) ->
                        Optional.ofNullable(names.get(name)).ifPresent(d -> known.put(d, device)));
        return known;
    }

    /** Watchdogs run out also while nobody talks. */
    private void watch() {
        while (running) {
            live.change(bench::watched);
            java.util.concurrent.locks.LockSupport.parkNanos(WATCH_NS);
        }
    }

    /** Bus or device of the file, to where it is found now. */
    public Map<String, String> places() {
        return Map.copyOf(places);
    }

    /** Names of the devices for {@link #fault}. */
    public java.util.List<String> deviceNames() {
        return java.util.List.copyOf(devices.keySet());
    }

    /** Breaks or mends the communication of one device. */
    public void fault(String device, DeviceFault fault) {
        Breakable broken = devices.get(device);
        if (broken == null) {
            throw new IllegalArgumentException(
                    "no device '" + device + "'; there are " + devices.keySet());
        }
        broken.fault(fault);
    }

    /** Pulls the adapter of a serial bus out of its socket. */
    public void pull(String bus) throws IOException {
        line(bus).pull();
    }

    /** Puts it back; the device file comes back under the same name. */
    public void plug(String bus) throws IOException {
        line(bus).plug();
    }

    private SerialBus line(String bus) {
        SerialBus line = lines.get(bus);
        if (line == null) {
            throw new IllegalArgumentException("no serial bus '" + bus + "'");
        }
        return line;
    }

    /** What people, weather and wear can do. */
    public SimulatorControl control() {
        return control;
    }

    /** The plant at this instant. */
    public Plant plant() {
        return live.now();
    }

    /** The safety board's own log, oldest first. */
    public java.util.List<BoardEvent> boardLog() {
        return live.now().boardLog();
    }

    /** The supply is locked at its panel: remote control is gone. */
    public void supplyLocked(boolean locked) {
        bench.supply().ifPresent(s -> s.local(locked));
    }

    /** The insulation monitor's own electronics fail. */
    public void monitorBroken(boolean broken) {
        bench.monitor().ifPresent(m -> m.broken(broken));
    }

    /** Writes the board file with the places of this run. @param text the board file */
    public Path writeCopy(Path target, String text) throws IOException {
        String copy = text;
        for (BusConfig bus : file.buses()) {
            String place = places.getOrDefault(bus.name(), "");
            copy =
                    switch (bus) {
                        case BusConfig.ModbusTcp tcp ->
                                copy.replace(
                                                "\"" + tcp.host() + "\"", "\"127.0.0.1\"")
                                        .replaceFirst(
                                                "(?m)^port = " + tcp.port() + "\\b",
                                                "port = " + place.substring(place.indexOf(':') + 1));
                        case BusConfig.ModbusRtu rtu -> quoted(copy, rtu.path(), place);
                    };
        }
        if (file.safety() instanceof SafetyConfig.Uart uart) {
            copy = quoted(copy, uart.path(), places.getOrDefault("safety-board", ""));
        }
        if (file.stage().orElse(null) instanceof StageConfig.Infypower infypower
                && infypower.can() instanceof CanConfig.Slcan slcan) {
            copy = quoted(copy, slcan.path(), places.getOrDefault("stage.can", ""));
        }
        if (file.chademo().isPresent()
                && file.chademo().get().can() instanceof CanConfig.Slcan slcan) {
            copy = quoted(copy, slcan.path(), places.getOrDefault("can", ""));
        }
        return Files.writeString(target, copy, StandardCharsets.UTF_8);
    }

    private static String quoted(String text, String from, String to) {
        return text.replace("\"" + from + "\"", "\"" + to + "\"");
    }

    /** Stops all devices at once, as a power cut would. */
    @Override
    public void close() throws IOException {
        running = false;
        for (AutoCloseable part = open.poll(); part != null; part = open.poll()) {
            try {
                part.close();
            } catch (IOException failed) {
                throw failed;
            } catch (Exception failed) {
                throw new IOException(failed);
            }
        }
    }
}
