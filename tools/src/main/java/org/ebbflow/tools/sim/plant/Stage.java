package org.ebbflow.tools.sim.plant;

import org.ebbflow.tools.sim.plant.PlantTraits.StageTraits;

/**
 * The bidirectional converter between house grid and DC output.
 *
 * @param settings what it was told
 * @param condition what it does
 * @param conditionUs how long it has been doing so, microseconds
 * @param unwrittenUs time since the last valid write
 * @param setPointUs age of the power set point
 * @param flow what flows
 * @param overloadUs how long the island has asked for more than it can give
 * @param alarms see {@link StageValues#alarms()}
 */
public record Stage(
        StageSettings settings,
        Condition condition,
        long conditionUs,
        long unwrittenUs,
        long setPointUs,
        StageFlow flow,
        long overloadUs,
        long alarms) {

    /** An alarm: the grid is missing. */
    public static final long ALARM_GRID = 1L << 4;

    /** An alarm: forming onto a live grid, or an island overloaded for two seconds. */
    public static final long ALARM_FORMING = 1L << 2;

    /** An alarm: nobody has written for the agreed time. */
    public static final long ALARM_SILENCE = 1L << 16;

    private static final long OVERLOAD_US = 2_000_000;
    private static final long US_PER_MS = 1_000;

    /** What the converter does. */
    public enum Condition {
        OFF,
        STARTING,
        RUNNING,
        /** Wants to run but has no grid. */
        STANDBY,
        FAULT
    }

    /**
     * The surroundings during one slice.
     *
     * @param gridAtTerminals mains voltage stands at the AC terminals
     * @param houseLoadW what the house takes when the stage forms its grid
     * @param load what hangs on the DC output
     * @param ripple noise fraction, -1..1
     * @param sliceUs length of the slice
     */
    record Surroundings(
            boolean gridAtTerminals, double houseLoadW, DcLoad load, double ripple, int sliceUs) {}

    static Stage atPowerUp() {
        return new Stage(StageSettings.POWER_UP, Condition.OFF, 0, 0, 0, StageFlow.NONE, 0, 0);
    }

    /** The stage after a valid write. */
    Stage written(StageSettings next, boolean setPointWritten) {
        return new Stage(
                next,
                condition,
                conditionUs,
                0,
                setPointWritten ? 0 : setPointUs,
                flow,
                overloadUs,
                alarms & ~ALARM_SILENCE);
    }

    /** The stage after somebody acknowledged its alarms. */
    Stage acknowledged() {
        return new Stage(
                settings,
                condition == Condition.FAULT ? Condition.OFF : condition,
                condition == Condition.FAULT ? 0 : conditionUs,
                unwrittenUs,
                setPointUs,
                flow,
                0,
                0);
    }

    /** Whether it makes the house grid now. */
    public boolean forming() {
        return condition == Condition.RUNNING && settings.mode() == StageMode.FORM_GRID;
    }

    /** Seconds until the set point reverts, 0 when no reversion is armed. */
    public int reversionRemainingS() {
        long limitUs = settings.reversion().timeMs() * US_PER_MS;
        if (limitUs == 0 || !settings.followEnabled()) {
            return 0;
        }
        return (int) Math.max(0, (limitUs - setPointUs + 999_999) / 1_000_000);
    }

    Stage step(Surroundings around, StageTraits traits) {
        Stage timed = timers(around.sliceUs());
        Stage moved = timed.moveOn(around, traits);
        StageFlow flow = moved.flow.step(moved, around, traits);
        return moved.flowing(flow, around, traits);
    }

    private Stage timers(int sliceUs) {
        StageSettings now = settings;
        long alarmsNow = alarms;
        long age = setPointUs + sliceUs;
        long unwritten = unwrittenUs + sliceUs;
        long revertUs = settings.reversion().timeMs() * US_PER_MS;
        if (revertUs > 0 && age > revertUs && setPointUs <= revertUs) {
            now = now.reverted();
        }
        long silenceUs = settings.silenceMs() * US_PER_MS;
        if (silenceUs > 0 && unwritten > silenceUs && now.mode() != StageMode.OFF) {
            now = now.inMode(StageMode.OFF);
            alarmsNow |= ALARM_SILENCE;
        }
        return new Stage(
                now, condition, conditionUs + sliceUs, unwritten, age, flow, overloadUs, alarmsNow);
    }

    private Stage moveOn(Surroundings around, StageTraits traits) {
        boolean forms = settings.mode() == StageMode.FORM_GRID;
        boolean holds = settings.mode() == StageMode.HOLD_VOLTAGE;
        if (settings.mode() == StageMode.OFF || !settings.operate()) {
            return in(Condition.OFF, alarms & ALARM_SILENCE);
        }
        return switch (condition) {
            case FAULT -> this;
            case OFF -> in(Condition.STARTING, alarms);
            case STARTING, RUNNING -> active(forms, holds || around.gridAtTerminals(), traits);
            case STANDBY -> waiting(forms, holds || around.gridAtTerminals(), traits);
        };
    }

    private Stage active(boolean forms, boolean grid, StageTraits traits) {
        if (forms && grid || overloadUs > OVERLOAD_US) {
            return in(Condition.FAULT, alarms | ALARM_FORMING);
        }
        if (!forms && !grid) {
            return in(Condition.STANDBY, alarms | ALARM_GRID);
        }
        boolean started = conditionUs >= traits.startUpMs() * US_PER_MS;
        return condition == Condition.STARTING && started ? in(Condition.RUNNING, alarms) : this;
    }

    private Stage waiting(boolean forms, boolean grid, StageTraits traits) {
        if (!forms && !grid) {
            return restarted();
        }
        boolean waited = forms || conditionUs >= traits.reconnectMs() * US_PER_MS;
        return waited ? in(Condition.STARTING, alarms & ~ALARM_GRID) : this;
    }

    private Stage in(Condition next, long nextAlarms) {
        return new Stage(
                settings,
                next,
                next == condition ? conditionUs : 0,
                unwrittenUs,
                setPointUs,
                flow,
                next == condition ? overloadUs : 0,
                nextAlarms);
    }

    private Stage restarted() {
        return new Stage(settings, condition, 0, unwrittenUs, setPointUs, flow, overloadUs, alarms);
    }

    private Stage flowing(StageFlow next, Surroundings around, StageTraits traits) {
        boolean overload =
                forming()
                        && (Math.abs(around.houseLoadW()) > traits.maxPowerW()
                                || Math.abs(next.acW() + around.houseLoadW())
                                        > 0.05 * traits.maxPowerW());
        return new Stage(
                settings,
                condition,
                conditionUs,
                unwrittenUs,
                setPointUs,
                next,
                overload ? overloadUs + around.sliceUs() : 0,
                alarms);
    }
}
