package org.ebbflow.tools.sim.day;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.GridEvent;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.settings.Installation.Authority;
import org.ebbflow.controller.settings.Preferences.Mode;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.tools.sim.day.Claim.Of;
import org.ebbflow.tools.sim.day.Claim.Span;
import org.ebbflow.tools.sim.world.Action;
import org.ebbflow.tools.sim.world.Action.Kind;
import org.ebbflow.tools.sim.world.Scenario.Vehicle;
import org.ebbflow.tools.sim.world.Surroundings;

/** Days on which the grid has a say. */
final class GridDays {

    private static final String PEAK = "peak";
    private static final Instant EVENING = DayHome.at(6, 1, 17, 0);

    private GridDays() {}

    private static Action at(int second, Kind kind, int value) {
        return new Action(second * 1_000L, kind, value);
    }

    private static Surroundings around(DayHome home, List<Surroundings.Said> said) {
        return new Surroundings(home, EVENING, Optional.empty(), 10, said);
    }

    /** Event, integrator's limit and owner's reserve together; a power cut and an opt-out. */
    static DayCase gridEvent() {
        long startMs = EVENING.plusSeconds(600).toEpochMilli();
        GridEvent.Ask ask = new GridEvent.Ask.Power(-8_000);
        List<Surroundings.Said> said =
                List.of(
                        Said.event(60, PEAK, startMs, 900, ask),
                        Said.mostDischarge(780, Source.INTEGRATOR, 5_000, 600),
                        Said.release(900, Source.INTEGRATOR),
                        Said.prefer(960, "reserve 76 %", DayHome.owner(Mode.AUTOMATIC, 760, 0)),
                        Said.prefer(1_080, "reserve 30 %", DayHome.owner(Mode.AUTOMATIC, 300, 0)),
                        Said.event(1_160, PEAK, startMs, 900, ask),
                        Said.at(
                                1_380,
                                "owner opts out",
                                new Intent.Decline(Source.PANEL, Source.OPENADR, PEAK, true)));
        return new DayCase(
                "grid-event",
                "a peak event of 15 min, an integrator's limit, the owner's reserve, a power cut",
                Vehicle.ISO20_DC_BPT,
                725,
                1_600,
                around(DayHome.of(Authority.OPENADR, DayHome.owner(Mode.AUTOMATIC, 300, 0)), said),
                List.of(at(1, Kind.PLUG, 0), at(1_140, Kind.CONTROL_KILL_MS, 5_000)),
                List.of(
                        new Claim.Chosen(Source.DEFAULT, new Span(30, 599)),
                        new Claim.Within(Of.STATION, new Span(60, 599), 10_900, 11_700),
                        new Claim.BoundBy(Source.OPENADR, new Span(602, 778)),
                        new Claim.Within(Of.STATION, new Span(630, 779), -8_250, -7_750),
                        new Claim.BoundBy(Source.INTEGRATOR, new Span(782, 899)),
                        new Claim.Within(Of.STATION, new Span(790, 899), -5_150, -4_850),
                        new Claim.BoundBy(Source.OPENADR, new Span(902, 958)),
                        new Claim.BoundBy(Source.RESERVE, new Span(962, 1_079)),
                        new Claim.Within(Of.STATION, new Span(975, 1_079), -100, 100),
                        new Claim.BoundBy(Source.OPENADR, new Span(1_082, 1_138)),
                        new Claim.Within(Of.STATION, new Span(1_100, 1_138), -8_250, -7_750),
                        new Claim.Within(Of.COMMAND, new Span(1_145, 1_158), 0, 0),
                        new Claim.Reaches(Of.STATION, -7_800, new Span(1_160, 1_300)),
                        new Claim.Chosen(Source.DEFAULT, new Span(1_384, 1_600)),
                        new Claim.Within(Of.STATION, new Span(1_440, 1_600), 10_900, 11_700)));
    }

