package org.ebbflow.controller.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.ebbflow.controller.energy.Interval;
import org.ebbflow.hal.BoardRatings.Output;
import org.ebbflow.hal.Tick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beyond the envelope by more than 3 % and 200 W: less after 2 s, nothing after 5 s. */
final class ExcessTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long BEGIN_NS = -7 * SECOND;
    private static final Interval ENVELOPE = new Interval(-10_000, 3_000);

    private static Tick at(long sinceNs) {
        return new Tick(0, BEGIN_NS + sinceNs, 0, true);
    }

    @ParameterizedTest
    @CsvSource({
        // 3 % of 3,000 W are 90 W: 200 W count; 3 % of 10,000 W are 300 W
        "3200, false",
        "3201, true",
        "-10300, false",
        "-10301, true"
    })
    void theLargerOfBothMarginsCounts(int measuredW, boolean over) {
        Excess seen = Excess.NONE.step(measuredW, ENVELOPE, Output.DC, at(0));
        assertEquals(over, seen.over());
    }

    @ParameterizedTest
    @CsvSource({"DC, 2", "AC, 6"})
    void reducesByTheExcessAfterMoreThanTheFirstTime(Output output, int seconds) {
        Excess seen = Excess.NONE.step(-10_500, ENVELOPE, output, at(0));
        assertEquals(ENVELOPE, seen.limitW(ENVELOPE, output, at(seconds * SECOND)));
        assertEquals(
                new Interval(-9_500, 2_500),
                seen.limitW(ENVELOPE, output, at(seconds * SECOND + 1)));
    }

    @ParameterizedTest
    @CsvSource({"DC, 5", "AC, 15"})
    void stopsAfterMoreThanTheSecondTimeUntilTheTransferEnds(Output output, int seconds) {
        Excess began = Excess.NONE.step(3_500, ENVELOPE, output, at(0));
        Excess still = began.step(3_500, ENVELOPE, output, at(seconds * SECOND));
        assertEquals(false, still.stopped());
        Excess later = still.step(3_500, ENVELOPE, output, at(seconds * SECOND + 1));
        assertEquals(true, later.stopped());
        Excess good = later.step(0, ENVELOPE, output, at(99 * SECOND));
        assertEquals(Interval.ZERO, good.limitW(ENVELOPE, output, at(99 * SECOND)));
    }

    @Test
    void aReturnInsideTheMarginBeginsTheTimeAnew() {
        Excess began = Excess.NONE.step(3_500, ENVELOPE, Output.DC, at(0));
        Excess inside = began.step(3_200, ENVELOPE, Output.DC, at(SECOND));
        Excess again = inside.step(3_500, ENVELOPE, Output.DC, at(2 * SECOND));
        assertEquals(ENVELOPE, again.limitW(ENVELOPE, Output.DC, at(4 * SECOND)));
    }
}
