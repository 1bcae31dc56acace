package org.ebbflow.controller.cycle;

import java.util.Optional;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.safety.BackupSequence;
import org.ebbflow.controller.safety.IslandState;
import org.ebbflow.controller.status.BackupStatus;
import org.ebbflow.controller.status.BackupStatus.Ending;
import org.ebbflow.controller.status.BackupStatus.State;
import org.ebbflow.hal.BackupGear;
import org.ebbflow.hal.IslandReading;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.Tick;

/** What the supervisor keeps of the backup, in the words of people. */
final class BackupPicture {

    private static final long FRESH_NS = 1_000_000_000L;

    private BackupPicture() {}

    static BackupStatus of(
            Optional<BackupGear> gear,
            IslandState island,
            VehicleReport.Forming said,
            Reading<IslandReading> seen,
            Tick tick) {
        if (gear.isEmpty()) {
            return BackupStatus.NONE;
        }
        BackupSequence sequence = island.sequence();
        return new BackupStatus(
                state(sequence.step()),
                said == VehicleReport.Forming.DECLINED
                        ? Ending.CAR_FOLLOWS
                        : ending(sequence.why()),
                seen.fresh(tick, FRESH_NS)
                        .map(IslandReading::gridSwitch)
                        .orElse(IslandReading.Switch.UNKNOWN),
                island.ready(),
                sequence.test(),
                (int) (island.returnInNs(tick) / 1_000_000_000L),
                (gear.get().gapMs() + 999) / 1_000);
    }

    private static State state(BackupSequence.Step step) {
        return switch (step) {
            case UNKNOWN -> State.UNKNOWN;
            case PARALLEL -> State.ON_GRID;
            case STAGE_OFF,
                    OPENING_SWITCH,
                    CLOSING_BOND,
                    DISCONNECTING,
                    LETTING_GO,
                    RETURNING,
                    OPENING_BOND,
                    CLOSING_SWITCH ->
                    State.CHANGING;
            case ISOLATED -> State.DARK;
            case FORMING, CONNECTING -> State.STARTING;
            case SUPPLYING -> State.SUPPLYING;
            case SHEDDING -> State.SHEDDING;
            case STAYING, FAILED -> State.FAILED;
        };
    }

    private static Ending ending(BackupSequence.Why why) {
        return switch (why) {
            case NOTHING -> Ending.NONE;
            case GRID_RETURNED -> Ending.GRID_RETURNED;
            case NOT_PERMITTED, CHARGE_KEPT -> Ending.NOT_PERMITTED;
            case OVERLOAD -> Ending.OVERLOAD;
            case OUT_OF_WINDOW -> Ending.OUT_OF_WINDOW;
            case SWITCH_STUCK, BOND_STUCK, FEED_STUCK, STAGE_NOT_OFF, CONTRADICTION ->
                    Ending.SWITCH_GEAR;
        };
    }
}
