package org.ebbflow.hal.device.chargebyte;

import java.util.ArrayList;
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
import org.ebbflow.hal.Temperatures;
import org.ebbflow.hal.board.DeviceConfig;

/**
 * Commands to frames and frames to readings.
 *
 * @source chargebyte-docs, safety_protocol.rst: ChargeControl1, ChargeState1, PT1000State,
 *     FirmwareVersion, InquiryPacket; board-configs/README.md for 0x61, 0x62 and 0x63
 */
final class SafetyFrames {

    static final int CHARGE_CONTROL = 0x06;
    static final int CHARGE_STATE = 0x07;
    static final int TEMPERATURES = 0x08;
    static final int FIRMWARE = 0x0A;
    static final int GIT_HASH = 0x0B;
    static final int INQUIRY = 0xFF;
    static final int HEARTBEAT = 0x61;
    static final int BOARD_STATE = 0x62;
    static final int GEAR_STATE = 0x63;

    private static final int X1_DECI_PERCENT = 1000;
    private static final int NOT_FITTED = 0x1FFF;
    private static final int NOT_MEASURED = -0x8000;
    private static final int MAX_RESISTANCE_OHM = 10_000_000;
    private static final int NOISE_MV = 10_000;

    private SafetyFrames() {}

    /** The two frames of a command; {@code seen} gives the latched inputs back that were read. */
    static List<Frame> command(BoardCommand command, int seen) {
        int duty =
                switch (command.pilot()) {
                    case BoardCommand.Pilot.X1 x1 -> X1_DECI_PERCENT;
                    case BoardCommand.Pilot.Duty d -> d.dutyDeciPercent();
                    case BoardCommand.Pilot.StateE e -> 0;
                    case BoardCommand.Pilot.StateF f -> 0;
                    case BoardCommand.Pilot.Lines lines -> 0;
                };
        int outputs = command.lockEngaged() ? 1 : 0;
        if (command.pilot() instanceof BoardCommand.Pilot.Lines lines) {
            outputs |= (lines.d1() ? 0x12 : 0x10) | (lines.d2() ? 4 : 0);
        } else if (command.pilot() instanceof BoardCommand.Pilot.StateE) {
            outputs |= 8;
        }
        int pwm = duty > 0 ? 0x80 : 0;
        return List.of(
                Frame.of(
                        CHARGE_CONTROL,
                        pwm | duty >> 8,
                        duty,
                        command.contactorsClosed() ? 0b11 : 0),
                Frame.of(
                        HEARTBEAT,
                        (int) (command.cycle() >> 8),
                        (int) command.cycle(),
                        outputs,
                        insulation(command.insulation()),
                        island(command.island()),
                        seen));
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

    static Frame inquiry(int id) {
        return Frame.of(INQUIRY, id);
    }

    /** The latched inputs of a board state, to be given back. */
    static int inputs(Frame board) {
        return board.octet(3);
    }

    static SafetyReading safety(Frame charge, Frame board, boolean insulationMonitor) {
        boolean abort = charge.bit(5, 3);
        boolean untested = charge.bit(5, 4);
        boolean pwm = charge.bit(0, 7);
        return new SafetyReading(
                pilot(charge.octet(2) & 7),
                proximity(charge.octet(3) & 7),
                pwm ? (charge.octet(0) & 3) << 8 | charge.octet(1) : 0,
                contactors(charge),
                pick(LockState.values(), board.octet(2) & 7, LockState.FAULT),
                inletMv(board.s16(4)),
                new SafetyInputs(
                        (charge.octet(5) & 7) != 0 || board.bit(3, 0),
                        board.bit(3, 1),
                        board.bit(3, 2) || (abort || untested) && !insulationMonitor,
                        board.bit(3, 3) || (abort || untested) && insulationMonitor,
                        board.bit(3, 4) || charge.bit(2, 3) || charge.bit(2, 4)),
                board.u16(0),
                board.bit(2, 7));
    }

    private static PilotState pilot(int code) {
        return switch (code) {
            case 1 -> PilotState.A;
            case 2 -> PilotState.B;
            case 3 -> PilotState.C;
            case 4 -> PilotState.D;
            case 5 -> PilotState.E;
            case 6 -> PilotState.F;
            default -> PilotState.INVALID;
        };
    }

    private static ProximityState proximity(int code) {
        return switch (code) {
            case 0 -> ProximityState.NONE;
            case 1 -> ProximityState.A13;
            case 2 -> ProximityState.A20;
            case 3 -> ProximityState.A32;
            case 4 -> ProximityState.A63;
            case 5 -> ProximityState.INSERTED;
            case 6 -> ProximityState.BUTTON;
            default -> ProximityState.INVALID;
        };
    }

    /** Both poles: closed only if both are, an error of one is an error of the pair. */
    private static ContactorState contactors(Frame charge) {
        boolean first = charge.bit(4, 0);
        boolean second = charge.bit(4, 1);
        if (charge.bit(4, 2) || charge.bit(4, 3)) {
            return first || second ? ContactorState.WELDED : ContactorState.NOT_CLOSING;
        }
        if (first != second) {
            return ContactorState.UNKNOWN;
        }
        return first ? ContactorState.CLOSED : ContactorState.OPEN;
    }

    /** A few volts below 0 are noise of the sensor; a reversed battery stays visible. */
    private static int inletMv(int deciVolts) {
        if (deciVolts == NOT_MEASURED) {
            return SafetyReading.NOT_MEASURED;
        }
        int seenMv = 100 * deciVolts;
        return seenMv < 0 && seenMv > -NOISE_MV ? 0 : seenMv;
    }

    static InsulationReading insulation(Frame board, Frame gear) {
        return new InsulationReading(
                (int) Math.min(MAX_RESISTANCE_OHM, 1_000L * board.u16(6)),
                pick(
                        InsulationReading.SelfTest.values(),
                        gear.octet(0),
                        InsulationReading.SelfTest.FAILED));
    }

    static IslandReading island(Frame gear, DeviceConfig.Polarity swapped) {
        int bits = gear.u16(1);
        return new IslandReading(
                bit(bits, 0),
                proof(bits, 1, swapped.gridSwitch()),
                proof(bits, 3, swapped.bond()),
                proof(bits, 5, swapped.houseFeed()),
                proof(bits, 7, swapped.sheddable()),
                new IslandReading.Utility(
                        gear.u16(3) == 0xFFFF ? -1 : 100 * gear.u16(3),
                        gear.u16(5) == 0xFFFF ? -1 : 10 * gear.u16(5)));
    }

    private static IslandReading.Switch proof(int bits, int first, boolean swapped) {
        return IslandReading.Switch.proved(
                bit(bits, swapped ? first + 1 : first), bit(bits, swapped ? first : first + 1));
    }

    static Temperatures temperatures(Frame frame) {
        List<Temperatures.Sensor> sensors = new ArrayList<>(4);
        for (int at = 0; at < 8; at += 2) {
            int raw = frame.u16(at) >> 2;
            if (raw != NOT_FITTED) {
                sensors.add(
                        new Temperatures.Sensor(
                                frame.s16(at) >> 2, frame.bit(at + 1, 0), frame.bit(at + 1, 1)));
            }
        }
        return new Temperatures(List.copyOf(sensors));
    }

    private static boolean bit(int bits, int number) {
        return (bits >> number & 1) != 0;
    }

    private static <E> E pick(E[] codes, int code, E otherwise) {
        return code < codes.length ? codes[code] : otherwise;
    }
}
