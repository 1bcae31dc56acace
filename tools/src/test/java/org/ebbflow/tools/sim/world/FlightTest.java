package org.ebbflow.tools.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.flight.DamagedRecording;
import org.ebbflow.controller.flight.FlightFile;
import org.ebbflow.controller.flight.Recording;
import org.ebbflow.controller.flight.Replay;
import org.ebbflow.tools.sim.world.Action.Kind;
import org.ebbflow.tools.sim.world.Scenario.Vehicle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The product's flight recorder over whole tripped sessions, played again through its cycle. */
final class FlightTest {

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(Vehicle.class)
    void everyKindOfSessionIsFrozenAtItsTripAndPlaysTheSame(Vehicle vehicle) throws IOException {
        List<Path> files = World.record(tripped(vehicle, 35_000), folder);
        assertEquals(1, files.size(), "one trip, one file");
        Recording recording = FlightFile.read(files.getFirst());
        assertEquals(List.of(FaultCode.EMERGENCY_STOP), recording.head().began());
        Replay.Outcome outcome = Replay.run(recording);
        assertEquals(Optional.empty(), outcome.difference());
        assertEquals(recording.size(), outcome.cycles());
        assertTrue(outcome.cycles() > 3_500, "cycles " + outcome.cycles());
        for (int begin : recording.beginnings()) {
            Replay.Outcome part = Replay.run(recording.from(begin));
            assertEquals(Optional.empty(), part.difference(), "from cycle " + begin);
        }
        assertTrue(recording.beginnings().size() >= 4);
    }

    @Test
    void aChangedOctetIsRefusedInOneSentence() throws IOException {
        Path file = World.record(tripped(Vehicle.PWM, 5_000), folder).getFirst();
        byte[] whole = Files.readAllBytes(file);
        for (int at = 20; at < whole.length; at += whole.length / 40) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Path other = folder.resolve("changed.flight");
            Files.write(other, changed);
            DamagedRecording refused =
                    assertThrows(DamagedRecording.class, () -> FlightFile.read(other), "at " + at);
            assertTrue(
                    String.valueOf(refused.getMessage()).contains("was changed or damaged"),
                    refused.getMessage());
        }
        Path half = folder.resolve("half.flight");
        Files.write(half, Arrays.copyOf(whole, whole.length / 2));
        assertThrows(DamagedRecording.class, () -> FlightFile.read(half));
    }

    private static Scenario tripped(Vehicle vehicle, long atMs) {
        return new Scenario(
                7,
                vehicle,
                600,
                atMs + 10_000,
                List.of(new Action(0, Kind.PLUG, 0), new Action(atMs, Kind.ESTOP_MS, 2_000)));
    }
}
