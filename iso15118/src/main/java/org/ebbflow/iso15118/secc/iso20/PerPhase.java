package org.ebbflow.iso15118.secc.iso20;

import org.ebbflow.iso15118.message.iso20.RationalNumber;
import org.ebbflow.iso15118.wire.Rational;
import org.jspecify.annotations.Nullable;

/** A total power spread evenly over the line conductors in use; unused ones are absent. */
record PerPhase(
        @Nullable RationalNumber l1, @Nullable RationalNumber l2, @Nullable RationalNumber l3) {

    static PerPhase of(int totalW, int phases) {
        RationalNumber each = Rational.ofWhole(totalW / Math.max(1, phases));
        return new PerPhase(each, phases > 1 ? each : null, phases > 2 ? each : null);
    }

    /** The first conductor, which is always in use. */
    RationalNumber first() {
        return l1 == null ? DcMessages.ZERO : l1;
    }
}
