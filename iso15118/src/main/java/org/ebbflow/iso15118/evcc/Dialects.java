package org.ebbflow.iso15118.evcc;

/** Which dialect a plan speaks. */
final class Dialects {

    private Dialects() {}

    static Dialect of(EvccPlan plan) {
        return switch (plan.protocol()) {
            case ISO_15118_20 -> new Dialect20(plan);
            case ISO_15118_2, DIN_70121 ->
                    throw new IllegalArgumentException("not spoken yet: " + plan.protocol());
        };
    }
}
