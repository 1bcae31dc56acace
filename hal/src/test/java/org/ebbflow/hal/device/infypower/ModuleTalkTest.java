package org.ebbflow.hal.device.infypower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.board.CanConfig;
import org.ebbflow.hal.board.StageConfig;
import org.junit.jupiter.api.Test;

/** The modules' protocol in virtual time; identifiers and items by hand from the public driver. */
final class ModuleTalkTest {

    private static final long MS = 1_000_000;
    private static final String OFF = "02A43FF0#11100000000000A1";
    private static final String ON = "02A43FF0#11100000000000A0";
    private static final String INVERTER = "02A43FF0#21100000000000A1";
    private static final BoardRatings.Efficiency EFFICIENCY = new BoardRatings.Efficiency(950, 950);
    private static final BoardCommand.DcWindow WINDOW =
            new BoardCommand.DcWindow(250_000, 450_000, 30_000, 20_000);
    private static final BoardRatings RATINGS =
            new BoardRatings(
                    "b",
                    BoardRatings.Output.DC,
                    1,
                    240_000,
                    60_000,
                    12_500,
                    12_500,
                    100,
                    60_000,
                    new BoardCommand.DcWindow(200_000, 950_000, 40_000, 40_000),
                    EFFICIENCY,
                    new BoardRatings.Reaction(500, 100, 200, 200));

    private final ModuleTalk talk = new ModuleTalk(config(1), RATINGS, 0);
    private final Map<Integer, Long> values = new TreeMap<>();
    private long nowNs;
    private long cycle;
    private Optional<ModuleTalk.Report> latest = Optional.empty();

    ModuleTalkTest() {
        values.put(0x1001, 400_000L);
        values.put(0x1110, 0x100L);
        values.put(0x1130, 1_000_000L);
        values.put(0x1132, 73_300L);
        values.put(0x2101, 240_000L);
        values.put(0x2107, 60_000L);
        values.put(0x1106, 31_500L);
    }

    private static StageConfig.Infypower config(int modules) {
        return new StageConfig.Infypower(
                new CanConfig.SocketCan("can0"), modules, 50, 50, 950_000, EFFICIENCY);
    }

    private static BoardCommand command(long cycle, BoardCommand.Stage stage) {
        return new BoardCommand(
                cycle,
                new BoardCommand.Pilot.X1(),
                true,
                true,
                stage,
                BoardCommand.Insulation.OFF,
                BoardCommand.Island.PARALLEL);
    }

