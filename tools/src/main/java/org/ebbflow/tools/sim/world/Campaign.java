package org.ebbflow.tools.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.ebbflow.controller.energy.Reason;

/**
 * Many scenarios and what became of them.
 *
 * @param endedWithReason how often a session ended for which reason
 * @param faults how often which fault was injected
 * @param violations seed and text of every invariant that did not hold
 */
public record Campaign(
        int sessions,
        int completed,
        Map<String, Integer> endedWithReason,
        long simulatedS,
        long wallMs,
        long cycles,
        Map<String, Integer> faults,
        List<String> violations) {

    /**
     * Runs scenarios one after the other.
     *
     * @param scenario makes the scenario of a seed
     * @param goOn asked before each
     */
    public static Campaign run(
            long firstSeed, int count, LongFunction<Scenario> scenario, BooleanSupplier goOn) {
        long startNs = System.nanoTime();
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < count && goOn.getAsBoolean(); i++) {
            outcomes.add(World.run(scenario.apply(firstSeed + i), false));
        }
        return of(outcomes, (System.nanoTime() - startNs) / 1_000_000);
    }

    /** A campaign of one. */
    public static Campaign of(Outcome outcome) {
        return of(List.of(outcome), 0);
    }

    private static Campaign of(List<Outcome> outcomes, long wallMs) {
        Map<String, Integer> reasons = new TreeMap<>();
        Map<String, Integer> faults = new TreeMap<>();
        List<String> violations = new ArrayList<>();
        long simulatedMs = 0;
        long cycles = 0;
        int completed = 0;
        for (Outcome outcome : outcomes) {
            simulatedMs += outcome.scenario().durationMs();
            cycles += outcome.cycles();
            completed += outcome.completed() ? 1 : 0;
            for (Reason reason : outcome.ended()) {
                reasons.merge(reason.name(), 1, Integer::sum);
            }
            for (Action action : outcome.scenario().actions()) {
                if (action.kind().isFault()) {
                    faults.merge(action.kind().word(), 1, Integer::sum);
                }
            }
            outcome.broken()
                    .forEach(
                            text ->
                                    violations.add(
                                            "seed " + outcome.scenario().seed() + ": " + text));
        }
        return new Campaign(
                outcomes.size(),
                completed,
                reasons,
                simulatedMs / 1_000,
                wallMs,
                cycles,
                faults,
                violations);
    }

    /** Cycles per second of wall time, 0 when unknown. */
    public long cyclesPerSecond() {
        return wallMs == 0 ? 0 : cycles * 1_000 / wallMs;
    }

    /** One object. */
    public String json() {
        StringBuilder j = new StringBuilder("{");
        j.append("\"sessions\":").append(sessions);
        j.append(",\"completed\":").append(completed);
        j.append(",\"endedWithReason\":").append(counts(endedWithReason));
        j.append(",\"simulatedSeconds\":").append(simulatedS);
        j.append(",\"wallSeconds\":").append(wallMs / 1_000).append('.').append(wallMs / 100 % 10);
        j.append(",\"cyclesPerSecond\":").append(cyclesPerSecond());
        j.append(",\"faultsInjected\":").append(counts(faults));
        j.append(",\"violations\":[");
        for (int i = 0; i < violations.size(); i++) {
            j.append(i == 0 ? "" : ",").append(quoted(violations.get(i)));
        }
        return j.append("]}").toString();
    }

    /** The same for people. */
    public String sentence() {
        StringBuilder text = new StringBuilder();
        text.append(sessions).append(" sessions, ").append(completed).append(" completed, ");
        text.append(simulatedS).append(" s simulated in ").append(wallMs).append(" ms, ");
        text.append(cyclesPerSecond()).append(" cycles/s, ");
        text.append(violations.size()).append(" violations");
        violations.stream()
                .limit(20)
                .forEach(
                        v ->
                                text.append(System.lineSeparator())
                                        .append("VIOLATION ")
                                        .append(v)
                                        .append(
                                                " (simulate --trace FILE with this seed shows it)"));
        return text.toString();
    }

    private static String counts(Map<String, Integer> counts) {
        StringBuilder j = new StringBuilder("{");
        counts.forEach(
                (name, count) ->
                        j.append(j.length() == 1 ? "" : ",")
                                .append(quoted(name))
                                .append(':')
                                .append(count));
        return j.append('}').toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
