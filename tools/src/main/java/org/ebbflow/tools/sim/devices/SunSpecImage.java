package org.ebbflow.tools.sim.devices;

import static org.ebbflow.tools.sim.devices.SunSpecChain.M1;
import static org.ebbflow.tools.sim.devices.SunSpecChain.M64950;
import static org.ebbflow.tools.sim.devices.SunSpecChain.M701;
import static org.ebbflow.tools.sim.devices.SunSpecChain.M702;
import static org.ebbflow.tools.sim.devices.SunSpecChain.M704;
import static org.ebbflow.tools.sim.devices.SunSpecChain.M713;
import static org.ebbflow.tools.sim.devices.SunSpecChain.M714;
import static org.ebbflow.tools.sim.devices.SunSpecChain.M715;

import org.ebbflow.tools.sim.plant.MeterValues;
import org.ebbflow.tools.sim.plant.Plant;
import org.ebbflow.tools.sim.plant.PlantTraits;
import org.ebbflow.tools.sim.plant.Stage;
import org.ebbflow.tools.sim.plant.StageMode;
import org.ebbflow.tools.sim.plant.StageSettings;
import org.ebbflow.tools.sim.plant.StageValues;

/**
 * The registers of the simulated stage at one instant; discharge is plus on this wire.
 *
 * @source SunSpec Alliance information models 1, 701, 702, 704, 713, 714, 715
 */
final class SunSpecImage {

    private static final int NONE_U16 = 0xFFFF;
    private static final int NONE_S16 = 0x8000;
    private static final long NONE_U32 = 0xFFFF_FFFFL;
    private static final long NONE_S32 = 0x8000_0000L;
    private static final int TENTHS = -1;
    private static final int HUNDREDTHS = -2;
    private static final int THOUSANDTHS = -3;

    private final Plant plant;
    private final StageValues values;
    private final int offsetW;
    private final long controllerBeat;
    private final int[] gridCode;
    private final RegisterImage image;

    private SunSpecImage(Plant plant, int offsetW, long controllerBeat, int[] gridCode) {
        this.plant = plant;
        this.values = plant.stageValues();
        this.offsetW = offsetW;
        this.controllerBeat = controllerBeat;
        this.gridCode = gridCode;
        this.image = new RegisterImage(SunSpecChain.BASE, length(gridCode));
    }

    /** Registers from {@link SunSpecChain#BASE} to the end model. */
    static int length(int[] gridCode) {
        return SunSpecChain.GRID_CODE + gridCode.length + 2 - SunSpecChain.BASE;
    }

    static RegisterImage of(Plant plant, int offsetW, long controllerBeat, int[] gridCode) {
        SunSpecImage all = new SunSpecImage(plant, offsetW, controllerBeat, gridCode);
        all.image.text(SunSpecChain.BASE, 2, "SunS");
        all.common();
        all.measurementAc();
        all.capacity();
        all.control();
        all.storage();
        all.measurementDc();
        all.operation();
        all.evOutput();
        all.gridCode();
        return all.image;
    }

    private void gridCode() {
        for (int i = 0; i < gridCode.length; i++) {
            image.u16(SunSpecChain.GRID_CODE + i, gridCode[i]);
        }
        int end = SunSpecChain.GRID_CODE + gridCode.length;
        image.u16(end, 0xFFFF);
        image.u16(end + 1, 0);
    }

    private void header(int model, int id, int length) {
        image.u16(model, id);
        image.u16(model + 1, length);
    }

    private void common() {
        header(M1, 1, 66);
        image.text(M1 + 2, 16, "Ebbflow");
        image.text(M1 + 18, 16, "Simulated stage");
        image.text(M1 + 42, 8, "1.0");
        image.text(M1 + 50, 16, "SIM-0001");
        image.u16(M1 + 66, 2);
        image.u16(M1 + 67, 0x8000);
    }

