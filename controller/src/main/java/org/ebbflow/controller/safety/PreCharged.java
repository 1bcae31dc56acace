package org.ebbflow.controller.safety;

/**
 * The proof that the stage stood at the battery's voltage before the car's contactors closed.
 *
 * @param voltageMv the voltage that was asked for, 0 without proof
 * @param maxCurrentMa current limit while it is held
 * @param provedNs monotonic instant at which it was last measured within the tolerance
 */
record PreCharged(int voltageMv, int maxCurrentMa, long provedNs) {

    static final PreCharged NEVER = new PreCharged(0, 0, 0);

    boolean isProved() {
        return voltageMv > 0;
    }
}
