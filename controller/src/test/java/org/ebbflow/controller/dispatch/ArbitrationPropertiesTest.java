package org.ebbflow.controller.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.ebbflow.controller.energy.Decision;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.Source;
import org.junit.jupiter.api.Test;

/** Holds for every sequence of directives, losses, clock jumps and restarts. */
final class ArbitrationPropertiesTest {

    private static final int SEQUENCES = 10_000;

    @Test
    void noSequenceLeavesALimitExportsThroughAFalseGateOrUndercutsTheReserve() {
        Walk.walk(
                SEQUENCES,
                step -> {
                    SevenProperties.insideEveryInterval(step);
                    SevenProperties.noExportThroughAFalseGate(step);
                    check(step.station(), step.offer().why(), step.where());
                    assertTrue(
                            !step.restarted() || step.offer().why().powerW() == 0,
                            () -> step.where() + ": restart " + step.offer().why());
                });
    }

    private static void check(Station station, Decision why, String where) {
        int power = why.powerW();
        for (Directive d : station.directives) {
            if (d instanceof Directive.SocWindow w && w.lease().isRunning(station.nowNs)) {
                boolean above = station.socDeciPercent > w.minDeciPercent();
                assertTrue(power >= 0 || above, () -> where + ": kept " + w + why);
            }
        }
        int floor =
                Math.max(
                        station.owner.drivingReserveDeciPercent(),
                        station.owner.outageReserveDeciPercent());
        assertTrue(power >= 0 || station.socDeciPercent > floor, () -> where + ": reserve " + why);
        assertTrue(
                power == 0 || Math.abs(power) >= Station.RATINGS.minPowerW(),
                () -> where + ": below minimum " + why);
    }

    @Test
    void takingEverythingAwayReturnsToLocalMode() {
        for (int seed = 0; seed < 1_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Station station = new Station();
            for (int i = 0; i < 5; i++) {
                station.directives = Walk.directives(station, random);
                station.step(Station.SECOND);
            }
            station.directives = List.of();
            Decision why = station.step(Station.SECOND).why();
            assertEquals(Source.DEFAULT, why.chosen());
            for (int i = 0; i < 30; i++) {
                why = station.step(Station.SECOND).why();
            }
            assertEquals(11_500, why.powerW(), "seed " + seed);
        }
    }
}
