package org.ebbflow.tools.sim.devices;

import java.util.List;
import java.util.Optional;
import org.ebbflow.tools.sim.plant.BoardOrder;
import org.ebbflow.tools.sim.plant.BoardOrder.PilotOutput;
import org.ebbflow.tools.sim.plant.BoardValues;
import org.ebbflow.tools.sim.plant.PilotState;
import org.ebbflow.tools.sim.plant.Plant;
import org.ebbflow.tools.sim.plant.SafetyInputs;

/**
 * What the simulated safety board says and understands on its serial line.
 *
 * @source chargebyte-docs, safety_protocol.rst, and board-configs/README.md
 */
final class UartBoardFrames {

    static final int LENGTH = 12;

    /** Checksums of single octets: CRC-8 with polynomial x8 + x4 + x3 + x2 + 1. */
    private static final int[] TABLE = table();

    private static final List<BoardOrder.Insulation> INSULATION =
            List.of(
                    BoardOrder.Insulation.OFF,
                    BoardOrder.Insulation.MEASURE,
                    BoardOrder.Insulation.SELF_TEST);
    private static final List<BoardOrder.Backup> BACKUP =
            List.of(
                    BoardOrder.Backup.PARALLEL,
                    BoardOrder.Backup.SEPARATED,
                    BoardOrder.Backup.ISLAND,
                    BoardOrder.Backup.ISLAND_HOUSE,
                    BoardOrder.Backup.ISLAND_ESSENTIAL,
                    BoardOrder.Backup.HOLD);

    private UartBoardFrames() {}

    /** The last charge control frame; a heartbeat makes an order of it. */
    record Heard(byte[] control) {

        static final Heard NOTHING = new Heard(new byte[0]);

        Heard with(byte[] frame) {
            return (frame[1] & 0xFF) == 0x06 ? new Heard(frame) : this;
        }

        /** The order that a heartbeat frame completes. */
        Optional<BoardOrder> order(byte[] beat) {
            if ((beat[1] & 0xFF) != 0x61 || control.length == 0) {
                return Optional.empty();
            }
            int imd = beat[5] & 0xFF;
            int backup = beat[6] & 0xFF;
            if (imd >= INSULATION.size() || backup >= BACKUP.size()) {
                return Optional.empty();
            }
            return Optional.of(
                    new BoardOrder(
                            (beat[2] & 0xFF) * 256 + (beat[3] & 0xFF),
                            pilot(beat[4]),
                            (control[4] & 3) == 3,
                            (beat[4] & 1) == 1,
                            INSULATION.get(imd),
                            BACKUP.get(backup)));
        }

        private PilotOutput pilot(byte outputs) {
            if ((outputs & 0x10) != 0) {
                return new PilotOutput.Lines((outputs & 2) != 0, (outputs & 4) != 0);
            }
            if ((outputs & 8) != 0) {
                return new PilotOutput.StateE();
            }
            int duty = (control[2] & 3) * 256 + (control[3] & 0xFF);
            if ((control[2] & 0x80) == 0 || duty < 30) {
                return new PilotOutput.StateF();
            }
            return duty > 970 ? new PilotOutput.Steady() : new PilotOutput.Pwm(duty);
        }
    }

    static boolean isSound(byte[] frame) {
        return (frame[0] & 0xFF) == 0xA5
                && (frame[11] & 0xFF) == 0x03
                && (frame[10] & 0xFF) == checksum(frame);
    }

    private static int checksum(byte[] frame) {
        int crc = 0xFF;
        for (int i = 1; i < 10; i++) {
            crc = TABLE[crc ^ frame[i] & 0xFF];
        }
        return ~crc & 0xFF;
    }

    private static int[] table() {
        int[] table = new int[256];
        for (int value = 0; value < 256; value++) {
            int rest = value << 8;
            for (int bit = 15; bit >= 8; bit--) {
                if ((rest >> bit & 1) == 1) {
                    rest ^= 0x11D << bit - 8;
                }
            }
            table[value] = rest & 0xFF;
        }
        return table;
    }

    /** The answer to an inquiry, nothing to any other frame. */
    static Optional<byte[]> inquiryAnswer(byte[] frame, int watchdogMs) {
        if ((frame[1] & 0xFF) != 0xFF) {
            return Optional.empty();
        }
        return switch (frame[2]) {
            case 0x0A ->
                    Optional.of(
                            frame(0x0A, 1, 4, 2, 0xEB, 3, 1, watchdogMs >> 8, watchdogMs & 0xFF));
            case 0x0B -> Optional.of(frame(0x0B, 0xE, 0xB, 0xB, 0xF, 1, 0, 0, 1));
            default -> Optional.empty();
        };
    }

    /** The inputs that the controller gives back in a heartbeat. */
    static int inputsSeen(byte[] beat) {
        return beat[7] & 0xFF;
    }

