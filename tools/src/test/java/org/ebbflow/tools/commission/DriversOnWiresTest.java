package org.ebbflow.tools.commission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
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
import org.ebbflow.hal.device.WiredBoard;
import org.ebbflow.tools.sim.board.FilePlan;
import org.ebbflow.tools.sim.devices.CarFactory;
import org.ebbflow.tools.sim.devices.PlannedBoard;
import org.ebbflow.tools.sim.plant.CarPort;
import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.DeviceFault;
import org.ebbflow.tools.sim.plant.PlantFaults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shipped DC board over real sockets and a real tty: every driver with its faults. */
@Timeout(90)
class DriversOnWiresTest {
    private static final BoardCommand.DcWindow WINDOW =
            new BoardCommand.DcWindow(200_000, 450_000, 35_000, 35_000);
    private static final BoardCommand.Stage OFF = new BoardCommand.Stage.Off();
    private static final List<DeviceFault> FAULTS =
            List.of(
                    new DeviceFault.Silent(),
                    new DeviceFault.Refusing(4),
                    new DeviceFault.Garbled());

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

    @TempDir Path folder;
    private PlannedBoard devices;
    private WiredBoard board;
    private long cycle;
    private BoardCommand.Insulation insulation = BoardCommand.Insulation.OFF;

    @BeforeEach
    void startTheBoard() throws Exception {
        Path shipped = Path.of("../board-configs/boards/dc-ccs-psb.toml");
        BoardFile file = BoardFile.read(shipped);
        devices = PlannedBoard.start(FilePlan.of(file, true), 7, CAR);
        String text = Files.readString(shipped).replace("poll-ms = 1000", "poll-ms = 200");
        Path copy =
                FilePlan.writeCopy(file, devices.places(), folder.resolve("dc-ccs-psb.toml"), text);
        board = WiredBoard.start(BoardFile.read(copy));
        run(false, OFF, DriversOnWiresTest::allThere);
    }

    @AfterEach
    void stopTheBoard() throws Exception {
        board.close();
        devices.close();
    }

    @Test
    void supplyChargesAndDischargesAndADeadDecisionSwitchesItOff() {
        closeOntoTheCar();
        follow(5_000);
        follow(-4_000);
        await(() -> stage(freeze()).acVoltageMv() > 200_000);
        LockSupport.parkNanos(1_700_000_000L);
        assertEquals(StageReading.Mode.OFF, stage(freeze()).mode());
        await(() -> Math.abs(devices.plant().dcCurrentA()) < 0.1);
    }

    @Test
    void everyFaultOfTheSupplyIsMissingAndMendsByItself() {
        for (DeviceFault fault : FAULTS) {
            devices.fault("stage", fault);
            run(false, OFF, m -> m.stage() instanceof Reading.Missing);
            devices.fault("stage", new DeviceFault.Sound());
            run(false, OFF, DriversOnWiresTest::allThere);
        }
        devices.supplyLocked(true);
        run(false, OFF, m -> why(m.stage()).contains("Release the lock at the supply's panel"));
        devices.supplyLocked(false);
        run(false, OFF, DriversOnWiresTest::allThere);
    }

    @Test
    void monitorTestsItselfMeasuresAndIsZeroOhmWhenItFails() {
        insulation = BoardCommand.Insulation.SELF_TEST;
        run(false, OFF, m -> imd(m).selfTest() == InsulationReading.SelfTest.RUNNING);
        run(false, OFF, m -> imd(m).selfTest() == InsulationReading.SelfTest.PASSED);
        insulation = BoardCommand.Insulation.MEASURE;
        devices.control().faults(PlantFaults.NONE.withInsulationOhm(240_000));
        run(false, OFF, m -> imd(m).resistanceOhm() == 240_000);
        devices.monitorBroken(true);
        run(false, OFF, m -> imd(m).selfTest() == InsulationReading.SelfTest.FAILED);
        assertEquals(0, imd(freeze()).resistanceOhm());
        devices.monitorBroken(false);
        run(false, OFF, m -> imd(m).resistanceOhm() == 240_000);
        for (DeviceFault fault : FAULTS) {
            devices.fault("insulation monitor", fault);
            run(false, OFF, m -> m.insulation() instanceof Reading.Missing);
            devices.fault("insulation monitor", new DeviceFault.Sound());
            run(false, OFF, DriversOnWiresTest::allThere);
        }
    }

    @Test
    void inputsOfTheCouplerReachTheSafetyReadingAndItsSilenceIsNotKnown() {
        devices.control().emergencyStop(true);
        run(false, OFF, m -> safety(m).inputs().emergencyStop());
        devices.control().emergencyStop(false);
        run(false, OFF, m -> !safety(m).inputs().emergencyStop());
        for (DeviceFault fault : FAULTS) {
            devices.fault("io", fault);
            run(false, OFF, m -> why(m.safety()).contains("relay and input device"));
            devices.fault("io", new DeviceFault.Sound());
            run(false, OFF, DriversOnWiresTest::allThere);
        }
    }

