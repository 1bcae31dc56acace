package org.ebbflow.controller.safety;

import java.util.Optional;
import org.ebbflow.controller.energy.EnterService;
import org.ebbflow.hal.BackupGear;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.GridProfile;

/**
 * The backup of one board at one place.
 *
 * @param gear the board's switch gear
 * @param enterService when the grid counts as back
 */
public record Backup(BackupGear gear, EnterService enterService) {

    /** The backup of a board that declares its gear. @param delayS enter-service delay */
    public static Optional<Backup> of(BoardRatings ratings, int delayS) {
        return ratings.backup().map(gear -> new Backup(gear, enterService(ratings, delayS)));
    }

    /** The rules of the board's grid with the delay of the place; the defaults without rules. */
    private static EnterService enterService(BoardRatings ratings, int delayS) {
        return ratings.grid()
                .map(GridProfile::enter)
                .map(
                        e ->
                                new EnterService(
                                        e.lowPerMille(),
                                        e.highPerMille(),
                                        e.lowMilliHz(),
                                        e.highMilliHz(),
                                        Math.max(delayS, e.delayS())))
                .orElseGet(() -> EnterService.standard(ratings.nominalFrequencyMilliHz(), delayS));
    }
}
