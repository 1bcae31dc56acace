package org.ebbflow.tools.sim.day;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;

/** What a day must show; times in seconds since its beginning, the end excluded. */
sealed interface Claim {

    /** One sentence. */
    String text();

    /** What is wrong, if anything. */
    Optional<String> problem(DayRun run);

    /** A quantity of a sample. */
    enum Of {
        STATION,
        GRID,
        COMMAND,
        WANTED,
        SOC_DECI_PERCENT;

        int value(DaySample s) {
            return switch (this) {
                case STATION -> s.flows().stationW();
                case GRID -> s.flows().gridW();
                case COMMAND -> s.why().powerW();
                case WANTED -> s.why().wantedW();
                case SOC_DECI_PERCENT -> s.socDeciPercent();
            };
        }

        String unit() {
            return this == SOC_DECI_PERCENT ? "tenths of a percent" : "W";
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** A span of time. */
    record Span(int fromS, int toS) {
        @Override
        public String toString() {
            return "from " + fromS + " to " + toS + " s";
        }
    }

    /** A quantity stays within a band. */
    record Within(Of of, Span span, int low, int high) implements Claim {
        @Override
        public String text() {
            return of.word() + " " + low + ".." + high + " " + of.unit() + " " + span;
        }

        @Override
        public Optional<String> problem(DayRun run) {
            return run.first(span, s -> of.value(s) < low || of.value(s) > high)
                    .map(s -> of.value(s) + " " + of.unit() + " at " + s.ms() + " ms");
        }
    }

    /** This source's target is the one that counts. */
    record Chosen(Source source, Span span) implements Claim {
        @Override
        public String text() {
            return source + " decides " + span;
        }

        @Override
        public Optional<String> problem(DayRun run) {
            return run.first(span, s -> s.why().chosen() != source)
                    .map(s -> s.why().chosen() + " at " + s.ms() + " ms");
        }
    }

    /** The decision names this source as what cuts the wish (or as the wish itself). */
    record BoundBy(Source source, Span span) implements Claim {
        @Override
        public String text() {
            return "bound by " + source + " " + span;
        }

        @Override
        public Optional<String> problem(DayRun run) {
            return run.first(span, s -> s.why().boundBy() != source)
                    .map(s -> s.why().boundBy() + " at " + s.ms() + " ms");
        }
    }

    /** Exactly these gates forbid discharge. */
    record Gates(List<Reason> closed, Span span) implements Claim {
        @Override
        public String text() {
            return (closed.isEmpty() ? "every gate is open " : "closed gates " + closed + " ")
                    + span;
        }

        @Override
        public Optional<String> problem(DayRun run) {
            return run.first(span, s -> !s.gates().equals(closed))
                    .map(s -> s.gates() + " at " + s.ms() + " ms");
        }
    }

    /** A quantity gets to a value by a time. */
    record Reaches(Of of, int value, Span span) implements Claim {
        @Override
        public String text() {
            return of.word() + " reaches " + value + " " + of.unit() + " " + span;
        }

        @Override
        public Optional<String> problem(DayRun run) {
            boolean up = run.first(span, s -> true).map(s -> of.value(s) < value).orElse(true);
            return run.first(span, s -> up ? of.value(s) >= value : of.value(s) <= value)
                            .isPresent()
                    ? Optional.empty()
                    : Optional.of("it does not");
        }
    }

    /** The mean magnitude of what crosses the house connection while the station follows. */
    record MeanError(Span span, int mostW) implements Claim {
        @Override
        public String text() {
            return "the surplus is met within " + mostW + " W in the mean " + span;
        }

        @Override
        public Optional<String> problem(DayRun run) {
            double mean = run.meanErrorW(span);
            return mean <= mostW ? Optional.empty() : Optional.of(Math.round(mean) + " W");
        }
    }

    /** Energy transfers begin so often: contactors do not close with every cloud. */
    record Begins(Span span, int least, int most) implements Claim {
        @Override
        public String text() {
            return "the car is switched on " + least + ".." + most + " times " + span;
        }

        @Override
        public Optional<String> problem(DayRun run) {
            int times = run.begins(span);
            return times >= least && times <= most
                    ? Optional.empty()
                    : Optional.of(times + " times");
        }
    }

    /** Energy that went from the home battery into the car or back. */
    record Circulates(int mostWh) implements Claim {
        @Override
        public String text() {
            return "at most " + mostWh + " Wh go between home battery and car";
        }

        @Override
        public Optional<String> problem(DayRun run) {
            double wh = run.circulatedWh();
            return wh <= mostWh ? Optional.empty() : Optional.of(Math.round(wh) + " Wh");
        }
    }

    /** The owner is told that the car will be late by so many seconds. */
    record Late(Span span, int leastS, int mostS) implements Claim {
        @Override
        public String text() {
            return "lateness of " + leastS + ".." + mostS + " s is announced " + span;
        }

        @Override
        public Optional<String> problem(DayRun run) {
            return run.first(span, s -> lateS(s) < leastS || lateS(s) > mostS)
                    .map(s -> lateS(s) + " s at " + s.ms() + " ms");
        }

        private static int lateS(DaySample s) {
            return s.why().local().readiness().map(r -> r.lateS()).orElse(-1);
        }
    }

    /** The product said so in its trace. */
    record Said(String text, int atLeast) implements Claim {
        @Override
        public Optional<String> problem(DayRun run) {
            long times = run.trace().stream().filter(line -> line.contains(text)).count();
            return times >= atLeast ? Optional.empty() : Optional.of(times + " times");
        }
    }
}
