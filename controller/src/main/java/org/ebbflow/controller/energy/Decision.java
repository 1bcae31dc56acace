package org.ebbflow.controller.energy;

import java.util.List;
import java.util.Optional;

/**
 * The explanation of one arbitration result; the same record feeds panel, registers, logs and JSON.
 *
 * @param powerW the power commanded now at the AC terminals, plus is charge
 * @param wantedW what the chosen target asked for before clamping
 * @param lower binding limit in discharge direction
 * @param upper binding limit in charge direction
 * @param chosen source of the target that won
 * @param falseGates gates that forbid discharge now, in the stable order of {@link Reason}
 * @param leaseEndsInS seconds until the winning target lapses, -1 if it does not
 * @param limits every limit that was in force, the binding ones among them
 * @param local what the station's own plan has to say
 * @param leastW smallest power of stage and car in the wanted direction, watts, magnitude: what is
 *     less is 0
 */
public record Decision(
        int powerW,
        int wantedW,
        Limit lower,
        Limit upper,
        Source chosen,
        List<Reason> falseGates,
        int leaseEndsInS,
        List<Limit> limits,
        Local local,
        int leastW) {

    /** A decision of which only the binding limits are known, and in which no plan has a part. */
    public Decision(
            int powerW,
            int wantedW,
            Limit lower,
            Limit upper,
            Source chosen,
            List<Reason> falseGates,
            int leaseEndsInS) {
        this(
                powerW,
                wantedW,
                lower,
                upper,
                chosen,
                falseGates,
                leaseEndsInS,
                List.of(lower, upper),
                Local.NONE,
                0);
    }

    /**
     * The station's own plan.
     *
     * @param resting why the owner's mode wants nothing now; {@link Reason#NONE} when it wants
     *     something
     * @param readiness of the next departure, when there is one
     */
    public record Local(Reason resting, Optional<Readiness> readiness) {
        public static final Local NONE = new Local(Reason.NONE, Optional.empty());
    }

    /** The limit that cut the wish, or the source of the target if nothing did. */
    public Source boundBy() {
        if (wantedW < lower.powerW().min()) {
            return lower.source();
        }
        return wantedW > upper.powerW().max() ? upper.source() : chosen;
    }
}
