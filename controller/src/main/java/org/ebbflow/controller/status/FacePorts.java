package org.ebbflow.controller.status;

import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * All that a face gets of the station.
 *
 * @param snapshots the latest snapshot, empty before the first cycle
 * @param intents the way to the control thread
 * @param nowNs monotonic clock in nanoseconds, the one the snapshot's tick was read from
 */
public record FacePorts(
        Supplier<Optional<Snapshot>> snapshots, IntentPort intents, LongSupplier nowNs) {}
