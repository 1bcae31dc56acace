package org.ebbflow.tools.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.ebbflow.tools.sim.day.Day;
import org.ebbflow.tools.sim.world.BackupTable;

/** Every named day and the table of backups, one line each, the shortest first. */
final class AllDays {

    private static final String BACKUP = "backup";

    /** It takes about as long as the days of half an hour, after those of minutes. */
    private static final int BACKUP_AT = 4;

    /** A row, whether all was well, and whether it was run at all. */
    private record Row(String text, boolean good, boolean ran) {}

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
            List<String> names = new ArrayList<>(Day.namesByLength());
            names.add(BACKUP_AT, BACKUP);
            for (String name : names) {
                rows.add(workers.submit(() -> row(name, seed, untilNs)));
            }
            int ran = 0;
            for (Future<Row> future : rows) {
                Row row = future.get();
                print.println(row.text());
                print.flush();
                good &= row.good();
                ran += row.ran() ? 1 : 0;
            }
            print.println(ran + " of " + rows.size() + " were run");
            print.flush();
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
            return new Row("left " + name + ": not begun, the budget was over", true, false);
        }
        if (name.equals(BACKUP)) {
            return backup(BackupTable.run(seed, () -> true));
        }
        Optional<Day> day = Day.run(name, seed);
        return day.map(d -> new Row(d.row(), d.isGood(), true))
                .orElseGet(() -> new Row("BAD  " + name + ": there is no such day", false, true));
    }

    private static Row backup(BackupTable table) {
        String bad =
                table.lines().stream()
                        .filter(line -> line.startsWith("BAD"))
                        .collect(Collectors.joining("; "));
        String text = bad.isEmpty() ? table.lines().getLast() : bad;
        return new Row(
                (table.isGood() ? "ok   " : "BAD  ") + BACKUP + ": " + text, table.isGood(), true);
    }
}
