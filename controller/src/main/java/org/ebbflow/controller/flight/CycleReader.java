package org.ebbflow.controller.flight;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebbflow.controller.cycle.CycleState;
import org.ebbflow.controller.cycle.FlightRecord;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.status.Reply;
import org.ebbflow.controller.vehicle.Answer;
import org.ebbflow.controller.vehicle.SessionStep.Outgoing;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Tick;
import org.jspecify.annotations.Nullable;

/** Reads the cycles of a recording, segment by segment. */
final class CycleReader {

    private final DataInputStream in;
    private final Map<String, Object> parts;

    CycleReader(DataInputStream in, Map<String, Object> parts) {
        this.in = in;
        this.parts = parts;
    }

    List<Cycle> all() throws IOException {
        List<Cycle> cycles = new ArrayList<>();
        int mark = in.readUnsignedByte();
        while (mark == CycleWriter.SEGMENT) {
            Segment segment = new Segment(new ValueReader(in, parts));
            Optional<CycleState> state = Optional.of(segment.values.value(CycleState.class));
            mark = in.readUnsignedByte();
            while (mark == CycleWriter.CYCLE) {
                cycles.add(segment.cycle(state));
                state = Optional.empty();
                mark = in.readUnsignedByte();
            }
        }
        if (mark != CycleWriter.END) {
            throw new DamagedRecording("a cycle is missing");
        }
        return cycles;
    }

    /** What the next cycle is told against. */
    private static final class Segment {

        private final ValueReader values;
        private final @Nullable Object[] tick = new @Nullable Object[Shape.of(Tick.class).size()];
        private final @Nullable Object[] measured =
                new @Nullable Object[Shape.of(Measured.class).size()];
        private final @Nullable Object[] command =
                new @Nullable Object[Shape.of(BoardCommand.class).size()];

        Segment(ValueReader values) {
            this.values = values;
        }

        Cycle cycle(Optional<CycleState> state) throws IOException {
            Tick at = changed(Tick.class, tick);
            Measured seen = changed(Measured.class, measured);
            List<FlightRecord.Arrived> received = values.list(FlightRecord.Arrived.class);
            List<FlightRecord.Wanted> intents = values.list(FlightRecord.Wanted.class);
            List<Answer> answers = values.list(Answer.class);
            FlightRecord.Decisions decisions =
                    new FlightRecord.Decisions(
                            changed(BoardCommand.class, command),
                            values.list(Outgoing.class),
                            values.list(FaultCode.class),
                            values.list(Reply.class));
            List<FaultCode> began = values.list(FaultCode.class);
            long[] draws = new long[(int) values.number()];
            for (int i = 0; i < draws.length; i++) {
                draws[i] = values.number();
            }
            FlightRecord record =
                    new FlightRecord(state, at, seen, received, intents, answers, decisions, began);
            return new Cycle(record, draws);
        }

        private <T> T changed(Class<T> type, @Nullable Object[] before) throws IOException {
            long changed = values.number();
            for (int i = 0; i < before.length; i++) {
                if ((changed & 1L << i) != 0) {
                    before[i] = values.value();
                }
            }
            return type.cast(Shape.of(type).whole(before.clone()));
        }
    }
}
