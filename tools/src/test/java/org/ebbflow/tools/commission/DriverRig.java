package org.ebbflow.tools.commission;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.InsulationReading;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.Tick;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.board.DeviceConfig;
import org.ebbflow.hal.board.SafetyConfig;
import org.ebbflow.hal.device.WiredBoard;
import org.ebbflow.tools.sim.board.FilePlan;
import org.ebbflow.tools.sim.devices.CarFactory;
import org.ebbflow.tools.sim.devices.PlannedBoard;
import org.ebbflow.tools.sim.plant.CarPort;
import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.DeviceFault;

/** The drivers of one board against its simulators, over real sockets and real terminals. */
final class DriverRig implements AutoCloseable {
    static final BoardCommand.Stage OFF = new BoardCommand.Stage.Off();

    private static final Path BOARDS = Path.of("../board-configs/boards");
    private static final BoardCommand.DcWindow WINDOW =
            new BoardCommand.DcWindow(200_000, 450_000, 35_000, 35_000);
    private static final long PATIENCE_NS = 20_000_000_000L;

    /** A ready car with 380 V behind its contactors. */
    private static final CarFactory CAR =
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

    final PlannedBoard devices;
    final WiredBoard board;
    BoardCommand.Insulation insulation = BoardCommand.Insulation.OFF;
    BoardCommand.Pilot pilot = new BoardCommand.Pilot.Duty(50);
    boolean lock = true;
    private final BoardFile file;
    private long cycle;

    private DriverRig(PlannedBoard devices, BoardFile file, Path copy) {
        this.devices = devices;
        this.file = file;
        this.board = WiredBoard.start(BoardFile.read(copy));
    }

    /** Text of a shipped board file. */
    static String shipped(String name) throws IOException {
        return Files.readString(BOARDS.resolve(name + ".toml"));
    }

    /** Starts simulators and drivers of a board file's text. */
    static DriverRig start(Path folder, String text) throws IOException {
        BoardFile file = BoardFile.parse("rig", text);
        PlannedBoard devices = PlannedBoard.start(FilePlan.of(file, true), 7, CAR);
        Path copy =
                FilePlan.writeCopy(
                        file, devices.places(), folder.resolve(file.name() + ".toml"), text);
        return new DriverRig(devices, file, copy);
    }

    String name() {
        return file.name();
    }

    @Override
    public String toString() {
        return name();
    }

    Measured freeze() {
        return board.freeze(new Tick(cycle, System.nanoTime(), 0, false));
    }

    void apply(boolean closed, BoardCommand.Stage wish) {
        board.apply(
                new BoardCommand(
                        ++cycle,
                        pilot,
                        closed,
                        lock,
                        wish,
                        insulation,
                        BoardCommand.Island.PARALLEL));
    }

    /** One command per 10 ms until the board shows what is expected; bounded. */
    void run(boolean closed, BoardCommand.Stage wish, Predicate<Measured> until) {
        long endNs = System.nanoTime() + PATIENCE_NS;
        while (!until.test(freeze())) {
            assertTrue(System.nanoTime() - endNs < 0, () -> name() + ": " + freeze());
            apply(closed, wish);
            LockSupport.parkNanos(10_000_000);
        }
    }

    static void await(BooleanSupplier condition) {
        long endNs = System.nanoTime() + PATIENCE_NS / 2;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - endNs < 0, "not reached within 10 s");
            LockSupport.parkNanos(2_000_000);
        }
    }

    /** A car in the connector, its battery at the closed contactors. */
    void closeOntoTheCar() {
        devices.control().plug("ready");
        BoardCommand.Stage hold = new BoardCommand.Stage.HoldVoltage(380_000, 1_000);
        run(false, hold, m -> safety(m).pilot() == SafetyReading.PilotState.C);
        run(false, hold, m -> Math.abs(stage(m).dcVoltageMv() - 380_000) < 5_000);
        run(true, hold, m -> safety(m).outputContactors() == ContactorState.CLOSED);
    }

    static BoardCommand.Stage power(int acPowerW) {
        return new BoardCommand.Stage.FollowPower(acPowerW, WINDOW);
    }

    /**
     * Follows a power until driver and plant agree on it; closes again when the board's watchdog
     * opened meanwhile, as it rightly does when the machine stands still for half a second.
     */
    void follow(int acPowerW) {
        Predicate<Measured> there = m -> Math.abs(stage(m).acPowerW() - acPowerW) < 150;
        run(true, power(acPowerW), m -> there.test(m) || safety(m).watchdogTripped());
        if (safety(freeze()).watchdogTripped()) {
            run(false, OFF, m -> !safety(m).watchdogTripped());
            closeOntoTheCar();
            run(true, power(acPowerW), there);
        }
        await(() -> Math.abs(devices.plant().acPowerW() - acPowerW) < 250);
    }

    /** Breaks or mends the communication of every device. */
    void fault(DeviceFault fault) {
        devices.deviceNames().forEach(name -> devices.fault(name, fault));
    }

    /** Every reading that a device of this board gives. */
    private List<Reading<?>> readings() {
        Measured m = freeze();
        List<Reading<?>> all = new ArrayList<>(List.of(m.safety(), m.stage()));
        if (file.parts().monitor().isPresent()) {
            all.add(m.insulation());
        }
        for (DeviceConfig.Meter meter : file.meters()) {
            all.add(
                    switch (meter.role()) {
                        case STATION -> m.stationMeter();
                        case GRID -> m.gridMeter();
                        case BATTERY -> m.batteryMeter();
                        case SOLAR -> m.solarMeter();
                    });
        }
        return all;
    }

    boolean hasUart() {
        return file.safety() instanceof SafetyConfig.Uart;
    }

    boolean allThere() {
        return readings().stream().allMatch(Reading.Taken.class::isInstance);
    }

    boolean allMissing() {
        return readings().stream().allMatch(Reading.Missing.class::isInstance);
    }

    static StageReading stage(Measured m) {
        return m.stage() instanceof Reading.Taken<StageReading> taken
                ? taken.value()
                : new StageReading(StageReading.Mode.FAULT, 0, 0, 0, 0, 0, 0, false, 0);
    }

    static InsulationReading monitor(Measured m) {
        return m.insulation() instanceof Reading.Taken<InsulationReading> taken
                ? taken.value()
                : new InsulationReading(0, InsulationReading.SelfTest.NOT_RUN);
    }

    private static final SafetyReading UNKNOWN =
            new SafetyReading(
                    SafetyReading.PilotState.INVALID,
                    SafetyReading.ProximityState.INVALID,
                    0,
                    ContactorState.UNKNOWN,
                    SafetyReading.LockState.FAULT,
                    SafetyReading.NOT_MEASURED,
                    SafetyReading.SafetyInputs.CLEAR,
                    0,
                    false);

    static SafetyReading safety(Measured m) {
        return m.safety() instanceof Reading.Taken<SafetyReading> taken ? taken.value() : UNKNOWN;
    }

    static String why(Reading<?> reading) {
        return reading instanceof Reading.Missing<?> missing ? missing.why() : "";
    }

    @Override
    public void close() throws IOException {
        board.close();
        devices.close();
    }
}
