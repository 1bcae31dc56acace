package org.ebbflow.hal.device;

import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.board.DeviceConfig;

/**
 * Set values of a bidirectional supply, each a part of its nominal value.
 *
 * @param values sink power, sink current, voltage, source current, source power
 * @param on whether the DC terminals are on
 */
record SupplyOrder(int[] values, boolean on) {
    /** Names of the map's rows in the order of {@link #values}. */
    static final String[] POINTS = {
        "sink-power-set",
        "sink-current-set",
        "voltage-set",
        "source-current-set",
        "source-power-set"
    };

    static final int VOLTAGE = 2;

    /** 100 % of a nominal value. @source EA PSB 10000: 0xCCCC */
    static final int WHOLE = 0xCCCC;

    private static final int PER_MILLE = 1_000;

    static SupplyOrder off() {
        return new SupplyOrder(new int[5], false);
    }

    /**
     * The set values of a command. The terminal voltage against the voltage's set value decides the
     * direction: below it the supply gives current, above it takes current.
     */
    static SupplyOrder of(BoardCommand.Stage stage, DeviceConfig.Supply config) {
        DeviceConfig.Nominal nominal = config.nominal();
        return switch (stage) {
            case BoardCommand.Stage.Off off -> off();
            // It makes DC only: it cannot form a grid.
            case BoardCommand.Stage.FormGrid form -> off();
            case BoardCommand.Stage.HoldVoltage hold ->
                    new SupplyOrder(
                            new int[] {
                                0,
                                0,
                                voltage(hold.voltageMv(), config),
                                part(hold.maxCurrentMa(), nominal.currentMa()),
                                WHOLE
                            },
                            true);
            case BoardCommand.Stage.FollowPower follow -> follow(follow, config);
        };
    }

    private static SupplyOrder follow(
            BoardCommand.Stage.FollowPower follow, DeviceConfig.Supply config) {
        DeviceConfig.Nominal nominal = config.nominal();
        BoardCommand.DcWindow window = follow.window();
        long acW = follow.acPowerW();
        if (acW >= 0) {
            long dcW = acW * config.efficiency().chargePerMille() / PER_MILLE;
            return new SupplyOrder(
                    new int[] {
                        0,
                        0,
                        voltage(window.maxVoltageMv(), config),
                        part(window.maxChargeMa(), nominal.currentMa()),
                        part(dcW, nominal.powerW())
                    },
                    true);
        }
        long dcW = -acW * PER_MILLE / config.efficiency().dischargePerMille();
        return new SupplyOrder(
                new int[] {
                    part(dcW, nominal.powerW()),
                    part(window.maxDischargeMa(), nominal.currentMa()),
                    voltage(window.minVoltageMv(), config),
                    0,
                    0
                },
                true);
    }

    private static int voltage(int voltageMv, DeviceConfig.Supply config) {
        return part(Math.min(voltageMv, config.maxVoltageMv()), config.nominal().voltageMv());
    }

    /** Rounded down, so that no limit is exceeded; 100 % at most. */
    private static int part(long value, int nominal) {
        return Math.clamp(value * WHOLE / nominal, 0, WHOLE);
    }
}