    /** What makes the board report at once. */
    record Look(
            SafetyInputs inputs,
            PilotState pilot,
            BoardValues.Contact contactors,
            BoardValues.LockPosition lock) {

        static Look of(Plant plant) {
            BoardValues values = plant.boardValues();
            return new Look(values.inputs(), values.pilot(), values.contactors(), values.lock());
        }
    }

    /** The four frames of a report. */
    static byte[] report(Plant plant) {
        BoardValues v = plant.boardValues();
        boolean closed =
                v.contactors() == BoardValues.Contact.CLOSED
                        || v.contactors() == BoardValues.Contact.WELDED;
        boolean wrong =
                v.contactors() == BoardValues.Contact.WELDED
                        || v.contactors() == BoardValues.Contact.NOT_CLOSING;
        int duty = v.dutyDeciPercent();
        int inlet = v.inletVoltageMv() < 0 ? 0x8000 : v.inletVoltageMv() / 100;
        int insulation = Math.min(0xFFFF, v.insulationOhm() / 1_000);
        byte[] charge =
                frame(
                        0x07,
                        (duty > 0 ? 0x80 : 0) + (duty >> 8),
                        duty & 0xFF,
                        pilot(plant),
                        v.plugged() ? 5 : 0,
                        (closed ? 3 : 0) + (wrong ? 12 : 0),
                        (v.inputs().emergencyStop() ? 1 : 0));
        byte[] board =
                frame(
                        0x62,
                        v.heartbeatEcho() >> 8,
                        v.heartbeatEcho() & 0xFF,
                        lock(v) + (v.watchdogTripped() ? 0x80 : 0),
                        inputs(v.inputs()),
                        inlet >> 8 & 0xFF,
                        inlet & 0xFF,
                        insulation >> 8,
                        insulation & 0xFF);
        return joined(charge, temperatures(plant), board, gear(v));
    }

    private static int pilot(Plant plant) {
        return switch (plant.boardValues().pilot()) {
            case A -> 1;
            case B -> 2;
            case C -> 3;
            case D -> 4;
            case E -> 5;
            case F -> 6;
            case INVALID -> 7;
        };
    }

    private static int lock(BoardValues values) {
        return switch (values.lock()) {
            case UNLOCKED -> 0;
            case LOCKED -> 1;
            case MOVING -> 2;
            case FAULT -> 3;
            case NOT_FITTED -> 4;
        };
    }

    static int inputs(SafetyInputs inputs) {
        return (inputs.emergencyStop() ? 1 : 0)
                + (inputs.doorOpen() ? 2 : 0)
                + (inputs.rcdTripped() ? 4 : 0)
                + (inputs.insulationFault() ? 8 : 0)
                + (inputs.pilotFault() ? 16 : 0);
    }

    /** Two sensors at the connector's contacts, warmed by the current; two not fitted. */
    private static byte[] temperatures(Plant plant) {
        double amperes = plant.dcCurrentA();
        int deciC = (int) Math.min(1_500, 250 + amperes * amperes / 8);
        int raw = deciC << 2;
        return frame(0x08, raw >> 8, raw & 0xFF, raw >> 8, raw & 0xFF, 0x7F, 0xFC, 0x7F, 0xFC);
    }

    private static byte[] gear(BoardValues values) {
        BoardValues.BackupGear gear = values.backup();
        int bits =
                (gear.gridPresent() ? 1 : 0)
                        + (gear.gridSwitchClosed() ? 2 : 0)
                        + (gear.gridSwitchOpen() ? 4 : 0)
                        + (gear.bondClosed() ? 8 : 0)
                        + (gear.bondOpen() ? 16 : 0)
                        + (gear.feedClosed() ? 32 : 0)
                        + (gear.feedOpen() ? 64 : 0)
                        + (gear.shedClosed() ? 128 : 0)
                        + (gear.shedOpen() ? 256 : 0);
        int shown = gear.fitted() ? bits : 0;
        int volts = gear.fitted() ? gear.utilityMv() / 100 : 0xFFFF;
        int hertz = gear.fitted() ? gear.utilityMilliHz() / 10 : 0xFFFF;
        int test =
                switch (values.selfTest()) {
                    case NOT_RUN -> 0;
                    case RUNNING -> 1;
                    case PASSED -> 2;
                    case FAILED -> 3;
                };
        return frame(
                0x63,
                test,
                shown >> 8,
                shown & 0xFF,
                volts >> 8,
                volts & 0xFF,
                hertz >> 8,
                hertz & 0xFF);
    }

    private static byte[] frame(int id, int... octets) {
        byte[] frame = new byte[LENGTH];
        frame[0] = (byte) 0xA5;
        frame[1] = (byte) id;
        for (int i = 0; i < octets.length; i++) {
            frame[2 + i] = (byte) octets[i];
        }
        frame[10] = (byte) checksum(frame);
        frame[11] = 3;
        return frame;
    }

    private static byte[] joined(byte[]... frames) {
        byte[] all = new byte[frames.length * LENGTH];
        for (int i = 0; i < frames.length; i++) {
            System.arraycopy(frames[i], 0, all, i * LENGTH, LENGTH);
        }
        return all;
    }
}
