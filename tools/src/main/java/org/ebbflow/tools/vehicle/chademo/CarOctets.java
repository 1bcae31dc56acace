package org.ebbflow.tools.vehicle.chademo;

import org.ebbflow.hal.CanFrame;

/** Eight octets in the making; positions as the public frame table counts them. */
final class CarOctets {

    private final int[] octets = new int[8];

    CarOctets octet(int index, int value) {
        octets[index] = Math.clamp(value, 0, 255);
        return this;
    }

    /** Low octet first. */
    CarOctets word(int index, int value) {
        octets[index] = value & 0xFF;
        octets[index + 1] = value >> 8 & 0xFF;
        return this;
    }

    CarOctets bit(int index, int bit, boolean set) {
        if (set) {
            octets[index] |= 1 << bit;
        }
        return this;
    }

    /** A current that travels as 255 minus amperes. */
    CarOctets inverted(int index, int currentA) {
        octets[index] = 255 - Math.clamp(currentA, 0, 255);
        return this;
    }

    CanFrame frame(int id) {
        return CanFrame.of(id, octets);
    }
}
