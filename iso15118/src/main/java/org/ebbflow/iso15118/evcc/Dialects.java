package org.ebbflow.iso15118.evcc;

import org.ebbflow.iso15118.wire.Bodies;

/** Which dialect a plan speaks. */
final class Dialects {

    private Dialects() {}

    static Dialect of(EvccPlan plan) {
        return switch (plan.protocol()) {
            case ISO_15118_20 -> new Dialect20(plan);
            case ISO_15118_2 -> new Dialect2(plan, Bodies.ISO_15118_2);
            case DIN_70121 -> new Dialect2(plan, Bodies.DIN_70121);
        };
    }
}
