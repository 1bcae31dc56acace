package org.ebbflow.tools.commission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.ebbflow.hal.IslandReading;
import org.ebbflow.hal.IslandReading.Switch;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.Tick;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.board.DeviceConfig;
import org.ebbflow.hal.device.WiredBoard;
import org.ebbflow.tools.machine.SteadyMachine;
import org.ebbflow.tools.sim.board.FilePlan;
import org.ebbflow.tools.sim.devices.PlainCars;
import org.ebbflow.tools.sim.devices.PlannedBoard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every shipped board and every meter is served by simulators that the product reads. */
@Timeout(60)
@SteadyMachine
class EveryBoardServedTest {
    private static final Path BOARDS = Path.of("../board-configs/boards");

    @TempDir Path folder;

    static List<Path> boards() throws IOException {
        try (Stream<Path> files = Files.list(BOARDS)) {
            return files.filter(p -> p.toString().endsWith(".toml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("boards")
    void productReadsEveryDeviceOfTheBoard(Path file) throws Exception {
        served(file, Files.readString(file));
    }

    @Test
    void gearAndInletOfABoardWhoseCarFormsTheHousesGridAreRead() throws Exception {
        Path file = BOARDS.resolve("demo-ac-backup.toml");
        Measured measured = served(file, Files.readString(file));
        IslandReading gear = ((Reading.Taken<IslandReading>) measured.island()).value();
        assertEquals(Switch.CLOSED, gear.gridSwitch());
        assertEquals(Switch.OPEN, gear.neutralBond());
        assertEquals(Switch.CLOSED, gear.houseFeed());
        assertTrue(gear.gridPresent());
        assertEquals(240_000, gear.utility().voltageMv(), 500);
        assertEquals(60_000, gear.utility().frequencyMilliHz(), 60);
        SafetyReading safety = ((Reading.Taken<SafetyReading>) measured.safety()).value();
        assertEquals(0, safety.inletVoltageMv(), "no car's inverter stands at the inlet");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eastron-sdm230",
                "eastron-sdm72",
                "carlo-gavazzi-em24",
                "carlo-gavazzi-em340",
                "abb-b23",
                "janitza-b23"
            })
    void meterOfEveryMakerShowsTheSameLine(String map) throws Exception {
        Path file = BOARDS.resolve("demo-ac-tcp.toml");
        Measured measured = served(file, Files.readString(file).replace("eastron-sdm630", map));
        MeterReading meter = ((Reading.Taken<MeterReading>) measured.gridMeter()).value();
        assertEquals(240_000, meter.voltageMv(), 500);
        assertEquals(60_000, meter.frequencyMilliHz(), 60);
        assertTrue(meter.powerW() > 0, meter.toString());
        int phasesW = meter.phasePowerW().l1() + meter.phasePowerW().l2();
        assertEquals(meter.powerW(), phasesW + meter.phasePowerW().l3(), 2);
    }

    private Measured served(Path file, String text) throws Exception {
        Path changed = Files.writeString(folder.resolve("changed.toml"), text);
        BoardFile planned = BoardFile.parse(changed.toString(), text);
        try (PlannedBoard devices =
                PlannedBoard.start(FilePlan.of(planned, true), 3, new PlainCars())) {
            Path copy =
                    FilePlan.writeCopy(
                            planned, devices.places(), folder.resolve("copy.toml"), text);
            try (WiredBoard board = WiredBoard.start(BoardFile.parse("copy", read(copy)))) {
                long endNs = System.nanoTime() + 15_000_000_000L;
                Measured now = freeze(board);
                while (!complete(now, planned)) {
                    Measured seen = now;
                    assertTrue(System.nanoTime() - endNs < 0, () -> file + ": " + seen);
                    LockSupport.parkNanos(20_000_000);
                    now = freeze(board);
                }
                return now;
            }
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }

    private static Measured freeze(WiredBoard board) {
        return board.freeze(new Tick(1, System.nanoTime(), 0, false));
    }

    private static boolean complete(Measured m, BoardFile board) {
        boolean meters = true;
        for (DeviceConfig.Meter meter : board.meters()) {
            Reading<MeterReading> reading =
                    switch (meter.role()) {
                        case STATION -> m.stationMeter();
                        case GRID -> m.gridMeter();
                        case BATTERY -> m.batteryMeter();
                        case SOLAR -> m.solarMeter();
                    };
            meters &=
                    reading instanceof Reading.Taken<MeterReading> taken
                            && (taken.value().voltageMv() > 0
                                    || meter.role() == DeviceConfig.Role.SOLAR);
        }
        boolean monitored =
                !board.ratings().protection().insulationMonitor()
                        || m.insulation() instanceof Reading.Taken;
        return meters
                && monitored
                && m.safety() instanceof Reading.Taken
                && (board.ratings().backup().isEmpty() || m.island() instanceof Reading.Taken)
                && (board.stage().isEmpty() || m.stage() instanceof Reading.Taken);
    }
}
