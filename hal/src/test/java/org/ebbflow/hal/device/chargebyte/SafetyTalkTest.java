package org.ebbflow.hal.device.chargebyte;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.Temperatures;
import org.ebbflow.hal.board.DeviceConfig;
import org.ebbflow.hal.board.SafetyConfig;
import org.junit.jupiter.api.Test;

/** The safety board's frames in virtual time; octets written by hand from the document. */
final class SafetyTalkTest {

    private static final long MS = 1_000_000;
    private static final SafetyConfig.Uart LINE =
            new SafetyConfig.Uart("/dev/x", 115_200, 50, true, true, DeviceConfig.Polarity.NORMAL);
    private static final String FIRMWARE = "0A 01 04 02 EB 03 01 01 F4";

    private final Heard heard = new Heard();
    private final SafetyTalk talk = new SafetyTalk(LINE, 500, 0);

    private static final class Heard implements SafetyTalk.Listener {
        final List<SafetyTalk.Report> reports = new ArrayList<>();
        final List<Temperatures> temperatures = new ArrayList<>();
        String firmware = "";

        @Override
        public void verified(SafetyTalk.Version version) {
            firmware = version.firmware();
        }

        @Override
        public void report(SafetyTalk.Report report) {
            reports.add(report);
        }

        @Override
        public void temperatures(Temperatures read, long readNs) {
            temperatures.add(read);
        }
    }

    /** A frame with its checksum, from id and octets. */
    private static byte[] frame(String hex) {
        byte[] octets = HexFormat.of().parseHex(hex.replace(" ", ""));
        int[] payload = new int[8];
        for (int i = 0; i < 8; i++) {
            payload[i] = octets[i + 1] & 0xFF;
        }
        return Frame.of(octets[0] & 0xFF, payload).bytes();
    }

    private void say(long nowNs, String... frames) {
        for (String frame : frames) {
            byte[] bytes = frame(frame);
            talk.heard(bytes, bytes.length, nowNs, heard);
        }
    }

    private static String echo(int cycle) {
        return String.format(Locale.ROOT, "62 %04X 01 00 0ED8 01F4", cycle).replace(" ", "");
    }

    private static BoardCommand command(long cycle, boolean closed) {
        return new BoardCommand(
                cycle,
                new BoardCommand.Pilot.Duty(50),
                closed,
                true,
                new BoardCommand.Stage.Off(),
                BoardCommand.Insulation.MEASURE,
                BoardCommand.Island.PARALLEL);
    }

    private void report(int cycle, long nowNs) {
        say(nowNs, "07 80 32 03 05 03 00 00 00", echo(cycle), "63 02 01 55 09 60 17 70 00");
    }

    @Test
    void theChecksumIsThatOfTheStandardsCheckWord() {
        // CRC-8 SAE J1850 of the ASCII digits 1 to 9 is 0x4B in every catalogue
        assertEquals(0x4B, new Frame('1', 0x3233343536373839L).checksum());
    }

    @Test
    void nothingIsSentBeforeTheBoardHasShownWhatItIs() {
        assertArrayEquals(frame("FF 0A 00 00 00 00 00 00 00"), talk.due(command(1, false), 0));
        assertEquals(0, talk.due(command(1, false), 249 * MS).length);
        assertEquals(12, talk.due(command(1, false), 250 * MS).length, "asks again");
        say(300 * MS, FIRMWARE);
        assertEquals("1.4.2", heard.firmware);
        byte[] both = talk.due(command(0x1234, true), 301 * MS);
        assertArrayEquals(
                joined(frame("06 80 32 03 00 00 00 00 00"), frame("61 12 34 01 01 00 00 00 00")),
                both);
    }

    @Test
    void anotherProfileOrASlowerWatchdogIsRefusedInWords() {
        say(0, "0A 01 04 02 81 03 01 01 F4");
        assertTrue(talk.trouble(0).orElse("").contains("platform 0x81"), "" + talk.trouble(0));
        say(0, "0A 01 04 02 EB 03 01 01 F5");
        assertTrue(talk.trouble(0).orElse("").contains("watchdog is 501 ms"));
        assertEquals(12, talk.due(command(1, true), 0).length, "still only the inquiry");
        say(1, FIRMWARE);
        assertTrue(talk.trouble(1).isEmpty());
    }

    @Test
    void theHeartbeatStopsWithTheCycleAndAChangeDoesNotWait() {
        say(0, FIRMWARE);
        assertEquals(24, talk.due(command(7, true), 0).length);
        assertEquals(
                0, talk.due(command(7, true), 10_000 * MS).length, "no second beat for a cycle");
        assertEquals(24, talk.due(command(8, true), 10_000 * MS).length);
        assertEquals(0, talk.due(command(9, true), 10_049 * MS).length, "paced by heartbeat-ms");
        assertEquals(24, talk.due(command(9, true), 10_050 * MS).length);
        assertEquals(24, talk.due(command(10, false), 10_051 * MS).length, "opening goes at once");
    }

