package org.ebbflow.hal;

/**
 * The frozen view of all devices of one board at one tick; one record per block read, each with its
 * age. Roles that the board does not have are {@link Reading.Missing} for ever. Every meter counts
 * as plus what flows into the thing it is named for.
 *
 * @param stage the power stage
 * @param stationMeter the station's AC terminals: plus is charge of the car
 * @param gridMeter the house's connection to the grid: plus is import
 * @param safety the safety board
 * @param insulation the insulation monitor
 * @param island the backup switch gear
 * @param batteryMeter the house's own battery: plus charges it
 * @param solarMeter the solar inverter: what it gives is minus
 */
public record Measured(
        Reading<StageReading> stage,
        Reading<MeterReading> stationMeter,
        Reading<MeterReading> gridMeter,
        Reading<SafetyReading> safety,
        Reading<InsulationReading> insulation,
        Reading<IslandReading> island,
        Reading<MeterReading> batteryMeter,
        Reading<MeterReading> solarMeter) {

    /** A house without meters at a battery or solar inverter. */
    public Measured(
            Reading<StageReading> stage,
            Reading<MeterReading> stationMeter,
            Reading<MeterReading> gridMeter,
            Reading<SafetyReading> safety,
            Reading<InsulationReading> insulation,
            Reading<IslandReading> island) {
        this(
                stage,
                stationMeter,
                gridMeter,
                safety,
                insulation,
                island,
                new Reading.Missing<>(0, NO_METER),
                new Reading.Missing<>(0, NO_METER));
    }

    /** Why there is no reading of a role that the board file does not name. */
    public static final String NO_METER = "This board has no meter for this role.";
}
