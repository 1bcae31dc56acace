package org.ebbflow.hal;

import java.util.Optional;

/**
 * A value of a device with its age, or the reason why there is none.
 *
 * @param <T> an immutable record; all its values come from one poll
 */
public sealed interface Reading<T> {

    /**
     * A value that a device answered.
     *
     * @param takenNs monotonic instant at which the poll was sent, so that the age is never
     *     understated
     */
    record Taken<T>(T value, long takenNs) implements Reading<T> {}

    /**
     * No value: never polled, or the last poll failed.
     *
     * @param sinceNs monotonic instant of the failure
     * @param why one plain sentence for the installer
     */
    record Missing<T>(long sinceNs, String why) implements Reading<T> {}

    /** Whether there is a value and it is at most {@code maxAgeNs} nanoseconds old. */
    default boolean isFresh(Tick tick, long maxAgeNs) {
        return this instanceof Taken<T> taken && tick.sinceNs(taken.takenNs()) <= maxAgeNs;
    }

    /** The value when there is one and it is at most {@code maxAgeNs} nanoseconds old. */
    default Optional<T> fresh(Tick tick, long maxAgeNs) {
        return this instanceof Taken<T> taken && tick.sinceNs(taken.takenNs()) <= maxAgeNs
                ? Optional.of(taken.value())
                : Optional.empty();
    }

    /** The value when it is at most {@code maxAgeNs} nanoseconds old, else {@code otherwise}. */
    default T freshOr(Tick tick, long maxAgeNs, T otherwise) {
        return this instanceof Taken<T> taken && tick.sinceNs(taken.takenNs()) <= maxAgeNs
                ? taken.value()
                : otherwise;
    }
}
