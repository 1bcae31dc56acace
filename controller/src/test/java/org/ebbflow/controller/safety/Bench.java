package org.ebbflow.controller.safety;

import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.ConnectorRequest;
import org.ebbflow.controller.energy.Conversion;
import org.ebbflow.controller.energy.Decision;
import org.ebbflow.controller.energy.Direction;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.EnterService;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Limit;
import org.ebbflow.controller.energy.OfferTarget;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.TestGrid;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.hal.BackupGear;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.Derating;
import org.ebbflow.hal.GridProfile;
import org.ebbflow.hal.InsulationReading;
import org.ebbflow.hal.IslandReading;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Phases;
import org.ebbflow.hal.Protection;
import org.ebbflow.hal.Protection.ResidualCurrent;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.SafetyReading.LockState;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.SafetyReading.ProximityState;
import org.ebbflow.hal.SafetyReading.SafetyInputs;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.Tick;

/** A supervisor in virtual time with every reading in the test's hand; cycles of 10 ms. */
final class Bench {

    static final long MS = 1_000_000L;
    static final int BATTERY_MV = 400_000;

    final BoardRatings ratings;
    final Supervisor supervisor;
    SafetyState state = SafetyState.initial(List.of());
    Verdict verdict = new Verdict.Healthy(List.of());
    Permit permit;
    long nowNs = 5_000 * MS;
    long cycle;
    PilotState pilot = PilotState.C;
    ContactorState contactors = ContactorState.OPEN;
    boolean contactorsFollow = true;
    LockState lock = LockState.LOCKED;
    SafetyInputs inputs = SafetyInputs.CLEAR;
    int inletMv;
    boolean watchdog;
    boolean echoes = true;
    long safetyAgeNs;
    long stageAgeNs;
    long meterAgeNs;
    long insulationAgeNs;
    StageReading.Mode mode = StageReading.Mode.RUNNING;
    int stageW;
    int meterW;
    int dcMv;
    boolean dcFollows = true;
    int dcMa;
    int lineMv = 240_000;
    int lineMilliHz = 60_000;
    int deciC = 300;
    boolean forming;
    GridProfile.Taken profile = GridProfile.Taken.VERIFIED;
    int phaseMa;
    IslandReading.Switch gridSwitch = IslandReading.Switch.CLOSED;
    IslandReading.Switch bond = IslandReading.Switch.OPEN;
    IslandReading.Switch feed = IslandReading.Switch.CLOSED;
    boolean gearFollows;
    boolean gridPresent = true;
    int utilityMv = 240_000;
    int utilityMilliHz = 60_000;
    OfferTarget target = new OfferTarget.FollowVehicle();
    Interval offerW = new Interval(-11_000, 11_000);
    boolean locked = true;
    ProximityState proximity = ProximityState.INSERTED;
    int insulationOhm = 5_000_000;
    InsulationReading.SelfTest selfTest = InsulationReading.SelfTest.PASSED;
    boolean hasMeter = true;
    boolean hasInsulation = true;
    VehicleReport.Forming said = VehicleReport.Forming.NOT_ASKED;
    boolean carForms;
    boolean open = true;
    boolean bidirectional = true;
    boolean dischargeOffered = true;
    ConnectorRequest.Pilot pilotWish = new ConnectorRequest.Pilot.Digital();

    private Bench(BoardRatings ratings) {
        this(ratings, false, Optional.empty());
    }

    private Bench(BoardRatings ratings, boolean ventilated, Optional<Backup> backup) {
        this.ratings = ratings;
        this.supervisor = new Supervisor(ratings, ventilated, backup);
        this.permit = new Permit(state, PermittedOutput.safe(tick()), Optional.empty());
    }

    static Bench dc() {
        return new Bench(
                ratings(
                        BoardRatings.Output.DC,
                        new BoardCommand.DcWindow(150_000, 500_000, 40_000, 40_000)));
    }

