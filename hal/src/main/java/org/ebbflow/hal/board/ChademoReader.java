package org.ebbflow.hal.board;

import org.ebbflow.hal.board.ChademoConfig.InputVoltage;
import org.ebbflow.hal.board.ChademoConfig.Levels;
import org.ebbflow.hal.board.ChademoConfig.ZeroCurrent;

/** The tables {@code [can]} and {@code [chademo]} of a board file. */
final class ChademoReader {

    private ChademoReader() {}

    static ChademoConfig read(TomlSection top) {
        CanConfig can = CanReader.read(top.table("can"));
        TomlSection at = top.table("chademo");
        return new ChademoConfig(
                can,
                at.choiceOr("input-voltage", InputVoltage.HIGHEST, "0x208 octets 1 and 2"),
                at.integerOr("guideline-sequence", 2, 0, 2, "0x209 octet 0"),
                at.integerOr("discharge-minutes", 5, 0, 65_535, "0x209 octets 1 and 2"),
                at.integerOr("capacity-step-wh", 100, 100, 110, "0x101: 100 or 110 Wh a step"),
                at.choiceOr("levels", Levels.AUTOMATIC, "unit of 0x200 octets 6 and 7"),
                at.choiceOr("zero-current", ZeroCurrent.IDLE, "while no power is wanted"),
                at.flagOr("discharge", true, "whether discharge is announced"));
    }
}
