package org.ebbflow.tools.vehicle;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.ebbflow.iso15118.secc.CarFacts;
import org.ebbflow.iso15118.secc.Demand;
import org.ebbflow.iso15118.secc.Secc;
import org.ebbflow.iso15118.secc.SeccConfig;
import org.ebbflow.iso15118.secc.SeccEvent;
import org.ebbflow.iso15118.secc.SeccStep;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.tools.sim.plant.BoardOrder;
import org.ebbflow.tools.sim.plant.BoardValues;
import org.ebbflow.tools.sim.plant.PilotState;
import org.ebbflow.tools.sim.plant.Plant;
import org.ebbflow.tools.sim.plant.PlantTraits;
import org.ebbflow.tools.sim.plant.StageMode;
import org.ebbflow.tools.sim.plant.StageSettings;
import org.ebbflow.tools.sim.plant.StageValues;

/** The smallest controller that lets a station talk and move its plant; no product code. */
final class StationBench {

    private static final long WALL_MS = 1_795_290_169_000L;

    final List<SeccEvent> events = new CopyOnWriteArrayList<>();
    final SeccConfig config;
    StationView.Target target = new StationView.Target.Power(8_000);
    StationView.Readiness readiness = StationView.Readiness.OPEN;
    BoardOrder.PilotOutput pilot = new BoardOrder.PilotOutput.Pwm(50);
    CarFacts facts = CarFacts.NONE;
    private volatile Demand demand = new Demand.Nothing();
    private int beat;

    StationBench(SeccConfig.Supply supply, List<SeccConfig.Protocol> protocols) {
        config = new SeccConfig("DE*EBB*E1", supply, protocols, new SeccConfig.Bench(true, true));
    }

    Secc accept(long nowNs) {
        return Secc.connected(
                config, new Secc.Start(false, 0x0123456789ABCDEFL, nowNs, Optional.empty()));
    }

    /** Takes what a step asks for. */
    SeccStep taken(SeccStep step) {
        demand = step.demand();
        facts = step.car();
        events.addAll(step.events());
        return step;
    }

    /** Nobody is connected. */
    void idle() {
        demand = new Demand.Nothing();
    }

    /** The devices after this cycle's commands. */
    Plant ordered(Plant plant) {
        beat = beat + 1 & 0xFFFF;
        Plant next = plant.boardWritten(board(plant));
        return plant.traits().kind() == PlantTraits.Kind.DC
                ? next.stageWritten(stage(), true)
                : next;
    }

    private BoardOrder board(Plant plant) {
        boolean close =
                switch (demand) {
                    case Demand.InsulationTest ignored -> true;
                    case Demand.Dc ignored -> true;
                    case Demand.Ac ignored -> true;
                    case Demand.RampDown ignored -> plant.boardOrder().closeContactors();
                    case Demand.Nothing ignored -> false;
                    case Demand.PreCharge ignored -> false;
                    case Demand.WeldCheck ignored -> false;
                };
        BoardOrder.Insulation insulation =
                demand instanceof Demand.InsulationTest
                        ? BoardOrder.Insulation.SELF_TEST
                        : BoardOrder.Insulation.OFF;
        return new BoardOrder(beat, pilot, close, true, insulation, BoardOrder.Backup.PARALLEL);
    }

    private StageSettings stage() {
        StageSettings.Window shut = new StageSettings.Window(0, 500_000, 0, 0);
        return switch (demand) {
            case Demand.InsulationTest test -> hold(test.voltageMv(), 500);
            case Demand.PreCharge pre -> hold(pre.voltageMv(), pre.maxCurrentMa());
            case Demand.Dc dc ->
                    stage(
                            StageMode.FOLLOW_POWER,
                            dc.powerW(),
                            new StageSettings.Window(
                                    Math.max(150_000, dc.window().minVoltageMv()),
                                    Math.min(500_000, dc.window().maxVoltageMv()),
                                    Math.min(40_000, dc.window().maxChargeMa()),
                                    Math.min(40_000, dc.window().maxDischargeMa())));
            case Demand.RampDown ignored -> stage(StageMode.FOLLOW_POWER, 0, shut);
            case Demand.Ac ignored -> stage(StageMode.OFF, 0, shut);
            case Demand.Nothing ignored -> stage(StageMode.OFF, 0, shut);
            case Demand.WeldCheck ignored -> stage(StageMode.OFF, 0, shut);
        };
    }

    private static StageSettings hold(int voltageMv, int maxCurrentMa) {
        return new StageSettings(
                StageMode.HOLD_VOLTAGE,
                true,
                false,
                0,
                new StageSettings.Hold(voltageMv, maxCurrentMa),
                new StageSettings.Window(0, 500_000, 1_000, 0),
                new StageSettings.Reversion(0, 0, false),
                0);
    }

    private static StageSettings stage(StageMode mode, int powerW, StageSettings.Window window) {
        return new StageSettings(
                mode,
                mode != StageMode.OFF,
                true,
                powerW,
                new StageSettings.Hold(0, 0),
                window,
                new StageSettings.Reversion(0, 0, false),
                0);
    }

    StationView view(Plant plant, long nowNs) {
        BoardValues board = plant.boardValues();
        boolean dc = plant.traits().kind() == PlantTraits.Kind.DC;
        StageValues stage = plant.stageValues();
        int voltageMv = dc ? stage.dcVoltageMv() : 0;
        StationView.Measurement measured =
                new StationView.Measurement(
                        true,
                        voltageMv,
                        board.inletVoltageMv() < 0 ? voltageMv : board.inletVoltageMv(),
                        dc ? stage.dcCurrentMa() : 0,
                        (int) Math.round(plant.acPowerW()),
                        contactors(board.contactors()),
                        board.pilot() == PilotState.C,
                        new StationView.Insulation(
                                StationView.Insulation.SelfTest.valueOf(board.selfTest().name()),
                                board.insulationOhm()),
                        Optional.empty());
        StationView.Offer offer =
                new StationView.Offer(
                        -11_500,
                        11_500,
                        dc ? -36_000 : 0,
                        dc ? 36_000 : 0,
                        dc ? 150_000 : 0,
                        dc ? 500_000 : 0,
                        new StationView.Ac(48_000, 1, 240_000, 60_000),
                        true,
                        target,
                        StationView.Needs.NONE);
        return new StationView(
                nowNs,
                WALL_MS + nowNs / 1_000_000,
                readiness,
                StationView.Authorization.GRANTED,
                measured,
                offer,
                StationView.Notice.NONE);
    }

    private static StationView.Contactors contactors(BoardValues.Contact contact) {
        return switch (contact) {
            case OPEN -> StationView.Contactors.OPEN;
            case CLOSED -> StationView.Contactors.CLOSED;
            case WELDED, NOT_CLOSING -> StationView.Contactors.UNCLEAR;
        };
    }

    /** Whether power may flow into or out of the car. */
    boolean isTransferring() {
        return demand instanceof Demand.Dc || demand instanceof Demand.RampDown;
    }

    /** Requests answered with this name. */
    long answered(String request) {
        return events.stream()
                .filter(SeccEvent.Answered.class::isInstance)
                .map(SeccEvent.Answered.class::cast)
                .filter(answer -> answer.name().equals(request))
                .count();
    }
}
