package org.ebbflow.controller.vehicle.chademo;

import org.ebbflow.controller.vehicle.chademo.CarFrame.DischargeLimits;

/**
 * The window of the state of charge in which the car wants to be used, tenths of a percent.
 *
 * @param minDeciPercent no discharge at or below, 0 when not used
 * @param maxDeciPercent no charge at or above, 1,000 when not used
 */
record Levels(int minDeciPercent, int maxDeciPercent) {

    private static final int FULL = 1_000;
    private static final int UNUSED = 0xFF;
    private static final int PERCENT_MAX = 100;

    static final Levels WHOLE = new Levels(0, FULL);

    /** What the car says, in the unit the settings tell. */
    static Levels of(CarPicture car, ChademoSettings settings) {
        return car.discharge().map(d -> of(d, car, settings)).orElse(WHOLE);
    }

    private static Levels of(DischargeLimits told, CarPicture car, ChademoSettings settings) {
        boolean kwh =
                switch (settings.levels()) {
                    case PERCENT -> false;
                    case DECI_KWH -> true;
                    case AUTOMATIC ->
                            told.maxLevelRaw() > PERCENT_MAX && told.maxLevelRaw() < UNUSED;
                };
        int capacityWh = car.time().batteryRaw() * settings.capacityStepWh();
        int min = told.minLevelRaw() == 0 ? 0 : level(told.minLevelRaw(), kwh, capacityWh);
        boolean unused = told.maxLevelRaw() == 0 || told.maxLevelRaw() == UNUSED;
        int max = unused ? FULL : level(told.maxLevelRaw(), kwh, capacityWh);
        return new Levels(Math.min(FULL, min), Math.min(FULL, max));
    }

    /** Without a capacity a level in kilowatt-hours means nothing: full, so no discharge. */
    private static int level(int raw, boolean kwh, int capacityWh) {
        if (!kwh) {
            return raw * 10;
        }
        return capacityWh == 0 ? FULL : raw * 100 * FULL / capacityWh;
    }

    /** For people. */
    String text() {
        return minDeciPercent / 10 + " to " + maxDeciPercent / 10 + " %";
    }
}