    /** A DC bench whose board file declares that the inlet is not measured. */
    static Bench dcWithoutInlet() {
        Bench bench = new Bench(dc().ratings.withoutInletMeasurement());
        bench.inletMv = SafetyReading.NOT_MEASURED;
        return bench;
    }

    /** A DC bench with backup gear whose switches follow at once, in its transfer on the grid. */
    static Bench backup() {
        return backup(true);
    }

    /** An AC bench with backup gear: the car's own inverter forms; nobody asks yet. */
    static Bench carBackup() {
        Backup backup =
                new Backup(
                        new BackupGear(
                                BackupGear.Neutral.BOND, 100, 2_000, 60_000, 1_000, true, 20_000),
                        EnterService.standard(60_000, 300));
        Bench bench = new Bench(ac().ratings.measuringInlet(), false, Optional.of(backup));
        bench.gearFollows = true;
        bench.run(new EnergyRequest.Nothing(), 600);
        return bench;
    }

    /** The same with a stage that needs mains to begin. */
    static Bench backupWithoutBlackStart() {
        return backup(false);
    }

    private static Bench backup(boolean blackStart) {
        Backup backup =
                new Backup(
                        new BackupGear(
                                BackupGear.Neutral.BOND, 100, 2_000, 30_000, 1_000, blackStart),
                        EnterService.standard(60_000, 300));
        Bench bench = new Bench(dc().ratings, false, Optional.of(backup));
        bench.gearFollows = true;
        bench.run(new EnergyRequest.InsulationTest(500_000), 600);
        bench.run(new EnergyRequest.PreCharge(BATTERY_MV, 2_000), 600);
        bench.run(transfer(0), 100);
        return bench;
    }

    /** A DC bench on another grid, in its transfer. */
    static Bench dcOn(Optional<GridProfile> grid, int acPowerW) {
        Bench bench = new Bench(dc().ratings.on(grid));
        bench.run(new EnergyRequest.InsulationTest(500_000), 600);
        bench.run(new EnergyRequest.PreCharge(BATTERY_MV, 2_000), 600);
        bench.run(transfer(acPowerW), 100);
        return bench;
    }

    /** An AC bench on another grid, with contactors closed. */
    static Bench acOn(Optional<GridProfile> grid) {
        Bench bench = new Bench(ac().ratings.on(grid));
        bench.run(acTransfer(5_000), 600);
        return bench;
    }

    static Bench chademo() {
        Bench bench = new Bench(dc().ratings.signalled(BoardRatings.Signalling.CHADEMO));
        bench.pilotWish = new ConnectorRequest.Pilot.Lines(true, false);
        return bench;
    }

    static Bench ac() {
        return new Bench(ratings(BoardRatings.Output.AC, new BoardCommand.DcWindow(0, 0, 0, 0)));
    }

    /** An AC bench in a ventilated place. */
    static Bench ventilatedAc() {
        return new Bench(ac().ratings, true, Optional.empty());
    }

    /** An AC bench of a US station. */
    static Bench ccid() {
        Protection rcd = ac().ratings.protection();
        return new Bench(
                ac().ratings
                        .protectedBy(
                                new Protection(
                                        ResidualCurrent.CCID, rcd.derating(), false, false)));
    }

    /** A DC bench whose board file names a meter and an insulation monitor. */
    static Bench fittedDc() {
        Protection bare = dc().ratings.protection();
        return new Bench(
                dc().ratings
                        .protectedBy(
                                new Protection(ResidualCurrent.RCD, bare.derating(), true, true)));
    }

    private static BoardRatings ratings(BoardRatings.Output output, BoardCommand.DcWindow window) {
        BoardRatings bare =
                new BoardRatings(
                        "bench",
                        output,
                        1,
                        240_000,
                        60_000,
                        11_500,
                        11_500,
                        100,
                        48_000,
                        window,
                        new BoardRatings.Efficiency(950, 950),
                        new BoardRatings.Reaction(400, 20, 35, 200));
        return TestGrid.fed(bare)
                .protectedBy(
                        new Protection(
                                ResidualCurrent.RCD,
                                new Derating(
                                        List.of(
                                                new Derating.Point(800, 1_000),
                                                new Derating.Point(900, 0))),
                                false,
                                false));
    }

