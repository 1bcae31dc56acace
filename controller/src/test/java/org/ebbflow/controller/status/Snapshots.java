package org.ebbflow.controller.status;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ebbflow.controller.energy.Conversion;
import org.ebbflow.controller.energy.Decision;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Limit;
import org.ebbflow.controller.energy.OfferTarget;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.TestGrid;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.GridProfile;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Phases;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.Tick;

/** Snapshots for tests of faces; change a field, then {@link #build}. */
public final class Snapshots {

    public static final BoardRatings RATINGS =
            TestGrid.fed(
                    new BoardRatings(
                            "demo",
                            BoardRatings.Output.DC,
                            1,
                            240_000,
                            60_000,
                            12_500,
                            12_500,
                            300,
                            60_000,
                            new BoardCommand.DcWindow(150_000, 950_000, 40_000, 40_000),
                            new BoardRatings.Efficiency(955, 948),
                            new BoardRatings.Reaction(500, 100, 200, 200)));

    public long nowNs = 1_000_000_000L;
    public int acPowerW = -5_000;
    public int wantedW = -15_000;
    public int commandW = -11_500;
    public Source chosen = Source.INTEGRATOR;
    public VehicleReport.Phase phase = VehicleReport.Phase.TRANSFER;
    public int socDeciPercent = 600;
    public long socAgeNs = 3_000_000_000L;
    public Decision.Local local = Decision.Local.NONE;
    public OptionalInt stageSocDeciPercent = OptionalInt.empty();
    public int stageDeciC = 412;
    public Reason whyNot = Reason.PRODUCT_CAP;
    public Preferences preferences =
            new Preferences(Preferences.Mode.AUTOMATIC, true, 300, 0, 1_000, "en");
    public Optional<FaultCode> trip = Optional.empty();
    public List<Reason> gates = List.of();
    public BackupStatus backup = BackupStatus.NONE;
    public Programs programs = Programs.NONE;

    public Snapshot build() {
        Verdict verdict =
                trip.<Verdict>map(code -> new Verdict.Tripped(code, true))
                        .orElse(new Verdict.Healthy(List.of()));
        return new Snapshot(
                new Snapshot.Build("0.1.0", "abc1234"),
                new Tick(nowNs / 10_000_000L, nowNs, 1_790_000_000_000L, true),
                RATINGS,
                measured(),
                vehicle(),
                offer(),
                new EnergyRequest.Nothing(),
                verdict,
                trip.stream().toList(),
                whyNot,
                new Snapshot.SessionFigures(
                        7,
                        "ISO 15118-20",
                        "DC_BPT dynamic",
                        1,
                        90,
                        1_234,
                        567,
                        4_000,
                        7_000,
                        11_500,
                        900,
                        Reason.NONE,
                        false),
                new Snapshot.Totals(5_000_000_000L, 70_000, 7),
                List.of(
                        new Snapshot.AnswerTimes(
                                "DC_ChargeLoop", 900, 300, 900, 2_000, 9_000, 800, 899)),
                new Snapshot.LoopHealth(100, 0, 300, 900),
                preferences,
                CertificateNotice.NONE,
                backup,
                programs);
    }

    private Measured measured() {
        StageReading stage =
                new StageReading(
                                StageReading.Mode.RUNNING,
                                acPowerW,
                                400_000,
                                acPowerW * 1_000 / 400,
                                240_000,
                                60_000,
                                stageDeciC,
                                false,
                                0)
                        .told(GridProfile.Taken.VERIFIED)
                        .charged(stageSocDeciPercent);
        int ma = (int) (acPowerW * 1_000_000L / 240_000);
        MeterReading meter =
                new MeterReading(
                        acPowerW,
                        new Phases(acPowerW / 2, acPowerW / 2, 0),
                        new Phases(ma, ma, 0),
                        240_000,
                        60_010,
                        1_000,
                        2_000);
        return new Measured(
                new Reading.Taken<>(stage, nowNs),
                new Reading.Taken<>(meter, nowNs),
                new Reading.Taken<>(meter, nowNs),
                new Reading.Missing<>(0, "not fitted"),
                new Reading.Missing<>(0, "not fitted"),
                new Reading.Missing<>(0, "not fitted"));
    }

    private VehicleReport vehicle() {
        return phase == VehicleReport.Phase.NO_CAR
                ? VehicleReport.NO_CAR
                : new VehicleReport(
                        phase,
                        "ISO 15118-20",
                        "DC_BPT dynamic",
                        true,
                        new Interval(-20_000, 20_000),
                        socDeciPercent < 0
                                ? Optional.empty()
                                : Optional.of(
                                        new VehicleReport.Soc(
                                                socDeciPercent, nowNs - socAgeNs, 62_000)),
                        Optional.empty(),
                        "");
    }

    private EvseOffer offer() {
        Interval bounds = new Interval(-11_500, 11_500);
        Limit cap = new Limit(Source.PRODUCT_CAP, bounds);
        Decision why =
                new Decision(
                        commandW, wantedW, cap, cap, chosen, gates, -1, List.of(cap), local, 0);
        return new EvseOffer(
                true,
                bounds,
                bounds,
                bounds,
                150_000,
                950_000,
                48_000,
                1,
                240_000,
                60_000,
                new OfferTarget.Power(commandW),
                Conversion.LOSSLESS,
                true,
                why);
    }
}
