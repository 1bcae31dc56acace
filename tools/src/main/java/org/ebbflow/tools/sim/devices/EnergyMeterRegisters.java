package org.ebbflow.tools.sim.devices;

import java.util.function.Function;
import org.ebbflow.tools.sim.plant.MeterValues;
import org.ebbflow.tools.sim.plant.Plant;

/**
 * An Eastron SDM630: input registers, 32-bit floats, currents without sign.
 *
 * @source Eastron SDM630 Modbus protocol: input registers 30001 to 30382
 */
final class EnergyMeterRegisters implements RegisterMap {

    private static final int LENGTH = 0x017E;
    private static final int MAX_COUNT = 80;
    private static final double MILLI = 0.001;

    private final Function<Plant, MeterValues> which;

    EnergyMeterRegisters(Function<Plant, MeterValues> which) {
        this.which = which;
    }

    @Override
    public Answer answer(Seen seen, Request request) {
        return switch (request) {
            case Request.Write write -> RegisterMap.refused(seen, ILLEGAL_FUNCTION);
            case Request.Read read -> read(seen, read);
        };
    }

    private Answer read(Seen seen, Request.Read read) {
        if (!read.input()) {
            return RegisterMap.refused(seen, ILLEGAL_FUNCTION);
        }
        boolean whole = read.address() % 2 == 0 && read.count() % 2 == 0;
        if (!whole || read.address() + read.count() > LENGTH) {
            return RegisterMap.refused(seen, ILLEGAL_ADDRESS);
        }
        if (read.count() > MAX_COUNT) {
            return RegisterMap.refused(seen, ILLEGAL_VALUE);
        }
        RegisterImage image = image(which.apply(seen.plant()), seen.offsetW());
        return new Answer(
                new Reply.Values(image.slice(read.address(), read.count())), seen.plant());
    }

    private static RegisterImage image(MeterValues values, int offsetW) {
        RegisterImage image = new RegisterImage(0, LENGTH);
        double phaseW = values.phasePowerW() + (double) offsetW / values.phases();
        double phaseA = Math.abs(values.phaseCurrentMa()) * MILLI;
        for (int phase = 0; phase < values.phases(); phase++) {
            image.float32(0x0000 + 2 * phase, values.voltageMv() * MILLI);
            image.float32(0x0006 + 2 * phase, phaseA);
            image.float32(0x000C + 2 * phase, phaseW);
            image.float32(0x0012 + 2 * phase, Math.abs(phaseW));
            image.float32(0x001E + 2 * phase, 1);
        }
        image.float32(0x002A, values.voltageMv() * MILLI);
        image.float32(0x002E, phaseA);
        image.float32(0x0030, phaseA * values.phases());
        image.float32(0x0034, values.powerW() + (double) offsetW);
        image.float32(0x0038, Math.abs(values.powerW() + (double) offsetW));
        image.float32(0x003E, 1);
        image.float32(0x0046, values.frequencyMilliHz() * MILLI);
        double importKwh = values.importMilliWh() * 1e-6;
        double exportKwh = values.exportMilliWh() * 1e-6;
        image.float32(0x0048, importKwh);
        image.float32(0x004A, exportKwh);
        image.float32(0x0156, importKwh + exportKwh);
        return image;
    }
}
