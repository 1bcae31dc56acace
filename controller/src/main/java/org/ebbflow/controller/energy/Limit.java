package org.ebbflow.controller.energy;

/**
 * A bound with its source.
 *
 * @param powerW watts at the station's AC terminals; plus is charge
 */
public record Limit(Source source, Interval powerW) {}
