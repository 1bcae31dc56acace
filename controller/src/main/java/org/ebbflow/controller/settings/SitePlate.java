package org.ebbflow.controller.settings;

import java.nio.file.Path;
import java.util.Map;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.board.PlateConfig;
import org.ebbflow.hal.board.RefusedFile;

/** What the type plate of a board lets an installer set, against what the site file says. */
public final class SitePlate {

    private SitePlate() {}

    /** Throws a refused file where a value is beyond what the board bears. */
    public static void require(Path file, SiteFile.Written site, BoardFile board) {
        for (PlateConfig.Editable row : board.parts().label().editable()) {
            for (Map.Entry<String, String> value : site.values().entrySet()) {
                String key = value.getKey();
                if (key.equals(row.key()) || key.endsWith("." + row.key())) {
                    require(file, value, row, board.name());
                }
            }
        }
    }

    private static void require(
            Path file, Map.Entry<String, String> value, PlateConfig.Editable row, String board) {
        boolean number = value.getValue().matches("-?[0-9]{1,9}");
        int found = number ? Integer.parseInt(value.getValue()) : Integer.MIN_VALUE;
        if (found < row.min() || found > row.max()) {
            throw new RefusedFile(
                    "%s: %s = %s, but the plate of the board '%s' allows %d..%d; correct it."
                            .formatted(
                                    file,
                                    value.getKey(),
                                    value.getValue(),
                                    board,
                                    row.min(),
                                    row.max()));
        }
    }
}