    /** A DC bench with contactors closed, pre-charge proved and power asked. */
    static Bench dcTransferring(int acPowerW) {
        Bench bench = dc();
        bench.run(new EnergyRequest.InsulationTest(500_000), 600);
        bench.run(new EnergyRequest.PreCharge(BATTERY_MV, 2_000), 600);
        bench.run(transfer(acPowerW), 100);
        return bench;
    }

    /** An AC bench with contactors closed. */
    static Bench acTransferring() {
        Bench bench = ac();
        bench.run(acTransfer(5_000), 600);
        return bench;
    }

    static EnergyRequest transfer(int acPowerW) {
        return new EnergyRequest.DcTransfer(acPowerW, 300_000, 450_000, 30_000, 30_000);
    }

    static EnergyRequest acTransfer(int acPowerW) {
        return new EnergyRequest.AcTransfer(
                acPowerW < 0 ? Direction.DISCHARGE : Direction.CHARGE, acPowerW);
    }

    Tick tick() {
        return new Tick(cycle, nowNs, 1_780_000_000_000L + nowNs / MS, true);
    }

    /** Cycles for so long with one request. @return the last command */
    BoardCommand run(EnergyRequest energy, int ms) {
        for (int i = 0; i < Math.max(1, ms / 10); i++) {
            nowNs += 10 * MS;
            cycle++;
            step(energy);
        }
        return command();
    }

    /** Minutes in cycles of 150 ms, which is still below the bound of a stalled cycle. */
    void wait(EnergyRequest energy, int ms) {
        for (int passedMs = 0; passedMs < ms; passedMs += 150) {
            nowNs += Math.min(150, ms - passedMs) * MS;
            cycle++;
            step(energy);
        }
    }

    /** One cycle without letting time pass first. */
    void step(EnergyRequest energy) {
        Measured measured = measured();
        Supervision.Observed observed = supervisor.observe(state, measured, tick());
        verdict = observed.verdict();
        permit = supervisor.permit(observed.next(), asked(energy), measured, tick());
        state = permit.next();
        if (contactorsFollow) {
            contactors = command().contactorsClosed() ? ContactorState.CLOSED : ContactorState.OPEN;
        }
        if (gearFollows) {
            followGear();
        }
        if (dcFollows && command().stage() instanceof BoardCommand.Stage.HoldVoltage hold) {
            dcMv = hold.voltageMv();
        }
    }

    /** Gear, stage and line as they would be one poll later. */
    private void followGear() {
        BoardCommand.Island wanted = command().island();
        boolean apart = wanted != BoardCommand.Island.PARALLEL;
        boolean bonded = apart && wanted != BoardCommand.Island.SEPARATED;
        boolean fed = !bonded || wanted != BoardCommand.Island.ISLAND;
        if (wanted != BoardCommand.Island.HOLD) {
            gridSwitch = apart ? IslandReading.Switch.OPEN : IslandReading.Switch.CLOSED;
            bond = bonded ? IslandReading.Switch.CLOSED : IslandReading.Switch.OPEN;
            feed =
                    fed && wanted != BoardCommand.Island.SEPARATED
                            ? IslandReading.Switch.CLOSED
                            : IslandReading.Switch.OPEN;
        }
        boolean touches = contactors == ContactorState.CLOSED;
        boolean ac = ratings.output() == BoardRatings.Output.AC;
        forming =
                ac ? carForms && touches : command().stage() instanceof BoardCommand.Stage.FormGrid;
        boolean off = command().stage() instanceof BoardCommand.Stage.Off;
        mode = off ? StageReading.Mode.OFF : StageReading.Mode.RUNNING;
        boolean live = forming || gridPresent && gridSwitch == IslandReading.Switch.CLOSED;
        lineMv = live ? 240_000 : 0;
        lineMilliHz = live ? 60_000 : 0;
        if (ac) {
            inletMv = touches ? lineMv : carForms ? 240_000 : 0;
        }
    }

