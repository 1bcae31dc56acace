package org.ebbflow.tools.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How evenly bursts came.
 *
 * @param periodsUs microseconds from one 0x109 to the next, ascending
 * @param burstUs microseconds from a burst's first frame to its last, ascending
 * @param disorders frames that were not the next of their burst
 */
record BurstTimes(List<Long> periodsUs, List<Long> burstUs, int disorders) {

    /** What a station with discharge says, in this order. */
    private static final List<Integer> BURST = List.of(0x108, 0x109, 0x118, 0x208, 0x209);

    private static final int FEWEST = 50;

    /**
     * @source public recordings: median 100.0 ms, p99 below 104 ms at a V2X unit, worst 201 ms
     */
    private static final long MOST_P99_US = 110_000;

    /** A frame at the far end of the wire. @param atNs monotonic instant */
    record Heard(long atNs, int id) {}

    static BurstTimes of(List<Heard> frames) {
        int first = 0;
        while (first < frames.size() && frames.get(first).id() != BURST.getFirst()) {
            first++;
        }
        List<Heard> whole = frames.subList(first, frames.size());
        List<Long> periods = new ArrayList<>();
        List<Long> bursts = new ArrayList<>();
        int disorders = 0;
        for (int i = 0; i < whole.size(); i++) {
            int place = i % BURST.size();
            disorders += whole.get(i).id() == BURST.get(place) ? 0 : 1;
            if (place == 1 && i > BURST.size()) {
                periods.add((whole.get(i).atNs() - whole.get(i - BURST.size()).atNs()) / 1_000);
            }
            if (place == BURST.size() - 1) {
                bursts.add((whole.get(i).atNs() - whole.get(i - place).atNs()) / 1_000);
            }
        }
        periods.sort(null);
        bursts.sort(null);
        return new BurstTimes(periods, bursts, disorders);
    }

    boolean isGood() {
        return disorders == 0
                && periodsUs.size() >= FEWEST
                && quantile(periodsUs, 990) <= MOST_P99_US;
    }

    private static long quantile(List<Long> ascending, int perMille) {
        int rank = (ascending.size() * perMille + 999) / 1_000;
        return ascending.isEmpty() ? 0 : ascending.get(Math.max(0, rank - 1));
    }

    String json(String machine) {
        ObjectNode node = JsonMapper.builder().build().createObjectNode();
        node.put("machine", machine);
        node.put("periods", periodsUs.size());
        node.put("p1Ms", quantile(periodsUs, 10) / 1_000.0);
        node.put("p50Ms", quantile(periodsUs, 500) / 1_000.0);
        node.put("p99Ms", quantile(periodsUs, 990) / 1_000.0);
        node.put("maxMs", quantile(periodsUs, 1_000) / 1_000.0);
        node.put("burstP99Ms", quantile(burstUs, 990) / 1_000.0);
        node.put("disorders", disorders);
        node.put("good", isGood());
        return node.toString();
    }

    String sentence() {
        return String.format(
                Locale.ROOT,
                "0x109 every %.1f ms (1 %%: %.1f, 99 %%: %.1f, longest %.1f), %d periods; a burst"
                        + " takes %.1f ms (99 %%); %d frames out of order",
                quantile(periodsUs, 500) / 1_000.0,
                quantile(periodsUs, 10) / 1_000.0,
                quantile(periodsUs, 990) / 1_000.0,
                quantile(periodsUs, 1_000) / 1_000.0,
                periodsUs.size(),
                quantile(burstUs, 990) / 1_000.0,
                disorders);
    }
}
