package org.ebbflow.tools.sim.devices;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.ebbflow.tools.machine.SteadyMachine;
import org.ebbflow.tools.sim.plant.BoardEvent;
import org.ebbflow.tools.sim.plant.DeviceFault;
import org.ebbflow.tools.sim.plant.DeviceFault.Device;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SteadyMachine
class BoardSimulatorTest {

    private static final int MODE = 40_407 + 2;

    private BoardSimulator board;
    private TcpClient safety;
    private TcpClient stage;
    private TcpClient meter;
    private int beat;

    @BeforeEach
    void start() throws IOException {
        board =
                BoardSimulator.start(
                        SimulatorOptions.of(SimulatorOptions.Kind.DC_TCP), new TestCars());
        safety = new TcpClient(board.where().ports().safetyBoard(), 1);
        stage = new TcpClient(board.where().ports().stage(), 2);
        meter = new TcpClient(board.where().ports().meters(), 3);
    }

    @AfterEach
    void stop() throws IOException {
        safety.close();
        stage.close();
        meter.close();
        board.close();
    }

    private int[] order(int duty, int close, int lock) throws IOException {
        beat++;
        safety.write(100, beat, duty, close, lock, 0, 0);
        return safety.read(3, 0, 16);
    }

    private void lockAndClose() throws Exception {
        board.control().plug("ready");
        Await.until("locked in C", () -> order(50, 0, 1)[5] == 1 && order(50, 0, 1)[1] == 2);
        Await.until("contactors closed", () -> order(50, 1, 1)[4] == 1);
    }

    private void follow(int sunSpecW) throws IOException {
        stage.write(40_398 + 8, 1);
        stage.write(40_277 + 22, 1, 1, sunSpecW >> 16, sunSpecW);
        stage.write(MODE, 2, 3_800, 20, 3_000, 4_500, 400, 400);
    }

    @Test
    void safetyBoardShowsItsProfileAtPowerUp() throws IOException {
        int[] status = safety.read(3, 0, 17);
        assertEquals(0xEB01, status[0]);
        assertEquals(0, status[1]);
        assertEquals(1_000, status[3]);
        assertEquals(0, status[4]);
        assertEquals(500, status[11]);
        assertEquals(0b0_1011_0011, status[14]);
        assertEquals(2_400, status[15]);
        assertEquals(6_000, status[16]);
    }

    @Test
    void commandBlockIsTakenWholeOrNotAtAll() throws IOException {
        assertThrows(IOException.class, () -> safety.write(100, 1, 50));
        assertThrows(IOException.class, () -> safety.write(100, 1, 20, 0, 0, 0, 0));
        assertEquals(1_000, safety.read(3, 3, 1)[0]);
        safety.write(100, 1, 50, 0, 0, 0, 0);
        assertEquals(50, safety.read(3, 3, 1)[0]);
        assertArrayEquals(new int[] {1, 50, 0, 0, 0, 0}, safety.read(3, 100, 6));
    }

    @Test
    void dischargesThroughClosedContactorsAndTheMeterAgrees() throws Exception {
        lockAndClose();
        follow(6_000);
        Await.until(
                "6 kW out",
                () -> {
                    order(50, 1, 1);
                    return Math.abs(meter.readFloat(0x34) + 6_000) < 120;
                });
        int[] ac = stage.read(3, 40_070, 20);
        assertEquals(6_000, (short) ac[10], 120);
        int[] dc = stage.read(3, 40_353, 45);
        assertEquals(16_700, (short) dc[30] * 10, 300);
        TcpClient grid = new TcpClient(board.where().ports().meters(), 4);
        try (grid) {
            assertEquals(-5_200, grid.readFloat(0x34), 200);
        }
    }

    @Test
    void deadControllerOpensTheContactorsByTheWatchdog() throws Exception {
        lockAndClose();
        Await.until("open", () -> safety.read(3, 4, 1)[0] == 0);
        assertEquals(1, safety.read(3, 9, 1)[0]);
        BoardEvent last = board.boardLog().getLast();
        assertEquals(BoardEvent.Kind.OPENED_BY_WATCHDOG, last.kind());
        int ms = Integer.parseInt(last.text().replaceAll("\\D+", ""));
        assertTrue(ms > 500 && ms <= 540, last::text);
    }

    @Test
    void readingTheInputsReleasesAShortEmergencyStop() throws Exception {
        board.control().emergencyStop(true);
        Await.until(
                "latched", () -> board.control().plant().boardValues().inputs().emergencyStop());
        board.control().emergencyStop(false);
        Await.until("two slices", () -> !board.control().plant().inputs().emergencyStop());
        assertEquals(1, order(1_000, 0, 0)[7]);
        assertEquals(0, safety.read(3, 7, 1)[0]);
    }

    @Test
    void silentDeviceDoesNotAnswerAndItsNeighboursDo() throws IOException {
        board.control().device(Device.STATION_METER, new DeviceFault.Silent());
        assertThrows(IOException.class, () -> meter.readFloat(0x34));
        TcpClient grid = new TcpClient(board.where().ports().meters(), 4);
        try (grid) {
            assertEquals(800, grid.readFloat(0x34), 10);
        }
    }

    @Test
    void frozenDeviceShowsTheOldWorld() throws Exception {
        board.control().device(Device.SAFETY_BOARD, new DeviceFault.Frozen());
        board.control().plug("waiting");
        Await.until("B", () -> board.control().plant().boardValues().pilot().name().equals("B"));
        assertEquals(0, safety.read(3, 1, 1)[0]);
        board.control().device(Device.SAFETY_BOARD, new DeviceFault.Sound());
        assertEquals(1, safety.read(3, 1, 1)[0]);
    }

    @Test
    void refusingDeviceAnswersWithItsException() {
        board.control().device(Device.STAGE, new DeviceFault.Refusing(4));
        IOException refused = assertThrows(IOException.class, () -> stage.read(3, 40_000, 2));
        assertEquals("exception 4", refused.getMessage());
    }

    @Test
    void garbledAnswerIsNotModbus() {
        board.control().device(Device.STAGE, new DeviceFault.Garbled());
        IOException refused = assertThrows(IOException.class, () -> stage.read(3, 40_000, 2));
        assertEquals("no Modbus answer", refused.getMessage());
    }

    @Test
    void offsetMeterReadsTooHigh() throws IOException {
        board.control().device(Device.STATION_METER, new DeviceFault.Offset(500));
        assertEquals(500, meter.readFloat(0x34), 1);
    }

    @Test
    void carThatBreaksIsUnpluggedAndTheStationLives() throws Exception {
        board.control().plug("broken");
        Await.until("said so", () -> board.control().trouble().contains("flat tyre"));
        assertEquals(0, safety.read(3, 1, 1)[0]);
    }

    @Test
    void takenPortIsOneClearSentence() {
        SimulatorOptions.Ports taken =
                new SimulatorOptions.Ports(board.where().ports().safetyBoard(), 0, 0);
        IOException refused =
                assertThrows(
                        IOException.class,
                        () ->
                                BoardSimulator.start(
                                        SimulatorOptions.of(SimulatorOptions.Kind.DC_TCP).on(taken),
                                        CarFactory.none()));
        assertTrue(refused.toString().contains("Cannot listen on 127.0.0.1 port"));
    }
}
