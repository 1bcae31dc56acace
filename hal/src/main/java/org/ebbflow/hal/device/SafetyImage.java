package org.ebbflow.hal.device;

import java.util.List;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.InsulationReading;
import org.ebbflow.hal.IslandReading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.SafetyReading.LockState;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.SafetyReading.ProximityState;
import org.ebbflow.hal.SafetyReading.SafetyInputs;
import org.ebbflow.hal.board.DeviceConfig;
import org.ebbflow.hal.board.MapPoint;
import org.ebbflow.hal.board.RegisterMap;

/**
 * Registers of the safety board to readings and commands to registers.
 *
 * @source board-configs/README.md, safety board profile 1
 */
final class SafetyImage {
    static final int MAGIC = 0xEB01;
    private static final int MAX_RESISTANCE_OHM = 10_000_000;
    private static final int NOISE_MV = 10_000;
    private static final int PILOT_STATE_E = 0xFFFF;
    private static final int PILOT_X1 = 1000;
    private static final int CHADEMO_LINES = 0xC000;

    private final RegisterMap map;
    private final RegisterMap.Block block;

    SafetyImage(RegisterMap map) {
        this.map = map;
        this.block = blocks(map).getFirst();
    }

    private static List<RegisterMap.Block> blocks(RegisterMap map) {
        return map.blocks(
                map.points().stream().filter(p -> p.access() == MapPoint.Access.READ).toList());
    }

    /** Registers per read of one poll. */
    static List<Integer> polled(RegisterMap map) {
        return blocks(map).stream().map(RegisterMap.Block::count).toList();
    }

    /** The one read that holds everything. */
    RegisterMap.Block block() {
        return block;
    }

    /** First register of the command block. */
    int commandAddress() {
        return map.point("heartbeat").address();
    }

    int value(int[] registers, String point) {
        return (int) optional(registers, point, 0);
    }

    private long optional(int[] registers, String name, long absent) {
        MapPoint point = map.point(name);
        return point.decode(registers, point.address() - block.address()).orElse(absent);
    }

    SafetyReading safety(int[] registers) {
        int inputs = value(registers, "inputs");
        return new SafetyReading(
                pick(PilotState.values(), value(registers, "pilot"), PilotState.INVALID),
                pick(
                        ProximityState.values(),
                        value(registers, "proximity"),
                        ProximityState.INVALID),
                value(registers, "duty"),
                pick(
                        ContactorState.values(),
                        value(registers, "contactors"),
                        ContactorState.UNKNOWN),
                pick(LockState.values(), value(registers, "lock"), LockState.FAULT),
                inletVoltageMv(registers),
                new SafetyInputs(
                        bit(inputs, 0),
                        bit(inputs, 1),
                        bit(inputs, 2),
                        bit(inputs, 3),
                        bit(inputs, 4)),
                value(registers, "heartbeat-echo"),
                value(registers, "watchdog") != 0);
    }

    /** A few volts below 0 are noise of the sensor; a reversed battery stays visible. */
    private int inletVoltageMv(int[] registers) {
        int seenMv = (int) optional(registers, "inlet-voltage", SafetyReading.NOT_MEASURED);
        boolean noise = seenMv < 0 && seenMv > -NOISE_MV && seenMv != SafetyReading.NOT_MEASURED;
        return noise ? 0 : seenMv;
    }

    InsulationReading insulation(int[] registers) {
        return new InsulationReading(
                (int) Math.min(MAX_RESISTANCE_OHM, optional(registers, "insulation", 0)),
                pick(
                        InsulationReading.SelfTest.values(),
                        value(registers, "imd-self-test"),
                        InsulationReading.SelfTest.FAILED));
    }

    IslandReading island(int[] registers, DeviceConfig.Polarity swapped) {
        int bits = value(registers, "switch-gear");
        return new IslandReading(
                bit(bits, 0),
                proof(bits, 1, swapped.gridSwitch()),
                proof(bits, 3, swapped.bond()),
                proof(bits, 5, swapped.houseFeed()),
                proof(bits, 7, swapped.sheddable()),
                new IslandReading.Utility(
                        (int) optional(registers, "utility-voltage", -1),
                        (int) optional(registers, "utility-frequency", -1)));
    }

    /** The command block, from the heartbeat on. */
    static int[] command(BoardCommand command) {
        int pilot =
                switch (command.pilot()) {
                    case BoardCommand.Pilot.X1 x1 -> PILOT_X1;
                    case BoardCommand.Pilot.Duty duty -> duty.dutyDeciPercent();
                    case BoardCommand.Pilot.StateE e -> PILOT_STATE_E;
                    case BoardCommand.Pilot.StateF f -> 0;
                    case BoardCommand.Pilot.Lines lines ->
                            CHADEMO_LINES | (lines.d1() ? 1 : 0) | (lines.d2() ? 2 : 0);
                };
        return new int[] {
            (int) (command.cycle() & 0xFFFF),
            pilot,
            command.contactorsClosed() ? 1 : 0,
            command.lockEngaged() ? 1 : 0,
            insulation(command.insulation()),
            island(command.island())
        };
    }

    private static int insulation(BoardCommand.Insulation wish) {
        return switch (wish) {
            case OFF -> 0;
            case MEASURE -> 1;
            case SELF_TEST -> 2;
        };
    }

    private static int island(BoardCommand.Island wish) {
        return switch (wish) {
            case PARALLEL -> 0;
            case SEPARATED -> 1;
            case ISLAND -> 2;
            case ISLAND_HOUSE -> 3;
            case ISLAND_ESSENTIAL -> 4;
            case HOLD -> 5;
        };
    }

    /** Two mirror contacts, the closed one first; both or none is no proof. */
    private static IslandReading.Switch proof(int bits, int first, boolean swapped) {
        return IslandReading.Switch.proved(
                bit(bits, swapped ? first + 1 : first), bit(bits, swapped ? first : first + 1));
    }

    private static boolean bit(int bits, int number) {
        return (bits >> number & 1) != 0;
    }

    private static <E> E pick(E[] codes, int code, E otherwise) {
        return code >= 0 && code < codes.length ? codes[code] : otherwise;
    }
}
