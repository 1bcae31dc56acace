package org.ebbflow.controller.energy;

import java.util.List;

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
 */
public record Decision(
        int powerW,
        int wantedW,
        Limit lower,
        Limit upper,
        Source chosen,
        List<Reason> falseGates,
        int leaseEndsInS,
        List<Limit> limits) {

    /** A decision of which only the binding limits are known. */
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
                List.of(lower, upper));
    }

    /** The limit that cut the wish, or the source of the target if nothing did. */
    public Source boundBy() {
        if (wantedW < lower.powerW().min()) {
            return lower.source();
        }
        return wantedW > upper.powerW().max() ? upper.source() : chosen;
    }
}
