package org.ebbflow.tools.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ebbflow.tools.sim.day.Day;

/** Every named day as a table, the shortest first. */
final class AllDays {

    /** A row, and whether all was well. */
    private record Row(String text, boolean good) {}

    private AllDays() {}

    /**
     * Runs them.
     *
     * @param untilNs monotonic instant after which no day is begun
     * @return 0 when every day that was run is good, 1 otherwise
     */
    static int run(long seed, int threads, long untilNs, PrintWriter print) {
        boolean good = true;
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<Row>> rows = new ArrayList<>();
            for (String name : Day.namesByLength()) {
                rows.add(workers.submit(() -> row(name, seed, untilNs)));
            }
            for (Future<Row> future : rows) {
                Row row = future.get();
                print.println(row.text());
                print.flush();
                good &= row.good();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a day ended by itself: " + e.getCause(), e);
        }
        return good ? 0 : 1;
    }

    private static Row row(String name, long seed, long untilNs) {
        if (System.nanoTime() - untilNs >= 0) {
            return new Row("left " + name + ": not begun, the budget was over", true);
        }
        Optional<Day> day = Day.run(name, seed);
        return day.map(d -> new Row(d.row(), d.isGood()))
                .orElseGet(() -> new Row("BAD  " + name + ": there is no such day", false));
    }
}
