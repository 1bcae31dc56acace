package org.ebbflow.tools.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.ebbflow.tools.plot.Plot;
import org.ebbflow.tools.plot.Plot.Panel;
import org.ebbflow.tools.plot.Plot.Point;
import org.ebbflow.tools.plot.Plot.Series;
import org.ebbflow.tools.plot.Plot.Shape;
import org.ebbflow.tools.sim.world.Expectation.Power;

/** Power of station, house and grid over time, one panel per row, with what was expected. */
final class BackupPlot {

    private static final int STEP_W = 40;
    private static final int LONGEST_MS = 1_000;

    private BackupPlot() {}

    static Plot of(List<BackupRun> runs) {
        return new Plot(
                "Home backup: power in every row (station: plus is into the car)",
                "time / s",
                runs.stream().map(BackupPlot::panel).toList(),
                List.of());
    }

    private static Panel panel(BackupRun run) {
        return new Panel(
                run.of().name() + ": power / kW",
                List.of(
                        series("grid", run, BackupSample::gridW),
                        series("house", run, BackupSample::houseW),
                        series("station", run, BackupSample::stationW),
                        expected("station, expected", run)));
    }

    /** What changes little is left out; the first and the last point never are. */
    private static Series series(String name, BackupRun run, ToIntFunction<BackupSample> watts) {
        List<Point> points = new ArrayList<>();
        int shownW = Integer.MIN_VALUE / 2;
        long shownMs = -LONGEST_MS;
        BackupSample last = run.samples().getLast();
        for (BackupSample s : run.samples()) {
            int now = watts.applyAsInt(s);
            boolean moved = Math.abs(now - shownW) > STEP_W;
            if (moved || s.ms() - shownMs >= LONGEST_MS || s.equals(last)) {
                points.add(new Point(s.ms() / 1e3, now / 1e3));
                shownW = now;
                shownMs = s.ms();
            }
        }
        return new Series(name, Shape.STEP, points);
    }

    /** The middle of every band that was asserted of the station's power. */
    private static Series expected(String name, BackupRun run) {
        List<Point> points = new ArrayList<>();
        for (Expectation expectation : run.of().expectations()) {
            if (expectation instanceof Power band && band.of() == Expectation.Of.STATION) {
                double middle = (band.lowW() + band.highW()) / 2e3;
                points.add(new Point(band.fromS(), middle));
                points.add(new Point(band.toS(), middle));
                points.add(new Point(band.toS(), Double.NaN));
            }
        }
        return new Series(name, Shape.LINE, points);
    }
}
