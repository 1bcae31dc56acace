package org.ebbflow.tools.vehicle.chademo;

import java.util.List;
import org.ebbflow.tools.vehicle.BatteryTraits;
import org.ebbflow.tools.vehicle.BatteryTraits.BatteryLimits;
import org.ebbflow.tools.vehicle.OcvCurve;

/**
 * What a CHAdeMO car is; never changes while it is plugged in.
 *
 * @param name as people call it
 * @param protocol protocol number it announces
 * @param times how long its steps take
 * @param numbers what it tells of itself
 * @param extras frames beyond the first four
 */
public record ChademoTraits(
        String name,
        BatteryTraits battery,
        int protocol,
        Times times,
        Numbers numbers,
        Extras extras) {

    /**
     * Times in milliseconds.
     *
     * @param readyMs first frame to permission
     * @param closeMs d2 to contactors closed
     * @param requestMs contactors closed to first request
     * @param weldDelayMs end of current to its contactors opening
     * @param weldCheckMs that to the end of the weld check
     */
    public record Times(
            int readyMs, int closeMs, int requestMs, int weldDelayMs, int weldCheckMs) {}

    /**
     * Values on the wire.
     *
     * @param targetV charging voltage
     * @param maxV highest battery voltage
     * @param minChargeA smallest charge current
     * @param batteryRaw capacity in 0.1 kWh
     * @param minLevelRaw minimum discharge level
     * @param maxLevelRaw maximum charge level
     * @param longestMin longest charge time
     * @param belowOfferA how far its request stays below the offer
     */
    public record Numbers(
            int targetV,
            int maxV,
            int minChargeA,
            int batteryRaw,
            int minLevelRaw,
            int maxLevelRaw,
            int longestMin,
            int belowOfferA) {}

    /**
     * What it sends and can.
     *
     * @param discharge it can discharge and sends 0x200
     * @param newer it sends 0x110, 0x201, 0x700 and 0x202
     */
    public record Extras(boolean discharge, boolean newer) {}

    private static final OcvCurve CURVE =
            new OcvCurve(
                    List.of(
                            new OcvCurve.Point(0, 310_000),
                            new OcvCurve.Point(100, 345_000),
                            new OcvCurve.Point(500, 372_000),
                            new OcvCurve.Point(800, 388_000),
                            new OcvCurve.Point(1_000, 400_000)));

    /** 88 cells: full at 361 V, below the charging voltage of such a car. */
    private static final OcvCurve SMALL =
            new OcvCurve(
                    List.of(
                            new OcvCurve.Point(0, 286_000),
                            new OcvCurve.Point(100, 310_000),
                            new OcvCurve.Point(500, 331_000),
                            new OcvCurve.Point(800, 345_000),
                            new OcvCurve.Point(1_000, 361_000)));

    /** 24 kWh of 2013: levels in 0.1 kWh, no newer frames. @source recorded session, 24 kWh */
    public static ChademoTraits leaf24() {
        return new ChademoTraits(
                "leaf24",
                battery(CURVE, 22_200, 130, 120_000),
                2,
                new Times(3_924, 1_300, 1_700, 1_900, 1_000),
                new Numbers(410, 435, 0, 222, 67, 178, 60, 1),
                new Extras(true, false));
    }

    /** 40 kWh of 2018: levels in percent, newer frames. @source public logs of that model */
    public static ChademoTraits leaf40() {
        return new ChademoTraits(
                "leaf40",
                battery(CURVE, 35_400, 80, 125_000),
                2,
                new Times(3_420, 1_300, 1_700, 100, 1_970),
                new Numbers(410, 435, 6, 354, 10, 100, 80, 0),
                new Extras(true, true));
    }

    /** A car of protocol number 1: no contactor flag, no discharge. */
    public static ChademoTraits old() {
        return new ChademoTraits(
                "chademo-old",
                battery(SMALL, 16_000, 150, 60_000),
                1,
                new Times(3_000, 1_000, 1_500, 500, 500),
                new Numbers(370, 390, 0, 0, 0, 0, 60, 0),
                new Extras(false, false));
    }

    /** A car of protocol number 0, before 0.9: as old as the other one, and slower. */
    public static ChademoTraits first() {
        ChademoTraits old = old();
        return new ChademoTraits(
                "chademo-0",
                old.battery(),
                0,
                new Times(3_500, 1_500, 1_700, 700, 500),
                old.numbers(),
                old.extras());
    }

    /** A car of protocol number 3, 2.0: it goes by the smaller number of both sides. */
    public static ChademoTraits newest() {
        ChademoTraits leaf = leaf40();
        return new ChademoTraits(
                "chademo-3",
                leaf.battery(),
                3,
                new Times(2_800, 900, 1_200, 100, 1_500),
                leaf.numbers(),
                leaf.extras());
    }

    /** All of them, in the order in which people see them. */
    public static List<ChademoTraits> all() {
        return List.of(leaf40(), leaf24(), newest(), old(), first());
    }

    private static BatteryTraits battery(OcvCurve curve, int capacityWh, int milliOhm, int maxMa) {
        BatteryLimits limits =
                new BatteryLimits(
                        250_000, 410_000, maxMa, maxMa, maxMa / 1_000 * 400, maxMa / 1_000 * 400);
        return new BatteryTraits(capacityWh, curve, milliOhm, limits);
    }
}
