package org.ebbflow.tools.sim.devices;

import static org.ebbflow.tools.sim.devices.SunSpecChain.M64950;
import static org.ebbflow.tools.sim.devices.SunSpecChain.M704;
import static org.ebbflow.tools.sim.devices.SunSpecChain.M715;

import java.util.Arrays;
import org.ebbflow.tools.sim.devices.SimulatorOptions.StageQuirk;
import org.ebbflow.tools.sim.plant.Plant;
import org.ebbflow.tools.sim.plant.StageSettings;

/** The simulated power stage as a SunSpec device: writes are taken whole or not at all. */
final class SunSpecStageRegisters implements RegisterMap {

    private static final int LONGEST_S = 86_400;

    private final GridCodeRegisters gridCode;
    private volatile long controllerBeat;

    SunSpecStageRegisters() {
        this(StageQuirk.NONE);
    }

    /** A stage with a weakness of its own. */
    SunSpecStageRegisters(StageQuirk quirk) {
        this.gridCode = new GridCodeRegisters(quirk);
    }

    @Override
    public Answer answer(Seen seen, Request request) {
        return switch (request) {
            case Request.Read read ->
                    read.input() ? RegisterMap.refused(seen, ILLEGAL_FUNCTION) : read(seen, read);
            case Request.Write write -> write(seen, write);
        };
    }

    private Answer read(Seen seen, Request.Read read) {
        RegisterImage image =
                SunSpecImage.of(seen.plant(), seen.offsetW(), controllerBeat, gridCode.image());
        return image.covers(read.address(), read.count())
                ? new Answer(
                        new Reply.Values(image.slice(read.address(), read.count())), seen.plant())
                : RegisterMap.refused(seen, ILLEGAL_ADDRESS);
    }

    private Answer write(Seen seen, Request.Write write) {
        int first = write.address();
        int end = first + write.values().length;
        if (first >= SunSpecChain.GRID_CODE) {
            return gridCode.write(first - SunSpecChain.GRID_CODE, write.values())
                    ? new Answer(new Reply.Done(), seen.plant())
                    : RegisterMap.refused(seen, ILLEGAL_ADDRESS);
        }
        for (int address = first; address < end; address++) {
            if (!SunSpecChain.writable(address)) {
                return RegisterMap.refused(seen, ILLEGAL_ADDRESS);
            }
        }
        if (SunSpecChain.secondWord(first) || SunSpecChain.secondWord(end)) {
            return RegisterMap.refused(seen, ILLEGAL_VALUE);
        }
        Written now = new Written(image(seen), first, write.values());
        return now.valid() ? taken(seen.plant(), now) : RegisterMap.refused(seen, ILLEGAL_VALUE);
    }

    private int[] image(Seen seen) {
        int[] code = gridCode.image();
        return SunSpecImage.of(seen.plant(), 0, controllerBeat, code)
                .slice(SunSpecChain.BASE, SunSpecImage.length(code));
    }

    private Answer taken(Plant plant, Written now) {
        controllerBeat = now.u32(M715 + 5);
        boolean setPoint = now.touches(M704 + 22, M704 + 32);
        Plant written = plant.stageWritten(now.settings(), setPoint);
        boolean reset = now.touches(M715 + 7, M715 + 7) && now.u16(M715 + 7) == 1;
        return new Answer(new Reply.Done(), reset ? written.stageAcknowledged() : written);
    }

    /** The registers as they would be after a write. */
    private static final class Written {

        private final int[] registers;
        private final int first;
        private final int end;

        Written(int[] before, int first, int[] values) {
            this.registers = Arrays.copyOf(before, before.length);
            this.first = first;
            this.end = first + values.length;
            System.arraycopy(values, 0, registers, first - SunSpecChain.BASE, values.length);
        }

        boolean touches(int from, int to) {
            return first <= to && end > from;
        }

        int u16(int address) {
            return registers[address - SunSpecChain.BASE];
        }

        long u32(int address) {
            return (long) u16(address) << 16 | u16(address + 1);
        }

        int s32(int address) {
            return (int) u32(address);
        }

        boolean valid() {
            return u16(M704 + 22) <= 1
                    && u16(M704 + 23) == 1
                    && inRange(s32(M704 + 24))
                    && inRange(s32(M704 + 26))
                    && u16(M704 + 30) <= 1
                    && u32(M704 + 31) <= LONGEST_S
                    && u16(M715 + 7) <= 1
                    && u16(M715 + 8) <= 3
                    && u16(M64950 + 2) < SunSpecChain.MODES.size();
        }

        private static boolean inRange(int powerW) {
            return powerW > -1_000_000 && powerW < 1_000_000;
        }

        StageSettings settings() {
            return new StageSettings(
                    SunSpecChain.MODES.get(u16(M64950 + 2)),
                    u16(M715 + 8) == 1 || u16(M715 + 8) == 3,
                    u16(M704 + 22) == 1,
                    -s32(M704 + 24),
                    new StageSettings.Hold(milli(M64950 + 3), milli(M64950 + 4)),
                    new StageSettings.Window(
                            milli(M64950 + 5),
                            milli(M64950 + 6),
                            milli(M64950 + 7),
                            milli(M64950 + 8)),
                    new StageSettings.Reversion(
                            (int) u32(M704 + 31) * 1_000, -s32(M704 + 26), u16(M704 + 30) == 1),
                    u16(M64950 + 10) * 1_000);
        }

        /** A point in tenths, as thousandths. */
        private int milli(int address) {
            return u16(address) * 100;
        }
    }
}
