package org.ebbflow.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ebbflow.tools.machine.SteadyMachine;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@SteadyMachine
class MatrixCellTest {

    private static MatrixCell named(String name) {
        return MatrixCell.all().stream()
                .filter(cell -> cell.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode session(String service, int chargedWh, int dischargedWh) {
        ObjectNode node = JsonMapper.builder().build().createObjectNode();
        node.put("service", service);
        node.put("outcome", "COMPLETED");
        node.put("chargedWh", chargedWh);
        node.put("dischargedWh", dischargedWh);
        node.put("safetyViolations", 0);
        node.put("security", "none");
        return node;
    }

    @Test
    void namesTwentyEightCellsOfWhichSevenCannotBe() {
        List<MatrixCell> all = MatrixCell.all();
        assertEquals(28, all.stream().map(MatrixCell::name).distinct().count());
        List<String> impossible =
                all.stream()
                        .filter(cell -> cell.impossible().isPresent())
                        .map(MatrixCell::name)
                        .toList();
        assertEquals(
                List.of(
                        "din dc plain dynamic",
                        "iso2 dc plain dynamic",
                        "iso2 ac plain dynamic",
                        "din dc tls scheduled",
                        "din dc tls dynamic",
                        "iso2 dc tls dynamic",
                        "iso2 ac tls dynamic"),
                impossible);
    }

    @Test
    void aBidirectionalCellIsGoodOnlyWithEnergyBothWays() {
        MatrixCell cell = named("iso20 dc_bpt plain dynamic");
        MatrixLine good = MatrixLine.of(cell, session("DC_BPT dynamic", 5, 4));
        assertEquals(MatrixLine.Verdict.GOOD, good.verdict());
        MatrixLine oneWay = MatrixLine.of(cell, session("DC_BPT dynamic", 5, 0));
        assertEquals("nothing was discharged", oneWay.why());
        MatrixLine other = MatrixLine.of(cell, session("DC dynamic", 5, 4));
        assertEquals(MatrixLine.Verdict.FAILED, other.verdict());
        assertTrue(good.words().contains("+5 Wh -4 Wh"));
    }

    @Test
    void aChargeOnlyCellNeedsNoDischargeButCharge() {
        MatrixCell cell = named("iso2 ac plain scheduled");
        assertEquals(MatrixLine.Verdict.GOOD, MatrixLine.of(cell, session("AC", 3, 0)).verdict());
        assertEquals("nothing was charged", MatrixLine.of(cell, session("AC", 0, 0)).why());
    }

    @Test
    void aSessionThatEndedOtherwiseFailsItsCellWhateverTheReason() {
        MatrixCell cell = named("iso2 ac plain scheduled");
        ObjectNode lost = session("AC", 3, 0).put("outcome", "SAFETY_BOARD_LOST");
        MatrixLine line = MatrixLine.of(cell, lost);
        assertEquals(MatrixLine.Verdict.FAILED, line.verdict());
        assertEquals("the session ended with SAFETY_BOARD_LOST", line.why());
    }
}
