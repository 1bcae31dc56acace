package org.ebbflow.tools.commission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.Tick;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.device.WiredBoard;
import org.ebbflow.tools.machine.SteadyMachine;
import org.ebbflow.tools.sim.devices.BoardSimulator;
import org.ebbflow.tools.sim.devices.CarFactory;
import org.ebbflow.tools.sim.devices.SimulatorOptions;
import org.ebbflow.tools.sim.plant.CarPort;
import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.DeviceFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shipped board files against the simulated devices, on real sockets and on a real tty. */
@Timeout(60)
@SteadyMachine
class BoardOnSimulatorsTest {
    private static final BoardCommand.DcWindow WINDOW =
            new BoardCommand.DcWindow(200_000, 450_000, 35_000, 35_000);

    /** A car with a resistor on the pilot and a battery behind it. */
    private static final CarFactory READY_CAR =
            new CarFactory() {
                @Override
                public List<String> names() {
                    return List.of("ready");
                }

                @Override
                public CarPort create(String name) {
                    CarSide side =
                            new CarSide(
                                    CarSide.PilotLoad.C, true, true, 380_000, 100, 0, 5_000_000);
                    return (inlet, sliceUs) -> side;
                }
            };

    @TempDir Path folder;
    private long cycle;

    @ParameterizedTest
    @EnumSource(
            value = SimulatorOptions.Kind.class,
            names = {"DC_TCP", "DC_SERIAL"})
    void dischargesThroughClosedContactorsAndStops(SimulatorOptions.Kind kind) throws Exception {
        try (BoardSimulator devices = start(kind);
                WiredBoard board = WiredBoard.start(BoardFile.read(copy(kind, devices.where())))) {
            BoardCommand.Stage off = new BoardCommand.Stage.Off();
            run(board, false, off, m -> m.stage() instanceof Reading.Taken);
            run(board, false, off, m -> m.safety() instanceof Reading.Taken);
            run(board, false, off, m -> m.gridMeter() instanceof Reading.Taken);
            devices.control().plug("ready");
            run(board, false, off, m -> pilot(m) == PilotState.C);
            BoardCommand.Stage hold = new BoardCommand.Stage.HoldVoltage(380_000, 1_000);
            run(
                    board,
                    false,
                    hold,
                    m -> Math.abs(stage(m, StageReading::dcVoltageMv) - 380_000) < 5_000);
            run(board, true, hold, m -> contactors(m) == ContactorState.CLOSED);
            BoardCommand.Stage out = new BoardCommand.Stage.FollowPower(-6_000, WINDOW);
            run(board, true, out, m -> Math.abs(stage(m, StageReading::acPowerW) + 6_000) < 120);
            run(board, true, out, m -> Math.abs(stationPowerW(m) + 6_000) < 150);
            long askedNs = System.nanoTime();
            run(board, false, off, m -> contactors(m) == ContactorState.OPEN);
            long openMs = (System.nanoTime() - askedNs) / 1_000_000;
            assertTrue(openMs < 500, "open was seen after " + openMs + " ms");
            run(board, false, off, m -> stage(m, StageReading::acPowerW) == 0);
        }
    }

    @Test
    void oneBrokenDeviceLeavesTheOthersAliveAndComesBack() throws Exception {
        SimulatorOptions.Kind kind = SimulatorOptions.Kind.DC_SERIAL;
        try (BoardSimulator devices = start(kind);
                WiredBoard board = WiredBoard.start(BoardFile.read(copy(kind, devices.where())))) {
            BoardCommand.Stage off = new BoardCommand.Stage.Off();
            run(board, false, off, BoardOnSimulatorsTest::allThere);
            for (DeviceFault fault :
                    List.of(
                            new DeviceFault.Silent(),
                            new DeviceFault.Refusing(4),
                            new DeviceFault.Garbled())) {
                devices.control().device(DeviceFault.Device.STATION_METER, fault);
                run(board, false, off, m -> m.stationMeter() instanceof Reading.Missing);
                Measured now = freeze(board);
                assertTrue(now.safety().isFresh(tick(), 500_000_000L), now.safety().toString());
                assertTrue(now.stage().isFresh(tick(), 900_000_000L), now.stage().toString());
                assertEquals(
                        0,
                        devices.control().plant().boardLog().stream()
                                .filter(e -> e.toString().contains("WATCHDOG"))
                                .count());
                devices.control().device(DeviceFault.Device.STATION_METER, new DeviceFault.Sound());
                run(board, false, off, BoardOnSimulatorsTest::allThere);
            }
        }
    }

