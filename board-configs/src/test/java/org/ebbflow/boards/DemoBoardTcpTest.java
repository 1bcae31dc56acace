package org.ebbflow.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.InsulationReading;
import org.ebbflow.hal.IslandReading;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Phases;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.Tick;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.device.WiredBoard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The board of demo-dc-tcp.toml against independent register images on real sockets. */
@Timeout(30)
class DemoBoardTcpTest {
    private static final BoardCommand.DcWindow WINDOW =
            new BoardCommand.DcWindow(250_000, 430_000, 30_000, 28_000);

    @TempDir Path folder;
    private RegisterServer safety;
    private RegisterServer stage;
    private RegisterServer meters;
    private WiredBoard board;
    private long cycle;

    @BeforeEach
    void start() throws IOException {
        safety = new RegisterServer(0);
        stage = new RegisterServer(0);
        meters = new RegisterServer(0);
        SimulatedRegisters.safetyBoard(safety.unit(1));
        SimulatedRegisters.stage(stage.unit(2));
        SimulatedRegisters.meter(meters.unit(3), -4980f);
        SimulatedRegisters.meter(meters.unit(4), 750f);
        String text =
                Files.readString(Path.of("boards/demo-dc-tcp.toml"))
                        .replace("15021", String.valueOf(safety.port()))
                        .replace("15022", String.valueOf(stage.port()))
                        .replace("15023", String.valueOf(meters.port()));
        Path file = folder.resolve("copy.toml");
        Files.writeString(file, text);
        board = WiredBoard.start(BoardFile.read(file));
    }

    @AfterEach
    void stop() throws IOException {
        board.close();
        safety.close();
        stage.close();
        meters.close();
    }

    @Test
    void readsEveryDeviceInOurSignsAndUnits() throws Exception {
        await(() -> freeze().stage() instanceof Reading.Taken);
        await(() -> freeze().gridMeter() instanceof Reading.Taken);
        await(() -> freeze().safety() instanceof Reading.Taken);
        Measured now = freeze();
        assertEquals(
                new StageReading(
                                StageReading.Mode.RUNNING,
                                -5_000,
                                400_500,
                                -12_480,
                                240_500,
                                60_010,
                                410,
                                false,
                                0)
                        .charged(OptionalInt.of(615)),
                value(now.stage()));
        assertEquals(
                new MeterReading(
                        -4_980,
                        new Phases(-4_980, 0, 0),
                        new Phases(-20_707, 0, 0),
                        240_500,
                        59_980,
                        12_500,
                        3_250),
                value(now.stationMeter()));
        assertEquals(750, value(now.gridMeter()).powerW());
        SafetyReading s = value(now.safety());
        assertEquals(SafetyReading.PilotState.C, s.pilot());
        assertEquals(401_200, s.inletVoltageMv());
        assertEquals(SafetyReading.LockState.LOCKED, s.lock());
        assertEquals(
                new InsulationReading(2_000_000, InsulationReading.SelfTest.PASSED),
                value(now.insulation()));
        assertEquals(
                new IslandReading(true, IslandReading.Switch.CLOSED, IslandReading.Switch.OPEN),
                value(now.island()));
    }

    @Test
    void inletVoltageThatIsNoNumberIsNotMeasuredAndNoiseBelowZeroIsZero() throws Exception {
        int[] s = safety.unit(1);
        s[6] = 0x8000;
        await(() -> inletMv() == SafetyReading.NOT_MEASURED);
        s[6] = -99 & 0xFFFF;
        await(() -> inletMv() == 0);
        s[6] = -100 & 0xFFFF;
        await(() -> inletMv() == -10_000);
    }

    private int inletMv() {
        return freeze().safety() instanceof Reading.Taken<SafetyReading> taken
                ? taken.value().inletVoltageMv()
                : Integer.MIN_VALUE;
    }

    @Test
    void setsAndVerifiesTheStagesOwnFallbackBeforeItIsUsed() throws Exception {
        await(() -> freeze().stage() instanceof Reading.Taken);
        int[] r = stage.unit(2);
        assertEquals(2, r[SimulatedRegisters.STAGE_704 + 32]);
        assertEquals(0, r[SimulatedRegisters.STAGE_704 + 30]);
        assertEquals(2, r[SimulatedRegisters.STAGE_EV + 10]);
        assertEquals(1, r[SimulatedRegisters.STAGE_715 + 8]);
        assertEquals("2@%d=0".formatted(SimulatedRegisters.STAGE_EV + 2), stage.writes.getFirst());
    }

