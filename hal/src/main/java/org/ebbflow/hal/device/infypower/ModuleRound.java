package org.ebbflow.hal.device.infypower;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One round of questions and what was answered. The last question changes from round to round: its
 * answer proves that the answers before it belong to this round and not to an earlier one.
 */
final class ModuleRound {

    /** Asked in every round, in this order. */
    static final List<Item> ALWAYS =
            List.of(Item.VOLTAGE, Item.CURRENT, Item.STATUS, Item.DIRECTION, Item.AC_POWER);

    /** Asked in turn, one per round, last. */
    private static final List<Item> IN_TURN =
            List.of(
                    Item.AMBIENT,
                    Item.PHASE_VOLTAGE,
                    Item.FREQUENCY,
                    Item.MAX_VOLTAGE,
                    Item.MIN_VOLTAGE,
                    Item.MAX_CURRENT,
                    Item.RATED_POWER);

    private final long sentNs;
    private final Item last;
    private final Map<Integer, Map<Item, Long>> answers = new TreeMap<>();
    private int proved;

    ModuleRound(int number, long sentNs) {
        this.sentNs = sentNs;
        this.last = IN_TURN.get(number % IN_TURN.size());
    }

    /** Number of rounds in which everything is asked once. */
    static int turns() {
        return IN_TURN.size();
    }

    Item last() {
        return last;
    }

    long sentNs() {
        return sentNs;
    }

    /** An answer of a module. */
    void answered(ModuleFrame frame) {
        if (IN_TURN.stream().anyMatch(i -> i.code() == frame.item())) {
            closed(frame);
            return;
        }
        for (Item item : ALWAYS) {
            if (item.code() == frame.item()) {
                answers.computeIfAbsent(frame.source(), s -> new EnumMap<>(Item.class))
                        .put(item, frame.value());
            }
        }
    }

    /** The end of a module's answers; one to an earlier round makes all before it worthless. */
    private void closed(ModuleFrame frame) {
        Map<Item, Long> known = answers.get(frame.source());
        if (frame.item() != last.code()) {
            answers.remove(frame.source());
        } else if (known != null && ALWAYS.stream().allMatch(known::containsKey)) {
            known.put(last, frame.value());
            proved++;
        }
    }

    boolean isComplete(int modules) {
        return proved >= modules;
    }

    /** Modules that answered everything. */
    int proved() {
        return proved;
    }

    /** Values per module, in the order of their numbers. */
    List<Map<Item, Long>> values() {
        return answers.values().stream().filter(v -> v.containsKey(last)).toList();
    }
}
