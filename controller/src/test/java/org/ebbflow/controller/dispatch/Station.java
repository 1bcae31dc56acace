package org.ebbflow.controller.dispatch;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.Decision;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Lease;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.TestGrid;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.hal.BackupGear;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.GridProfile;
import org.ebbflow.hal.IslandReading;
import org.ebbflow.hal.IslandReading.Switch;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Phases;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.Tick;

/** A station in virtual time around the arbiter: the power follows the command at once. */
final class Station {

    static final long MS = 1_000_000L;
    static final long SECOND = 1_000 * MS;
    static final int VOLT = 240_000;

    static final Installation.Wiring WIRING =
            new Installation.Wiring(200, 60, Installation.Supply.SPLIT_PHASE, 11_500, true, 1_500);

    static final Installation SITE = site(WIRING, new Installation.Permit(true, 12_000, 300));

    static final BoardRatings RATINGS =
            TestGrid.fed(
                    new BoardRatings(
                            "test",
                            BoardRatings.Output.DC,
                            1,
                            VOLT,
                            60_000,
                            12_500,
                            12_500,
                            300,
                            60_000,
                            new BoardCommand.DcWindow(150_000, 950_000, 40_000, 40_000),
                            new BoardRatings.Efficiency(960, 955),
                            new BoardRatings.Reaction(500, 50, 100, 200)));

    static final Preferences OWNER =
            new Preferences(Preferences.Mode.AUTOMATIC, true, 300, 0, 1000, "en");

    private static final BackupGear GEAR =
            new BackupGear(BackupGear.Neutral.BOND, 100, 2_000, 30_000, 1_000, true);

    private final StationArbiter arbiter;
    private final BoardRatings ratings;
    boolean apart;
    boolean bonded;
    int utilityMv = VOLT;
    ArbiterState state = inService();
    long nowNs = 1_000 * SECOND;
    long cycle;
    boolean wallTrusted = true;
    long wallMs = 1_790_000_000_000L;
    List<Booked> booked = List.of();
    String service = "DC_BPT dynamic";
    Optional<VehicleReport.Need> need = Optional.empty();
    VehicleReport.Least least = VehicleReport.Least.NONE;
    int dcCurrentMa;
    Optional<Integer> batteryW = Optional.empty();
    long batteryAgeNs;
    List<Directive> directives = List.of();
    Preferences owner = OWNER;
    Verdict verdict = new Verdict.Healthy(List.of());
    VehicleReport.Phase phase = VehicleReport.Phase.TRANSFER;
    boolean bidirectional = true;
    Interval carW = new Interval(-20_000, 20_000);
    int socDeciPercent = 600;
    long socAgeNs;
    int houseW = 500;
    long siteMeterAgeNs;
    long stageAgeNs;
    int stageDeciC = 400;
    int gridMv = VOLT;
    int gridMilliHz = 60_000;
    GridProfile.Taken profile = GridProfile.Taken.VERIFIED;
    int stationW;
    boolean follows = true;
    private long restNs;

    Station() {
        this(SITE);
    }

    Station(Installation site) {
        this(site, RATINGS);
    }

    /** Long after power-up: the grid has proved itself. */
    static ArbiterState inService() {
        ArbiterState s = ArbiterState.INITIAL;
        return new ArbiterState(
                s.ramp(),
                new GridService(false, 0, true),
                s.reserve(),
                s.excess(),
                s.local(),
                s.agenda(),
                s.departures(),
                s.trim(),
                s.carDecided(),
                s.sun());
    }

    /** An AC station; the car that comes does nothing below 6 A. */
    static Station onAc() {
        BoardRatings ratings =
                TestGrid.fed(
                        new BoardRatings(
                                "test-ac",
                                BoardRatings.Output.AC,
                                1,
                                VOLT,
                                60_000,
                                11_500,
                                11_500,
                                1_400,
                                48_000,
                                new BoardCommand.DcWindow(0, 0, 0, 0),
                                new BoardRatings.Efficiency(1_000, 1_000),
                                new BoardRatings.Reaction(500, 50, 100, 200)));
        Station station = new Station(SITE, ratings);
        station.least = new VehicleReport.Least(1_440, 0);
        return station;
    }

    /** A station on another grid. */
    static Station on(Optional<GridProfile> grid) {
        return new Station(SITE, RATINGS.on(grid));
    }

