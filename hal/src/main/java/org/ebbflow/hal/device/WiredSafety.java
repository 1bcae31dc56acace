package org.ebbflow.hal.device;

import java.util.List;
import org.ebbflow.hal.DigitalInputs;
import org.ebbflow.hal.DigitalIo;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.SafetyReading.SafetyInputs;
import org.ebbflow.hal.Tick;

/**
 * Joins what the relay and input devices see with what the safety board says: any input counts, the
 * older age counts, and mirror contacts must agree. Without one of the devices nothing is known.
 */
final class WiredSafety {
    private static final long WELDED_NS = 200_000_000L;
    private static final long NOT_CLOSING_NS = 500_000_000L;

    private final List<? extends DigitalIo> devices;
    private boolean differs;
    private long differsSinceNs;

    WiredSafety(List<? extends DigitalIo> devices) {
        this.devices = devices;
    }

    Reading<SafetyReading> joined(Reading<SafetyReading> board, Tick tick) {
        Reading<SafetyReading> all = board;
        for (DigitalIo device : devices) {
            Reading<DigitalInputs> inputs = device.freeze();
            if (all instanceof Reading.Taken<SafetyReading> known) {
                all =
                        switch (inputs) {
                            case Reading.Missing<DigitalInputs> missing ->
                                    new Reading.Missing<>(missing.sinceNs(), missing.why());
                            case Reading.Taken<DigitalInputs> taken -> both(known, taken, tick);
                        };
            }
        }
        return all;
    }

    private Reading<SafetyReading> both(
            Reading.Taken<SafetyReading> board, Reading.Taken<DigitalInputs> io, Tick tick) {
        SafetyReading v = board.value();
        DigitalInputs wired = io.value();
        SafetyInputs i = v.inputs();
        ContactorState contactors =
                wired.contactorsClosed()
                        .map(closed -> judged(v.outputContactors(), closed, tick))
                        .orElse(v.outputContactors());
        SafetyReading joined =
                new SafetyReading(
                        wired.connector().orElse(v.pilot()),
                        v.proximity(),
                        v.dutyDeciPercent(),
                        contactors,
                        wired.lock().orElse(v.lock()),
                        v.inletVoltageMv(),
                        new SafetyInputs(
                                i.emergencyStop() || wired.emergencyStop(),
                                i.doorOpen() || wired.doorOpen(),
                                i.rcdTripped() || wired.rcdTripped(),
                                i.insulationFault() || wired.insulationFault(),
                                i.pilotFault()),
                        v.cycleEcho(),
                        v.watchdogTripped());
        long olderNs = io.takenNs() - board.takenNs() < 0 ? io.takenNs() : board.takenNs();
        return new Reading.Taken<>(joined, olderNs);
    }

    /** The mirror contact is believed; a lasting difference is a fault. */
    private ContactorState judged(ContactorState board, boolean closed, Tick tick) {
        if (board != ContactorState.OPEN && board != ContactorState.CLOSED) {
            return board;
        }
        boolean same = closed == (board == ContactorState.CLOSED);
        if (same || !differs) {
            differs = !same;
            differsSinceNs = tick.monotonicNs();
        }
        long lastedNs = same ? 0 : tick.monotonicNs() - differsSinceNs;
        if (closed) {
            return lastedNs > WELDED_NS ? ContactorState.WELDED : ContactorState.CLOSED;
        }
        return lastedNs > NOT_CLOSING_NS ? ContactorState.NOT_CLOSING : ContactorState.OPEN;
    }
}