    @Test
    void writesTheCommandAsTheProfileSaysAndSwitchesOffInTheRightOrder() throws Exception {
        await(() -> freeze().stage() instanceof Reading.Taken);
        await(() -> freeze().safety() instanceof Reading.Taken);
        apply(true, new BoardCommand.Stage.FollowPower(-11_500, WINDOW));
        int[] s = safety.unit(1);
        await(() -> s[102] == 1 && s[101] == 50 && s[103] == 1 && s[104] == 1);
        int[] r = stage.unit(2);
        int ev = SimulatedRegisters.STAGE_EV;
        int set = SimulatedRegisters.STAGE_704;
        await(() -> r[set + 24] == 0 && r[set + 25] == 11_500 && r[set + 22] == 1);
        assertEquals(2, r[ev + 2]);
        assertEquals(2_500, r[ev + 5]);
        assertEquals(4_300, r[ev + 6]);
        assertEquals(300, r[ev + 7]);
        assertEquals(280, r[ev + 8]);
        stage.writes.clear();
        apply(false, new BoardCommand.Stage.Off());
        String off = "2@%d=0,0,0,0,0,0,0".formatted(ev + 2);
        String zero = "2@%d=0,1,0,0".formatted(set + 22);
        await(() -> s[102] == 0 && stage.writes.contains(off) && stage.writes.contains(zero));
        assertTrue(stage.writes.indexOf(off) < stage.writes.indexOf(zero), "" + stage.writes);
    }

    @Test
    void chargeIsNegativeOnTheWire() throws Exception {
        await(() -> freeze().stage() instanceof Reading.Taken);
        apply(false, new BoardCommand.Stage.FollowPower(7_000, WINDOW));
        int[] r = stage.unit(2);
        int set = SimulatedRegisters.STAGE_704;
        await(() -> r[set + 24] == 0xFFFF && r[set + 25] == (-7_000 & 0xFFFF));
    }

    @Test
    void heartbeatFollowsTheCycleAndFallsSilentWhenTheCycleStands() throws Exception {
        await(() -> freeze().safety() instanceof Reading.Taken);
        for (int i = 0; i < 20; i++) {
            apply(false, new BoardCommand.Stage.Off());
            pause(10);
        }
        await(() -> safety.unit(1)[100] == (cycle & 0xFFFF));
        int heard = safety.writes.size();
        assertTrue(heard >= 4, "heartbeats in 200 ms: " + heard);
        pause(200);
        assertEquals(heard, safety.writes.size());
    }

    @Test
    void joinsSafetyInputsThatWereReadTwiceBetweenTwoCycles() throws Exception {
        await(() -> freeze().safety() instanceof Reading.Taken);
        freeze();
        safety.unit(1)[7] = 1;
        pause(100);
        safety.unit(1)[7] = 4;
        pause(100);
        SafetyReading.SafetyInputs inputs = value(freeze().safety()).inputs();
        assertTrue(inputs.emergencyStop() && inputs.rcdTripped(), inputs.toString());
    }

    @Test
    void refusesForeignDeviceInPlaceOfTheSafetyBoard() throws Exception {
        safety.unit(1)[0] = 0x1234;
        await(() -> why(freeze().safety()).startsWith("Unit 1 is no Ebbflow safety board"));
        apply(true, new BoardCommand.Stage.Off());
        pause(100);
        assertEquals(0, safety.unit(1)[102]);
    }

    @Test
    void refusesSafetyBoardWithLongerWatchdogThanDeclared() throws Exception {
        safety.unit(1)[11] = 501;
        await(() -> why(freeze().safety()).contains("watchdog is 501 ms"));
        safety.unit(1)[11] = 500;
        await(() -> freeze().safety() instanceof Reading.Taken);
    }

    @Test
    void silentMeterDoesNotStopTheOtherOnTheSameBus() throws Exception {
        await(() -> freeze().gridMeter() instanceof Reading.Taken);
        meters.faults.put(3, RegisterServer.Fault.SILENT);
        await(() -> freeze().stationMeter() instanceof Reading.Missing);
        assertTrue(why(freeze().stationMeter()).contains("did not answer within 250 ms"));
        SimulatedRegisters.meter(meters.unit(4), 900f);
        await(() -> value(freeze().gridMeter()).powerW() == 900);
        meters.faults.remove(3);
        await(() -> freeze().stationMeter() instanceof Reading.Taken);
    }

    @Test
    void saysWhatIsWrongWithAnswerAndRecovers() throws Exception {
        await(() -> freeze().stationMeter() instanceof Reading.Taken);
        meters.faults.put(3, RegisterServer.Fault.EXCEPTION);
        await(() -> why(freeze().stationMeter()).contains("no such register"));
        meters.faults.put(3, RegisterServer.Fault.NONE);
        await(() -> freeze().stationMeter() instanceof Reading.Taken);
        meters.faults.put(3, RegisterServer.Fault.WRONG_UNIT);
        await(() -> why(freeze().stationMeter()).contains("answered as unit 4"));
        meters.faults.put(3, RegisterServer.Fault.WRONG_LENGTH);
        meters.faults.put(3, RegisterServer.Fault.NONE);
        await(() -> freeze().stationMeter() instanceof Reading.Taken);
    }

