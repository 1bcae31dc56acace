package org.ebbflow.hal;

/**
 * The frozen view of all devices of one board at one tick; one record per block read, each with its
 * age. Roles that the board does not have are {@link Reading.Missing} for ever.
 */
public record Measured(
        Reading<StageReading> stage,
        Reading<MeterReading> stationMeter,
        Reading<MeterReading> gridMeter,
        Reading<SafetyReading> safety,
        Reading<InsulationReading> insulation,
        Reading<IslandReading> island) {}
