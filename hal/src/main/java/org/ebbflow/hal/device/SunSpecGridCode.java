package org.ebbflow.hal.device;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.ebbflow.hal.GridProfile;
import org.ebbflow.hal.GridProfile.Taken;
import org.ebbflow.hal.modbus.Transaction;

/**
 * Tells a certified SunSpec stage the rules of its grid, one transaction after the other: enter
 * service (703), volt-var (705), volt-watt (706), trips (707 to 710, where it has them), droop
 * (711). Each model is written, adopted, switched on or off and read back; the first difference
 * ends it with a reason. The stage charges all the same.
 */
final class SunSpecGridCode {
    /** Answers of one kind that may fail before the stage counts as not having taken it. */
    private static final int TRIES = 3;

    private final Deque<SunSpecStep> steps = new ArrayDeque<>();
    private String refusal = "";
    private int failures;

    SunSpecGridCode(int unit, SunSpecChain chain, GridProfile profile) {
        SunSpecTables tables = new SunSpecTables(unit, chain, this::add, this::refuse);
        SunSpecCurves curves = new SunSpecCurves(tables, profile);
        curves.enterService();
        curves.droop();
        curves.voltVar();
        curves.voltWatt();
        curves.trips();
    }

    private void add(SunSpecStep step) {
        if (refusal.isEmpty()) {
            steps.add(step);
        }
    }

    /** Ends it. @param why one sentence for the installer */
    void refuse(String why) {
        if (refusal.isEmpty()) {
            refusal = why;
            steps.clear();
        }
    }

    /** The next request, nothing when it is over. */
    Optional<Transaction> next() {
        return Optional.ofNullable(steps.peek()).map(SunSpecStep::transaction);
    }

    /** Whether this answer belongs to it. */
    boolean owns(Transaction transaction) {
        SunSpecStep step = steps.peek();
        return step != null && step.transaction().equals(transaction);
    }

    void answered(int[] values) {
        failures = 0;
        SunSpecStep step = steps.remove();
        // what an answer leads to comes before what was planned after it
        Deque<SunSpecStep> later = new ArrayDeque<>(steps);
        steps.clear();
        step.answer().take(values);
        if (refusal.isEmpty()) {
            steps.addAll(later);
        }
    }

    /** No answer, or a refusal of the device. */
    void failed(String why, boolean refused) {
        if (refused || ++failures >= TRIES) {
            refuse(why);
        }
    }

    Taken taken() {
        if (!refusal.isEmpty()) {
            return Taken.REFUSED;
        }
        return steps.isEmpty() ? Taken.VERIFIED : Taken.NOT_YET;
    }

    /** Why the stage has not taken it, empty while it may. */
    String refusal() {
        return refusal;
    }
}
