package org.ebbflow.hal.device;

import org.ebbflow.hal.Board;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.Tick;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.board.BusConfig;
import org.ebbflow.hal.board.DeviceConfig;
import org.ebbflow.hal.modbus.BusDevice;
import org.ebbflow.hal.modbus.ModbusBus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The board of a board file: one thread per bus, latest-value cells, nothing that blocks. */
public final class ModbusBoard implements Board {
    private final BoardFile file;
    private final SafetyBoardDevice safety;
    private final Optional<SunSpecStage> stage;
    private final Cell<StageReading> stageCell;
    private final Cell<MeterReading> stationMeter;
    private final Cell<MeterReading> gridMeter;
    private final Cell<MeterReading> batteryMeter;
    private final Cell<MeterReading> solarMeter;
    private final List<ModbusBus> buses = new ArrayList<>();

    private ModbusBoard(BoardFile file) {
        long nowNs = System.nanoTime();
        BoardRatings ratings = file.ratings();
        this.file = file;
        this.safety = new SafetyBoardDevice(file.safety(), ratings.reaction().watchdogMs(), nowNs);
        this.stage =
                file.stage()
                        .map(
                                config ->
                                        new SunSpecStage(
                                                config, ratings.dc().maxVoltageMv(), nowNs));
        List<MeterDevice> meters =
                file.meters().stream().map(config -> new MeterDevice(config, nowNs)).toList();
        this.stageCell =
                stage.map(SunSpecStage::cell)
                        .orElseGet(() -> Cell.absent("This board has no power stage."));
        this.stationMeter = meter(meters, DeviceConfig.Role.STATION);
        this.gridMeter = meter(meters, DeviceConfig.Role.GRID);
        this.batteryMeter = meter(meters, DeviceConfig.Role.BATTERY);
        this.solarMeter = meter(meters, DeviceConfig.Role.SOLAR);
        for (BusConfig bus : file.buses()) {
            List<BusDevice> devices = new ArrayList<>();
            if (file.safety().bus().equals(bus.name())) {
                devices.add(safety);
            }
            stage.filter(s -> s.bus().equals(bus.name())).ifPresent(devices::add);
            meters.stream().filter(m -> m.bus().equals(bus.name())).forEach(devices::add);
            buses.add(ModbusBus.of(bus, devices));
        }
    }

    /** Starts every bus; devices that do not answer show as missing until they do. */
    public static ModbusBoard start(BoardFile file) {
        ModbusBoard board = new ModbusBoard(file);
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
                stageCell.latest(),
                stationMeter.latest(),
                gridMeter.latest(),
                safety.safety().freeze(),
                safety.insulation().latest(),
                safety.island().latest(),
                batteryMeter.latest(),
                solarMeter.latest());
    }

    @Override
    public void apply(BoardCommand command) {
        safety.command(command);
        stage.ifPresent(s -> s.command(command));
        buses.forEach(ModbusBus::wake);
    }

    @Override
    public BoardRatings ratings() {
        return file.ratings();
    }

    @Override
    public void close() {
        buses.forEach(ModbusBus::close);
    }
}