    /** What is written in the next rounds while a module answers. */
    private List<String> writes(BoardCommand.Stage stage, int rounds) {
        java.util.ArrayList<String> written = new java.util.ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            for (CanFrame frame : talk.due(command(++cycle, stage), nowNs)) {
                if ((frame.id() >> 16 & 0x3F) == 0x24) {
                    written.add(frame.toString());
                } else {
                    answer(frame);
                }
            }
            nowNs += 50 * MS;
        }
        return written;
    }

    private void answer(CanFrame question) {
        int item = (int) (question.payload() >>> 48);
        long value = values.getOrDefault(item, 0L);
        CanFrame reply = new CanFrame(0x02A3F000, true, 8, (long) item << 48 | value);
        Optional<ModuleTalk.Report> report = talk.heard(List.of(reply), nowNs);
        latest = report.isPresent() ? report : latest;
    }

    private static BoardCommand.Stage follow(int acPowerW) {
        return new BoardCommand.Stage.FollowPower(acPowerW, WINDOW);
    }

    @Test
    void identifierAndOctetsAreThoseOfThePublicDriver() {
        assertEquals(
                "02A43FF0#1002000000007530", ModuleFrame.write(Item.CURRENT, 30_000).toString());
        assertEquals("02A33FF0#1001000000000000", ModuleFrame.read(Item.VOLTAGE).toString());
    }

    @Test
    void aGroupIsSwitchedOffAndMustShowItBeforeItIsToldAnythingElse() {
        values.put(0x1110, 0L);
        List<String> written = writes(follow(9_500), 8);
        assertTrue(written.contains(OFF), "" + written);
        assertFalse(written.contains(ON), "" + written);
        values.put(0x1110, 0x100L);
        assertTrue(writes(follow(9_500), 4).contains(ON));
    }

    @Test
    void powerBecomesACurrentAtTheMeasuredVoltage() {
        List<String> written = writes(follow(8_000), 6);
        // 8,000 W x 95 % / 400 V = 19 A below the window's upper end
        assertTrue(written.contains("02A43FF0#1002000000004A38"), "" + written);
        assertTrue(written.contains("02A43FF0#100100000006DDD0"), "" + written);
        assertTrue(
                writes(follow(400_000), 6).contains("02A43FF0#1002000000007530"),
                "the window's 30 A are the most");
    }

    @Test
    void theDirectionIsChangedOnlyWithoutCurrentAndWithTheOutputOff() {
        writes(follow(8_000), 6);
        values.put(0x1110, 0L);
        values.put(0x1002, 19_000L);
        List<String> written = writes(follow(-8_000), 6);
        assertTrue(written.contains(OFF), "" + written);
        assertFalse(written.contains(INVERTER), "" + written);
        values.put(0x1110, 0x100L);
        assertFalse(writes(follow(-8_000), 3).contains(INVERTER), "there is current yet");
        values.put(0x1002, 0L);
        written = writes(follow(-8_000), 6);
        assertTrue(written.contains(INVERTER), "" + written);
        assertFalse(written.contains(ON), "on only behind the proved direction");
        values.put(0x1111, 1L);
        written = writes(follow(-8_000), 6);
        // 8,000 W / 95 % / 400 V = 21.05 A, bounded by the window's 20 A
        assertTrue(written.contains("02A43FF0#1002000000004E20"), "" + written);
        assertTrue(written.contains(ON), "" + written);
        values.put(0x1110, 0L);
        values.put(0x1002, 20_000L);
        values.put(0x2108, 7_600_000L);
        writes(follow(-8_000), 8);
        StageReading reading = latest.orElseThrow().value();
        assertEquals(-20_000, reading.dcCurrentMa());
        assertEquals(-7_600, reading.acPowerW());
        assertEquals(StageReading.Mode.RUNNING, reading.mode());
    }

    @Test
    void aDeadDecisionSwitchesOffAfterHalfASecond() {
        writes(follow(8_000), 8);
        values.put(0x1110, 0L);
        BoardCommand last = command(cycle, follow(8_000));
        assertFalse(text(talk.due(last, nowNs + 449 * MS)).contains(OFF));
        assertTrue(text(talk.due(last, nowNs + 451 * MS)).contains(OFF));
    }

    private static List<String> text(List<CanFrame> frames) {
        return frames.stream().map(CanFrame::toString).toList();
    }

    @Test
    void answersToAnEarlierRoundAreNotTaken() {
        List<CanFrame> first = questions(0);
        nowNs = 250 * MS;
        List<CanFrame> second = questions(nowNs);
        first.forEach(this::answer);
        assertEquals(Optional.empty(), latest);
        assertTrue(talk.trouble(nowNs).isEmpty());
        second.forEach(this::answer);
        nowNs = 310 * MS;
        for (int i = 0; i < 8; i++) {
            questions(nowNs).forEach(this::answer);
            nowNs += 50 * MS;
        }
        assertEquals(nowNs - 50 * MS, latest.orElseThrow().takenNs(), "age from the question");
    }

    private List<CanFrame> questions(long atNs) {
        return talk.due(null, atNs).stream().filter(f -> (f.id() >> 16 & 0x3F) == 0x23).toList();
    }

    @Test
    void aSilentModuleIsCountedAndNamed() {
        ModuleTalk two = new ModuleTalk(config(2), RATINGS, 0);
        long at = 0;
        for (int i = 0; i < 5; i++) {
            for (CanFrame frame : two.due(null, at)) {
                two.heard(List.of(new CanFrame(0x02A3F000, true, 8, frame.payload() | 0x100)), at);
            }
            at += 210 * MS;
        }
        assertTrue(
                two.trouble(at).orElse("").startsWith("1 of 2 power modules"),
                "" + two.trouble(at));
    }

    @Test
    void aGroupThatAcknowledgesButDoesNotSwitchOffIsMissingAfterTwoSeconds() {
        writes(follow(8_000), 12);
        values.put(0x1110, 0L);
        writes(follow(8_000), 4);
        assertTrue(latest.isPresent());
        BoardCommand.Stage off = new BoardCommand.Stage.Off();
        writes(off, 38);
        assertEquals(Optional.empty(), talk.trouble(nowNs));
        latest = Optional.empty();
        writes(off, 8);
        assertTrue(talk.trouble(nowNs).orElse("").contains("do not switch off"));
        latest = Optional.empty();
        assertTrue(writes(off, 8).contains(OFF), "it is told again and again");
        assertEquals(Optional.empty(), latest);
        values.put(0x1110, 0x100L);
        writes(off, 8);
        assertEquals(Optional.empty(), talk.trouble(nowNs));
        assertTrue(latest.isPresent());
    }

    @Test
    void modulesThatCannotWhatTheFilePromisesAreRefusedInWords() {
        values.put(0x1132, 39_999L);
        List<String> written = writes(follow(8_000), 12);
        assertTrue(talk.trouble(nowNs).orElse("").contains("give 39 A"), "" + talk.trouble(nowNs));
        assertEquals(Optional.empty(), latest);
        assertTrue(written.contains(OFF), "" + written);
        values.put(0x1132, 73_300L);
        values.put(0x1130, 949_000L);
        talk.restart(nowNs);
        writes(follow(8_000), 12);
        assertTrue(
                talk.trouble(nowNs).orElse("").contains("reach 949 V"), "" + talk.trouble(nowNs));
    }
}
