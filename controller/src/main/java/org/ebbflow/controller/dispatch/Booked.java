package org.ebbflow.controller.dispatch;

/**
 * A time that an announced event takes from charging.
 *
 * @param fromMs wall clock
 * @param toMs wall clock
 * @param chargeMaxW what can be charged meanwhile, watts, 0 or more
 */
public record Booked(long fromMs, long toMs, int chargeMaxW) {}
