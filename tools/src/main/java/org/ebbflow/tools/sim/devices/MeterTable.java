package org.ebbflow.tools.sim.devices;

import java.util.function.Function;
import org.ebbflow.tools.sim.plant.MeterValues;
import org.ebbflow.tools.sim.plant.Plant;

/** Meters other than the SDM630, each with the register list of its maker. */
final class MeterTable implements RegisterMap {
    private static final double MILLI = 0.001;

    private final Model model;
    private final Function<Plant, MeterValues> which;

    /** The makers' lists. */
    enum Model {
        /** Eastron SDM230: input registers, floats. */
        SDM230,
        /** Eastron SDM72D-M v1: total power and energies only. */
        SDM72_V1,
        /** Carlo Gavazzi EM24: input registers, low word first, tenths. */
        EM24,
        /** Carlo Gavazzi EM340. */
        EM340,
        /** ABB B23: holding registers from 0x5000 and 0x5B00. */
        B23,
        /** Janitza B series: holding registers from 0x4A00, floats. */
        JANITZA
    }

    MeterTable(Model model, Function<Plant, MeterValues> which) {
        this.model = model;
        this.which = which;
    }

    @Override
    public Answer answer(Seen seen, Request request) {
        if (!(request instanceof Request.Read read)) {
            return RegisterMap.refused(seen, ILLEGAL_FUNCTION);
        }
        boolean inputs = model != Model.B23 && model != Model.JANITZA;
        boolean either = model == Model.EM24 || model == Model.EM340;
        if (read.input() != inputs && !either) {
            return RegisterMap.refused(seen, ILLEGAL_FUNCTION);
        }
        for (RegisterImage image : images(which.apply(seen.plant()), seen.offsetW())) {
            if (image.covers(read.address(), read.count())) {
                return new Answer(
                        new Reply.Values(image.slice(read.address(), read.count())), seen.plant());
            }
        }
        return RegisterMap.refused(seen, ILLEGAL_ADDRESS);
    }

    private RegisterImage[] images(MeterValues v, int offsetW) {
        double w = v.powerW() + offsetW;
        double phaseW = v.phasePowerW() + (double) offsetW / v.phases();
        double volts = v.voltageMv() * MILLI;
        double amps = Math.abs(v.phaseCurrentMa()) * MILLI;
        double hertz = v.frequencyMilliHz() * MILLI;
        double inKwh = v.importMilliWh() * 1e-6;
        double outKwh = v.exportMilliWh() * 1e-6;
        return switch (model) {
            case SDM230, SDM72_V1 -> {
                RegisterImage image = new RegisterImage(0, 0x0160);
                image.float32(0x0000, volts);
                image.float32(0x0006, amps);
                image.float32(model == Model.SDM230 ? 0x000C : 0x0034, w);
                image.float32(0x0046, hertz);
                image.float32(0x0048, inKwh);
                image.float32(0x004A, outKwh);
                yield new RegisterImage[] {image};
            }
            case EM24, EM340 -> {
                RegisterImage image = new RegisterImage(0, 0x0060);
                for (int i = 0; i < v.phases(); i++) {
                    low(image, 2 * i, volts * 10);
                    low(image, 0x000C + 2 * i, amps * 1_000);
                    low(image, 0x0012 + 2 * i, phaseW * 10);
                }
                low(image, 0x0028, w * 10);
                boolean old = model == Model.EM24;
                image.u16(old ? 0x0037 : 0x0033, (int) Math.round(hertz * 10));
                low(image, old ? 0x0042 : 0x0034, inKwh * 10);
                low(image, old ? 0x005C : 0x004E, outKwh * 10);
                yield new RegisterImage[] {image};
            }
            case B23 -> {
                RegisterImage energy = new RegisterImage(0x5000, 8);
                energy.u64(0x5000, Math.round(inKwh * 100));
                energy.u64(0x5004, Math.round(outKwh * 100));
                RegisterImage now = new RegisterImage(0x5B00, 0x40);
                for (int i = 0; i < v.phases(); i++) {
                    now.u32(0x5B00 + 2 * i, Math.round(volts * 10));
                    now.u32(0x5B0C + 2 * i, Math.round(amps * 100));
                    now.u32(0x5B16 + 2 * i, Math.round(phaseW * 100) & 0xFFFF_FFFFL);
                }
                now.u32(0x5B14, Math.round(w * 100) & 0xFFFF_FFFFL);
                now.u16(0x5B2C, (int) Math.round(hertz * 100));
                yield new RegisterImage[] {energy, now};
            }
            case JANITZA -> {
                RegisterImage image = new RegisterImage(0x4A38, 0x60);
                for (int i = 0; i < v.phases(); i++) {
                    image.float32(0x4A38 + 2 * i, volts);
                    image.float32(0x4A44 + 2 * i, amps);
                    image.float32(0x4A4C + 2 * i, phaseW);
                }
                image.float32(0x4A52, w);
                image.float32(0x4A6A, hertz);
                image.float32(0x4A7C, inKwh * 1_000);
                image.float32(0x4A84, outKwh * 1_000);
                yield new RegisterImage[] {image};
            }
        };
    }

    /** A signed 32-bit number, low word first. */
    private static void low(RegisterImage image, int address, double value) {
        long bits = Math.round(value);
        image.u16(address, (int) bits);
        image.u16(address + 1, (int) (bits >> 16));
    }
}
