package org.ebbflow.controller.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.ebbflow.controller.cycle.ControlCycle;
import org.ebbflow.controller.cycle.FlightRecord;
import org.ebbflow.controller.cycle.FlightRecord.Decisions;
import org.ebbflow.controller.cycle.Inbox;
import org.ebbflow.controller.cycle.MeteredAccounts;
import org.ebbflow.controller.dispatch.StationArbiter;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.metering.EnergyAccount;
import org.ebbflow.controller.safety.Supervisor;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.settings.Sites;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.status.Snapshots;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.Tick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorder around a real cycle on a board that does not answer. */
final class FlightMemoryTest {

    private static final Snapshot.Build BUILD = new Snapshot.Build("1", "test");
    private static final Measured NOTHING =
            new Measured(missing(), missing(), missing(), missing(), missing(), missing());

    @TempDir Path folder;
    private final Installation site = Sites.at(Path.of("unused"));
    private final Station station = Station.of(site, Snapshots.RATINGS);
    private final Replay.Stage stage = new Replay.Stage(Snapshots.RATINGS);
    private final Draws draws = new Draws(() -> 42);
    private final Inbox inbox = new Inbox(() -> {});
    private final ControlCycle cycle =
            new ControlCycle(
                    new ControlCycle.Ports<>(
                            stage,
                            stage,
                            new StationArbiter(site, Snapshots.RATINGS),
                            new Supervisor(Snapshots.RATINGS),
                            station.sessions(draws),
                            new MeteredAccounts(EnergyAccount.EMPTY, 0),
                            stage),
                    new ControlCycle.Start(BUILD, Preferences.INITIAL, site.authority(), List.of()),
                    inbox);
    private final FlightMemory memory = new FlightMemory(BUILD, station);
    private long number;

    private FlightRecord next() {
        stage.measured = Optional.of(NOTHING);
        cycle.run(
                new Tick(number, 1_000 + number * 10_000_000L, 1_780_000_000_000L + number, true));
        number++;
        return stage.flown.orElseThrow();
    }

    @Test
    void theSilentBoardTripsAndIsFrozenTwoSecondsLater() throws IOException {
        int trippedAt = 0;
        boolean ready = false;
        while (!ready && number < 2_000) {
            FlightRecord record = next();
            trippedAt = record.began().isEmpty() ? trippedAt : (int) number;
            ready = memory.add(record, draws.take());
        }
        assertEquals(FlightMemory.TAIL_CYCLES, number - trippedAt);
        Recording recording = FlightFile.read(memory.freeze(folder).orElseThrow());
        assertTrue(recording.head().began().contains(FaultCode.SAFETY_BOARD_LOST));
        assertEquals(new Replay.Outcome((int) number, Optional.empty()), Replay.run(recording));
        assertFalse(memory.isTripped(), "one trip, one file");
    }

    @Test
    void intentsAndSettingsArePlayedAgain() throws IOException {
        List<CompletableFuture<?>> given = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            if (i == 100) {
                given.add(inbox.submit(new Intent.Stop(Source.PANEL)));
                given.add(inbox.submit(new Intent.Prefer(Source.PANEL, site.owner())));
                given.add(inbox.submit(new Intent.Install(Source.INSTALLER, site)));
            }
            if (i == 200) {
                given.add(inbox.submit(new Intent.Resume(Source.PANEL)));
            }
            memory.add(next(), draws.take());
        }
        Recording recording = FlightFile.read(memory.freeze(folder).orElseThrow());
        assertEquals(Optional.empty(), Replay.run(recording).difference());
        long intents =
                recording.cycles().stream().mapToLong(c -> c.record().intents().size()).sum();
        assertEquals(given.size(), intents);
    }

    @Test
    void theFirstDifferenceIsNamed() throws IOException {
        for (int i = 0; i < 50; i++) {
            FlightRecord r = next();
            memory.add(i == 20 ? withTrip(r) : r, draws.take());
        }
        Recording recording = FlightFile.read(memory.freeze(folder).orElseThrow());
        assertEquals(
                new Replay.Outcome(
                        21,
                        Optional.of(
                                "cycle 20, 290 ms before the end: the trips that stand was"
                                        + " [DOOR_OPEN] and is now []")),
                Replay.run(recording));
    }

    private static FlightRecord withTrip(FlightRecord r) {
        Decisions d = r.decisions();
        Decisions other =
                new Decisions(d.command(), d.sent(), List.of(FaultCode.DOOR_OPEN), d.replies());
        return new FlightRecord(
                r.before(),
                r.tick(),
                r.measured(),
                r.received(),
                r.intents(),
                r.answers(),
                other,
                r.began());
    }

    @Test
    void aLostCycleMakesTheRecordingBeginAnew() throws IOException {
        for (int i = 0; i < 2_500; i++) {
            FlightRecord record = next();
            if (i != 1_500) {
                memory.add(record, draws.take());
            }
        }
        Recording recording = FlightFile.read(memory.freeze(folder).orElseThrow());
        assertEquals(500, recording.size(), "from the next state on");
        assertEquals(Optional.empty(), Replay.run(recording).difference());
    }

    @Test
    void theLastFiveMinutesAreKeptInBoundedMemory() throws IOException {
        FlightRecord first = next();
        FlightRecord then = next();
        memory.add(first, draws.take());
        for (long i = 1; i < 150_000; i++) {
            Tick tick = new Tick(i, i * 10_000_000L, i, true);
            memory.add(
                    new FlightRecord(
                            i % 1_000 == 0 ? first.before() : Optional.empty(),
                            tick,
                            then.measured(),
                            then.received(),
                            then.intents(),
                            then.answers(),
                            then.decisions(),
                            List.of()),
                    draws.take());
        }
        long bound = (long) FlightMemory.BLOCKS * Tape.BLOCK_BYTES;
        assertTrue(memory.heldBytes() <= bound / 2, memory.heldBytes() + " octets");
        Recording recording = FlightFile.read(memory.freeze(folder).orElseThrow());
        assertEquals(30_000, recording.size(), "five minutes at 100 cycles a second");
    }

    @Test
    void twentyFilesAreKept() throws IOException {
        for (int i = 0; i < FlightFile.KEPT + 3; i++) {
            memory.add(next(), draws.take());
            memory.freeze(folder.resolve("data"));
            FlightHead head =
                    new FlightHead(BUILD, List.of(FaultCode.DOOR_OPEN), i * 1_000L, station);
            Tape tape = new Tape(1);
            tape.begin(1);
            FlightFile.write(folder, head, tape);
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names =
                    files.filter(Files::isRegularFile)
                            .map(f -> String.valueOf(f.getFileName()))
                            .sorted()
                            .toList();
            assertEquals(FlightFile.KEPT, names.size());
            assertEquals("flight-19700101T000003.000-DOOR_OPEN.flight", names.getFirst());
        }
    }

    @Test
    void theThreadFreezesATripAndNamesTheFile() throws Exception {
        CompletableFuture<Path> told = new CompletableFuture<>();
        FlightRecorder recorder = new FlightRecorder(memory, folder, told::complete);
        while (number < 900) {
            FlightRecord record = next();
            long[] drawn = draws.take();
            while (!recorder.offer(record, drawn)) {
                Thread.onSpinWait();
            }
        }
        recorder.close();
        Path file = told.get(5, TimeUnit.SECONDS);
        assertEquals(Optional.of(file), recorder.latest());
        assertEquals(Optional.empty(), Replay.run(FlightFile.read(file)).difference());
    }

    private static <T> Reading<T> missing() {
        return new Reading.Missing<>(0, "not fitted");
    }
}
