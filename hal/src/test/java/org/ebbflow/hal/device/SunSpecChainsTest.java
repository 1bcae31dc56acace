package org.ebbflow.hal.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ebbflow.hal.Curve;
import org.ebbflow.hal.Derating;
import org.ebbflow.hal.GridProfile;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.board.DeviceConfig;
import org.ebbflow.hal.board.RegisterMap;
import org.ebbflow.hal.board.TomlFile;
import org.ebbflow.hal.modbus.BusFault;
import org.ebbflow.hal.modbus.Transaction;
import org.ebbflow.hal.modbus.Work;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SunSpec devices of other makers: where the chain begins, what is in it and what is not. */
final class SunSpecChainsTest {
    private static final RegisterMap MAP =
            RegisterMap.read(TomlFile.read(Path.of("../board-configs/maps/sunspec-stage.toml")));

    /** How a device answers where it has no registers. */
    enum Elsewhere {
        REFUSES,
        ZEROS,
        SILENT
    }

    private static final List<Integer> USUAL = List.of(1, 701, 702, 704, 714, 715, 64950);

    private final int[] registers = new int[65_536];
    private final boolean[] has = new boolean[65_536];
    private Elsewhere elsewhere = Elsewhere.REFUSES;
    private int at;
    private int longer;
    private long nowNs;
    private int refusedFrom;
    private int refusedTo;
    private int refusals;

    private SunSpecStage stage = stage(true, Optional.empty());

    private static SunSpecStage stage(boolean measuresTemperature, Optional<GridProfile> grid) {
        DeviceConfig.Stage config =
                new DeviceConfig.Stage("bus", 2, 40, MAP, 20, 2, false, measuresTemperature);
        return new SunSpecStage(config, 500_000, grid, 0);
    }

    private static int length(int model) {
        return switch (model) {
            case 1 -> 66;
            case 701 -> 153;
            case 702 -> 50;
            case 703 -> 17;
            case 704 -> 65;
            case 713 -> 7;
            case 714 -> 43;
            case 715 -> 7;
            case 64950 -> 12;
            default -> 200;
        };
    }

    private void put(int... values) {
        for (int value : values) {
            has[at] = true;
            registers[at++] = value;
        }
    }

    /** A chain at this base; the address of a model's id register is where it was put. */
    private void chain(int base, List<Integer> models, boolean end) {
        at = base;
        put(0x5375, 0x6E53);
        for (int model : models) {
            put(model, length(model) + longer);
            int first = at;
            put(new int[length(model) + longer]);
            if (model == 701) {
                // line voltage 230.0 V, 50,000 Hz with its factors, running
                registers[first + 2] = 3;
                registers[first + 14] = 2_300;
                registers[first + 112] = 0xFFFF;
            }
            if (model == 713) {
                registers[first + 2] = 550;
                registers[first + 6] = 0xFFFF;
            }
        }
        if (end) {
            put(0xFFFF, 0);
        }
    }

    /** Lets the driver work for a while. */
    private Reading<StageReading> after(double seconds) {
        for (int i = 0; i < seconds * 200; i++) {
            nowNs += 5_000_000;
            stage.due(nowNs).ifPresent(this::serve);
        }
        return stage.latest();
    }

    private void serve(Work work) {
        switch (work.transaction()) {
            case Transaction.Read read -> {
                if (!within(read.address(), read.count()) && elsewhere != Elsewhere.ZEROS) {
                    stage.failed(work, away(), nowNs);
                } else {
                    int end = read.address() + read.count();
                    stage.answered(work, Arrays.copyOfRange(registers, read.address(), end), nowNs);
                }
            }
            case Transaction.Write write -> {
                if (write.address() >= refusedFrom && write.address() < refusedTo) {
                    refusals++;
                    stage.failed(work, away(), nowNs);
                    return;
                }
                assertTrue(within(write.address(), write.values().length), write.toString());
                System.arraycopy(
                        write.values(), 0, registers, write.address(), write.values().length);
                stage.answered(work, new int[0], nowNs);
            }
            case Transaction.ReadBits bits -> throw new AssertionError(bits);
            case Transaction.WriteBit bit -> throw new AssertionError(bit);
            case Transaction.WriteBits bits -> throw new AssertionError(bits);
            case Transaction.WriteOne one -> throw new AssertionError(one);
        }
    }

    private BusFault away() {
        return elsewhere == Elsewhere.SILENT
                ? new BusFault(BusFault.Kind.SILENT, "it did not answer")
                : new BusFault(BusFault.Kind.REFUSED, "it has no such register");
    }

    private boolean within(int address, int count) {
        for (int i = address; i < address + count; i++) {
            if (!has[i]) {
                return false;
            }
        }
        return true;
    }

    private StageReading taken(int seconds) {
        return after(seconds) instanceof Reading.Taken<StageReading> taken
                ? taken.value()
                : throwing(stage.latest());
    }

