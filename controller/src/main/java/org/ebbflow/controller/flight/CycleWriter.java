package org.ebbflow.controller.flight;

import java.util.Objects;
import org.ebbflow.controller.cycle.FlightRecord;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Tick;
import org.jspecify.annotations.Nullable;

/** Writes cycles one after the other: of tick, readings and command only what has changed. */
final class CycleWriter {

    /** Stands before every cycle; a segment can be read from its start. */
    static final int SEGMENT = 1;

    static final int CYCLE = 2;
    static final int END = 0;

    private final Tape tape;
    private final ValueWriter values;
    private final @Nullable Object[] tick = new @Nullable Object[Shape.of(Tick.class).size()];
    private final @Nullable Object[] measured =
            new @Nullable Object[Shape.of(Measured.class).size()];
    private final @Nullable Object[] command =
            new @Nullable Object[Shape.of(BoardCommand.class).size()];

    /** Begins a segment with the state before its first cycle. */
    CycleWriter(Tape tape, Object state) {
        this.tape = tape;
        this.values = new ValueWriter(tape, Station.PARTS);
        tape.put(SEGMENT);
        values.value(state);
    }

    void write(FlightRecord record, long[] draws) {
        tape.put(CYCLE);
        changes(record.tick(), tick);
        changes(record.measured(), measured);
        values.value(record.received());
        values.value(record.intents());
        values.value(record.answers());
        changes(record.decisions().command(), command);
        values.value(record.decisions().sent());
        values.value(record.decisions().trips());
        values.value(record.decisions().replies());
        values.value(record.began());
        values.number(draws.length);
        for (long draw : draws) {
            values.number(draw);
        }
    }

    private void changes(Object now, @Nullable Object[] before) {
        Shape shape = Shape.of(now.getClass());
        long changed = 0;
        for (int i = 0; i < before.length; i++) {
            Object part = shape.part(now, i);
            if (!Objects.equals(part, before[i])) {
                changed |= 1L << i;
                before[i] = part;
            }
        }
        values.number(changed);
        for (int i = 0; i < before.length; i++) {
            if ((changed & 1L << i) != 0) {
                values.value(before[i]);
            }
        }
    }
}
