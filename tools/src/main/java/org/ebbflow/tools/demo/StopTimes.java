package org.ebbflow.tools.demo;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How long stops took over one wire.
 *
 * @param wire Modbus TCP or RTU
 * @param input what was set
 * @param commandUs microseconds to the contactor command at the board
 * @param openUs microseconds to open contacts
 * @param declaredMs what the board declares for a controller that does not react at all
 */
record StopTimes(
        String wire, String input, List<Long> commandUs, List<Long> openUs, int declaredMs) {

    private static final int BUCKET_MS = 10;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A stop must be faster than the watchdog would be without anybody. */
    boolean isGood() {
        return !openUs.isEmpty() && largest(openUs) <= declaredMs * 1_000L;
    }

    ObjectNode json() {
        ObjectNode node = JSON.createObjectNode();
        node.put("wire", wire);
        node.put("input", input);
        node.set("toCommand", json(commandUs));
        node.set("toOpen", json(openUs));
        node.put("declaredMs", declaredMs);
        node.put("good", isGood());
        return node;
    }

    private static ObjectNode json(List<Long> us) {
        ObjectNode node = JSON.createObjectNode();
        node.put("samples", us.size());
        node.put("p50Ms", quantile(us, 500));
        node.put("p99Ms", quantile(us, 990));
        node.put("maxMs", largest(us) / 1_000.0);
        TreeMap<Long, Integer> buckets = new TreeMap<>();
        us.forEach(t -> buckets.merge(t / 1_000 / BUCKET_MS, 1, Integer::sum));
        ArrayNode histogram = node.putArray("histogram");
        buckets.forEach(
                (bucket, count) ->
                        histogram
                                .addObject()
                                .put("fromMs", bucket * BUCKET_MS)
                                .put("toMs", (bucket + 1) * BUCKET_MS)
                                .put("count", count));
        return node;
    }

    private static double quantile(List<Long> us, int perMille) {
        List<Long> sorted = us.stream().sorted().toList();
        int rank = (sorted.size() * perMille + 999) / 1_000;
        return sorted.isEmpty() ? 0 : sorted.get(Math.max(0, rank - 1)) / 1_000.0;
    }

    private static long largest(List<Long> us) {
        return us.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    String sentence() {
        return String.format(
                Locale.ROOT,
                "%s, %s: command after %.1f ms (99 %%: %.1f), contacts open after %.1f ms (99 %%:"
                        + " %.1f), %d stops",
                wire,
                input,
                quantile(commandUs, 500),
                quantile(commandUs, 990),
                quantile(openUs, 500),
                quantile(openUs, 990),
                openUs.size());
    }
}
