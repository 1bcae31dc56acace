package org.ebbflow.tools.sim.world;

import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.status.BackupStatus;

/** What a backup scenario must show; judged on the truth of every cycle. */
sealed interface Expectation {

    /** One sentence for the table. */
    String text();

    /** What is wrong, if anything. */
    Optional<String> problem(BackupRun run);

    /** What a power is measured by. */
    enum Of {
        STATION,
        HOUSE,
        GRID;

        int watts(BackupSample s) {
            return switch (this) {
                case STATION -> s.stationW();
                case HOUSE -> s.houseW();
                case GRID -> s.gridW();
            };
        }
    }

    /** A power stays within a band; times in seconds since the world began. */
    record Power(Of of, int fromS, int toS, int lowW, int highW) implements Expectation {
        @Override
        public String text() {
            return of.name().toLowerCase(java.util.Locale.ROOT)
                    + " "
                    + lowW
                    + ".."
                    + highW
                    + " W from "
                    + fromS
                    + " to "
                    + toS
                    + " s";
        }

        @Override
        public Optional<String> problem(BackupRun run) {
            List<BackupSample> inside = run.between(fromS, toS);
            if (inside.isEmpty()) {
                return Optional.of("no sample there");
            }
            return inside.stream()
                    .filter(s -> of.watts(s) < lowW || of.watts(s) > highW)
                    .findFirst()
                    .map(s -> of.watts(s) + " W at " + s.ms() + " ms");
        }
    }

    /** The house is dark once, for at least and at most so long. */
    record Dark(int fromS, int toS, int leastMs, int mostMs) implements Expectation {
        @Override
        public String text() {
            return "the house is dark for "
                    + leastMs
                    + ".."
                    + mostMs
                    + " ms between "
                    + fromS
                    + " and "
                    + toS
                    + " s";
        }

        @Override
        public Optional<String> problem(BackupRun run) {
            long ms = run.darkMs(fromS, toS);
            return ms < leastMs || ms > mostMs ? Optional.of(ms + " ms") : Optional.empty();
        }
    }

    /** The product says so at the end of a second. */
    record Shows(int atS, BackupStatus.State state) implements Expectation {
        @Override
        public String text() {
            return "shows " + state + " at " + atS + " s";
        }

        @Override
        public Optional<String> problem(BackupRun run) {
            return run.between(atS, atS + 1).stream()
                    .filter(s -> s.state() != state)
                    .findFirst()
                    .map(s -> s.state() + " at " + s.ms() + " ms");
        }
    }

    /** The stage never makes a grid. */
    record NeverForms() implements Expectation {
        @Override
        public String text() {
            return "the stage never forms";
        }

        @Override
        public Optional<String> problem(BackupRun run) {
            return run.samples().stream()
                    .filter(BackupSample::forming)
                    .findFirst()
                    .map(s -> "forms at " + s.ms() + " ms");
        }
    }

    /** The state of charge is no lower at the end. */
    record SocAtLeast(int deciPercent) implements Expectation {
        @Override
        public String text() {
            return "the car keeps " + deciPercent / 10 + " %";
        }

        @Override
        public Optional<String> problem(BackupRun run) {
            int soc = run.samples().getLast().socDeciPercent();
            return soc < deciPercent ? Optional.of(soc + " tenths of a percent") : Optional.empty();
        }
    }

    /** Exactly these trips. */
    record Trips(List<FaultCode> codes) implements Expectation {
        @Override
        public String text() {
            return codes.isEmpty() ? "no trip" : "trips with " + codes;
        }

        @Override
        public Optional<String> problem(BackupRun run) {
            return run.trips().equals(codes)
                    ? Optional.empty()
                    : Optional.of(run.trips().toString());
        }
    }
}
