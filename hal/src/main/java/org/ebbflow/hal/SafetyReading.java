package org.ebbflow.hal;

import java.util.OptionalInt;

/**
 * What the safety board (the microcontroller that owns pilot, contactors and watchdog) reports in
 * one block.
 *
 * @param pilot control pilot state as the board measures it; on a CHAdeMO connector the lines h and
 *     k in the same words: A no plug, B plug without the car's permission, C plug and permission,
 *     INVALID permission without a plug
 * @param proximity cable coding of the proximity contact
 * @param dutyDeciPercent duty cycle that really stands on the pilot, tenths of a percent: 50 = 5 %,
 *     1000 = X1 (steady +12 V), 0 = state F
 * @param outputContactors mirror contacts of the contactors between station and car
 * @param lock state of the connector lock
 * @param inletVoltageMv voltage on the car's side of the contactors in millivolts, {@link
 *     #NOT_MEASURED} where there is no value; below 0 the poles are swapped
 * @param inputs latched safety inputs
 * @param cycleEcho the last heartbeat (cycle number, low 16 bits) the board has seen
 * @param watchdogTripped the board opened by itself because the heartbeat stopped
 */
public record SafetyReading(
        PilotState pilot,
        ProximityState proximity,
        int dutyDeciPercent,
        ContactorState outputContactors,
        LockState lock,
        int inletVoltageMv,
        SafetyInputs inputs,
        int cycleEcho,
        boolean watchdogTripped) {

    /** In place of a voltage: the board has no value. */
    public static final int NOT_MEASURED = -1;

    /** Control pilot state. @source IEC 61851-1 Annex A */
    public enum PilotState {
        A,
        B,
        C,
        D,
        E,
        F,
        /** Between two levels, diode missing, or oscillating. */
        INVALID
    }

    /**
     * Proximity contact. A loose cable carries a resistor that says what it can bear; a tethered
     * plug only tells whether it sits and whether a hand is at its latch.
     *
     * @source IEC 61851-1 Table B.2 (1,500, 680, 220 and 100 ohm), SAE J1772 (150 and 480 ohm)
     */
    public enum ProximityState {
        NONE,
        A13,
        A20,
        A32,
        /** 63 A, on one phase 70 A. */
        A63,
        /** Tethered plug inserted, latch closed. */
        INSERTED,
        /** Latch button of a tethered plug pressed. */
        BUTTON,
        INVALID;

        /**
         * What the cable can bear in amperes per conductor; empty where the contact does not say.
         *
         * @param phases line conductors in use, 1 to 3
         */
        public OptionalInt maxCurrentA(int phases) {
            return switch (this) {
                case A13 -> OptionalInt.of(13);
                case A20 -> OptionalInt.of(20);
                case A32 -> OptionalInt.of(32);
                case A63 -> OptionalInt.of(phases == 1 ? 70 : 63);
                case INVALID -> OptionalInt.of(0);
                case NONE, INSERTED, BUTTON -> OptionalInt.empty();
            };
        }
    }

    /** Mirror contact against command. */
    public enum ContactorState {
        OPEN,
        CLOSED,
        /** Feedback closed though commanded open. */
        WELDED,
        /** Feedback open though commanded closed. */
        NOT_CLOSING,
        UNKNOWN
    }

    /** Connector lock. */
    public enum LockState {
        UNLOCKED,
        LOCKED,
        MOVING,
        FAULT,
        /** Tethered cable without a lock on the station's side; counts as locked. */
        NOT_FITTED
    }

    /**
     * Safety inputs; each is latched by the board until the controller has read it once.
     *
     * @param emergencyStop the e-stop chain is open
     * @param doorOpen the enclosure is open
     * @param rcdTripped residual current device or GFCI has tripped
     * @param insulationFault the insulation monitor reports a fault
     * @param pilotFault pilot short, diode missing or oscillator fault
     */
    public record SafetyInputs(
            boolean emergencyStop,
            boolean doorOpen,
            boolean rcdTripped,
            boolean insulationFault,
            boolean pilotFault) {

        public static final SafetyInputs CLEAR =
                new SafetyInputs(false, false, false, false, false);
    }
}
