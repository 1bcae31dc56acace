package org.ebbflow.tools.sim.devices;

import java.util.List;
import java.util.Optional;
import org.ebbflow.tools.sim.plant.BoardOrder;
import org.ebbflow.tools.sim.plant.BoardOrder.PilotOutput;
import org.ebbflow.tools.sim.plant.BoardValues;
import org.ebbflow.tools.sim.plant.Plant;
import org.ebbflow.tools.sim.plant.SafetyInputs;

/**
 * The Ebbflow safety board, profile 1.
 *
 * @source board-configs/README.md, "The Ebbflow safety board on Modbus (profile 1)"
 */
final class SafetyBoardRegisters implements RegisterMap {

    private static final int STATUS_COUNT = 17;
    private static final int INPUTS = 7;
    private static final int COMMAND = 100;
    private static final int COMMAND_COUNT = 6;
    private static final int PROXIMITY_INSERTED = 5;
    private static final int CHADEMO_LINES = 0xC000;

    /** Codes of register 104, in order. */
    private static final List<BoardOrder.Insulation> INSULATION =
            List.of(
                    BoardOrder.Insulation.OFF,
                    BoardOrder.Insulation.MEASURE,
                    BoardOrder.Insulation.SELF_TEST);

    /** Codes of register 105, in order. */
    private static final List<BoardOrder.Backup> BACKUP =
            List.of(
                    BoardOrder.Backup.PARALLEL,
                    BoardOrder.Backup.SEPARATED,
                    BoardOrder.Backup.ISLAND,
                    BoardOrder.Backup.ISLAND_HOUSE,
                    BoardOrder.Backup.ISLAND_ESSENTIAL,
                    BoardOrder.Backup.HOLD);

    @Override
    public Answer answer(Seen seen, Request request) {
        return switch (request) {
            case Request.Read read ->
                    read.input() ? refused(seen, ILLEGAL_FUNCTION) : read(seen, read);
            case Request.Write write ->
                    write.single() ? refused(seen, ILLEGAL_FUNCTION) : write(seen, write);
        };
    }

    private static Answer refused(Seen seen, int exceptionCode) {
        return RegisterMap.refused(seen, exceptionCode);
    }

    private static Answer read(Seen seen, Request.Read read) {
        Plant plant = seen.plant();
        int end = read.address() + read.count();
        if (end <= STATUS_COUNT) {
            int[] values = status(plant).slice(read.address(), read.count());
            boolean inputsRead = read.address() <= INPUTS && end > INPUTS;
            return new Answer(new Reply.Values(values), inputsRead ? plant.boardRead() : plant);
        }
        RegisterImage command = command(plant);
        return command.covers(read.address(), read.count())
                ? new Answer(new Reply.Values(command.slice(read.address(), read.count())), plant)
                : refused(seen, ILLEGAL_ADDRESS);
    }

    private static RegisterImage status(Plant plant) {
        BoardValues values = plant.boardValues();
        RegisterImage image = new RegisterImage(0, STATUS_COUNT);
        image.u16(0, 0xEB01);
        image.u16(
                1,
                switch (values.pilot()) {
                    case A -> 0;
                    case B -> 1;
                    case C -> 2;
                    case D -> 3;
                    case E -> 4;
                    case F -> 5;
                    case INVALID -> 6;
                });
        image.u16(2, values.plugged() ? PROXIMITY_INSERTED : 0);
        image.u16(3, values.dutyDeciPercent());
        image.u16(
                4,
                switch (values.contactors()) {
                    case OPEN -> 0;
                    case CLOSED -> 1;
                    case WELDED -> 2;
                    case NOT_CLOSING -> 3;
                });
        image.u16(
                5,
                switch (values.lock()) {
                    case UNLOCKED -> 0;
                    case LOCKED -> 1;
                    case MOVING -> 2;
                    case FAULT -> 3;
                    case NOT_FITTED -> 4;
                });
        image.u16(6, values.inletVoltageMv() < 0 ? 0x8000 : values.inletVoltageMv() / 100);
        image.u16(INPUTS, bits(values.inputs()));
        image.u16(8, values.heartbeatEcho());
        image.u16(9, values.watchdogTripped() ? 1 : 0);
        image.u16(10, 100);
        image.u16(11, plant.traits().board().watchdogMs());
        image.u16(12, Math.min(0xFFFF, values.insulationOhm() / 1_000));
        image.u16(
                13,
                switch (values.selfTest()) {
                    case NOT_RUN -> 0;
                    case RUNNING -> 1;
                    case PASSED -> 2;
                    case FAILED -> 3;
                });
        image.u16(14, backup(values.backup()));
        boolean measured = values.backup().fitted();
        image.u16(15, measured ? values.backup().utilityMv() / 100 : 0xFFFF);
        image.u16(16, measured ? values.backup().utilityMilliHz() / 10 : 0xFFFF);
        return image;
    }

