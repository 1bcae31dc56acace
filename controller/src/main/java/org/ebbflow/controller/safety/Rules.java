package org.ebbflow.controller.safety;

import java.util.Optional;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.BoardRatings.Output;

/**
 * The numbers of the supervisor for one board; times in nanoseconds, all others in the unit of
 * their name. README.md beside the code says where each comes from.
 *
 * @param ratings the board
 * @param followNs how long stage or car may take to follow a bound that tightened
 * @param unloadNs how long the current may take to go down before the contactors open under load
 * @param openNs contactor command to feedback open, with the poll
 * @param closeNs contactor command to feedback closed, with the poll
 * @param ventilated whether the place is ventilated, so that a car in state D may charge
 * @param backup what the board has to supply the house with, if anything
 */
record Rules(
        BoardRatings ratings,
        long followNs,
        long unloadNs,
        long openNs,
        long closeNs,
        boolean ventilated,
        Optional<Backup> backup) {

    static final long MS = 1_000_000L;
    static final long SECOND = 1_000 * MS;

    static final long STAGE_STALE_NS = SECOND;
    static final long SAFETY_BOARD_STALE_NS = 300 * MS;
    static final long METER_STALE_NS = 3 * SECOND;
    static final long INSULATION_STALE_NS = 3 * SECOND;
    static final long HEARTBEAT_ECHO_NS = SECOND;

    /** After power-up the devices have this long to answer for the first time. */
    static final long START_UP_NS = 5 * SECOND;

    /** A trip that recovers by itself does so when its cause was gone this long. */
    static final long RECOVER_NS = 5 * SECOND;

    static final long BEYOND_STOPS_NS = 2 * SECOND;
    static final long BEYOND_TRIPS_NS = 5 * SECOND;
    static final int BEYOND_PER_MILLE = 30;
    static final int BEYOND_W = 200;

    static final int DISAGREE_PER_MILLE = 100;
    static final int DISAGREE_W = 500;

    /**
     * @source IEC 61851-23, 20 V between supply and battery before the contactors close
     */
    static final int PRE_CHARGE_TOLERANCE_MV = 20_000;

    static final int PRE_CHARGE_MAX_MA = 2_000;

    /** Below it a voltage is safe to touch. @source IEC 61851-23 */
    static final int SAFE_VOLTAGE_MV = 60_000;

    /**
     * @source CHAdeMO as quoted by public code: the lock holds down to 10 V
     */
    static final int CHADEMO_UNLOCK_MV = 10_000;

    /** The inlet before the car's contactor coils are fed. @source as above */
    static final int CHADEMO_DEAD_MV = 20_000;

    /** The coils outlive an immediate trip by this much: current first, then coil. */
    static final long COIL_AFTER_TRIP_NS = 500 * MS;

    /** A heartbeat's way to the board and its answer's way back, with a poll of each in between. */
    static final long HEARTBEAT_ON_ITS_WAY_NS = 100 * MS;

    /** Below it contacts may part. */
    static final int LOW_CURRENT_MA = 1_000;

    static final int LOW_POWER_W = 200;

    /** Opened contacts rest this long: a bouncing pilot must not make them chatter under load. */
    static final long REST_NS = SECOND;

    /** Insulation that is not safe any more. @source IEC 61851-23:2023 as used by EVerest */
    static final int INSULATION_FAULT_OHM = 100_000;

    /** Below so much per volt of the rating it is worth a look. @source IEC 61851-23:2014 */
    static final int INSULATION_WARNING_OHM_PER_V = 500;

    /** State A without a break for so long is an unplugged car. */
    static final long UNPLUGGED_NS = SECOND;

    /**
     * A ground fault found later than this after closing may be tried again.
     *
     * @source UL 2231-2, as told by the installation manual of a listed US wall connector
     */
    static final long GROUND_FAULT_EARLY_NS = 10 * SECOND;

    /** Pause before the next try. @source the same */
    static final long GROUND_FAULT_PAUSE_NS = 15 * 60 * SECOND;

    /** Tries in all, the first one counted. @source the same */
    static final int GROUND_FAULT_TRIES = 4;

    /** A car's own charger follows its pilot within 10 %. @source EVerest's soft limit */
    static final int CAR_PER_MILLE = 100;

    /** A controlled stop that the session does not finish ends here. */
    static final long CONTROLLED_STOP_NS = 10 * SECOND;

    static final long POLL_NS = 300 * MS;

    static Rules of(BoardRatings ratings) {
        return of(ratings, false, Optional.empty());
    }

    static Rules of(BoardRatings ratings, boolean ventilated, Optional<Backup> backup) {
        boolean dc = ratings.output() == Output.DC;
        return new Rules(
                ratings,
                dc ? 2 * SECOND : 6 * SECOND,
                dc ? 2 * SECOND : 6 * SECOND,
                ratings.reaction().openMs() * MS + POLL_NS,
                ratings.reaction().closeMs() * MS + POLL_NS + 500 * MS,
                ventilated,
                backup);
    }

    /** Lines d1, d2, k and h in the place of the control pilot. */
    boolean isChademo() {
        return ratings.signalling() == BoardRatings.Signalling.CHADEMO;
    }

    /** Below it the connector may be unlocked. */
    int unlockMv() {
        return isChademo() ? CHADEMO_UNLOCK_MV : SAFE_VOLTAGE_MV;
    }

    boolean isDc() {
        return ratings.output() == Output.DC;
    }

    /** What a measured power may exceed its bound by. */
    int toleranceW(int boundW) {
        int perMille = isDc() ? BEYOND_PER_MILLE : CAR_PER_MILLE;
        return (int) Math.max(BEYOND_W, Math.abs((long) boundW) * perMille / 1000);
    }

    /** Insulation in ohms below which people are warned. */
    int insulationWarningOhm() {
        return Math.max(
                INSULATION_FAULT_OHM,
                ratings.dc().maxVoltageMv() / 1_000 * INSULATION_WARNING_OHM_PER_V);
    }
}
