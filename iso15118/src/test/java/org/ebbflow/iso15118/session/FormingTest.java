package org.ebbflow.iso15118.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.iso15118.evcc.EvccPlan.Leave;
import org.ebbflow.iso15118.evcc.EvccPlan.Mode;
import org.ebbflow.iso15118.evcc.EvccPlan.Protocol;
import org.ebbflow.iso15118.evcc.EvccPlan.Script;
import org.ebbflow.iso15118.evcc.EvccPlan.Service;
import org.ebbflow.iso15118.evcc.EvccPlan.Stop;
import org.ebbflow.iso15118.message.iso20.ParameterSet;
import org.ebbflow.iso15118.message.iso20.ParameterValue;
import org.ebbflow.iso15118.message.iso20.ServiceDetailRes;
import org.ebbflow.iso15118.secc.CarFacts.Forming;
import org.ebbflow.iso15118.secc.Demand;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.SeccConfig.Supply;
import org.ebbflow.iso15118.secc.StationView.House;
import org.ebbflow.iso15118.v2gtp.Frame;
import org.ebbflow.iso15118.v2gtp.FrameReader;
import org.ebbflow.iso15118.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The parameter sets of AC_BPT in which the car forms the grid of a house. */
class FormingTest {

    private static SessionBench bench(House house, Mode mode) {
        return bench(house, Service.AC_BPT, mode);
    }

    private static SessionBench bench(House house, Service service, Mode mode) {
        EvccPlan plan =
                EvccPlan.of(Protocol.ISO_15118_20, service, new Stop(1_000, 2000)).with(mode);
        SessionBench bench = new SessionBench(service.isDc() ? Supply.DC : Supply.AC, plan);
        bench.house = house;
        return bench;
    }

    /** The sets of the last details that were told. */
    private static List<ParameterSet> told(SessionBench bench) {
        ServiceDetailRes last = null;
        for (byte[] bytes : bench.sent) {
            Frame frame = FrameReader.EMPTY.read(bytes).frames().getFirst();
            if (frame.payloadType() != 0x8001
                    && Wire.iso20(frame).orElseThrow() instanceof ServiceDetailRes detail) {
                last = detail;
            }
        }
        return Optional.ofNullable(last).orElseThrow().serviceParameterList().parameterSet();
    }

    private static List<Integer> numbers(List<ParameterSet> sets, String name) {
        return sets.stream()
                .flatMap(set -> set.parameter().stream())
                .filter(parameter -> parameter.name().equals(name))
                .map(parameter -> ((ParameterValue.IntValue) parameter.parameterValue()).value())
                .toList();
    }

    private static boolean supplies(SessionBench bench) {
        return bench.demand instanceof Demand.Ac;
    }

    @ParameterizedTest
    @EnumSource(
            value = House.class,
            names = {"CALLS_CAR", "CAR"})
    void theSetsThatFormComeFirstWhereTheHouseIsToHangOnTheCar(House house) {
        SessionBench bench = bench(house, Mode.FIRST_OFFERED);
        bench.runUntil(() -> bench.count("ServiceSelectionReq") > 0, 60);
        List<ParameterSet> sets = told(bench);
        assertEquals(
                List.of(5, 6, 8, 7, 1, 2, 4, 3),
                sets.stream().map(ParameterSet::parameterSetId).toList());
        assertEquals(List.of(2, 2, 2, 2, 1, 1, 1, 1), numbers(sets, "GeneratorMode"));
        assertEquals(
                List.of(2, 2, 2, 2, 1, 1, 1, 1), numbers(sets, "GridCodeIslandingDetectionMethod"));
        assertEquals(Forming.CHOSEN, bench.facts.forming());
    }

    @ParameterizedTest
    @EnumSource(
            value = House.class,
            names = {"GRID", "DARK"})
    void elsewhereNoSetForms(House house) {
        SessionBench bench = bench(house, Mode.FIRST_OFFERED);
        bench.runUntil(() -> bench.count("ServiceSelectionReq") > 0, 60);
        assertEquals(List.of(1, 1, 1, 1), numbers(told(bench), "GeneratorMode"));
        assertEquals(Forming.NOT_ASKED, bench.facts.forming());
    }

