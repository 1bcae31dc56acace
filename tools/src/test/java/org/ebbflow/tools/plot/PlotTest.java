package org.ebbflow.tools.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.ebbflow.tools.plot.Plot.Mark;
import org.ebbflow.tools.plot.Plot.Panel;
import org.ebbflow.tools.plot.Plot.Point;
import org.ebbflow.tools.plot.Plot.Series;
import org.ebbflow.tools.plot.Plot.Shape;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class PlotTest {

    private static final Plot PLOT =
            new Plot(
                    "outage <1>",
                    "time / s",
                    List.of(
                            new Panel(
                                    "power / kW",
                                    List.of(
                                            new Series(
                                                    "stage & house",
                                                    Shape.LINE,
                                                    List.of(new Point(0, -3.2), new Point(9, 7))),
                                            new Series(
                                                    "limit",
                                                    Shape.STEP,
                                                    List.of(new Point(0, 1), new Point(9, 2)))))),
                    List.of(new Mark(4, "grid lost")));

    @Test
    void theDocumentIsWellFormedAndNamesEverything() throws Exception {
        String svg = PLOT.svg();
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
        for (String word :
                List.of(
                        "outage &lt;1&gt;",
                        "time / s",
                        "power / kW",
                        "stage &amp; house",
                        "limit",
                        "grid lost")) {
            assertTrue(svg.contains(word), word);
        }
        assertEquals(svg, PLOT.svg());
    }

    @Test
    void stepsStandUntilTheNextValueAndLinesGoStraight() {
        String svg = PLOT.svg();
        assertTrue(svg.matches("(?s).*M84\\.0 [0-9.]+ L1076\\.0 .*"), svg);
        assertTrue(svg.matches("(?s).*M84\\.0 [0-9.]+ H1076\\.0 V.*"), svg);
    }

    @Test
    void axesEndAtRoundTickMarks() {
        Axis axis = Axis.around(-3.2, 7, 6);
        assertEquals(
                List.of("-4", "-2", "0", "2", "4", "6", "8"),
                axis.ticks().stream().map(Axis::label).toList());
        assertEquals(0.0, axis.share(-4));
        assertEquals(1.0, axis.share(8));
        assertEquals("0.05", Axis.label(Axis.around(0, 0.25, 6).step()));
    }

    @Test
    void aFlatLineStillHasAnAxis() {
        Axis axis = Axis.around(0, 0, 6);
        assertTrue(axis.from() < 0 && axis.to() > 0);
    }

    @Test
    void aPlotWithoutPanelsIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Plot("empty", "time / s", List.of(), List.of()));
    }
}
