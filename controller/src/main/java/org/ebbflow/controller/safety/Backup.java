package org.ebbflow.controller.safety;

import java.util.Optional;
import org.ebbflow.controller.energy.EnterService;
import org.ebbflow.hal.BackupGear;
import org.ebbflow.hal.BoardRatings;

/**
 * The backup of one board at one place.
 *
 * @param gear the board's switch gear
 * @param enterService when the grid counts as back
 */
public record Backup(BackupGear gear, EnterService enterService) {

    /** The backup of a board that declares its gear. @param delayS enter-service delay */
    public static Optional<Backup> of(BoardRatings ratings, int delayS) {
        return ratings.backup()
                .map(
                        gear ->
                                new Backup(
                                        gear,
                                        EnterService.standard(
                                                ratings.nominalFrequencyMilliHz(), delayS)));
    }
}