    BackupSequence.Step backupStep() {
        return state.island().step();
    }

    /** The utility goes away or comes back. */
    void grid(boolean present) {
        gridPresent = present;
        utilityMv = present ? 240_000 : 0;
        utilityMilliHz = present ? 60_000 : 0;
        boolean joined = gridSwitch == IslandReading.Switch.CLOSED;
        lineMv = joined ? utilityMv : lineMv;
        lineMilliHz = joined ? utilityMilliHz : lineMilliHz;
    }

    BoardCommand command() {
        return permit.output().command();
    }

    List<FaultCode> trips() {
        return state.trips().stream().map(StandingTrip::code).toList();
    }

    boolean isSafe() {
        return !command().contactorsClosed() && command().stage() instanceof BoardCommand.Stage.Off;
    }

    private Asked asked(EnergyRequest energy) {
        Asked plain = new Asked(energy, new ConnectorRequest(pilotWish, locked), offer());
        boolean ac = ratings.output() == BoardRatings.Output.AC;
        return ac
                ? new Asked(energy, plain.connector(), plain.offer(), bidirectional, said)
                : plain;
    }

    private EvseOffer offer() {
        Limit limit = new Limit(Source.STAGE, offerW);
        return new EvseOffer(
                open,
                offerW,
                offerW,
                new Interval(-40_000, 40_000),
                150_000,
                500_000,
                48_000,
                1,
                240_000,
                60_000,
                target,
                new Conversion(950, 950),
                dischargeOffered,
                new Decision(0, 0, limit, limit, Source.STAGE, List.of(), -1));
    }

    private Measured measured() {
        int watts = phaseMa == 0 ? meterW * 1_000 / 240 : phaseMa;
        Reading<MeterReading> meter =
                !hasMeter
                        ? new Reading.Missing<>(0, "no answer")
                        : new Reading.Taken<>(
                                new MeterReading(
                                        meterW,
                                        new Phases(meterW, 0, 0),
                                        new Phases(watts, 0, 0),
                                        lineMv,
                                        lineMilliHz,
                                        0,
                                        0),
                                nowNs - meterAgeNs);
        Reading<StageReading> stage =
                ratings.output() == BoardRatings.Output.AC
                        ? new Reading.Missing<>(0, "not fitted")
                        : new Reading.Taken<>(
                                new StageReading(
                                                mode,
                                                stageW,
                                                dcMv,
                                                dcMa,
                                                lineMv,
                                                lineMilliHz,
                                                deciC,
                                                forming,
                                                0)
                                        .told(profile),
                                nowNs - stageAgeNs);
        return new Measured(
                stage,
                meter,
                new Reading.Missing<>(0, "not fitted"),
                new Reading.Taken<>(safety(), nowNs - safetyAgeNs),
                hasInsulation
                        ? new Reading.Taken<>(
                                new InsulationReading(insulationOhm, selfTest),
                                nowNs - insulationAgeNs)
                        : new Reading.Missing<>(0, "no answer"),
                new Reading.Taken<>(
                        new IslandReading(
                                gridPresent,
                                gridSwitch,
                                bond,
                                feed,
                                feed,
                                new IslandReading.Utility(utilityMv, utilityMilliHz)),
                        nowNs - safetyAgeNs));
    }

    private SafetyReading safety() {
        return new SafetyReading(
                pilot,
                proximity,
                50,
                contactors,
                lock,
                inletMv,
                inputs,
                echoes ? (int) (cycle & 0xFFFF) : 7,
                watchdog);
    }
}
