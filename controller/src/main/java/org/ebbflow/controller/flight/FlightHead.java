package org.ebbflow.controller.flight;

import java.util.List;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.status.Snapshot;

/**
 * What a recording says of itself.
 *
 * @param build the program that made it
 * @param began trips that froze it
 * @param wallTimeMs when, milliseconds since 1970-01-01 UTC
 */
public record FlightHead(
        Snapshot.Build build, List<FaultCode> began, long wallTimeMs, Station station) {}