    @Test
    void aReportIsAsOldAsTheHeartbeatItEchoes() {
        say(0, FIRMWARE);
        talk.due(command(7, false), 100 * MS);
        talk.due(command(12, false), 150 * MS);
        report(7, 190 * MS);
        assertEquals(100 * MS, heard.reports.getFirst().takenNs());
        SafetyReading reading = heard.reports.getFirst().safety();
        assertEquals(SafetyReading.PilotState.C, reading.pilot());
        assertEquals(SafetyReading.ContactorState.CLOSED, reading.outputContactors());
        assertEquals(SafetyReading.LockState.LOCKED, reading.lock());
        assertEquals(380_000, reading.inletVoltageMv());
        assertEquals(50, reading.dutyDeciPercent());
        assertEquals(500_000, heard.reports.getFirst().insulation().resistanceOhm());
        assertEquals(240_000, heard.reports.getFirst().island().utility().voltageMv());
        assertEquals(60_000, heard.reports.getFirst().island().utility().frequencyMilliHz());
    }

    @Test
    void aBoardThatDoesNotEchoUsWithinItsWatchdogIsNotBelieved() {
        say(0, FIRMWARE);
        talk.due(command(7, false), 0);
        report(99, 500 * MS);
        assertEquals(1, heard.reports.size(), "it may still be on its way");
        report(99, 501 * MS);
        assertEquals(1, heard.reports.size());
        assertTrue(talk.trouble(501 * MS).orElse("").contains("does not hear the heartbeat"));
        assertEquals(12, talk.due(command(60, true), 502 * MS).length, "it is asked what it is");
    }

    @Test
    void aBoardThatRepeatsAnOldEchoWhileNewerHeartbeatsGoOutIsNotBelieved() {
        say(0, FIRMWARE);
        talk.due(command(7, true), 0);
        report(7, 10 * MS);
        talk.due(command(12, true), 60 * MS);
        report(7, 510 * MS);
        assertEquals(2, heard.reports.size());
        assertEquals(0, heard.reports.getLast().takenNs(), "and until then its age is told");
        report(7, 511 * MS);
        assertEquals(2, heard.reports.size());
        assertTrue(talk.trouble(511 * MS).orElse("").contains("does not hear the heartbeat"));
    }

    @Test
    void theSameEchoIsNoFaultWhileNothingNewerWasSent() {
        say(0, FIRMWARE);
        talk.due(command(7, true), 0);
        report(7, 10 * MS);
        report(7, 5_000 * MS);
        assertEquals(2, heard.reports.size());
        talk.due(command(12, true), 5_001 * MS);
        report(7, 5_400 * MS);
        assertEquals(3, heard.reports.size());
    }

    @Test
    void halfAReportAndBrokenFramesCountForNothing() {
        say(0, FIRMWARE);
        talk.due(command(7, false), 0);
        say(MS, echo(7), "63 00 00 00 00 00 00 00 00");
        say(MS, "07 80 32 03 05 03 00 00 00", "63 00 00 00 00 00 00 00 00");
        assertEquals(0, heard.reports.size());
        byte[] broken = frame("07 80 32 03 05 03 00 00 00");
        broken[4] ^= 1;
        talk.heard(broken, broken.length, MS, heard);
        say(MS, echo(7), "63 00 00 00 00 00 00 00 00");
        assertEquals(0, heard.reports.size());
        assertTrue(talk.dropped() > 0);
        assertFalse(talk.trouble(500 * MS).isPresent());
        assertTrue(talk.trouble(501 * MS).orElse("").contains("no frames"));
        report(7, 502 * MS);
        assertEquals(1, heard.reports.size(), "and it goes on with the next whole one");
    }

    @Test
    void framesAreFoundInPiecesAndBehindGarbage() {
        byte[] stream = joined(new byte[] {(byte) 0xA5, 3, 7, (byte) 0xA5}, frame(FIRMWARE));
        for (byte b : stream) {
            talk.heard(new byte[] {b}, 1, 0, heard);
        }
        assertEquals("1.4.2", heard.firmware);
    }

    @Test
    void latchedInputsAreGivenBackAndEveryEstopBitCounts() {
        say(0, FIRMWARE);
        talk.due(command(7, true), 0);
        say(
                MS,
                "07 80 32 03 05 00 04 00 00",
                "62 00 07 01 12 0E D8 01 F4",
                "63 00 00 00 FF FF FF FF 00");
        SafetyReading.SafetyInputs inputs = heard.reports.getFirst().safety().inputs();
        assertTrue(inputs.emergencyStop() && inputs.doorOpen() && inputs.pilotFault());
        assertFalse(inputs.rcdTripped() || inputs.insulationFault());
        assertEquals(0x12, talk.due(command(8, false), 2 * MS)[12 + 7]);
        assertEquals(-1, heard.reports.getFirst().island().utility().voltageMv());
        say(3 * MS, "07 80 32 03 05 00 08 00 00", echo(7), "63 00 00 00 00 00 00 00 00");
        assertTrue(heard.reports.getLast().safety().inputs().insulationFault(), "IMD abort");
    }

    @Test
    void temperaturesAreSignedAndWhatIsNotFittedIsLeftOut() {
        say(0, "08 01 90 FF 9D 7F FC 0B BA");
        List<Temperatures.Sensor> sensors = heard.temperatures.getFirst().sensors();
        assertEquals(
                List.of(
                        new Temperatures.Sensor(100, false, false),
                        new Temperatures.Sensor(-25, true, false),
                        new Temperatures.Sensor(750, false, true)),
                sensors);
        assertEquals(100, heard.temperatures.getFirst().hottestDeciC().orElse(0));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = new byte[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
