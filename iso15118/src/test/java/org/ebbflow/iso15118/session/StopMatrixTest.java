package org.ebbflow.iso15118.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.ebbflow.iso15118.evcc.EvccPlan.Fault;
import org.ebbflow.iso15118.evcc.Stage;
import org.ebbflow.iso15118.secc.Demand;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.SeccEvent;
import org.ebbflow.iso15118.secc.StationView.Readiness;
import org.ebbflow.iso15118.session.EverySessionTest.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever ends a session, in whatever stage: protocol x stage x {stop by the car, unplug, disable,
 * fault}, with a car that does not even help. The session is over in its time, the power path asks
 * for nothing, the next car is served.
 */
class StopMatrixTest {

    private static final long LOOPS = 1_000;

    /** Who ends it, and until when the session must be over, seconds. */
    private enum Ending {
        /** The car ends it by itself. */
        STOP(bench -> {}, 70),
        /** The plug is pulled: the connection is gone. */
        UNPLUG(SessionBench::hangUp, 0),
        /** The owner or the back-end closes the station. */
        DISABLE(bench -> bench.readiness = Readiness.CLOSED, 70),
        /** A trip. */
        FAULT(bench -> bench.readiness = Readiness.TRIPPED, 70);

        private final Consumer<SessionBench> begin;
        private final long withinS;

        Ending(Consumer<SessionBench> begin, long withinS) {
            this.begin = begin;
            this.withinS = withinS;
        }
    }

    static Stream<Object[]> cells() {
        return EverySessionTest.kindsWithStages();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void everyEndingEndsInItsTimeSafelyAndTheNextCarIsServed(Kind kind, Stage stage) {
        for (Ending ending : Ending.values()) {
            if (ending == Ending.STOP && stage == Stage.SESSION_SETUP) {
                continue; // without a session there is nothing to stop, only to hang up
            }
            SessionBench bench = kind.bench(kind.plan(5).with(fault(ending, stage)));
            bench.runUntil(() -> isAt(bench, ending, stage), 60);
            assertTrue(isAt(bench, ending, stage), bench.evcc.position().toString());
            ending.begin.accept(bench);
            bench.runUntil(() -> bench.secc.isOver(), ending.withinS);
            assertTrue(bench.secc.isOver(), ending + " ends the session in time");
            bench.pass(300);
            assertEquals(new Demand.Nothing(), bench.demand, ending.name());
            assertTrue(reasons(ending).contains(bench.ended().why()), bench.ended().toString());
            bench.readiness = Readiness.OPEN;
            bench.again(kind.plan(3)).run(60);
            assertEquals(new SeccEvent.Ended(EndReason.COMPLETED, true), bench.ended());
        }
    }

    /** A car that stops there, or says nothing more: the worst one to end a session of. */
    private static Fault fault(Ending ending, Stage stage) {
        return ending == Ending.STOP ? new Fault.EarlyStop(stage) : new Fault.Silent(stage);
    }

    private static boolean isAt(SessionBench bench, Ending ending, Stage stage) {
        return ending == Ending.STOP ? bench.secc.isOver() : bench.evcc.position().stage() == stage;
    }

    private static Set<EndReason> reasons(Ending ending) {
        return switch (ending) {
            case STOP -> Set.of(EndReason.COMPLETED);
            case UNPLUG -> Set.of(EndReason.CONNECTION_LOST);
            case DISABLE -> Set.of(EndReason.STATION_STOP, EndReason.SEQUENCE_TIMEOUT);
            case FAULT -> Set.of(EndReason.TRIPPED, EndReason.SEQUENCE_TIMEOUT);
        };
    }

    @ParameterizedTest
    @MethodSource("cells")
    void noPowerIsAskedForOnceTheStationIsClosed(Kind kind, Stage stage) {
        for (Readiness readiness : new Readiness[] {Readiness.CLOSED, Readiness.TRIPPED}) {
            SessionBench bench = kind.bench(kind.plan(LOOPS));
            bench.runUntil(() -> bench.evcc.position().stage() == stage, 15);
            bench.readiness = readiness;
            for (int i = 0; i < 1_000; i++) {
                bench.step();
                assertFalse(asksForPower(bench.demand), readiness + ": " + bench.demand);
            }
        }
    }

    private static boolean asksForPower(Demand demand) {
        return demand instanceof Demand.Dc dc && dc.powerW() != 0
                || demand instanceof Demand.Ac ac && ac.powerW() != 0;
    }
}
