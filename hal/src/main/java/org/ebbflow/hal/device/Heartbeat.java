package org.ebbflow.hal.device;

import java.util.OptionalLong;

/** A device's own counter of seconds. One that never counted says nothing; one that stops, does. */
final class Heartbeat {
    /**
     * @source SunSpec Alliance information model 715, DERHb: incremented every second
     */
    private static final long LONGEST_NS = 5_000_000_000L;

    private OptionalLong last = OptionalLong.empty();
    private boolean counts;
    private long sinceNs;

    /** Takes the counter. @return whether it has stopped */
    boolean stands(OptionalLong counter, long nowNs) {
        if (counter.isEmpty() || !counter.equals(last)) {
            counts = counter.isPresent() && last.isPresent();
            last = counter;
            sinceNs = nowNs;
        }
        return counts && nowNs - sinceNs > LONGEST_NS;
    }
}
