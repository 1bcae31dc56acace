package org.ebbflow.tools.sim.devices;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.ebbflow.tools.sim.can.InfyModules;
import org.ebbflow.tools.sim.plant.BoardEvent;
import org.ebbflow.tools.sim.plant.CarPort;
import org.ebbflow.tools.sim.plant.DeviceFault.Device;
import org.ebbflow.tools.sim.plant.Plant;
import org.ebbflow.tools.sim.plant.PlantTraits;
import org.ebbflow.tools.sim.pty.Pty;

/**
 * The devices of one board, alive: a plant in real time behind Modbus servers.
 *
 * <p>Unit addresses: 1 safety board, 2 power stage, 3 meter of the station, 4 meter of the house
 * connection, 5 coupler with the lines of a CHAdeMO connector.
 */
public final class BoardSimulator implements AutoCloseable {

    private static final int SAFETY_BOARD = 1;
    private static final int STAGE = 2;
    private static final int STATION_METER = 3;
    private static final int GRID_METER = 4;
    private static final int LINES = 5;
    private static final long WATCH_NS = 5_000_000;

    private final LivePlant live;
    private final SimulatorControl control;
    private final Map<Device, Breakable> slots = new EnumMap<>(Device.class);
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final ThreadFactory threads;
    private final Where where;

    /**
     * Where the devices are found.
     *
     * @param ports TCP ports, 0 where a device has none
     * @param serialPath device file of the serial line or CAN adapter, where there is one
     * @param linesPort TCP port of the coupler with the connector's lines, 0 where there is none
     */
    public record Where(SimulatorOptions.Ports ports, Optional<String> serialPath, int linesPort) {

        Where(SimulatorOptions.Ports ports, Optional<String> serialPath) {
            this(ports, serialPath, 0);
        }
    }

    private BoardSimulator(SimulatorOptions options, CarFactory cars, ThreadFactory threads)
            throws IOException {
        this.threads = threads;
        PlantTraits traits =
                switch (options.kind()) {
                    case DC_TCP, CHADEMO_TCP, DC_SERIAL, DC_UART, DC_CAN -> PlantTraits.dc();
                    case AC_TCP -> PlantTraits.ac();
                };
        Plant plant = Plant.atPowerUp(traits.withWatchdogMs(options.watchdogMs()), options.seed());
        live = new LivePlant(plant, CarPort.unplugged(), threads);
        open.push(live);
        if (options.kind() != SimulatorOptions.Kind.DC_UART) {
            slots.put(Device.SAFETY_BOARD, new DeviceSlot(live, new SafetyBoardRegisters()));
        }
        slots.put(
                Device.STATION_METER,
                new DeviceSlot(live, new EnergyMeterRegisters(Plant::stationMeter)));
        slots.put(
                Device.GRID_METER,
                new DeviceSlot(live, new EnergyMeterRegisters(Plant::gridMeter)));
        if (options.kind() != SimulatorOptions.Kind.AC_TCP
                && options.kind() != SimulatorOptions.Kind.DC_CAN) {
            slots.put(
                    Device.STAGE, new DeviceSlot(live, new SunSpecStageRegisters(options.stage())));
        }
        where = serve(options);
        control = new SimulatorControl(live, slots, cars);
        live.start();
    }

    /** Starts all devices of a board; a port that is taken ends it with a sentence. */
    public static BoardSimulator start(SimulatorOptions options, CarFactory cars)
            throws IOException {
        return start(options, cars, Thread.ofPlatform().name("simulator").daemon().factory());
    }

    /**
     * The same on threads of the caller's making: hardware does not wait while a machine is busy,
     * so these threads had better not either.
     */
    public static BoardSimulator start(
            SimulatorOptions options, CarFactory cars, ThreadFactory threads) throws IOException {
        return new BoardSimulator(options, cars, threads);
    }

    private Where serve(SimulatorOptions options) throws IOException {
        try {
            return switch (options.kind()) {
                case DC_TCP, AC_TCP -> new Where(serveTcp(options.ports()), Optional.empty());
                case CHADEMO_TCP ->
                        new Where(serveTcp(options.ports()), Optional.empty(), serveLines());
                case DC_SERIAL ->
                        new Where(
                                SimulatorOptions.Ports.FREE,
                                Optional.of(serveLine(options.baud())));
                case DC_UART ->
                        new Where(serveTcp(options.ports()), Optional.of(serveUart(options)));
                case DC_CAN -> new Where(serveTcp(options.ports()), Optional.of(serveCan()));
            };
        } catch (IOException failed) {
            close();
            throw failed;
        }
    }