    @Test
    void deadDecisionOpensTheContactorsThroughTheBoardsWatchdog() throws Exception {
        SimulatorOptions.Kind kind = SimulatorOptions.Kind.DC_SERIAL;
        try (BoardSimulator devices = start(kind);
                WiredBoard board = WiredBoard.start(BoardFile.read(copy(kind, devices.where())))) {
            devices.control().plug("ready");
            BoardCommand.Stage off = new BoardCommand.Stage.Off();
            run(board, true, off, m -> contactors(m) == ContactorState.CLOSED);
            long endNs = System.nanoTime() + 5_000_000_000L;
            while (contactors(freeze(board)) != ContactorState.OPEN) {
                assertTrue(System.nanoTime() - endNs < 0, "the contactors stay closed");
                LockSupport.parkNanos(10_000_000);
            }
            assertTrue(
                    freeze(board).safety() instanceof Reading.Taken<?> taken
                            && taken.value().toString().contains("watchdogTripped=true"));
        }
    }

    private static BoardSimulator start(SimulatorOptions.Kind kind) throws IOException {
        return BoardSimulator.start(SimulatorOptions.of(kind), READY_CAR);
    }

    /** The shipped file with the ports of this run. */
    private Path copy(SimulatorOptions.Kind kind, BoardSimulator.Where where) throws IOException {
        String name = "demo-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".toml";
        String text =
                Files.readString(Path.of("../board-configs/boards").resolve(name))
                        .replace("15021", "" + where.ports().safetyBoard())
                        .replace("15022", "" + where.ports().stage())
                        .replace("15023", "" + where.ports().meters())
                        .replaceAll("/dev/tty[A-Z]+0", where.serialPath().orElse(""));
        return Files.writeString(folder.resolve(name), text);
    }

    /** One command per 10 ms until the board shows what is expected; bounded. */
    private void run(
            WiredBoard board, boolean closed, BoardCommand.Stage wish, Predicate<Measured> until) {
        long endNs = System.nanoTime() + 15_000_000_000L;
        while (!until.test(freeze(board))) {
            assertTrue(System.nanoTime() - endNs < 0, () -> "not reached: " + freeze(board));
            board.apply(
                    new BoardCommand(
                            ++cycle,
                            new BoardCommand.Pilot.Duty(50),
                            closed,
                            true,
                            wish,
                            BoardCommand.Insulation.OFF,
                            BoardCommand.Island.PARALLEL));
            LockSupport.parkNanos(10_000_000);
        }
    }

    private Tick tick() {
        return new Tick(cycle, System.nanoTime(), 0, false);
    }

    private Measured freeze(WiredBoard board) {
        return board.freeze(tick());
    }

    private static boolean allThere(Measured m) {
        return m.stage() instanceof Reading.Taken
                && m.safety() instanceof Reading.Taken
                && m.stationMeter() instanceof Reading.Taken
                && m.gridMeter() instanceof Reading.Taken;
    }

    private static PilotState pilot(Measured m) {
        return m.safety() instanceof Reading.Taken<org.ebbflow.hal.SafetyReading> taken
                ? taken.value().pilot()
                : PilotState.INVALID;
    }

    private static ContactorState contactors(Measured m) {
        return m.safety() instanceof Reading.Taken<org.ebbflow.hal.SafetyReading> taken
                ? taken.value().outputContactors()
                : ContactorState.UNKNOWN;
    }

    private static int stage(Measured m, Function<StageReading, Integer> what) {
        return m.stage() instanceof Reading.Taken<StageReading> taken
                ? what.apply(taken.value())
                : Integer.MIN_VALUE;
    }

    private static int stationPowerW(Measured m) {
        return m.stationMeter() instanceof Reading.Taken<org.ebbflow.hal.MeterReading> taken
                ? taken.value().powerW()
                : Integer.MIN_VALUE;
    }
}