    private static int bits(SafetyInputs inputs) {
        return (inputs.emergencyStop() ? 1 : 0)
                | (inputs.doorOpen() ? 2 : 0)
                | (inputs.rcdTripped() ? 4 : 0)
                | (inputs.insulationFault() ? 8 : 0)
                | (inputs.pilotFault() ? 16 : 0);
    }

    private static int backup(BoardValues.BackupGear gear) {
        if (!gear.fitted()) {
            return 0;
        }
        return (gear.gridPresent() ? 1 : 0)
                | (gear.gridSwitchClosed() ? 2 : 0)
                | (gear.gridSwitchOpen() ? 4 : 0)
                | (gear.bondClosed() ? 8 : 0)
                | (gear.bondOpen() ? 16 : 0)
                | (gear.feedClosed() ? 32 : 0)
                | (gear.feedOpen() ? 64 : 0)
                | (gear.shedClosed() ? 128 : 0)
                | (gear.shedOpen() ? 256 : 0);
    }

    private static RegisterImage command(Plant plant) {
        BoardOrder order = plant.boardOrder();
        RegisterImage image = new RegisterImage(COMMAND, COMMAND_COUNT);
        image.u16(100, order.heartbeat());
        image.u16(
                101,
                switch (order.pilot()) {
                    case PilotOutput.StateF stateF -> 0;
                    case PilotOutput.StateE stateE -> 0xFFFF;
                    case PilotOutput.Steady steady -> 1_000;
                    case PilotOutput.Pwm pwm -> pwm.dutyDeciPercent();
                    case PilotOutput.Lines lines ->
                            CHADEMO_LINES + (lines.d1() ? 1 : 0) + (lines.d2() ? 2 : 0);
                });
        image.u16(102, order.closeContactors() ? 1 : 0);
        image.u16(103, order.engageLock() ? 1 : 0);
        image.u16(104, INSULATION.indexOf(order.insulation()));
        image.u16(105, BACKUP.indexOf(order.backup()));
        return image;
    }

    private static Answer write(Seen seen, Request.Write write) {
        int[] values = write.values();
        if (write.address() != COMMAND || values.length != COMMAND_COUNT) {
            return refused(seen, ILLEGAL_ADDRESS);
        }
        Optional<PilotOutput> pilot = pilot(values[1]);
        boolean inRange =
                values[2] <= 1 && values[3] <= 1 && values[4] <= 2 && values[5] < BACKUP.size();
        if (pilot.isEmpty() || !inRange) {
            return refused(seen, ILLEGAL_VALUE);
        }
        BoardOrder order =
                new BoardOrder(
                        values[0],
                        pilot.get(),
                        values[2] == 1,
                        values[3] == 1,
                        INSULATION.get(values[4]),
                        BACKUP.get(values[5]));
        return new Answer(new Reply.Done(), seen.plant().boardWritten(order));
    }

    private static Optional<PilotOutput> pilot(int code) {
        if (code >= 30 && code <= 970) {
            return Optional.of(new PilotOutput.Pwm(code));
        }
        return switch (code) {
            case 0 -> Optional.of(new PilotOutput.StateF());
            case 1_000 -> Optional.of(new PilotOutput.Steady());
            case 0xFFFF -> Optional.of(new PilotOutput.StateE());
            case 0xC000 -> Optional.of(new PilotOutput.Lines(false, false));
            case 0xC001 -> Optional.of(new PilotOutput.Lines(true, false));
            case 0xC002 -> Optional.of(new PilotOutput.Lines(false, true));
            case 0xC003 -> Optional.of(new PilotOutput.Lines(true, true));
            default -> Optional.empty();
        };
    }
}
