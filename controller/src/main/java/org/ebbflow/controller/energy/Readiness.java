package org.ebbflow.controller.energy;

/**
 * Whether the car will be ready when its owner leaves.
 *
 * @param atMs wall clock of the departure
 * @param targetDeciPercent state of charge wanted then, 0..1000
 * @param expectedDeciPercent state of charge expected then, -1 when the car does not tell enough
 * @param lateS seconds by which the target comes later than wanted, 0 in time, -1 not known
 * @param catchingUp charging goes on without a break from now on, or it would be too late
 */
public record Readiness(
        long atMs, int targetDeciPercent, int expectedDeciPercent, int lateS, boolean catchingUp) {}
