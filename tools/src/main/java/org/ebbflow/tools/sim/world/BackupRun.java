package org.ebbflow.tools.sim.world;

import java.util.ArrayList;
import java.util.List;
import org.ebbflow.controller.energy.FaultCode;

/**
 * A backup scenario that was run.
 *
 * @param of the row of the table
 * @param samples the truth of every cycle
 * @param trips codes of all trips, in the order of their beginning
 * @param problems expectations that were not met and invariants that broke; empty is good
 */
record BackupRun(
        BackupCase of, List<BackupSample> samples, List<FaultCode> trips, List<String> problems) {

    BackupRun {
        samples = List.copyOf(samples);
        trips = List.copyOf(trips);
        problems = List.copyOf(problems);
    }

    static BackupRun of(BackupCase row, long seed) {
        List<BackupSample> samples = new ArrayList<>();
        List<FaultCode> trips = new ArrayList<>();
        Outcome outcome =
                World.run(
                        row.scenario(seed),
                        new BackupHome(),
                        false,
                        moment -> {
                            samples.add(BackupSample.of(moment));
                            moment.snapshot().trips().stream()
                                    .filter(code -> !trips.contains(code))
                                    .forEach(trips::add);
                        });
        BackupRun bare = new BackupRun(row, samples, trips, List.of());
        List<String> problems = new ArrayList<>(outcome.broken());
        for (Expectation expected : row.expectations()) {
            expected.problem(bare)
                    .ifPresent(seen -> problems.add(expected.text() + ", but " + seen));
        }
        return new BackupRun(row, samples, trips, problems);
    }

    /** Samples of a time in seconds, the end excluded. */
    List<BackupSample> between(int fromS, int toS) {
        return samples.stream()
                .filter(s -> s.ms() >= fromS * 1_000L && s.ms() < toS * 1_000L)
                .toList();
    }

    /** How long the house had no voltage within a time in seconds. */
    long darkMs(int fromS, int toS) {
        long dark = 0;
        long lastMs = fromS * 1_000L;
        for (BackupSample s : between(fromS, toS)) {
            dark += s.live() ? 0 : s.ms() - lastMs;
            lastMs = s.ms();
        }
        return dark;
    }
}