    @Test
    void withoutAPermitToDischargeNoSetForms() {
        SessionBench bench = bench(House.CAR, Service.AC, Mode.FIRST_OFFERED);
        bench.dischargeOffered = false;
        bench.runUntil(() -> bench.count("ServiceSelectionReq") > 0, 60);
        assertEquals(List.of(), numbers(told(bench), "GeneratorMode"));
        assertEquals(Forming.NOT_ASKED, bench.facts.forming());
    }

    @Test
    void noSetOfADcServiceForms() {
        SessionBench bench = bench(House.CAR, Service.DC_BPT, Mode.FIRST_OFFERED);
        bench.runUntil(() -> bench.count("DC_ChargeLoopReq") > 5, 60);
        assertEquals(List.of(1, 1, 1, 1), numbers(told(bench), "GeneratorMode"));
    }

    @Test
    void aCarThatFormsWaitsUntilTheHouseIsApart() {
        SessionBench bench = bench(House.CALLS_CAR, Mode.FIRST_OFFERED);
        bench.runUntil(() -> supplies(bench), 20);
        assertFalse(supplies(bench), "no contactor before the way to the grid is proved open");
        bench.house = House.CAR;
        bench.runUntil(() -> bench.count("AC_ChargeLoopReq") > 5, 20);
        assertTrue(supplies(bench));
        assertTrue(bench.order.formsGrid());
    }

    @Test
    void aCarThatDeclinesIsNotConnectedWhileTheHouseIsApart() {
        SessionBench bench = bench(House.CAR, Mode.GRID_FOLLOWING);
        bench.runUntil(() -> supplies(bench), 30);
        assertFalse(supplies(bench));
        assertEquals(Forming.DECLINED, bench.facts.forming());
        bench.run(120);
        assertFalse(bench.demands.stream().anyMatch(Demand.Ac.class::isInstance));
        assertEquals(EndReason.SERVICE_NOT_OFFERED, bench.ended().why());
    }

    @Test
    void aSetThatIsNotOfferedAnyMoreIsRefused() {
        SessionBench bench = bench(House.CAR, Mode.FIRST_OFFERED);
        bench.runUntil(() -> bench.count("ServiceDetailReq") > 0, 60);
        bench.house = House.GRID;
        bench.run(60);
        assertEquals("FAILED_ServiceSelectionInvalid", bench.heard.getLast());
        assertEquals(EndReason.SERVICE_NOT_OFFERED, bench.ended().why());
    }

    @Test
    void aCarAtItsChargeLoopChoosesAnewWhenTheGridGoesAndWhenItReturns() {
        SessionBench bench = bench(House.GRID, Mode.FIRST_OFFERED);
        bench.runUntil(() -> bench.count("AC_ChargeLoopReq") > 5, 60);
        assertEquals(Forming.NOT_ASKED, bench.facts.forming());
        bench.house = House.CALLS_CAR;
        bench.runUntil(() -> bench.facts.forming() == Forming.CHOSEN, 60);
        assertEquals(2, bench.count("ServiceSelectionReq"));
        bench.house = House.CAR;
        bench.runUntil(() -> supplies(bench) && bench.order.formsGrid(), 60);
        assertTrue(bench.order.formsGrid());
        bench.house = House.GRID;
        bench.step();
        bench.step();
        assertFalse(supplies(bench), "the contactors are asked to open at once");
        bench.runUntil(() -> supplies(bench), 60);
        assertEquals(Forming.NOT_ASKED, bench.facts.forming());
        assertEquals(3, bench.count("ServiceSelectionReq"));
        assertFalse(bench.order.formsGrid());
    }

    @Test
    void aPausedSessionThatFormedIsNotJoinedAgain() {
        Script pauses = new Script(0, Leave.PAUSE, 0, false, Optional.empty());
        EvccPlan plan =
                EvccPlan.of(Protocol.ISO_15118_20, Service.AC_BPT, new Stop(10, 2000)).with(pauses);
        SessionBench bench = new SessionBench(Supply.AC, plan);
        bench.house = House.CAR;
        bench.run(60);
        assertEquals(EndReason.PAUSED, bench.ended().why());
        bench.house = House.GRID;
        Script resumes = new Script(0, Leave.TERMINATE, 0, false, Optional.of(bench.evcc.kept()));
        bench.again(plan.with(resumes)).run(60);
        assertFalse(bench.evcc.hasJoined());
    }
}
