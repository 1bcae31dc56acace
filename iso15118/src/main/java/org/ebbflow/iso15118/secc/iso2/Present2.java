package org.ebbflow.iso15118.secc.iso2;

import org.ebbflow.iso15118.message.iso2.PhysicalValue;
import org.ebbflow.iso15118.wire.Physical;

/**
 * Measured values as a car that only charges may hear them: never below 0, where a meter at rest
 * may well read -0.1 A. Cars exist that take such a message for malformed and leave.
 *
 * @source ISO 15118-2 Table 68; EcoG-io/iso15118, iso15118/shared/messages/datatypes.py
 */
final class Present2 {

    private Present2() {}

    /**
     * A voltage.
     *
     * @param mv millivolts, any sign
     */
    static PhysicalValue volts(int mv) {
        return Physical.volts(Math.max(0, mv));
    }

    /**
     * A current; its sign is told where the car chose to give energy.
     *
     * @param ma milliamperes, above 0 into the car
     */
    static PhysicalValue amperes(int ma, Session2 session) {
        return Physical.amperes(session.told().bothWays() ? ma : Math.max(0, ma));
    }
}
