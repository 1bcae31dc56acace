package org.ebbflow.hal.device.infypower;

import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.BoardRatings;

/**
 * What the modules shall do: a voltage and a current limit in one direction, or nothing.
 *
 * @param work direction, or off
 * @param voltageMv charging: where the current ends; discharging: the voltage that is not undercut
 * @param currentMa limit of the group, a magnitude
 */
record ModuleOrder(Work work, int voltageMv, int currentMa) {

    static final ModuleOrder OFF = new ModuleOrder(Work.OFF, 0, 0);

    /** Below this the output's voltage is not known well enough to divide a power by it. */
    private static final int LEAST_MV = 50_000;

    /** Directions of work. */
    enum Work {
        OFF,
        RECTIFIER,
        INVERTER
    }

    /**
     * The order of a command.
     *
     * @param outputMv measured voltage of the output, 0 where it is not known
     */
    static ModuleOrder of(
            BoardCommand.Stage stage, int outputMv, BoardRatings.Efficiency efficiency) {
        return switch (stage) {
            case BoardCommand.Stage.Off off -> OFF;
            // These modules follow a grid, they do not make one.
            case BoardCommand.Stage.FormGrid form -> OFF;
            case BoardCommand.Stage.HoldVoltage hold ->
                    new ModuleOrder(Work.RECTIFIER, hold.voltageMv(), hold.maxCurrentMa());
            case BoardCommand.Stage.FollowPower follow -> follow(follow, outputMv, efficiency);
        };
    }

    private static ModuleOrder follow(
            BoardCommand.Stage.FollowPower follow,
            int outputMv,
            BoardRatings.Efficiency efficiency) {
        BoardCommand.DcWindow window = follow.window();
        long acW = follow.acPowerW();
        if (acW >= 0) {
            long wantedMa = currentMa(acW * efficiency.chargePerMille(), outputMv);
            int boundMa = (int) Math.min(wantedMa, window.maxChargeMa());
            return new ModuleOrder(Work.RECTIFIER, window.maxVoltageMv(), boundMa);
        }
        long wantedMa = currentMa(-acW * 1_000_000 / efficiency.dischargePerMille(), outputMv);
        int boundMa = (int) Math.min(wantedMa, window.maxDischargeMa());
        return new ModuleOrder(Work.INVERTER, window.minVoltageMv(), boundMa);
    }

    private static long currentMa(long dcMilliW, int outputMv) {
        return outputMv < LEAST_MV ? 0 : dcMilliW * 1_000 / outputMv;
    }
}
