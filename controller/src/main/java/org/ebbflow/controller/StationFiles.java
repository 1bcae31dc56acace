package org.ebbflow.controller;

import java.nio.file.Path;
import org.ebbflow.controller.settings.SiteFile;
import org.ebbflow.controller.settings.SitePlate;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.board.GridProfileFile;

/**
 * Board and site file as they were read and checked together: with these the station can start.
 *
 * @param site the installation and every value it was written with
 */
record StationFiles(BoardFile board, SiteFile.Written site) {

    /** Reads and checks both. Throws a refused file when one of them cannot be used. */
    static StationFiles read(Path board, Path site) {
        SiteFile.Written where = SiteFile.readWritten(site);
        BoardFile what =
                BoardFile.read(board).on(where.site().grid().flatMap(GridProfileFile::profile));
        SitePlate.require(site, where, what);
        Faces.check(where.site());
        CarDoor.check(where.site());
        return new StationFiles(what, where);
    }
}