    /** A station that can supply its house, without permission to export. */
    static Station withBackup() {
        return new Station(
                site(WIRING, new Installation.Permit(false, 0, 300)), RATINGS.backedUp(GEAR));
    }

    private Station(Installation site, BoardRatings ratings) {
        this.ratings = ratings;
        this.arbiter = new StationArbiter(site, ratings);
    }

    static Installation site(Installation.Wiring wiring, Installation.Permit permit) {
        Installation.Listener off = new Installation.Listener(false, "127.0.0.1", 0);
        return new Installation(
                "test",
                "US",
                wiring,
                permit,
                new Installation.Ramp(1_150, 1_150, 1_150, 1_150, 2_000),
                Installation.Authority.INTEGRATOR,
                new Installation.Faces(off, off, 1),
                new Installation.Vehicle(
                        Optional.empty(), false, Installation.Authorization.FREE, "US*EBB*E1"),
                Preferences.INITIAL,
                Installation.Bench.OFF,
                Path.of("unused"));
    }

    EvseOffer step(long dtNs) {
        nowNs += dtNs;
        restNs += dtNs;
        wallMs += restNs / MS;
        restNs %= MS;
        cycle++;
        Arbiter.Offered<ArbiterState> done = arbiter.offer(state, inputs(), tick());
        state = done.next();
        if (follows) {
            stationW = done.offer().why().powerW();
        }
        return done.offer();
    }

    /** Steps of 10 ms. */
    EvseOffer run(long durationNs) {
        EvseOffer last = step(10 * MS);
        for (long done = 10 * MS; done < durationNs; done += 10 * MS) {
            last = step(10 * MS);
        }
        return last;
    }

    Decision runFor(int seconds) {
        return run(seconds * SECOND).why();
    }

    Tick tick() {
        return new Tick(cycle, nowNs, wallMs, wallTrusted);
    }

    Arbiter.Inputs inputs() {
        VehicleReport told =
                new VehicleReport(
                        phase,
                        "ISO 15118-20",
                        service,
                        bidirectional,
                        carW,
                        socDeciPercent < 0
                                ? Optional.empty()
                                : Optional.of(
                                        new VehicleReport.Soc(
                                                socDeciPercent, nowNs - socAgeNs, 60_000)),
                        need,
                        "");
        VehicleReport car = told.with(least);
        return new Arbiter.Inputs(directives, ratings, measured(), car, owner, verdict, booked);
    }

    private Measured measured() {
        StageReading stage =
                new StageReading(
                                StageReading.Mode.RUNNING,
                                stationW,
                                400_000,
                                dcCurrentMa,
                                gridMv,
                                gridMilliHz,
                                stageDeciC,
                                false,
                                0)
                        .told(profile);
        return new Measured(
                new Reading.Taken<>(stage, nowNs - stageAgeNs),
                new Reading.Taken<>(meter(stationW), nowNs),
                new Reading.Taken<>(meter(houseW + stationW), nowNs - siteMeterAgeNs),
                new Reading.Missing<>(0, "not fitted"),
                new Reading.Missing<>(0, "not fitted"),
                ratings.backup().isEmpty()
                        ? new Reading.Missing<>(0, "not fitted")
                        : new Reading.Taken<>(gear(), nowNs),
                batteryW.<Reading<MeterReading>>map(
                                w -> new Reading.Taken<>(meter(w), nowNs - batteryAgeNs))
                        .orElse(new Reading.Missing<>(0, Measured.NO_METER)),
                new Reading.Missing<>(0, Measured.NO_METER));
    }

    private IslandReading gear() {
        Switch open = apart ? Switch.OPEN : Switch.CLOSED;
        Switch bond = bonded ? Switch.CLOSED : Switch.OPEN;
        int milliHz = utilityMv > 0 ? 60_000 : 0;
        IslandReading.Utility utility = new IslandReading.Utility(utilityMv, milliHz);
        return new IslandReading(utilityMv > 0, open, bond, open, open, utility);
    }

    private static MeterReading meter(int powerW) {
        int ma = (int) (powerW * 1_000_000L / VOLT);
        return new MeterReading(
                powerW,
                new Phases(powerW / 2, powerW / 2, 0),
                new Phases(ma, ma, 0),
                VOLT,
                60_000,
                0,
                0);
    }

    Directive.Target integrator(int powerW) {
        return new Directive.Target(
                Source.INTEGRATOR,
                new Lease(nowNs, 60 * SECOND),
                Directive.Rank.INTEGRATOR,
                powerW);
    }
}