    private static StageReading throwing(Reading<StageReading> reading) {
        throw new AssertionError("no reading: " + reading);
    }

    @ParameterizedTest
    @CsvSource({
        "0,REFUSES", "40000,REFUSES", "50000,REFUSES",
        "0,ZEROS", "40000,ZEROS", "50000,ZEROS",
        "0,SILENT", "40000,SILENT", "50000,SILENT"
    })
    void chainIsFoundAtEachOfTheThreePlacesWhateverTheDeviceSaysElsewhere(int base, Elsewhere how) {
        elsewhere = how;
        chain(base, USUAL, true);
        assertEquals(230_000, taken(8).acVoltageMv());
    }

    @Test
    void modelsOfTheMakerAndTwinsAreWalkedOverAndOthersMayStandInAnyOrder() {
        chain(40_000, List.of(1, 64_001, 715, 714, 64_950, 160, 701, 704, 701, 803, 702), true);
        assertEquals(230_000, taken(2).acVoltageMv());
    }

    @Test
    void chainWithoutItsEndModelEndsWhereTheDeviceRefuses() {
        chain(40_000, USUAL, false);
        assertEquals(230_000, taken(2).acVoltageMv());
    }

    @Test
    void stageThatLacksANeededModelIsMissingAndSaysWhichModelsItHas() {
        chain(40_000, List.of(1, 701, 702, 714, 715, 64_950), true);
        assertTrue(
                after(2) instanceof Reading.Missing<StageReading> missing
                        && missing.why().contains("lacks SunSpec model 704")
                        && missing.why().contains("701, 702, 714"),
                () -> stage.latest().toString());
    }

    @Test
    void stateOfChargeComesFromTheBatteryModelWhereThereIsOne() {
        chain(40_000, USUAL, true);
        assertEquals(OptionalInt.empty(), taken(2).socDeciPercent());
    }

    @Test
    void stateOfChargeIsKnownInTenthsOrNotAtAll() {
        chain(40_000, List.of(1, 713, 701, 702, 704, 714, 715, 64_950), true);
        assertEquals(OptionalInt.of(550), taken(2).socDeciPercent());
        int soc = 40_002 + 68 + 4;
        registers[soc] = 0xFFFF;
        assertEquals(OptionalInt.empty(), taken(1).socDeciPercent());
        registers[soc] = 1_001;
        assertEquals(OptionalInt.empty(), taken(1).socDeciPercent());
        registers[soc] = 1_000;
        assertEquals(OptionalInt.of(1_000), taken(1).socDeciPercent());
        StageReading hot = taken(1).atLeast(700).at(231_000, 50_010);
        assertEquals(OptionalInt.of(1_000), hot.socDeciPercent());
    }

    /** "Not implemented" of the types int16, uint16, int32 and enum16; unknown is not 0. */
    @ParameterizedTest
    @CsvSource({
        "701,10,8000,701.W",
        "701,4,FFFF,701.InvSt",
        "714,31,FFFF,714.Prt_DCV",
        "714,30,8000,714.Prt_DCA",
        "64950,9,FFFF,64950.ModeSt"
    })
    void aValueThatIsNotImplementedMakesTheStageMissingAndNotZero(
            int model, int offset, String absent, String name) {
        chain(40_000, USUAL, true);
        taken(2);
        int here = place(model) + offset;
        int before = registers[here];
        registers[here] = Integer.parseInt(absent, 16);
        assertTrue(
                after(1) instanceof Reading.Missing<StageReading> missing
                        && missing.why().contains("gives no value for " + name),
                () -> stage.latest().toString());
        registers[here] = before;
        assertEquals(230_000, taken(1).acVoltageMv());
    }

    @Test
    void oneTemperatureIsEnoughAndNoneIsUnknown() {
        chain(40_000, USUAL, true);
        int cabinet = place(701) + 36;
        int sink = place(701) + 37;
        registers[cabinet] = 45;
        registers[sink] = 0x8000;
        assertEquals(450, taken(2).temperatureDeciC());
        registers[cabinet] = 0x8000;
        assertTrue(
                after(1) instanceof Reading.Missing<StageReading> missing
                        && missing.why().contains("temperature-measured = false"),
                () -> stage.latest().toString());
        registers[sink] = -5 & 0xFFFF;
        assertEquals(-50, taken(1).temperatureDeciC());
    }

    @Test
    void aStageThatIsDeclaredToMeasureNoTemperatureNeedsNoneAndUsesOneThatItHas() {
        stage = stage(false, Optional.empty());
        chain(40_000, USUAL, true);
        int cabinet = place(701) + 36;
        registers[cabinet] = 0x8000;
        registers[cabinet + 1] = 0x8000;
        StageReading cold = taken(2);
        assertEquals(StageReading.NOT_MEASURED, cold.temperatureDeciC());
        assertEquals(12_000, Derating.STANDARD.limitW(12_000, cold.temperatureDeciC()));
        assertEquals(850, cold.atLeast(850).temperatureDeciC());
        registers[cabinet] = 85;
        assertEquals(850, taken(1).temperatureDeciC());
        registers[place(701) + 10] = 0x8000;
        assertTrue(after(1) instanceof Reading.Missing, "power is never optional");
    }

