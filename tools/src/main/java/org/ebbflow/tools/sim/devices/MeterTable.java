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

    /** What a meter measures, in volts, amperes, watts, hertz and kilowatt-hours. */
    private record Shown(
            int phases,
            double volts,
            double amps,
            double w,
            double phaseW,
            double hertz,
            double inKwh,
            double outKwh) {}

    private RegisterImage[] images(MeterValues v, int offsetW) {
        Shown shown =
                new Shown(
                        v.phases(),
                        v.voltageMv() * MILLI,
                        Math.abs(v.phaseCurrentMa()) * MILLI,
                        v.powerW() + offsetW,
                        v.phasePowerW() + (double) offsetW / v.phases(),
                        v.frequencyMilliHz() * MILLI,
                        v.importMilliWh() * 1e-6,
                        v.exportMilliWh() * 1e-6);
        return switch (model) {
            case SDM230 -> new RegisterImage[] {eastron(shown, 0x000C)};
            case SDM72_V1 -> new RegisterImage[] {eastron(shown, 0x0034)};
            case EM24 -> new RegisterImage[] {gavazzi(shown, 0x0037, 0x0042, 0x005C)};
            case EM340 -> new RegisterImage[] {gavazzi(shown, 0x0033, 0x0034, 0x004E)};
            case B23 -> abb(shown);
            case JANITZA -> new RegisterImage[] {janitza(shown)};
        };
    }

    private static RegisterImage eastron(Shown s, int power) {
        RegisterImage image = new RegisterImage(0, 0x0160);
        image.float32(0x0000, s.volts());
        image.float32(0x0006, s.amps());
        image.float32(power, s.w());
        image.float32(0x0046, s.hertz());
        image.float32(0x0048, s.inKwh());
        image.float32(0x004A, s.outKwh());
        return image;
    }

    private static RegisterImage gavazzi(Shown s, int hertz, int in, int out) {
        RegisterImage image = new RegisterImage(0, 0x0060);
        for (int i = 0; i < s.phases(); i++) {
            low(image, 2 * i, s.volts() * 10);
            low(image, 0x000C + 2 * i, s.amps() * 1_000);
            low(image, 0x0012 + 2 * i, s.phaseW() * 10);
        }
        low(image, 0x0028, s.w() * 10);
        low(image, in, s.inKwh() * 10);
        low(image, out, s.outKwh() * 10);
        image.u16(hertz, (int) Math.round(s.hertz() * 10));
        return image;
    }

    private static RegisterImage[] abb(Shown s) {
        RegisterImage energy = new RegisterImage(0x5000, 8);
        energy.u64(0x5000, Math.round(s.inKwh() * 100));
        energy.u64(0x5004, Math.round(s.outKwh() * 100));
        RegisterImage now = new RegisterImage(0x5B00, 0x40);
        for (int i = 0; i < s.phases(); i++) {
            now.u32(0x5B00 + 2 * i, Math.round(s.volts() * 10));
            now.u32(0x5B0C + 2 * i, Math.round(s.amps() * 100));
            now.u32(0x5B16 + 2 * i, Math.round(s.phaseW() * 100) & 0xFFFF_FFFFL);
        }
        now.u32(0x5B14, Math.round(s.w() * 100) & 0xFFFF_FFFFL);
        now.u16(0x5B2C, (int) Math.round(s.hertz() * 100));
        return new RegisterImage[] {energy, now};
    }

    private static RegisterImage janitza(Shown s) {
        RegisterImage image = new RegisterImage(0x4A38, 0x60);
        for (int i = 0; i < s.phases(); i++) {
            image.float32(0x4A38 + 2 * i, s.volts());
            image.float32(0x4A44 + 2 * i, s.amps());
            image.float32(0x4A4C + 2 * i, s.phaseW());
        }
        image.float32(0x4A52, s.w());
        image.float32(0x4A6A, s.hertz());
        image.float32(0x4A7C, s.inKwh() * 1_000);
        image.float32(0x4A84, s.outKwh() * 1_000);
        return image;
    }

    /** A signed 32-bit number, low word first. */
    private static void low(RegisterImage image, int address, double value) {
        long bits = Math.round(value);
        image.u16(address, (int) bits);
        image.u16(address + 1, (int) (bits >> 16));
    }
}