    /** Events keep the reserve for an outage; the outage spends it. */
    static DayCase outage() {
        GridEvent.Ask ask = new GridEvent.Ask.Power(-11_000);
        List<Surroundings.Said> said = List.of(Said.event(90, PEAK, 0, 600, ask));
        return new DayCase(
                "outage",
                "an event keeps the reserve for an outage of 50 %, the outage spends it",
                Vehicle.ISO20_DC_BPT,
                515,
                1_800,
                around(
                        DayHome.backedUp(
                                Authority.OPENADR, DayHome.owner(Mode.AUTOMATIC, 300, 500)),
                        said),
                List.of(
                        at(1, Kind.PLUG, 0),
                        at(10, Kind.HOUSE_LOAD_W, 9_000),
                        at(700, Kind.GRID_LOSS_MS, 600_000)),
                List.of(
                        new Claim.Within(Of.SOC_DECI_PERCENT, new Span(0, 699), 500, 540),
                        new Claim.Within(Of.STATION, new Span(720, 1_290), -9_400, -8_600),
                        new Claim.Reaches(Of.SOC_DECI_PERCENT, 495, new Span(700, 1_600)),
                        new Claim.Within(Of.SOC_DECI_PERCENT, new Span(0, 1_800), 300, 540),
                        new Claim.Within(Of.STATION, new Span(1_660, 1_800), 0, 11_700)));
    }

    /** Every source falls silent in turn. */
    static DayCase lostLinks() {
        List<Surroundings.Said> said = new ArrayList<>();
        said.add(Said.target(120, Source.INTEGRATOR, -6_000, 60));
        said.addAll(Said.alive(Source.INTEGRATOR, 150, 300, 30));
        said.add(Said.mostCharge(420, Source.OCPP, 4_000, 2_000, 60));
        said.addAll(Said.alive(Source.OCPP, 450, 600, 30));
        said.add(Said.release(780, Source.OCPP));
        said.add(Said.mostImport(1_080, Source.OPENADR, 5_000, 3_000, 120));
        said.add(Said.release(1_320, Source.OPENADR));
        said.add(Said.target(1_400, Source.INTEGRATOR, -6_000, 600));
        return new DayCase(
                "lost-links",
                "integrator, OCPP, site meter, OpenADR and clock fall silent in turn",
                Vehicle.ISO20_DC_BPT,
                600,
                1_800,
                around(
                        DayHome.of(Authority.INTEGRATOR, DayHome.owner(Mode.AUTOMATIC, 300, 0)),
                        said),
                List.of(
                        at(1, Kind.PLUG, 0),
                        at(900, Kind.SITE_METER_SILENT_MS, 120_000),
                        at(1_500, Kind.SITE_METER_SILENT_MS, 60_000),
                        at(1_650, Kind.CLOCK_UNTRUSTED_MS, 60_000)),
                List.of(
                        new Claim.Within(Of.STATION, new Span(150, 329), -6_200, -5_800),
                        new Claim.Chosen(Source.DEFAULT, new Span(332, 1_399)),
                        new Claim.Within(Of.STATION, new Span(365, 419), 10_900, 11_700),
                        new Claim.BoundBy(Source.OCPP, new Span(422, 779)),
                        new Claim.Within(Of.STATION, new Span(425, 629), 3_700, 4_150),
                        new Claim.Within(Of.STATION, new Span(640, 779), 1_700, 2_150),
                        new Claim.BoundBy(Source.HOUSE_FUSE, new Span(905, 1_019)),
                        new Claim.Within(Of.STATION, new Span(910, 1_019), 2_700, 3_150),
                        new Claim.Within(Of.GRID, new Span(1_095, 1_198), 4_000, 5_200),
                        new Claim.Within(Of.GRID, new Span(1_210, 1_319), 2_000, 3_200),
                        new Claim.Within(Of.STATION, new Span(1_430, 1_499), -6_200, -5_800),
                        new Claim.Gates(List.of(Reason.SITE_METER_STALE), new Span(1_506, 1_559)),
                        new Claim.Within(Of.STATION, new Span(1_510, 1_559), -100, 100),
                        new Claim.Within(Of.STATION, new Span(1_590, 1_649), -6_200, -5_800),
                        new Claim.Gates(List.of(Reason.CLOCK_NOT_TRUSTED), new Span(1_652, 1_709)),
                        new Claim.Within(Of.STATION, new Span(1_665, 1_709), -100, 100)));
    }
}
