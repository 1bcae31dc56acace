package org.ebbflow.tools.sim.world;

import java.util.Arrays;

/**
 * A power over one local day, given every 20 s and straight between.
 *
 * @param watts 4,320 values from midnight to midnight, 0 or more
 */
public record DayCurve(int[] watts) {

    /** Distance of the values in seconds. */
    public static final int STEP_S = 20;

    private static final int PER_DAY = 86_400 / STEP_S;

    public DayCurve {
        if (watts.length != PER_DAY) {
            throw new IllegalArgumentException(
                    watts.length + " values for a day; " + PER_DAY + " are needed");
        }
        watts = watts.clone();
    }

    @Override
    public int[] watts() {
        return watts.clone();
    }

    /** The same power all day long. */
    public static DayCurve flat(int powerW) {
        int[] watts = new int[PER_DAY];
        Arrays.fill(watts, powerW);
        return new DayCurve(watts);
    }

    /** The power at a time of the day. @param dayMs milliseconds since midnight, any day */
    public int at(long dayMs) {
        long ms = Math.floorMod(dayMs, 86_400_000L);
        int index = (int) (ms / (STEP_S * 1_000L));
        long partMs = ms % (STEP_S * 1_000L);
        long from = watts[index];
        long to = watts[(index + 1) % PER_DAY];
        return (int) (from + (to - from) * partMs / (STEP_S * 1_000L));
    }

    /**
     * A summer day on a roof as inverters record it: a bell from 05:30 to 20:30 with clouds that
     * come for 1 to 12 minutes and whose edges pass within 20 s.
     *
     * @param peakW at noon without clouds
     */
    public static DayCurve sunAndClouds(long seed, int peakW) {
        Dice dice = new Dice(seed, "clouds");
        int[] watts = new int[PER_DAY];
        int left = 0;
        int clearPercent = 100;
        for (int i = 0; i < PER_DAY; i++) {
            if (left-- <= 0) {
                boolean cloud = dice.oneIn(3);
                left = cloud ? dice.between(3, 36) : dice.between(10, 90);
                clearPercent = cloud ? dice.between(25, 85) : dice.between(96, 100);
            }
            watts[i] = bell(i * STEP_S, peakW) * clearPercent / 100;
        }
        return new DayCurve(watts);
    }

    private static int bell(int second, int peakW) {
        double share = (second - 19_800) / 54_000.0;
        if (share <= 0 || share >= 1) {
            return 0;
        }
        return (int) (peakW * Math.pow(Math.sin(Math.PI * share), 1.4));
    }

    /**
     * What a house takes: a base with a refrigerator, a kettle, an oven that cycles, a washing
     * machine, an evening.
     */
    public static DayCurve household(long seed) {
        Dice dice = new Dice(seed, "house");
        int[] watts = new int[PER_DAY];
        int shift = dice.between(0, 60);
        for (int i = 0; i < PER_DAY; i++) {
            watts[i] = 330 + ((i + shift) % 135 < 60 ? 120 : 0);
        }
        add(watts, 7 * 3_600 + 600, 240, 2_200);
        add(watts, 9 * 3_600, 1_200, 2_100);
        add(watts, 9 * 3_600 + 1_200, 4_000, 280);
        for (int second = 12 * 3_600; second < 12 * 3_600 + 2_400; second += 120) {
            add(watts, second, 60, 2_300);
        }
        add(watts, 16 * 3_600 + 900, 180, 2_200);
        for (int second = 18 * 3_600 + 1_800; second < 19 * 3_600 + 1_800; second += 180) {
            add(watts, second, 100, 3_400);
        }
        add(watts, 19 * 3_600, 4 * 3_600, 320);
        return new DayCurve(watts);
    }

    private static void add(int[] watts, int fromSecond, int lastsS, int powerW) {
        for (int i = fromSecond / STEP_S; i < (fromSecond + lastsS) / STEP_S; i++) {
            watts[i % PER_DAY] += powerW;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DayCurve curve && Arrays.equals(watts, curve.watts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(watts);
    }

    @Override
    public String toString() {
        return "DayCurve of " + Arrays.stream(watts).sum() / (PER_DAY / 24) + " Wh";
    }
}
