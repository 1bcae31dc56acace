package org.ebbflow.tools.sim.world;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ebbflow.controller.energy.Reason;

/**
 * Many scenarios and what became of them.
 *
 * @param sessions how many ran; @param completed how many came to their own good end
 * @param flows what flowed in them; @param bidirectional what flowed in those of a car that can
 *     give energy back
 * @param endedWithReason how often a session ended for which reason
 * @param vehicles how many sessions which kind of car had
 * @param faults how often which fault was injected
 * @param effort time and cycles it took
 * @param violations every invariant that did not hold
 */
public record Campaign(
        int sessions,
        int completed,
        Flows flows,
        Flows bidirectional,
        Map<String, Integer> endedWithReason,
        Map<String, Integer> vehicles,
        Map<String, Integer> faults,
        Effort effort,
        List<Violation> violations) {

    /** Sessions by what flowed in them, at least 5 watt-hours each way. */
    public record Flows(int sessions, int charged, int discharged, int changedDirection) {

        static final Flows NONE = new Flows(0, 0, 0, 0);

        Flows and(Outcome.Figures figures) {
            return new Flows(
                    sessions + 1,
                    charged + (figures.chargedWh() >= 5 ? 1 : 0),
                    discharged + (figures.dischargedWh() >= 5 ? 1 : 0),
                    changedDirection + (figures.directionChanges() > 0 ? 1 : 0));
        }
    }

    /**
     * What it took.
     *
     * @param simulatedMs virtual time
     * @param wallMs wall time, 0 when unknown
     * @param cpuMs processor time of the worker threads, 0 when unknown
     * @param cycles control cycles
     */
    public record Effort(long simulatedMs, long wallMs, long cpuMs, long cycles) {

        /** Cycles per second of wall time, 0 when unknown. */
        public long cyclesPerSecond() {
            return wallMs == 0 ? 0 : cycles * 1_000 / wallMs;
        }

        /** Virtual time per wall time, 0 when unknown. */
        public long timesRealTime() {
            return wallMs == 0 ? 0 : simulatedMs / wallMs;
        }
    }

    /**
     * An invariant that did not hold.
     *
     * @param text its kind, a colon, what happened
     * @param shrunk the smallest scenario found that breaks the same invariant
     * @param trace its trace
     */
    public record Violation(long seed, String text, Scenario shrunk, List<String> trace) {}

    /** Adds up. @param wallMs 0 when unknown */
    public static Campaign of(List<Outcome> outcomes, List<Violation> found, long[] wallAndCpuMs) {
        Map<String, Integer> reasons = new TreeMap<>();
        Map<String, Integer> faults = new TreeMap<>();
        Map<String, Integer> vehicles = new TreeMap<>();
        long simulatedMs = 0;
        long cycles = 0;
        int completed = 0;
        Flows flows = Flows.NONE;
        Flows bidirectional = Flows.NONE;
        for (Outcome outcome : outcomes) {
            Outcome.Figures figures = outcome.figures();
            simulatedMs += outcome.scenario().durationMs();
            cycles += figures.cycles();
            completed += outcome.completed() ? 1 : 0;
            flows = flows.and(figures);
            if (outcome.scenario().vehicle().isBidirectional()) {
                bidirectional = bidirectional.and(figures);
            }
            vehicles.merge(outcome.scenario().vehicle().name(), 1, Integer::sum);
            for (Reason reason : outcome.ended()) {
                reasons.merge(reason.name(), 1, Integer::sum);
            }
            for (Action fault : outcome.scenario().faults()) {
                faults.merge(fault.kind().word(), 1, Integer::sum);
            }
        }
        return new Campaign(
                outcomes.size(),
                completed,
                flows,
                bidirectional,
                reasons,
                vehicles,
                faults,
                new Effort(simulatedMs, wallAndCpuMs[0], wallAndCpuMs[1], cycles),
                List.copyOf(found));
    }

    /** For people. */
    public String sentence() {
        return sessions
                + " sessions, "
                + completed
                + " completed, "
                + effort.simulatedMs() / 1_000
                + " s simulated in "
                + effort.wallMs()
                + " ms ("
                + effort.timesRealTime()
                + " x real time), "
                + effort.cyclesPerSecond()
                + " cycles/s, "
                + violations.size()
                + " violations";
    }
}