    private void measurementAc() {
        header(M701, 701, 153);
        image.fill(M701 + 11, 142, NONE_U16);
        PlantTraits traits = plant.traits();
        int powerW = -values.acPowerW() + offsetW;
        int voltageDv = values.acVoltageMv() / 100;
        image.u16(M701 + 2, acType(traits));
        image.u16(M701 + 3, values.condition() == Stage.Condition.OFF ? 0 : 1);
        image.u16(
                M701 + 4,
                switch (values.condition()) {
                    case OFF -> 0;
                    case STARTING -> 2;
                    case RUNNING -> 3;
                    case STANDBY -> 7;
                    case FAULT -> 6;
                });
        image.u16(M701 + 5, values.acVoltageMv() > 0 ? 1 : 0);
        image.u32(M701 + 6, values.alarms());
        image.u32(M701 + 8, values.forming() ? 2 : 1);
        image.u16(M701 + 10, powerW);
        image.u16(M701 + 11, Math.abs(powerW));
        image.u16(M701 + 12, 0);
        image.u16(M701 + 13, 1_000);
        image.u16(M701 + 14, currentCa(powerW));
        image.u16(M701 + 15, voltageDv);
        image.u16(M701 + 16, traits.phases() == 1 ? voltageDv / 2 : voltageDv);
        image.u32(M701 + 17, values.frequencyMilliHz());
        energies();
        temperaturesAndPhases(powerW, voltageDv);
        image.u16(M701 + 110, 0);
        image.u32(M701 + 111, 0);
        int[] scales = {HUNDREDTHS, TENTHS, THOUSANDTHS, 0, THOUSANDTHS, 0, 0, 0, 0, TENTHS};
        for (int i = 0; i < scales.length; i++) {
            image.u16(M701 + 113 + i, scales[i]);
        }
        image.text(M701 + 123, 32, "");
    }

    private static int acType(PlantTraits traits) {
        if (traits.phases() == 3) {
            return 2;
        }
        return traits.nominalFrequencyMilliHz() == 60_000 ? 1 : 0;
    }

    /** Hundredths of an ampere, all line conductors together, magnitude. */
    private int currentCa(int powerW) {
        return values.acVoltageMv() == 0
                ? 0
                : (int) (Math.abs((long) powerW) * 100_000 / values.acVoltageMv());
    }

    private void energies() {
        MeterValues meter = plant.stationMeter();
        image.u64(M701 + 19, meter.exportMilliWh() / 1_000);
        image.u64(M701 + 23, meter.importMilliWh() / 1_000);
        image.u64(M701 + 27, 0);
        image.u64(M701 + 31, 0);
    }

    private void temperaturesAndPhases(int powerW, int voltageDv) {
        image.fill(M701 + 35, 6, NONE_S16);
        image.u16(M701 + 36, values.temperatureDeciC());
        int phases = plant.traits().phases();
        for (int phase = 0; phase < 3; phase++) {
            int at = M701 + 41 + 23 * phase;
            boolean used = phase < phases;
            image.fill(at, 5, NONE_S16);
            image.fill(at + 5, 2, NONE_U16);
            image.fill(at + 7, 16, 0);
            if (used) {
                image.u16(at, powerW / phases);
                image.u16(at + 1, Math.abs(powerW) / phases);
                image.u16(at + 2, 0);
                image.u16(at + 3, 1_000);
                image.u16(at + 4, currentCa(powerW) / phases);
                image.u16(at + 5, voltageDv);
                image.u16(at + 6, phases == 1 ? voltageDv / 2 : voltageDv);
            }
        }
    }

    private void capacity() {
        header(M702, 702, 50);
        image.fill(M702 + 2, 43, NONE_U16);
        PlantTraits.StageTraits stage = plant.traits().stage();
        int maxW = stage.maxPowerW();
        int volts = plant.traits().nominalVoltageMv() / 1_000;
        int amps = maxW / volts;
        for (int rating : new int[] {2, 7, 10, 11, 12, 13, 26, 31, 34, 35, 36, 37}) {
            image.u16(M702 + rating, maxW);
        }
        for (int voltage : new int[] {14, 38}) {
            image.u16(M702 + voltage, volts);
        }
        for (int current : new int[] {17, 41}) {
            image.u16(M702 + current, amps);
        }
        image.u32(M702 + 23, 1);
        boolean backup = plant.traits().board().backupFitted();
        image.u16(M702 + 25, backup ? 2 : 0);
        image.u16(M702 + 44, backup ? 2 : 0);
        image.u16(M702 + 45, 0);
        image.u16(M702 + 46, THOUSANDTHS);
        image.fill(M702 + 47, 4, 0);
        image.u16(M702 + 51, NONE_S16);
    }

