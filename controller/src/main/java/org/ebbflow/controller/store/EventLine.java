package org.ebbflow.controller.store;

/**
 * One line of the station's history.
 *
 * @param wallTimeMs milliseconds since 1970-01-01 UTC, as far as the clock was right
 * @param kind short stable word, e.g. tripped
 * @param text one line for people
 */
public record EventLine(long wallTimeMs, String kind, String text) {}
