package org.ebbflow.tools.sim.devices;

import org.ebbflow.tools.sim.plant.Plant;
import org.ebbflow.tools.sim.plant.Stage;
import org.ebbflow.tools.sim.plant.StageMode;
import org.ebbflow.tools.sim.plant.StageSettings;
import org.ebbflow.tools.sim.plant.StageValues;

/**
 * An EA PSB 10000: coils 402 (remote) and 405 (DC terminals), set values 498 to 502, state and
 * actual values 505 to 509; 0xCCCC is the nominal value. It refuses writes without remote control.
 *
 * @source the register facts of a public PSB 10000 library, written down independently of any map
 */
final class SupplyRegisters implements RegisterMap {
    private static final int REMOTE = 402;
    private static final int TERMINALS = 405;
    private static final int SETS = 498;
    private static final int STATE = 505;
    private static final int NO_ACCESS = 7;
    private static final int WHOLE = 52_428;
    private static final int MOST = 53_477;
    private static final int EFFICIENCY_PER_MILLE = 950;

    private final double nominalV;
    private final double nominalA;
    private final double nominalW;
    private boolean remote;
    private boolean terminals;
    private volatile boolean local;
    private final int[] sets = new int[5];

    /** 100 % of voltage, current and power. */
    SupplyRegisters(double nominalV, double nominalA, double nominalW) {
        this.nominalV = nominalV;
        this.nominalA = nominalA;
        this.nominalW = nominalW;
    }

    /** Somebody locks it at its panel: remote control is gone and not given. */
    void local(boolean locked) {
        local = locked;
    }

    @Override
    public boolean remembers() {
        return true;
    }

    @Override
    public Answer answer(Seen seen, Request request) {
        return switch (request) {
            case Request.Read read -> read(seen, read);
            case Request.Write write -> write(seen, write);
        };
    }

    private Answer read(Seen seen, Request.Read read) {
        boolean known =
                inside(read.address(), read.count(), SETS, 5)
                        || inside(read.address(), read.count(), STATE, 5);
        if (read.input() || !known) {
            return RegisterMap.refused(seen, read.input() ? ILLEGAL_FUNCTION : ILLEGAL_ADDRESS);
        }
        Plant plant = driven(seen.plant());
        RegisterImage image = new RegisterImage(SETS, 12);
        for (int i = 0; i < sets.length; i++) {
            image.u16(SETS + i, sets[i]);
        }
        StageValues values = plant.stageValues();
        boolean taking = values.dcCurrentMa() < 0;
        boolean alarm = values.condition() == Stage.Condition.FAULT;
        image.u32(
                STATE,
                (terminals ? 1 << 7 : 0)
                        | (remote && !local ? 1 << 11 : 0)
                        | (taking ? 1 << 12 : 0)
                        | (alarm ? 1 << 15 : 0));
        double volts = values.dcVoltageMv() * 0.001;
        double amps = Math.abs(values.dcCurrentMa()) * 0.001;
        image.u16(507, part(volts, nominalV));
        image.u16(508, part(amps, nominalA));
        image.u16(509, part(Math.abs(volts * amps + seen.offsetW()), nominalW));
        return new Answer(new Reply.Values(image.slice(read.address(), read.count())), plant);
    }

    private static boolean inside(int address, int count, int from, int length) {
        return address >= from && address + count <= from + length;
    }

    private static int part(double value, double nominal) {
        return Math.clamp(Math.round(value / nominal * WHOLE), 0, 0xFFFF);
    }

    private Answer write(Seen seen, Request.Write write) {
        int index = write.address() - SETS;
        if (!write.single() || index < 0 || index >= sets.length) {
            return RegisterMap.refused(seen, write.single() ? ILLEGAL_ADDRESS : ILLEGAL_FUNCTION);
        }
        if (!remote || local) {
            return RegisterMap.refused(seen, NO_ACCESS);
        }
        if (write.values()[0] > MOST) {
            return RegisterMap.refused(seen, ILLEGAL_VALUE);
        }
        sets[index] = write.values()[0];
        return new Answer(new Reply.Done(), driven(seen.plant()));
    }

    @Override
    public Answer bits(Seen seen, BitRequest request) {
        if (!(request instanceof BitRequest.Write write) || write.on().length != 1) {
            return RegisterMap.refused(seen, ILLEGAL_FUNCTION);
        }
        if (write.address() == REMOTE && !local) {
            remote = write.on()[0];
        } else if (write.address() == TERMINALS && remote && !local) {
            terminals = write.on()[0];
        } else {
            boolean known = write.address() == REMOTE || write.address() == TERMINALS;
            return RegisterMap.refused(seen, known ? NO_ACCESS : ILLEGAL_ADDRESS);
        }
        return new Answer(new Reply.Done(), driven(seen.plant()));
    }

    /** The converter as the set values make it: giving below the set voltage, taking above. */
    private Plant driven(Plant plant) {
        StageSettings wanted = settings(plant.stageValues().dcVoltageMv() * 0.001);
        return plant.stage().settings().equals(wanted) ? plant : plant.stageWritten(wanted, true);
    }

    private StageSettings settings(double terminalV) {
        StageSettings.Hold none = new StageSettings.Hold(0, 0);
        StageSettings.Window shut = new StageSettings.Window(0, 0, 0, 0);
        StageSettings.Reversion never = new StageSettings.Reversion(0, 0, false);
        if (!terminals) {
            return new StageSettings(StageMode.OFF, true, false, 0, none, shut, never, 0);
        }
        double setV = sets[2] * nominalV / WHOLE;
        double givenA = Math.min(sets[3] * nominalA, sets[4] * nominalW / Math.max(1, terminalV));
        double takenW = Math.min(sets[0] * nominalW, sets[1] * nominalA * terminalV) / WHOLE;
        if (takenW > 0 && terminalV > setV) {
            int acW = (int) (takenW * EFFICIENCY_PER_MILLE / 1_000);
            StageSettings.Window open =
                    new StageSettings.Window(
                            (int) (setV * 1_000), (int) (nominalV * 1_000), 0, 1_000_000);
            return new StageSettings(
                    StageMode.FOLLOW_POWER, true, true, -acW, none, open, never, 0);
        }
        StageSettings.Hold hold =
                new StageSettings.Hold((int) (setV * 1_000), (int) (givenA * 1_000 / WHOLE));
        return new StageSettings(StageMode.HOLD_VOLTAGE, true, false, 0, hold, shut, never, 0);
    }
}