    @Test
    void couplerPulledInTheTransferOpensTheContactorsByItsOwnWatchdog() {
        closeOntoTheCar();
        follow(-4_000);
        devices.fault("io", new DeviceFault.Silent());
        long pulledNs = System.nanoTime();
        while (devices.plant().contactsTouch()) {
            apply(true, new BoardCommand.Stage.FollowPower(-4_000, WINDOW));
            assertTrue(System.nanoTime() - pulledNs < 3_000_000_000L, "contactors stay closed");
            LockSupport.parkNanos(5_000_000);
        }
        long openMs = (System.nanoTime() - pulledNs) / 1_000_000;
        assertTrue(openMs <= 500 + 100 + 150, "open after " + openMs + " ms");
        assertEquals(0, devices.plant().dcCurrentA(), 0.1);
        devices.fault("io", new DeviceFault.Sound());
        run(false, OFF, DriversOnWiresTest::allThere);
    }

    @Test
    void safetyLinePulledInTheTransferOpensInTheDeclaredTimeAndComesBackUnderItsName()
            throws Exception {
        closeOntoTheCar();
        follow(4_000);
        devices.pull("safety");
        long pulledNs = System.nanoTime();
        await(() -> !devices.plant().contactsTouch());
        long openMs = (System.nanoTime() - pulledNs) / 1_000_000;
        assertTrue(openMs <= 500 + 100 + 100, "open after " + openMs + " ms");
        await(() -> Math.abs(devices.plant().dcCurrentA()) < 0.1);
        run(false, OFF, m -> m.safety() instanceof Reading.Missing);
        devices.plug("safety");
        run(false, OFF, DriversOnWiresTest::allThere);
        closeOntoTheCar();
    }

    private void closeOntoTheCar() {
        devices.control().plug("ready");
        BoardCommand.Stage hold = new BoardCommand.Stage.HoldVoltage(380_000, 1_000);
        run(false, hold, m -> safety(m).pilot() == SafetyReading.PilotState.C);
        run(false, hold, m -> Math.abs(stage(m).dcVoltageMv() - 380_000) < 5_000);
        run(true, hold, m -> safety(m).outputContactors() == ContactorState.CLOSED);
    }

    private void follow(int acPowerW) {
        BoardCommand.Stage wish = new BoardCommand.Stage.FollowPower(acPowerW, WINDOW);
        run(true, wish, m -> Math.abs(stage(m).acPowerW() - acPowerW) < 150);
        await(() -> Math.abs(devices.plant().acPowerW() - acPowerW) < 250);
    }

    private void apply(boolean closed, BoardCommand.Stage wish) {
        board.apply(
                new BoardCommand(
                        ++cycle,
                        new BoardCommand.Pilot.Duty(50),
                        closed,
                        true,
                        wish,
                        insulation,
                        BoardCommand.Island.PARALLEL));
    }

    /** One command per 10 ms until the board shows what is expected; bounded. */
    private void run(boolean closed, BoardCommand.Stage wish, Predicate<Measured> until) {
        long endNs = System.nanoTime() + 20_000_000_000L;
        while (!until.test(freeze())) {
            assertTrue(System.nanoTime() - endNs < 0, () -> "not reached: " + freeze());
            apply(closed, wish);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static void await(BooleanSupplier condition) {
        long endNs = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - endNs < 0, "not reached within 10 s");
            LockSupport.parkNanos(2_000_000);
        }
    }

    private Measured freeze() {
        return board.freeze(new Tick(cycle, System.nanoTime(), 0, false));
    }

    private static boolean allThere(Measured m) {
        return m.stage() instanceof Reading.Taken
                && m.safety() instanceof Reading.Taken
                && m.insulation() instanceof Reading.Taken
                && m.stationMeter() instanceof Reading.Taken;
    }

    private static StageReading stage(Measured m) {
        return m.stage() instanceof Reading.Taken<StageReading> taken
                ? taken.value()
                : new StageReading(StageReading.Mode.FAULT, 0, 0, 0, 0, 0, 0, false, 0);
    }

    private static InsulationReading imd(Measured m) {
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

    private static SafetyReading safety(Measured m) {
        return m.safety() instanceof Reading.Taken<SafetyReading> taken ? taken.value() : UNKNOWN;
    }

    private static String why(Reading<?> reading) {
        return reading instanceof Reading.Missing<?> missing ? missing.why() : "";
    }
}
