package org.ebbflow.controller.vehicle.iso15118;

import java.util.List;

/**
 * What is known of one kind of car before it says a word.
 *
 * @param name for people
 * @param idBeginnings beginnings of the EVCCID; empty for the generic car
 * @param capacityWh usable capacity in watt-hours, 0 when not known
 * @param note what is special about it
 * @param source where the facts come from
 */
record CarProfile(
        String name, List<String> idBeginnings, long capacityWh, String note, String source) {

    /** A car of which nothing is known. */
    static final CarProfile GENERIC = new CarProfile("generic car", List.of(), 0, "", "");

    CarProfile {
        idBeginnings = List.copyOf(idBeginnings);
    }

    /** Length of the longest beginning that fits, -1 when none does. */
    int fit(String evccId) {
        int longest = -1;
        for (String beginning : idBeginnings) {
            if (evccId.startsWith(beginning)) {
                longest = Math.max(longest, beginning.length());
            }
        }
        return longest;
    }

    boolean isGeneric() {
        return idBeginnings.isEmpty();
    }
}
