package org.ebbflow.controller.status;

import java.util.List;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Tick;

/**
 * Everything faces may show, published once per cycle; one instant, immutable.
 *
 * @param build version and build id of the running program
 * @param tick the cycle's clock
 * @param ratings what the board is
 * @param measured what the devices said
 * @param vehicle what the car said
 * @param offer what was offered, with its explanation
 * @param request what the session asked of the power path in this cycle
 * @param verdict what the supervisor said
 * @param trips trips that stand, oldest first
 * @param whyNot the one answer to "why is it not doing (more of) what I want"
 * @param session figures of the present or last session
 * @param totals lifetime counters
 * @param answers answer times per message name
 * @param loop health of the control cycle
 * @param preferences preferences in force
 * @param certificates what people should know of the station's certificates
 * @param backup home backup
 * @param programs what grid programs have announced
 */
public record Snapshot(
        Build build,
        Tick tick,
        BoardRatings ratings,
        Measured measured,
        VehicleReport vehicle,
        EvseOffer offer,
        EnergyRequest request,
        Verdict verdict,
        List<FaultCode> trips,
        Reason whyNot,
        SessionFigures session,
        Totals totals,
        List<AnswerTimes> answers,
        LoopHealth loop,
        Preferences preferences,
        CertificateNotice certificates,
        BackupStatus backup,
        Programs programs) {

    /** The same picture with this notice. */
    public Snapshot with(CertificateNotice notice) {
        return notice.equals(certificates)
                ? this
                : new Snapshot(
                        build,
                        tick,
                        ratings,
                        measured,
                        vehicle,
                        offer,
                        request,
                        verdict,
                        trips,
                        whyNot,
                        session,
                        totals,
                        answers,
                        loop,
                        preferences,
                        notice,
                        backup,
                        programs);
    }

    /**
     * @param version e.g. 0.1.0; @param id commit or build number, "unknown" if the build had none
     */
    public record Build(String version, String id) {}

    /** Lifetime energy at the AC terminals in watt-hours; never falls, survives a power loss. */
    public record Totals(long chargedWh, long dischargedWh, long sessions) {}

    /**
     * Figures of one session; energies in watt-hours by the AC meter.
     *
     * @param number counts up over the life of the station, 0 before the first
     * @param startedMs wall clock
     * @param durationS seconds since the car was plugged in
     * @param firstEnergyMs milliseconds from plugging in to first energy, -1 before
     * @param maxChargeW largest measured charge power, 0 or more
     * @param maxDischargeW largest measured discharge power, magnitude
     * @param loopMessages answered charge-loop messages
     * @param ended why it ended; {@link Reason#NONE} while it runs
     * @param orderly whether the car's stop sequence completed
     */
    public record SessionFigures(
            long number,
            String protocol,
            String service,
            long startedMs,
            long durationS,
            long chargedWh,
            long dischargedWh,
            long firstEnergyMs,
            int maxChargeW,
            int maxDischargeW,
            long loopMessages,
            Reason ended,
            boolean orderly) {

        public static final SessionFigures NONE =
                new SessionFigures(0, "", "", 0, 0, 0, 0, -1, 0, 0, 0, Reason.NONE, false);
    }

    /**
     * Answer times of one message in the running or the last session: last byte of the request read
     * to last byte of the answer written; microseconds.
     *
     * @param within500Micros how many were written in less than half a millisecond
     * @param within5Millis how many were written in less than five milliseconds
     */
    public record AnswerTimes(
            String message,
            long count,
            long p50Micros,
            long p99Micros,
            long maxMicros,
            long firstMicros,
            long within500Micros,
            long within5Millis) {}

    /**
     * @param overruns cycles longer than 10 ms; @param p99Micros 99th percentile of the cycle's own
     *     work
     */
    public record LoopHealth(long cycles, long overruns, long p99Micros, long maxMicros) {}
}
