package org.ebbflow.tools.vehicle.chademo;

import org.ebbflow.hal.CanFrame;

/**
 * What the car has heard of the station; read from the public frame table.
 *
 * @param heard any 0x109 yet
 * @param agoUs since the last 0x109
 * @param protocol the station's protocol number
 * @param chargeA available output current
 * @param dischargeA available input current
 * @param discharge the station can take energy
 * @param flags octet 5 of 0x109
 * @param voltageV present output voltage the station claims
 */
record StationSeen(
        boolean heard,
        long agoUs,
        int protocol,
        int chargeA,
        int dischargeA,
        boolean discharge,
        int flags,
        int voltageV) {

    static final StationSeen NOTHING = new StationSeen(false, 0, 0, 0, 0, false, 0x20, 0);

    private static final int CHARGING = 1;
    private static final int ANY_FAULT = 2 | 8 | 16;
    private static final int ENERGISING = 4;
    private static final int STOP = 32;

    StationSeen with(CanFrame f) {
        if (f.length() != 8) {
            return this;
        }
        return switch (f.id()) {
            case 0x108 ->
                    new StationSeen(
                            heard,
                            agoUs,
                            protocol,
                            f.octet(3),
                            dischargeA,
                            discharge,
                            flags,
                            voltageV);
            case 0x109 ->
                    new StationSeen(
                            true,
                            0,
                            f.octet(0),
                            chargeA,
                            dischargeA,
                            (f.octet(4) & 1) != 0,
                            f.octet(5),
                            f.octet(1) + 256 * f.octet(2));
            case 0x208 ->
                    new StationSeen(
                            heard,
                            agoUs,
                            protocol,
                            chargeA,
                            255 - f.octet(3),
                            discharge,
                            flags,
                            voltageV);
            default -> this;
        };
    }

    StationSeen later(int sliceUs) {
        return new StationSeen(
                heard, agoUs + sliceUs, protocol, chargeA, dischargeA, discharge, flags, voltageV);
    }

    boolean charging() {
        return (flags & CHARGING) != 0;
    }

    boolean energising() {
        return (flags & ENERGISING) != 0;
    }

    boolean stopped() {
        return (flags & STOP) != 0;
    }

    boolean faulty() {
        return (flags & ANY_FAULT) != 0;
    }
}
