package org.ebbflow.controller.energy;

/**
 * Where one announced event stands.
 *
 * @param event as announced last
 * @param firstMs wall clock when it was announced first: the start of an event that begins at once
 * @param delayS seconds by which the start was put off; drawn once per event
 * @param stage where it stands
 * @param declined the owner opted out of it
 * @param confirmed its source has announced it since this program started; without that it waits
 * @param endsNs monotonic instant of its end once it runs; 0 before
 * @param why why it was refused or ended early; {@link Reason#NONE} otherwise
 */
public record EventStatus(
        GridEvent event,
        long firstMs,
        int delayS,
        Stage stage,
        boolean declined,
        boolean confirmed,
        long endsNs,
        Reason why) {

    /** Stable stages of registers, panel and records; a number is never re-used. */
    public enum Stage {
        ANNOUNCED(1),
        RUNNING(2),
        ENDED(3),
        /** Taken back by its source before its end. */
        WITHDRAWN(4),
        REFUSED(5);

        private final int number;

        Stage(int number) {
            this.number = number;
        }

        /** Stable number for registers and logs. */
        public int number() {
            return number;
        }
    }

    /** Whether it is still to come or runs. */
    public boolean isOpen() {
        return stage == Stage.ANNOUNCED || stage == Stage.RUNNING;
    }

    /** Whether it runs and the owner has not opted out. */
    public boolean counts() {
        return stage == Stage.RUNNING && !declined;
    }

    /** Wall clock of its start, delay included. */
    public long startMs() {
        long startMs = event.timing().startMs();
        return (startMs == 0 ? firstMs : startMs) + delayS * 1_000L;
    }

    /** Wall clock of its end. */
    public long endMs() {
        return startMs() + event.timing().durationS() * 1_000L;
    }

    /** The same, further on. */
    public EventStatus at(Stage next, long nextEndsNs, Reason reason) {
        return new EventStatus(
                event, firstMs, delayS, next, declined, confirmed, nextEndsNs, reason);
    }

    /** The same with the owner's word. */
    public EventStatus declined(boolean out) {
        return new EventStatus(event, firstMs, delayS, stage, out, confirmed, endsNs, why);
    }

    /** To be announced again before it counts. */
    public EventStatus unconfirmed() {
        Stage next = stage == Stage.RUNNING ? Stage.ANNOUNCED : stage;
        return new EventStatus(event, firstMs, delayS, next, declined, false, 0, why);
    }
}