    @Test
    void meterThatSaysItHasNoPowerIsMissingAndNotZero() throws Exception {
        await(() -> freeze().stationMeter() instanceof Reading.Taken);
        SimulatedRegisters.meter(meters.unit(3), Float.NaN);
        await(() -> why(freeze().stationMeter()).contains("has no value for power"));
        SimulatedRegisters.meter(meters.unit(3), 100f);
        await(() -> freeze().stationMeter() instanceof Reading.Taken);
    }

    @Test
    void singlePhaseMeterCountsEverythingInItsFirstPhase() throws Exception {
        board.close();
        Path file = folder.resolve("single.toml");
        Files.writeString(
                file,
                Files.readString(folder.resolve("copy.toml"))
                        .replace("eastron-sdm630", "eastron-sdm230"));
        board = WiredBoard.start(BoardFile.read(file));
        await(() -> freeze().stationMeter() instanceof Reading.Taken);
        assertEquals(-4_980, value(freeze().stationMeter()).powerW());
        assertEquals(new Phases(-4_980, 0, 0), value(freeze().stationMeter()).phasePowerW());
    }

    @Test
    void batteryAndSolarMetersReachTheFrozenViewWithPlusIntoThem() throws Exception {
        assertTrue(why(freeze().batteryMeter()).contains("no meter for this role"));
        board.close();
        Path file = folder.resolve("house.toml");
        String more =
                """

                [[meter]]
                role = "battery"
                map = "eastron-sdm72"
                bus = "meters"
                unit = 5
                poll-ms = 100

                [[meter]]
                role = "solar"
                map = "eastron-sdm72-v1"
                bus = "meters"
                unit = 6
                poll-ms = 100
                invert = true
                """;
        Files.writeString(file, Files.readString(folder.resolve("copy.toml")) + more);
        SimulatedRegisters.meter(meters.unit(5), -1_250f);
        SimulatedRegisters.meter(meters.unit(6), 4_000f);
        board = WiredBoard.start(BoardFile.read(file));
        await(() -> freeze().solarMeter() instanceof Reading.Taken);
        await(() -> freeze().batteryMeter() instanceof Reading.Taken);
        assertEquals(-1_250, value(freeze().batteryMeter()).powerW());
        assertEquals(-4_000, value(freeze().solarMeter()).powerW());
        assertEquals(3_250, value(freeze().solarMeter()).importWh());
        assertEquals(0, value(freeze().solarMeter()).voltageMv());
        meters.faults.put(6, RegisterServer.Fault.SILENT);
        await(() -> freeze().solarMeter() instanceof Reading.Missing);
        assertTrue(freeze().batteryMeter() instanceof Reading.Taken);
    }

    @Test
    void findsTheStageAgainAfterItWasSwitchedOffAndOn() throws Exception {
        await(() -> freeze().stage() instanceof Reading.Taken);
        int port = stage.port();
        stage.close();
        await(() -> freeze().stage() instanceof Reading.Missing);
        assertTrue(why(freeze().stage()).contains("check power, cable"), why(freeze().stage()));
        stage = new RegisterServer(port);
        SimulatedRegisters.stage(stage.unit(2));
        await(() -> freeze().stage() instanceof Reading.Taken);
        assertEquals(2, stage.unit(2)[SimulatedRegisters.STAGE_EV + 10]);
    }

    private void apply(boolean closed, BoardCommand.Stage wish) {
        board.apply(
                new BoardCommand(
                        ++cycle,
                        new BoardCommand.Pilot.Duty(50),
                        closed,
                        true,
                        wish,
                        BoardCommand.Insulation.MEASURE,
                        BoardCommand.Island.PARALLEL));
    }

    private Measured freeze() {
        return board.freeze(new Tick(cycle, System.nanoTime(), 0, false));
    }

    private static <T> T value(Reading<T> reading) {
        if (reading instanceof Reading.Taken<T> taken) {
            return taken.value();
        }
        throw new AssertionError(reading.toString());
    }

    private static String why(Reading<?> reading) {
        return reading instanceof Reading.Missing<?> missing ? missing.why() : "";
    }

    /** Real sockets need real time; bounded. */
    private static void await(BooleanSupplier condition) {
        long endNs = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - endNs < 0, "not reached within 10 s");
            pause(5);
        }
    }

    private static void pause(int ms) {
        LockSupport.parkNanos(ms * 1_000_000L);
    }
}
