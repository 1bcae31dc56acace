package org.ebbflow.controller.dispatch;

import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A house for a day: a roof under passing clouds, a family, and a home battery of 5 kW and 10 kWh
 * that holds the grid at 0 W, one second behind. Written from the physics, not from the arbiter.
 */
final class HomeDay {

    private static final int BATTERY_W = 5_000;
    private static final double BATTERY_WH = 10_000;

    /** Longer than the edge of a cloud, while which everything follows the sun. */
    private static final int SETTLED_S = 40;

    private final Station station;
    private final SplittableRandom random = new SplittableRandom(7);
    private double cloud = 1;
    private double cloudGoal = 1;
    private double kettleW;
    private double batteryW;
    private double storedWh = 4_000;
    private boolean hasBattery = true;
    private double circulatedWs;
    private double steadyWs;
    private int opposedS;
    private double carWs;
    private double errorWs;
    private long counted;

    HomeDay(Station station) {
        this.station = station;
    }

    HomeDay withoutBattery() {
        hasBattery = false;
        return this;
    }

    /** One second, by the clock of the day: 43,200 is noon. */
    void second(int clock) {
        double loadW = 350 + (clock % 1_800 < 600 ? 150 : 0) + kettle(clock);
        double solarW = sun(clock) * clouds(clock);
        double needW = loadW - solarW;
        double gridW = needW + batteryW + station.stationW;
        if (hasBattery) {
            batteryW = battery(batteryW - gridW);
            storedWh += batteryW / 3_600;
        }
        station.batteryW = hasBattery ? Optional.of((int) batteryW) : Optional.empty();
        station.houseW = (int) (needW + batteryW);
        for (int i = 0; i < 5; i++) {
            station.step(200 * Station.MS);
        }
        judge(needW);
    }

    private void judge(double needW) {
        double carW = station.stationW;
        carWs += Math.max(0, carW);
        double fromBattery = Math.max(0, -batteryW - Math.max(0, needW));
        double intoBattery = Math.max(0, batteryW - Math.max(0, -needW));
        double bothW = carW > 0 ? Math.min(carW, fromBattery) : Math.min(-carW, intoBattery);
        circulatedWs += bothW;
        opposedS = bothW > 1 ? opposedS + 1 : 0;
        steadyWs += opposedS > SETTLED_S ? bothW : 0;
        double surplusW = -needW;
        if (!hasBattery && surplusW > 1_000 && surplusW < 11_000) {
            errorWs += Math.abs(surplusW - carW);
            counted++;
        }
    }

    /** What goes between battery and car once both have had the time to follow. */
    double steadyWh() {
        return steadyWs / 3_600;
    }

    private double battery(double wantedW) {
        double limited = Math.clamp(wantedW, -BATTERY_W, BATTERY_W);
        boolean full = limited > 0 && storedWh >= BATTERY_WH;
        boolean empty = limited < 0 && storedWh <= 500;
        return full || empty ? 0 : limited;
    }

    private static double sun(int clock) {
        double hour = clock / 3_600.0;
        return hour < 6.5 || hour > 19.5 ? 0 : 8_500 * Math.sin(Math.PI * (hour - 6.5) / 13);
    }

    /** Clouds come and go over half a minute, as a recording of a day with cumulus shows them. */
    private double clouds(int clock) {
        if (clock % 240 == 0) {
            cloudGoal = random.nextInt(3) == 0 ? random.nextDouble(0.25, 0.6) : 1;
        }
        cloud += Math.clamp(cloudGoal - cloud, -0.03, 0.03);
        return cloud;
    }

    private double kettle(int clock) {
        if (clock % 900 == 0) {
            kettleW = random.nextInt(4) == 0 ? 2_000 : 0;
        }
        return clock % 900 < 180 ? kettleW : 0;
    }

    double circulatedWh() {
        return circulatedWs / 3_600;
    }

    double carWh() {
        return carWs / 3_600;
    }

    double meanErrorW() {
        return errorWs / Math.max(1, counted);
    }
}