    /** A coupler with the connector's lines; its watchdog runs also while nobody talks. */
    private int serveLines() throws IOException {
        IoRegisters coupler = DeviceBench.chademoLines();
        Thread watch = threads.newThread(() -> watch(coupler));
        open.push(watch::interrupt);
        watch.start();
        return listen(0, Map.of(LINES, new DeviceSlot(live, coupler)));
    }

    private void watch(IoRegisters coupler) {
        while (!Thread.currentThread().isInterrupted()) {
            live.change(coupler::watched);
            LockSupport.parkNanos(WATCH_NS);
        }
    }

    private SimulatorOptions.Ports serveTcp(SimulatorOptions.Ports ports) throws IOException {
        int safety = own(ports.safetyBoard(), SAFETY_BOARD, Device.SAFETY_BOARD);
        int stagePort = own(ports.stage(), STAGE, Device.STAGE);
        Map<Integer, DeviceSlot> meters =
                Map.of(
                        STATION_METER,
                        slot(Device.STATION_METER),
                        GRID_METER,
                        slot(Device.GRID_METER));
        return new SimulatorOptions.Ports(safety, stagePort, listen(ports.meters(), meters));
    }

    /** A port of its own for a device, 0 where it is not on TCP. */
    private int own(int port, int unit, Device device) throws IOException {
        return slots.get(device) instanceof DeviceSlot slot ? listen(port, Map.of(unit, slot)) : 0;
    }

    private String serveUart(SimulatorOptions options) throws IOException {
        Path device = folder().resolve("safety-board");
        UartBoardServer server = new UartBoardServer(live, device, options.baud(), threads);
        slots.put(Device.SAFETY_BOARD, server);
        open.push(server);
        return device.toString();
    }

    private String serveCan() throws IOException {
        Path device = folder().resolve("can-adapter");
        CanStage stage = new CanStage(new InfyModules(device, 1, live::now, live::change));
        slots.put(Device.STAGE, stage);
        open.push(stage);
        return device.toString();
    }

    private static Path folder() throws IOException {
        Path folder = Files.createTempDirectory("ebbflow-devices");
        folder.toFile().deleteOnExit();
        return folder;
    }

    private int listen(int port, Map<Integer, DeviceSlot> units) throws IOException {
        ModbusTcpServer server =
                new ModbusTcpServer(InetAddress.getLoopbackAddress(), port, units, threads);
        open.push(server);
        return server.port();
    }

    private String serveLine(int baud) throws IOException {
        Pty pty = Pty.open();
        Map<Integer, DeviceSlot> units =
                Map.of(
                        SAFETY_BOARD,
                        slot(Device.SAFETY_BOARD),
                        STAGE,
                        slot(Device.STAGE),
                        STATION_METER,
                        slot(Device.STATION_METER),
                        GRID_METER,
                        slot(Device.GRID_METER));
        open.push(new ModbusRtuServer(pty, baud, units, threads));
        return pty.path();
    }

    private DeviceSlot slot(Device device) {
        if (slots.get(device) instanceof DeviceSlot slot) {
            return slot;
        }
        throw new IllegalStateException("no " + device + " on Modbus on this board");
    }

    /** Where the devices are found. */
    public Where where() {
        return where;
    }

    /** What people, weather and wear can do. */
    public SimulatorControl control() {
        return control;
    }

    /** The safety board's own log, oldest first, milliseconds since its power-up. */
    public List<BoardEvent> boardLog() {
        return live.now().boardLog();
    }

    /** Stops all devices at once, as a power cut would. */
    @Override
    public void close() throws IOException {
        for (AutoCloseable part = open.poll(); part != null; part = open.poll()) {
            closePart(part);
        }
    }

    private static void closePart(AutoCloseable part) throws IOException {
        try {
            part.close();
        } catch (IOException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IOException(failed);
        }
    }
}
