package org.ebbflow.tools.commission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.GridProfile;
import org.ebbflow.hal.GridProfile.Taken;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.Tick;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.board.GridProfileFile;
import org.ebbflow.hal.board.TomlFile;
import org.ebbflow.hal.device.WiredBoard;
import org.ebbflow.tools.machine.SteadyMachine;
import org.ebbflow.tools.sim.devices.BoardSimulator;
import org.ebbflow.tools.sim.devices.PlainCars;
import org.ebbflow.tools.sim.devices.SimulatorOptions;
import org.ebbflow.tools.sim.devices.SimulatorOptions.StageQuirk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The grid profile goes into the simulated SunSpec stage over a real socket and is read back. */
@Timeout(60)
@SteadyMachine
class GridCodeOnSimulatorTest {

    private static final String SITE =
            """
            name = "ieee-1547-2018-cat3"
            [signed]
            by = "test"
            date = "2026-01-01"
            number = "1"
            [enter-service]
            delay-s = 60
            [freq-watt]
            enabled = true
            [volt-watt]
            enabled = true
            [volt-var]
            enabled = true
            """;

    @TempDir Path folder;

    private static Optional<GridProfile> profile(String site) {
        return GridProfileFile.completed(TomlFile.parse("site", site).top()).profile();
    }

    @Test
    void everyFunctionIsTakenAndReadBack() throws Exception {
        assertEquals(Taken.VERIFIED, taken(StageQuirk.NONE, profile(SITE)));
    }

    @ParameterizedTest
    @EnumSource(value = StageQuirk.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aStageThatDoesNotTakeItSaysSoAndStillAnswers(StageQuirk quirk) throws Exception {
        assertEquals(Taken.REFUSED, taken(quirk, profile(SITE)));
    }

    @Test
    void aFunctionThatIsOffNeedsNoModel() throws Exception {
        String off = SITE.replace("[freq-watt]\nenabled = true", "[freq-watt]\nenabled = false");
        assertEquals(Taken.VERIFIED, taken(StageQuirk.NO_DROOP, profile(off)));
    }

    @Test
    void whatNobodySignedIsNotPutIntoAStage() throws Exception {
        Optional<GridProfile> unsigned = GridProfileFile.shipped("ieee-1547-2018-cat3").profile();
        assertTrue(unsigned.isPresent());
        assertEquals(Taken.NOT_YET, taken(StageQuirk.NONE, unsigned));
        assertEquals(Taken.NOT_YET, taken(StageQuirk.NONE, Optional.empty()));
    }

    private Taken taken(StageQuirk quirk, Optional<GridProfile> grid) throws Exception {
        SimulatorOptions options = SimulatorOptions.of(SimulatorOptions.Kind.DC_TCP).staged(quirk);
        try (BoardSimulator devices = BoardSimulator.start(options, new PlainCars());
                WiredBoard board =
                        WiredBoard.start(BoardFile.read(copy(devices.where())).on(grid))) {
            boolean told = grid.map(GridProfile::mayExport).orElse(false);
            int readings = 0;
            for (int i = 0; i < 2_000; i++) {
                Tick tick = new Tick(i, System.nanoTime(), 0, false);
                board.apply(off(i));
                Reading<StageReading> stage = board.freeze(tick).stage();
                if (stage instanceof Reading.Taken<StageReading> taken) {
                    Taken now = taken.value().profile();
                    readings++;
                    if (told ? now != Taken.NOT_YET : readings > 20) {
                        return now;
                    }
                }
                LockSupport.parkNanos(10_000_000L);
            }
            throw new AssertionError("the stage never said whether it has taken the profile");
        }
    }

    private static BoardCommand off(long cycle) {
        return new BoardCommand(
                cycle,
                new BoardCommand.Pilot.X1(),
                false,
                false,
                new BoardCommand.Stage.Off(),
                BoardCommand.Insulation.OFF,
                BoardCommand.Island.PARALLEL);
    }

    private Path copy(BoardSimulator.Where where) throws IOException {
        String text =
                Files.readString(Path.of("../board-configs/boards/demo-dc-tcp.toml"))
                        .replace("15021", String.valueOf(where.ports().safetyBoard()))
                        .replace("15022", String.valueOf(where.ports().stage()))
                        .replace("15023", String.valueOf(where.ports().meters()));
        Path file = folder.resolve("board.toml");
        Files.writeString(file, text);
        return file;
    }
}
