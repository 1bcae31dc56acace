package org.ebbflow.hal.device;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import org.ebbflow.hal.modbus.BusFault;
import org.ebbflow.hal.modbus.Transaction;

/** Requests that a device must answer rightly, one after the other, before it is used. */
final class StartSequence {
    private static final int TRIES = 3;

    private final Deque<Step> steps = new ArrayDeque<>();
    private int failures;

    /** Judges an answer. */
    interface Check {
        /** Why the device cannot be used, empty when the answer is right. */
        String refusal(int[] values);
    }

    private record Step(Transaction transaction, Check check) {}

    StartSequence write(Transaction transaction) {
        steps.add(new Step(transaction, v -> ""));
        return this;
    }

    StartSequence check(Transaction transaction, Check check) {
        steps.add(new Step(transaction, check));
        return this;
    }

    /** Reads registers and wants exactly these values. */
    StartSequence verify(Transaction.Read read, String sentence, int... wanted) {
        return check(
                read,
                found ->
                        Arrays.equals(found, wanted)
                                ? ""
                                : sentence.formatted(Arrays.toString(found)));
    }

    Optional<Transaction> next() {
        return Optional.ofNullable(steps.peek()).map(Step::transaction);
    }

    boolean isDone() {
        return steps.isEmpty();
    }

    /** Takes an answer. @return why the device cannot be used, empty while it can */
    String answered(int[] values) {
        failures = 0;
        return steps.remove().check().refusal(values);
    }

    /** A request failed. @return whether to begin again later */
    boolean failed(BusFault fault) {
        return fault.kind() == BusFault.Kind.REFUSED || ++failures >= TRIES;
    }
}
