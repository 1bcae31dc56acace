package org.ebbflow.controller.dispatch;

import org.ebbflow.controller.energy.Conversion;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.BoardRatings.Output;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.Tick;

/**
 * The efficiencies as the meters see them: what the AC meter counts against what the stage gives or
 * takes at its DC side. Slow, and never far from the board's own figures.
 *
 * @param chargeMicro difference to the board's efficiency when charging, millionths
 * @param dischargeMicro the same when discharging
 * @param lastNs monotonic instant of the last step
 */
public record Trim(int chargeMicro, int dischargeMicro, long lastNs) {

    static final Trim NONE = new Trim(0, 0, 0);

    /** 3 % at most: more than that is a wrong meter, not a wrong efficiency. */
    static final int BOUND_MICRO = 30_000;

    /** Below this the meters' own errors are larger than what is looked for; watts. */
    private static final int FROM_W = 2_000;

    private static final long SLOW_NS = 60_000_000_000L;
    private static final long MAX_STEP_NS = 1_000_000_000L;
    private static final long FRESH_NS = 1_000_000_000L;

    /** One look at the meters; nothing changes while they are silent or little flows. */
    Trim step(Measured measured, BoardRatings ratings, Tick tick) {
        if (ratings.output() == Output.AC) {
            return this;
        }
        long acW =
                measured.stationMeter().fresh(tick, FRESH_NS).map(MeterReading::powerW).orElse(0);
        long dcW = measured.stage().fresh(tick, FRESH_NS).map(Trim::dcW).orElse(0L);
        if (Math.abs(acW) < FROM_W || Math.abs(dcW) < FROM_W || acW > 0 != dcW > 0) {
            return new Trim(chargeMicro, dischargeMicro, tick.monotonicNs());
        }
        long dtNs = Math.clamp(tick.sinceNs(lastNs), 0, MAX_STEP_NS);
        BoardRatings.Efficiency own = ratings.efficiency();
        return acW > 0
                ? new Trim(
                        towards(
                                chargeMicro,
                                dcW * 1_000_000L / acW - own.chargePerMille() * 1_000L,
                                dtNs),
                        dischargeMicro,
                        tick.monotonicNs())
                : new Trim(
                        chargeMicro,
                        towards(
                                dischargeMicro,
                                acW * 1_000_000L / dcW - own.dischargePerMille() * 1_000L,
                                dtNs),
                        tick.monotonicNs());
    }

    private static int towards(int from, long to, long dtNs) {
        long goal = Math.clamp(to, -BOUND_MICRO, BOUND_MICRO);
        long stepped = from + (goal - from) * dtNs / SLOW_NS;
        // Integer steps of a slow filter end early; the last bit goes by ones.
        long next = stepped == from && dtNs > 0 ? from + Long.signum(goal - from) : stepped;
        return Math.clamp(next, -BOUND_MICRO, BOUND_MICRO);
    }

    private static long dcW(StageReading stage) {
        return (long) stage.dcVoltageMv() * stage.dcCurrentMa() / 1_000_000L;
    }

    /** The board's efficiencies, trimmed. */
    Conversion conversion(BoardRatings ratings) {
        BoardRatings.Efficiency own = ratings.efficiency();
        return new Conversion(
                perMille(own.chargePerMille(), chargeMicro),
                perMille(own.dischargePerMille(), dischargeMicro));
    }

    private static int perMille(int own, int micro) {
        return Math.clamp(own + Math.round(micro / 1_000f), 500, 1_000);
    }
}
