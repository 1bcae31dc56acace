package org.ebbflow.controller.cycle;

import org.ebbflow.controller.safety.SafetyState;

/** What has to come to an end before the product may. */
public enum Remaining {
    /** No connection stands and the contactors are proved open. */
    NOTHING(""),
    /** A car's connection stands. */
    CAR("the car did not end its session in time; the station hangs up"),
    /** The contactors are not proved open yet. */
    CONTACTORS("the contactors are not proved open; the safety board opens them by its watchdog"),
    /** Nobody can say whether the contactors are open, and waiting does not change it. */
    SAFETY_BOARD(
            "the safety board does not answer, so nobody knows whether the contactors are open;"
                    + " it opens them by its watchdog");

    private final String sentence;

    Remaining(String sentence) {
        this.sentence = sentence;
    }

    static Remaining of(boolean noConnection, SafetyState safety) {
        if (!noConnection) {
            return CAR;
        }
        if (safety.contactorsAreOpen()) {
            return NOTHING;
        }
        return safety.safetyBoardIsLost() ? SAFETY_BOARD : CONTACTORS;
    }

    /** Whether more time may bring the end nearer. */
    public boolean isWorthWaiting() {
        return this == CAR || this == CONTACTORS;
    }

    /** What is said where the product ends all the same; empty where all is in order. */
    public String sentence() {
        return sentence;
    }
}
