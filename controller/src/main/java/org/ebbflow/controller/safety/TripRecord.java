package org.ebbflow.controller.safety;

import org.ebbflow.controller.energy.FaultCode;

/**
 * A latched trip as it is kept on disk over a restart.
 *
 * @param wallTimeMs when it happened, milliseconds since 1970-01-01 UTC
 * @param cause one sentence with the figures
 */
public record TripRecord(FaultCode code, long wallTimeMs, String cause) {}
