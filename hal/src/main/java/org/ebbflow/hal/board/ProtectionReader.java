package org.ebbflow.hal.board;

import java.util.ArrayList;
import java.util.List;
import org.ebbflow.hal.Derating;
import org.ebbflow.hal.Protection;
import org.ebbflow.hal.Protection.ResidualCurrent;

/** Residual current protection and derating curve of a board file. */
final class ProtectionReader {

    private static final int PER_MILLE = 10;
    private static final int DECI = 10;

    private ProtectionReader() {}

    /**
     * @param top the file's top level, with its optional [[derating]] tables
     * @param safety its safety board
     */
    static Protection read(
            TomlSection top,
            TomlSection safety,
            SafetyConfig board,
            List<DeviceConfig.Meter> meters) {
        return new Protection(
                safety.choiceOr(
                        "residual-current",
                        ResidualCurrent.RCD,
                        "rcd: a person resets it; ccid: it may try again by itself (US)"),
                derating(top),
                meters.stream().anyMatch(m -> m.role() == DeviceConfig.Role.STATION),
                board.insulationMonitor());
    }

    private static Derating derating(TomlSection top) {
        List<TomlSection> rows = top.has("derating") ? top.tables("derating") : List.of();
        if (rows.isEmpty()) {
            return Derating.STANDARD;
        }
        List<Derating.Point> points = new ArrayList<>();
        for (TomlSection row : rows) {
            points.add(
                    new Derating.Point(
                            DECI * row.integer("temperature-c", 20, 150, "stage temperature"),
                            PER_MILLE
                                    * row.integer(
                                            "power-percent", 0, 100, "part of the rated power")));
        }
        try {
            return new Derating(points);
        } catch (IllegalArgumentException e) {
            throw top.refuse(
                    "derating",
                    "must rise in temperature and fall from 100 % to 0 % of power: "
                            + e.getMessage());
        }
    }
}
