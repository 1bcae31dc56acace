package org.ebbflow.controller.dispatch;

import org.ebbflow.controller.energy.Interval;
import org.ebbflow.hal.BoardRatings.Output;
import org.ebbflow.hal.Tick;

/**
 * Watches whether the measured power keeps to the envelope: beyond it for a while is answered by
 * asking for less, then by nothing until the transfer has ended.
 *
 * @param over the last measurement was beyond the envelope
 * @param sinceNs monotonic instant since when
 * @param byW by how much, watts, magnitude
 * @param stopped it lasted too long; no power until the transfer ends
 */
public record Excess(boolean over, long sinceNs, int byW, boolean stopped) {

    static final Excess NONE = new Excess(false, 0, 0, false);

    private static final int MARGIN_W = 200;
    private static final int MARGIN_PER_CENT = 3;
    private static final long REDUCE_NS = 2_000_000_000L;
    private static final long STOP_NS = 5_000_000_000L;

    /** One comparison; {@code envelope} is the one commanded in the previous cycle. */
    Excess step(int measuredW, Interval envelope, Output output, Tick tick) {
        int bound = measuredW >= 0 ? envelope.max() : -envelope.min();
        int margin = Math.max(MARGIN_W, (int) ((long) bound * MARGIN_PER_CENT / 100));
        int by = Math.abs(measuredW) - bound;
        if (by <= margin) {
            return new Excess(false, 0, 0, stopped);
        }
        long since = over ? sinceNs : tick.monotonicNs();
        return new Excess(
                true, since, by, stopped || tick.sinceNs(since) > STOP_NS * slack(output));
    }

    /** What is left of {@code boundsW} because of the excess. */
    Interval limitW(Interval boundsW, Output output, Tick tick) {
        if (stopped) {
            return Interval.ZERO;
        }
        if (over && tick.sinceNs(sinceNs) > REDUCE_NS * slack(output)) {
            return new Interval(Math.min(0, boundsW.min() + byW), Math.max(0, boundsW.max() - byW));
        }
        return boundsW;
    }

    /** A car's own charger may take 5 s to follow a new offer. @source IEC 61851-1 Table A.6 */
    private static int slack(Output output) {
        return output == Output.AC ? 3 : 1;
    }
}
