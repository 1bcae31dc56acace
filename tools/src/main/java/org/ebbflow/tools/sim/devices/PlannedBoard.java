package org.ebbflow.tools.sim.devices;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.ebbflow.tools.sim.can.InfyModules;
import org.ebbflow.tools.sim.can.SlcanAdapter;
import org.ebbflow.tools.sim.plant.BoardEvent;
import org.ebbflow.tools.sim.plant.CarPort;
import org.ebbflow.tools.sim.plant.DeviceFault;
import org.ebbflow.tools.sim.plant.Plant;

/** Every device of a plan, alive behind the buses that it names. */
public final class PlannedBoard implements AutoCloseable {
    private static final long WATCH_NS = 5_000_000;

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

    private PlannedBoard(BoardPlan plan, long seed, CarFactory cars) throws IOException {
        this.threads = Thread.ofPlatform().name("simulator").daemon().factory();
        this.folder = Files.createTempDirectory("ebbflow-devices");
        folder.toFile().deleteOnExit();
        this.live =
                new LivePlant(Plant.atPowerUp(plan.traits(), seed), CarPort.unplugged(), threads);
        open.push(live);
        this.bench = new DeviceBench(plan);
        try {
            for (BoardPlan.Bus bus : plan.buses()) {
                serve(bus);
            }
            ownWires(plan);
        } catch (IOException failed) {
            close();
            throw failed;
        }
        this.control = new SimulatorControl(live, known(), cars);
        live.start();
        threads.newThread(this::watch).start();
    }

    /** Starts all devices of a board. */
    public static PlannedBoard start(BoardPlan plan, long seed, CarFactory cars)
            throws IOException {
        return new PlannedBoard(plan, seed, cars);
    }

    private void serve(BoardPlan.Bus bus) throws IOException {
        Map<Integer, DeviceSlot> units = new TreeMap<>();
        for (BoardPlan.Unit unit : bus.units()) {
            DeviceSlot slot = new DeviceSlot(live, bench.registers(unit));
            units.put(unit.unit(), slot);
            devices.put(unit.name(), slot);
        }
        if (bus.baud() == 0) {
            ModbusTcpServer server =
                    new ModbusTcpServer(
                            InetAddress.getLoopbackAddress(), bus.port(), units, threads);
            open.push(server);
            places.put(bus.name(), "127.0.0.1:" + server.port());
            return;
        }
        Path link = folder.resolve("line-" + bus.name());
        ModbusRtuServer.Speed speed = new ModbusRtuServer.Speed(bus.baud(), true);
        SerialBus line = new SerialBus(link, speed, units, threads);
        open.push(line);
        lines.put(bus.name(), line);
        places.put(bus.name(), link.toString());
    }

    /** A safety board on its own line, and CAN adapters. */
    private void ownWires(BoardPlan plan) throws IOException {
        if (plan.uartBaud().isPresent()) {
            Path link = folder.resolve("safety-board");
            UartBoardServer server =
                    new UartBoardServer(live, link, plan.uartBaud().getAsInt(), threads);
            open.push(server);
            devices.put("safety board", server);
            places.put("safety-board", link.toString());
        }
        if (plan.stageModules() > 0) {
            Path link = folder.resolve("stage-can");
            CanStage stage =
                    new CanStage(
                            new InfyModules(link, plan.stageModules(), live::now, live::change));
            open.push(stage);
            devices.put("stage", stage);
            places.put("stage.can", link.toString());
        }
        if (plan.carCan()) {
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
            LockSupport.parkNanos(WATCH_NS);
        }
    }

    /** Bus or device of the file, to where it is found now. */
    public Map<String, String> places() {
        return Map.copyOf(places);
    }

    /** Names of the devices for {@link #fault}. */
    public List<String> deviceNames() {
        return List.copyOf(devices.keySet());
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
    public List<BoardEvent> boardLog() {
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
