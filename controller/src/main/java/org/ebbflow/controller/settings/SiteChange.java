package org.ebbflow.controller.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is different between two versions of a site file, and when each of it may come into force.
 *
 * @param now keys that change at once: tightening in the next cycle, loosening by the ramp
 * @param later keys that change as soon as no car is plugged in
 * @param never keys that only a stopped station may change
 */
public record SiteChange(List<Line> now, List<Line> later, List<Line> never) {

    /** Limits, permission, ramp and authority; every other key waits until no car is plugged in. */
    private static final Set<String> LIVE =
            Set.of(
                    "country",
                    "supply.main-fuse-a",
                    "supply.breaker-a",
                    "supply.cable-a",
                    "supply.product-cap-w",
                    "supply.safe-import-w",
                    "supply.grid-meter",
                    "permit.granted",
                    "permit.export-max-w",
                    "ramp.charge-up-w-per-s",
                    "ramp.charge-down-w-per-s",
                    "ramp.discharge-up-w-per-s",
                    "ramp.discharge-down-w-per-s",
                    "ramp.dwell-ms",
                    "dispatch.authority");

    /** Counters, sessions and preferences would stay behind in the old folder. */
    private static final Set<String> FIXED = Set.of("data-directory");

    /** One key with both values, as text. */
    public record Line(String key, String before, String after) {
        @Override
        public String toString() {
            return key + " " + before + " -> " + after;
        }
    }

    public SiteChange {
        now = List.copyOf(now);
        later = List.copyOf(later);
        never = List.copyOf(never);
    }

    /** Compares value by value; comments and order do not count. */
    public static SiteChange between(SiteFile.Written before, SiteFile.Written after) {
        TreeSet<String> keys = new TreeSet<>(before.values().keySet());
        keys.addAll(after.values().keySet());
        List<Line> now = new ArrayList<>();
        List<Line> later = new ArrayList<>();
        List<Line> never = new ArrayList<>();
        for (String key : keys) {
            String old = before.values().getOrDefault(key, "(absent)");
            String wanted = after.values().getOrDefault(key, "(absent)");
            if (!old.equals(wanted)) {
                List<Line> kind = LIVE.contains(key) ? now : FIXED.contains(key) ? never : later;
                kind.add(new Line(key, old, wanted));
            }
        }
        return new SiteChange(now, later, never);
    }

    /** Whether not one value is different. */
    public boolean isNothing() {
        return now.isEmpty() && later.isEmpty() && never.isEmpty();
    }
}
