package org.ebbflow.controller.dispatch;

/**
 * The utility's line as it is measured now.
 *
 * @param voltageMv L-N, or L1-L2 on split phase
 * @param frequencyMilliHz 0 where there is no voltage to measure it by
 */
record GridLine(int voltageMv, int frequencyMilliHz) {}
