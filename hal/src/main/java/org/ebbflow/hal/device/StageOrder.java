package org.ebbflow.hal.device;

import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.board.MapPoint;
import org.ebbflow.hal.board.RegisterMap;

/**
 * A stage command as the two register blocks it becomes.
 *
 * @param output model 64950 from Mode to ADisChaMax
 * @param setPoint model 704 from WSetEna to WSet
 */
record StageOrder(int[] output, int[] setPoint) {

    /** Position of Mode in {@code output}. */
    static final int MODE = 0;

    private static final int OFF = 0;
    private static final int HOLD_VOLTAGE = 1;
    private static final int FOLLOW = 2;
    private static final int FORM_GRID = 3;

    boolean isOff() {
        return output[MODE] == OFF;
    }

    /**
     * The registers of a command.
     *
     * @param highestMv highest output voltage of the board, a bound in every mode
     * @param setPointFactor scale factor of WSet
     */
    static StageOrder of(
            BoardCommand.Stage stage, RegisterMap map, int highestMv, int setPointFactor) {
        return switch (stage) {
            case BoardCommand.Stage.Off off ->
                    new StageOrder(
                            output(map, OFF, 0, 0, new BoardCommand.DcWindow(0, 0, 0, 0)),
                            new int[] {0, 1, 0, 0});
            case BoardCommand.Stage.HoldVoltage hold ->
                    new StageOrder(
                            output(
                                    map,
                                    HOLD_VOLTAGE,
                                    hold.voltageMv(),
                                    hold.maxCurrentMa(),
                                    new BoardCommand.DcWindow(
                                            0, highestMv, hold.maxCurrentMa(), 0)),
                            setPoint(map, 0, setPointFactor));
            case BoardCommand.Stage.FollowPower follow ->
                    new StageOrder(
                            output(map, FOLLOW, 0, 0, follow.window()),
                            setPoint(map, follow.acPowerW(), setPointFactor));
            case BoardCommand.Stage.FormGrid form ->
                    new StageOrder(
                            output(map, FORM_GRID, 0, 0, form.window()),
                            setPoint(map, 0, setPointFactor));
        };
    }

    private static int[] output(
            RegisterMap map, int mode, int holdMv, int holdMa, BoardCommand.DcWindow window) {
        return new int[] {
            mode,
            encoded(map, "VSet", holdMv),
            encoded(map, "ASet", holdMa),
            encoded(map, "VMin", window.minVoltageMv()),
            encoded(map, "VMax", window.maxVoltageMv()),
            encoded(map, "AChaMax", window.maxChargeMa()),
            encoded(map, "ADisChaMax", window.maxDischargeMa())
        };
    }

    private static int encoded(RegisterMap map, String name, int value) {
        MapPoint point = map.point(SunSpecStage.EV_OUTPUT, name);
        return point.encode(value, 0)[0];
    }

    private static int[] setPoint(RegisterMap map, int acPowerW, int factor) {
        int[] watts = map.point(704, "WSet").encode(acPowerW, factor);
        return new int[] {1, 1, watts[0], watts[1]};
    }
}
