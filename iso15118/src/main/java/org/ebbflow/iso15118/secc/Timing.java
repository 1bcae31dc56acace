package org.ebbflow.iso15118.secc;

/** Times of the station's side, nanoseconds. */
public final class Timing {

    private static final long MS = 1_000_000L;

    /**
     * Longest silence of the car between an answer and its next request. @source ISO 15118-2 Table
     * 110
     */
    public static final long SEQUENCE_NS = 60_000 * MS;

    /** The same inside the charge loop. @source ISO 15118-20 V2G20-1500, V2G20-1502 */
    public static final long LOOP_20_NS = 500 * MS;

    /**
     * From connection to the end of session set-up; the car gives up after 20 s. @source ISO
     * 15118-2 Table 109, V2G_SECC_CommunicationSetup_Performance_Time
     */
    public static final long SETUP_NS = 18_000 * MS;

    /** Longest time a station may say "ongoing". @source ISO 15118-2 Table 109 */
    public static final long ONGOING_NS = 55_000 * MS;

    /** Longest time to wait for the driver's identification. */
    public static final long EIM_NS = 180_000 * MS;

    /** Cable check. @source ISO 15118-2 Table 109 */
    public static final long CABLE_CHECK_NS = 38_000 * MS;

    /** Pre-charge of ISO 15118-2 and DIN 70121. @source ISO 15118-2 Table 109 */
    public static final long PRE_CHARGE_NS = 7_000 * MS;

    /** Pre-charge of ISO 15118-20. */
    public static final long PRE_CHARGE_20_NS = 10_000 * MS;

    /** Longest delay of a PowerDelivery answer of ISO 15118-20; 1.5 s are allowed. */
    public static final long HOLD_20_NS = 1_400 * MS;

    /** Longest delay of a PowerDelivery answer of ISO 15118-2; 4.5 s are allowed. */
    public static final long HOLD_2_NS = 3_000 * MS;

    /** How long a car may take to follow a stop of the station. */
    public static final long STOP_GRACE_NS = 10_000 * MS;

    /** The same when a trip stands. */
    public static final long TRIP_GRACE_NS = 2_000 * MS;

    /** How long a told schedule may be out of reach before the car is asked to renegotiate. */
    public static final long OUT_OF_REACH_NS = 120_000 * MS;

    /** Ramp to zero after the end of a session. */
    public static final long RAMP_NS = 2_000 * MS;

    /** The car's contactors have to be seen open within this after the end. */
    public static final long WELDING_NS = 4_000 * MS;

    /** The connection stays open after the last answer. @source ISO 15118-2 V2G2-024 */
    public static final long CLOSE_NS = 5_000 * MS;

    private Timing() {}
}
