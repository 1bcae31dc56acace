package org.ebbflow.controller.flight;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.cycle.FlightRecord;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.status.Snapshot;

/**
 * The cycles of the last minutes in a bounded memory. After a trip it takes two more seconds, then
 * it is ready to be frozen. Used by one thread.
 */
public final class FlightMemory {

    /** Segments of {@link FlightRecord#STATE_EVERY_CYCLES} cycles: five minutes at 100 a second. */
    static final int SEGMENTS = 30;

    static final int BLOCKS = 256;

    /** Cycles that are still taken after a trip. */
    static final int TAIL_CYCLES = 200;

    private final Snapshot.Build build;
    private final Station station;
    private final Tape tape = new Tape(BLOCKS);
    private final List<FaultCode> began = new ArrayList<>();
    private Optional<CycleWriter> writer = Optional.empty();
    private long lastCycle = -1;
    private long beganWallMs;
    private int tail;

    public FlightMemory(Snapshot.Build build, Station station) {
        this.build = build;
        this.station = station;
    }

    /** One more cycle. @return whether a trip waits to be frozen and has its last seconds */
    public boolean add(FlightRecord record, long[] draws) {
        if (record.tick().cycle() != lastCycle + 1) {
            forget();
        }
        lastCycle = record.tick().cycle();
        record.before()
                .ifPresent(
                        state -> {
                            tape.begin(SEGMENTS);
                            writer = Optional.of(new CycleWriter(tape, state));
                        });
        writer.ifPresent(w -> w.write(record, draws));
        if (!record.began().isEmpty()) {
            beganWallMs = began.isEmpty() ? record.tick().wallTimeMs() : beganWallMs;
            tail = began.isEmpty() ? TAIL_CYCLES : tail;
            began.addAll(record.began());
        }
        tail -= began.isEmpty() ? 0 : 1;
        return !began.isEmpty() && tail < 0;
    }

    /** A cycle was lost: what is there cannot be played any more. */
    public void forget() {
        tape.clear();
        writer = Optional.empty();
    }

    /** Whether a trip waits to be frozen. */
    public boolean isTripped() {
        return !began.isEmpty();
    }

    /** Octets of memory taken. */
    public long heldBytes() {
        return tape.heldBytes();
    }

    /** Writes everything to a file; empty when nothing can be played. */
    public Optional<Path> freeze(Path directory) throws IOException {
        FlightHead head = new FlightHead(build, List.copyOf(began), beganWallMs, station);
        began.clear();
        return tape.segmentCount() == 0
                ? Optional.empty()
                : Optional.of(FlightFile.write(directory, head, tape));
    }
}