    @Test
    void aScaleFactorThatMovesBeginsTheStageAnewAndItsValuesAreRightAgain() {
        chain(40_000, USUAL, true);
        int power = place(701) + 10;
        registers[power] = 500;
        assertEquals(-500, taken(2).acPowerW());
        registers[power] = 50;
        registers[place(701) + 116] = 1;
        boolean missing = false;
        for (int i = 0; i < 15; i++) {
            missing |= after(0.1) instanceof Reading.Missing<StageReading>;
        }
        assertTrue(missing, "it was begun anew");
        assertEquals(-500, taken(2).acPowerW());
    }

    @ParameterizedTest
    @ValueSource(ints = {0x8000, 11, 0xFFF5})
    void aStageWithoutASensibleScaleFactorIsRefused(int factor) {
        chain(40_000, USUAL, true);
        registers[place(704) + 55] = factor;
        assertTrue(
                after(2) instanceof Reading.Missing<StageReading> missing
                        && missing.why().contains("no sensible scale factor 704.WSet_SF"),
                () -> stage.latest().toString());
        registers[place(704) + 55] = 10;
        taken(3);
    }

    /** Models of a later edition may be longer than those that the map knows. */
    @Test
    void aModelLongerThanKnownIsReadAsFarAsItIsKnown() {
        longer = 20;
        chain(40_000, USUAL, true);
        assertEquals(230_000, taken(2).acVoltageMv());
    }

    private int place(int model) {
        int address = 40_002;
        while (registers[address] != model) {
            assertTrue(registers[address] != 0xFFFF, "no model " + model);
            address += 2 + registers[address + 1];
        }
        return address;
    }

    /** Enter service only; a function that is off needs no model. */
    private static final GridProfile RULES =
            new GridProfile(
                    "test",
                    60_000,
                    new GridProfile.Enter(917, 1_050, 59_500, 60_100, 300, 300),
                    List.of(),
                    new GridProfile.Droop(false, 0, 0, 0, 0, 0),
                    new GridProfile.VoltWatt(false, 0, 0, 0, 0, 0),
                    new GridProfile.VoltVar(
                            false, new Curve(List.of(new Curve.Point(1_000, 0))), 0),
                    true);

    @Test
    void aRefusedGridProfileIsTriedAgainWithGrowingPausesUntilTheStageTakesIt() {
        stage = stage(true, Optional.of(RULES));
        chain(40_000, List.of(1, 701, 702, 703, 704, 714, 715, 64_950), true);
        registers[place(703) + 17] = -1 & 0xFFFF;
        registers[place(703) + 18] = -2 & 0xFFFF;
        refusedFrom = place(703) + 2;
        refusedTo = place(703) + 17;
        assertEquals(GridProfile.Taken.REFUSED, taken(2).profile(), "and it charges all the same");
        assertEquals(1, refusals);
        taken(7);
        assertEquals(1, refusals, "a stage that means it is left alone for ten seconds");
        taken(3);
        assertEquals(2, refusals);
        taken(17);
        assertEquals(2, refusals, "and then for twenty");
        refusedTo = refusedFrom;
        assertEquals(GridProfile.Taken.REFUSED, taken(0).profile());
        assertEquals(GridProfile.Taken.VERIFIED, taken(5).profile());
        assertEquals(1, registers[place(703) + 2], "the grid may be entered");
        assertEquals(300, registers[place(703) + 10]);
    }

    @Test
    void aHeartbeatThatHasCountedAndStopsMakesTheStageMissingAndOneThatCountsAgainBringsItBack() {
        chain(40_000, USUAL, true);
        int beat = place(715) + 4;
        taken(8);
        registers[beat] = 1;
        taken(2);
        registers[beat] = 2;
        taken(5);
        assertTrue(
                after(2) instanceof Reading.Missing<StageReading> missing
                        && missing.why().contains("715.DERHb"),
                () -> stage.latest().toString());
        registers[beat] = 3;
        taken(2);
    }

    @Test
    void valuesOfASteadyLoadMayStandStill() {
        chain(40_000, USUAL, true);
        registers[place(701) + 10] = 1_000;
        taken(60);
    }

    @Test
    void chainThatMovesIsFoundAgainByItself() {
        chain(40_000, USUAL, true);
        taken(2);
        Arrays.fill(has, false);
        assertTrue(after(3) instanceof Reading.Missing);
        chain(0, USUAL, true);
        assertEquals(230_000, taken(4).acVoltageMv());
    }
}