    private void control() {
        header(M704, 704, 65);
        image.fill(M704 + 2, 51, NONE_U16);
        StageSettings settings = plant.stage().settings();
        StageSettings.Reversion reversion = settings.reversion();
        image.u16(M704 + 22, settings.followEnabled() ? 1 : 0);
        image.u16(M704 + 23, 1);
        image.u32(M704 + 24, -settings.acPowerW());
        image.u32(M704 + 26, -reversion.acPowerW());
        image.u16(M704 + 28, NONE_S16);
        image.u16(M704 + 29, NONE_S16);
        image.u16(M704 + 30, reversion.followEnabled() ? 1 : 0);
        image.u32(M704 + 31, reversion.timeMs() / 1_000);
        image.u32(M704 + 33, plant.stage().reversionRemainingS());
        image.u32(M704 + 38, NONE_S32);
        image.u32(M704 + 40, NONE_S32);
        image.u16(M704 + 42, NONE_S16);
        image.u16(M704 + 43, NONE_S16);
        image.u32(M704 + 45, NONE_U32);
        image.u16(M704 + 52, 1);
        image.fill(M704 + 53, 6, NONE_S16);
        image.u16(M704 + 55, 0);
        image.fill(M704 + 59, 8, NONE_U16);
    }

    /** The stage does not know the car's battery: nothing implemented but the scale factors. */
    private void storage() {
        header(M713, 713, 7);
        image.fill(M713 + 2, 5, NONE_U16);
        image.u16(M713 + 7, 0);
        image.u16(M713 + 8, TENTHS);
    }

    private void measurementDc() {
        header(M714, 714, 43);
        int currentCa = -values.dcCurrentMa() / 10;
        int voltageDv = values.dcVoltageMv() / 100;
        int powerW =
                (int) (-(long) values.dcVoltageMv() * values.dcCurrentMa() / 1_000_000) + offsetW;
        long outWh = (long) (plant.dcEnergy().dischargedWs() / 3_600);
        long inWh = (long) (plant.dcEnergy().chargedWs() / 3_600);
        boolean fault = values.condition() == Stage.Condition.FAULT;
        image.u32(M714 + 2, fault ? 1 : 0);
        image.u16(M714 + 4, 1);
        image.u16(M714 + 5, currentCa);
        image.u16(M714 + 6, powerW);
        image.u64(M714 + 7, outWh);
        image.u64(M714 + 11, inWh);
        image.u16(M714 + 15, HUNDREDTHS);
        image.u16(M714 + 16, TENTHS);
        image.u16(M714 + 17, 0);
        image.u16(M714 + 18, 0);
        image.u16(M714 + 19, TENTHS);
        image.u16(M714 + 20, 2);
        image.u16(M714 + 21, 1);
        image.text(M714 + 22, 8, "EV output");
        image.u16(M714 + 30, currentCa);
        image.u16(M714 + 31, voltageDv);
        image.u16(M714 + 32, powerW);
        image.u64(M714 + 33, outWh);
        image.u64(M714 + 37, inWh);
        image.u16(M714 + 41, values.temperatureDeciC());
        image.u16(M714 + 42, fault ? 3 : values.condition() == Stage.Condition.OFF ? 0 : 1);
        image.u32(M714 + 43, 0);
    }

    private void operation() {
        header(M715, 715, 7);
        image.u16(M715 + 2, 0);
        image.u32(M715 + 3, plant.timeUs() / 1_000_000);
        image.u32(M715 + 5, controllerBeat);
        image.u16(M715 + 7, 0);
        image.u16(M715 + 8, plant.stage().settings().operate() ? 1 : 0);
    }

    private void evOutput() {
        header(M64950, 64_950, 12);
        StageSettings settings = plant.stage().settings();
        image.u16(M64950 + 2, SunSpecChain.MODES.indexOf(settings.mode()));
        image.u16(M64950 + 3, settings.hold().voltageMv() / 100);
        image.u16(M64950 + 4, settings.hold().maxCurrentMa() / 100);
        image.u16(M64950 + 5, settings.window().minVoltageMv() / 100);
        image.u16(M64950 + 6, settings.window().maxVoltageMv() / 100);
        image.u16(M64950 + 7, settings.window().maxChargeMa() / 100);
        image.u16(M64950 + 8, settings.window().maxDischargeMa() / 100);
        image.u16(M64950 + 9, modeInForce(settings.mode()));
        image.u16(M64950 + 10, settings.silenceMs() / 1_000);
    }

    private int modeInForce(StageMode mode) {
        return switch (values.condition()) {
            case OFF, STANDBY -> 0;
            case STARTING -> 4;
            case RUNNING -> SunSpecChain.MODES.indexOf(mode);
            case FAULT -> 5;
        };
    }
}
