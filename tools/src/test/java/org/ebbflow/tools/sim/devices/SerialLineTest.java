package org.ebbflow.tools.sim.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.ebbflow.tools.machine.SteadyMachine;
import org.ebbflow.tools.sim.plant.DeviceFault;
import org.ebbflow.tools.sim.plant.DeviceFault.Device;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The devices on one serial line; the other end is a serial port library, frames are golden hex.
 */
@SteadyMachine
class SerialLineTest {

    /** Unit 1, FC3, register 0, one register. CRC by an independent calculator. */
    private static final String READ_MAGIC = "010300000001840a";

    private BoardSimulator board;
    private SerialPort port;

    @BeforeEach
    void start() throws IOException {
        board =
                BoardSimulator.start(
                        SimulatorOptions.of(SimulatorOptions.Kind.DC_SERIAL), new TestCars());
        port = SerialPort.getCommPort(board.where().serialPath().orElseThrow());
        port.setComPortParameters(115_200, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, 150, 0);
        assertTrue(port.openPort());
    }

    @AfterEach
    void stop() throws IOException {
        port.closePort();
        board.close();
    }

    private void send(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertEquals(bytes.length, port.writeBytes(bytes, bytes.length));
    }

    private byte[] sendWithCrc(int unit, String pdu) {
        byte[] frame = Crc16.framed(unit, HexFormat.of().parseHex(pdu));
        port.writeBytes(frame, frame.length);
        return received();
    }

    /** All bytes until the line is silent for 150 ms. */
    private byte[] received() {
        byte[] all = new byte[512];
        int length = 0;
        byte[] some = new byte[256];
        for (int n = port.readBytes(some, some.length);
                n > 0;
                n = port.readBytes(some, some.length)) {
            System.arraycopy(some, 0, all, length, n);
            length += n;
        }
        return Arrays.copyOf(all, length);
    }

    /** Answer 01 03 02 EB 01, CRC by an independent calculator. */
    @Test
    void safetyBoardAnswersAGoldenFrame() {
        send(READ_MAGIC);
        assertEquals("010302eb013774", HexFormat.of().formatHex(received()));
    }

    @Test
    void everyAnswerCarriesItsUnitAndAGoodChecksum() {
        byte[] stage = sendWithCrc(2, "039c400002");
        assertEquals("0203045375", HexFormat.of().formatHex(Arrays.copyOf(stage, 5)));
        assertTrue(Crc16.matches(stage));
        byte[] meter = sendWithCrc(4, "0400340002");
        assertEquals(9, meter.length);
        assertEquals(4, meter[0]);
        assertTrue(Crc16.matches(meter));
    }

    @Test
    void foreignUnitIsSilence() {
        assertEquals(0, sendWithCrc(17, "0300000001").length);
        assertEquals(7, sendWithCrc(1, "0300000001").length);
    }

    @Test
    void wrongChecksumIsSilenceAndTheNextFrameIsServed() {
        send("0103000000018400");
        assertEquals(0, received().length);
        send(READ_MAGIC);
        assertEquals(7, received().length);
    }

    @Test
    void halfAFrameIsForgottenAfterAPause() {
        send("01030000");
        assertEquals(0, received().length);
        send(READ_MAGIC);
        assertEquals(7, received().length);
    }

    @Test
    void frameMayComeInPieces() {
        send("0103");
        send("00000001840a");
        assertEquals(7, received().length);
    }

    @Test
    void unknownFunctionGetsAnException() {
        byte[] answer = sendWithCrc(1, "2b0e0100");
        assertEquals("01ab01", HexFormat.of().formatHex(Arrays.copyOf(answer, 3)));
    }

    @Test
    void garbledDeviceAnswersWithAWrongChecksum() {
        board.control().device(Device.STAGE, new DeviceFault.Garbled());
        byte[] answer = sendWithCrc(2, "039c400002");
        assertEquals(9, answer.length);
        assertTrue(!Crc16.matches(answer));
    }

    @Test
    void writeArrivesInThePlant() throws Exception {
        board.control().plug("ready");
        byte[] answer = sendWithCrc(1, "1000640006" + "0c" + "00010032" + "00000001" + "00000000");
        assertEquals("011000640006", HexFormat.of().formatHex(Arrays.copyOf(answer, 6)));
        Await.until(
                "locked",
                () -> board.control().plant().boardValues().lock().name().equals("LOCKED"));
        assertEquals(50, board.control().plant().boardValues().dutyDeciPercent());
    }
}
