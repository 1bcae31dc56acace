package org.ebbflow.hal.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ebbflow.hal.Board;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.PowerStage;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyBoard;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.Temperatures;
import org.ebbflow.hal.Tick;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.board.BusConfig;
import org.ebbflow.hal.board.DeviceConfig;
import org.ebbflow.hal.board.SafetyConfig;
import org.ebbflow.hal.board.StageConfig;
import org.ebbflow.hal.gpio.GpioStation;
import org.ebbflow.hal.gpio.Pi4jLines;
import org.ebbflow.hal.modbus.BusDevice;
import org.ebbflow.hal.modbus.ModbusBus;

/** The board of a board file: one thread per bus, latest-value cells, nothing that blocks. */
public final class WiredBoard implements Board {
    private static final long TEMPERATURE_AGE_NS = 2_000_000_000L;
    private static final long LINE_AGE_NS = 1_000_000_000L;
    private static final Reading<StageReading> NO_STAGE =
            new Reading.Missing<>(0, "This board has no power stage.");

    private final BoardFile file;
    private final SafetyBoard safety;
    private final Optional<PowerStage> stage;
    private Optional<GpioStation> pins = Optional.empty();
    private final Cell<MeterReading> stationMeter;
    private final Cell<MeterReading> gridMeter;
    private final Cell<MeterReading> batteryMeter;
    private final Cell<MeterReading> solarMeter;
    private final Optional<IsoMonitor> monitor;
    private final List<IoBoard> io;
    private final WiredSafety wired;
    private final List<ModbusBus> buses = new ArrayList<>();

    private WiredBoard(BoardFile file) {
        long nowNs = System.nanoTime();
        BoardRatings ratings = file.ratings();
        this.file = file;
        this.safety = safety(file.safety(), ratings.reaction().watchdogMs(), nowNs);
        this.stage = file.stage().map(config -> stage(config, ratings, nowNs));
        List<MeterDevice> meters =
                file.meters().stream().map(config -> new MeterDevice(config, nowNs)).toList();
        this.stationMeter = meter(meters, DeviceConfig.Role.STATION);
        this.gridMeter = meter(meters, DeviceConfig.Role.GRID);
        this.batteryMeter = meter(meters, DeviceConfig.Role.BATTERY);
        this.solarMeter = meter(meters, DeviceConfig.Role.SOLAR);
        this.monitor = file.parts().monitor().map(config -> new IsoMonitor(config, nowNs));
        this.io = file.parts().io().stream().map(config -> new IoBoard(config, nowNs)).toList();
        this.wired = new WiredSafety(io);
        for (BusConfig bus : file.buses()) {
            List<BusDevice> devices = new ArrayList<>();
            if (safety instanceof SafetyBoardDevice here && here.bus().equals(bus.name())) {
                devices.add(here);
            }
            if (stage.orElse(null) instanceof SunSpecStage here && here.bus().equals(bus.name())) {
                devices.add(here);
            }
            if (stage.orElse(null) instanceof EaSupply here && here.bus().equals(bus.name())) {
                devices.add(here);
            }
            io.stream().filter(i -> i.bus().equals(bus.name())).forEach(devices::add);
            monitor.filter(m -> m.bus().equals(bus.name())).ifPresent(devices::add);
            meters.stream().filter(m -> m.bus().equals(bus.name())).forEach(devices::add);
            buses.add(ModbusBus.of(bus, devices));
        }
    }

    private static SafetyBoard safety(SafetyConfig config, int watchdogMs, long nowNs) {
        return switch (config) {
            case DeviceConfig.Safety modbus -> new SafetyBoardDevice(modbus, watchdogMs, nowNs);
            case SafetyConfig.Uart uart -> new UartSafetyBoard(uart, watchdogMs, nowNs);
        };
    }

    private static PowerStage stage(StageConfig config, BoardRatings ratings, long nowNs) {
        return switch (config) {
            case DeviceConfig.Stage sunSpec ->
                    new SunSpecStage(sunSpec, ratings.dc().maxVoltageMv(), ratings.grid(), nowNs);
            case DeviceConfig.Supply supply -> new EaSupply(supply, nowNs);
            case StageConfig.Infypower infypower -> new InfypowerStage(infypower, ratings, nowNs);
        };
    }

    /** Starts every bus; devices that do not answer show as missing until they do. */
    public static WiredBoard start(BoardFile file) {
        WiredBoard board = new WiredBoard(file);
        board.pins =
                file.gpio()
                        .map(
                                config ->
                                        GpioStation.start(
                                                config,
                                                () -> Pi4jLines.open(config),
                                                file.ratings().reaction().watchdogMs()));
        board.safety.start();
        board.stage.ifPresent(PowerStage::start);
        board.buses.forEach(ModbusBus::start);
        return board;
    }

    private Cell<MeterReading> meter(List<MeterDevice> meters, DeviceConfig.Role role) {
        return meters.stream()
                .filter(m -> m.role() == role)
                .findFirst()
                .map(MeterDevice::cell)
                .orElseGet(() -> Cell.absent(Measured.NO_METER));
    }

    @Override
    public Measured freeze(Tick tick) {
        return new Measured(
                stage.map(s -> warmed(lined(s, tick), tick)).orElse(NO_STAGE),
                stationMeter.latest(),
                gridMeter.latest(),
                wired.joined(
                        pins.map(p -> p.joined(safety.freeze())).orElseGet(safety::freeze), tick),
                monitor.map(IsoMonitor::latest).orElseGet(safety::insulation),
                safety.island(),
                batteryMeter.latest(),
                solarMeter.latest());
    }

    /** A supply does not measure its line; the station's meter at the same terminals does. */
    private Reading<StageReading> lined(PowerStage from, Tick tick) {
        Reading<StageReading> reading = from.latest();
        Optional<MeterReading> line = stationMeter.latest().fresh(tick, LINE_AGE_NS);
        return from instanceof EaSupply
                        && reading instanceof Reading.Taken<StageReading> taken
                        && line.isPresent()
                ? new Reading.Taken<>(
                        taken.value().at(line.get().voltageMv(), line.get().frequencyMilliHz()),
                        taken.takenNs())
                : reading;
    }

    /** Hot contacts of the connector bound the power as a hot stage does, by the same curve. */
    private Reading<StageReading> warmed(Reading<StageReading> stage, Tick tick) {
        OptionalInt hottestDeciC =
                safety.temperatures()
                        .fresh(tick, TEMPERATURE_AGE_NS)
                        .map(Temperatures::hottestDeciC)
                        .orElse(OptionalInt.empty());
        return stage instanceof Reading.Taken<StageReading> taken && hottestDeciC.isPresent()
                ? new Reading.Taken<>(
                        taken.value().atLeast(hottestDeciC.getAsInt()), taken.takenNs())
                : stage;
    }

    @Override
    public void apply(BoardCommand command) {
        safety.command(command);
        pins.ifPresent(p -> p.command(command));
        io.forEach(i -> i.command(command));
        monitor.ifPresent(m -> m.command(command));
        stage.ifPresent(s -> s.command(command));
        buses.forEach(ModbusBus::wake);
    }

    /** Light and button at the station, where it has pins. */
    public Optional<GpioStation> pins() {
        return pins;
    }

    @Override
    public BoardRatings ratings() {
        return file.ratings();
    }

    @Override
    public void close() {
        pins.ifPresent(GpioStation::close);
        stage.ifPresent(PowerStage::close);
        safety.close();
        buses.forEach(ModbusBus::close);
    }
}
