package org.ebbflow.controller.registers;

import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.VehicleReport.Soc;
import org.ebbflow.controller.registers.Control.Block;
import org.ebbflow.controller.registers.Control.Holder;
import org.ebbflow.controller.settings.Installation.Supply;
import org.ebbflow.controller.status.BackupStatus;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.hal.MeterReading;

/**
 * The compact block: 2000-2093 status, 2100-2119 control; plus is charge. Additive changes only.
 */
final class EvseBlock {

    static final int STATUS = 2_000;
    static final int STATUS_COUNT = 94;
    static final int CONTROL = 2_100;
    static final int CONTROL_COUNT = 20;

    private static final int VERSION = 1;
    private static final long UNKNOWN_U32 = 0xFFFFFFFFL;
    private static final int UNKNOWN_U16 = 0xFFFF;
    private static final Optional<Block> SUNSPEC = Optional.of(Block.SUNSPEC);

    private EvseBlock() {}

    static Image status(View view) {
        Image image = new Image(STATUS, STATUS_COUNT);
        image.u16(2_000, VERSION);
        image.u16(2_001, capability(view));
        image.u16(2_002, view.state().number());
        image.u16(2_003, view.snapshot().whyNot().number());
        List<FaultCode> trips = view.snapshot().trips();
        image.u16(2_004, trips.isEmpty() ? 0 : 3);
        image.u16(2_005, trips.isEmpty() ? 0 : trips.getFirst().number());
        power(image, view);
        battery(image, view);
        image.u32(2_016, view.chargeAvailableW());
        image.u32(2_018, view.dischargeAvailableW());
        image.u32(2_020, view.snapshot().ratings().minPowerW());
        image.u32(2_022, view.why().powerW());
        image.u16(2_024, owner(view));
        image.u16(2_025, view.limitingReason());
        image.u16(2_026, view.control().leaseLeftS(view.nowNs()));
        image.u16(2_027, view.snapshot().tick().monotonicNs() / 1_000_000_000L);
        image.u64(2_028, view.snapshot().totals().chargedWh());
        image.u64(2_032, view.snapshot().totals().dischargedWh());
        image.u32(2_036, view.snapshot().session().chargedWh());
        image.u32(2_038, view.snapshot().session().dischargedWh());
        image.u32(2_040, view.snapshot().session().durationS());
        grid(image, view);
        backup(image, view.snapshot());
        PlanBlock.write(image, view.snapshot());
        return image;
    }

    /** The control registers as they read back. */
    static Image control(Control control) {
        Image image = new Image(CONTROL, CONTROL_COUNT);
        image.u16(2_100, control.lease().isPresent() ? 1 : 0);
        image.u32(2_102, control.setpointW());
        image.u16(2_104, control.leaseS());
        image.u16(
                2_105,
                switch (control.onLoss()) {
                    case PAUSE -> 0;
                    case LOCAL_WITHOUT_DISCHARGE -> 1;
                    case FALLBACK -> 2;
                });
        image.u32(2_106, control.fallbackW());
        image.u32(2_108, ceiling(control.ceilings().chargeW()));
        image.u32(2_110, ceiling(control.ceilings().dischargeW()));
        image.u16(2_112, control.ceilings().minSocDeciPercent());
        image.u16(2_113, control.ceilings().maxSocDeciPercent());
        return image;
    }

    private static long ceiling(int powerW) {
        return powerW == Integer.MAX_VALUE ? UNKNOWN_U32 : powerW;
    }

    private static int capability(View view) {
        boolean dc = view.isDc();
        boolean discharge = view.snapshot().ratings().maxDischargeW() > 0;
        int bits = 1;
        bits |= discharge ? 1 << 1 : 0;
        bits |= view.snapshot().ratings().backup().isPresent() ? 1 << 2 : 0;
        bits |= view.snapshot().vehicle().freshSoc(view.nowNs()).isPresent() ? 1 << 3 : 0;
        bits |= view.snapshot().ratings().phases() == 3 ? 1 << 4 : 0;
        bits |= view.supply() == Supply.SPLIT_PHASE ? 1 << 5 : 0;
        bits |= dc ? 1 << 7 : 0;
        bits |= dc && discharge ? 1 << 8 : 0;
        bits |= !dc && discharge ? 1 << 9 : 0;
        return bits;
    }

    private static void power(Image image, View view) {
        image.u32(2_006, view.acPowerW());
        image.u32(2_008, view.dcPowerW());
        image.u16Capped(2_010, view.stage().dcVoltageMv() / 100);
        image.i16Capped(2_011, view.stage().dcCurrentMa() / 100);
        image.deciC(2_049, view.stage().temperatureDeciC());
    }

    private static void battery(Image image, View view) {
        image.u16(2_012, UNKNOWN_U16);
        image.u16(2_013, UNKNOWN_U16);
        image.u32(2_014, UNKNOWN_U32);
        if (view.snapshot().vehicle().soc().isPresent()) {
            Soc soc = view.snapshot().vehicle().soc().get();
            if (view.snapshot().vehicle().freshSoc(view.nowNs()).isPresent()) {
                image.u16Capped(2_012, soc.deciPercent());
            }
            image.u16Capped(2_013, (view.nowNs() - soc.takenNs()) / 1_000_000_000L);
            image.u32(2_014, soc.capacityWh() > 0 ? soc.capacityWh() : UNKNOWN_U32);
        }
    }

    private static void grid(Image image, View view) {
        MeterReading meter = view.meter();
        boolean three = view.snapshot().ratings().phases() == 3;
        int deciV = meter.voltageMv() / 100;
        boolean split = view.supply() == Supply.SPLIT_PHASE;
        int legV = split ? deciV / 2 : deciV;
        image.u16Capped(2_042, legV);
        image.u16Capped(2_043, three || split ? legV : 0);
        image.u16Capped(2_044, three ? legV : 0);
        image.i16Capped(2_045, meter.phaseCurrentMa().l1() / 100);
        image.i16Capped(2_046, meter.phaseCurrentMa().l2() / 100);
        image.i16Capped(2_047, meter.phaseCurrentMa().l3() / 100);
        image.u16Capped(2_048, meter.frequencyMilliHz() / 10);
    }

    private static void backup(Image image, Snapshot snapshot) {
        BackupStatus backup = snapshot.backup();
        int minutes = BackupStatus.minutesLeft(snapshot);
        image.u16(2_066, backup.state().number());
        image.u16(
                2_067,
                switch (backup.gridSwitch()) {
                    case UNKNOWN -> 0;
                    case OPEN -> 1;
                    case CLOSED -> 2;
                });
        image.u16(2_068, minutes < 0 ? UNKNOWN_U16 : Math.min(minutes, UNKNOWN_U16 - 1));
        image.u16(2_069, snapshot.preferences().drivingReserveDeciPercent());
        image.u16(2_070, snapshot.preferences().outageReserveDeciPercent());
        image.u16(2_071, backup.ready() ? 1 : 0);
        image.u16(2_072, backup.gapS());
        image.u16(2_073, backup.returnInS() < 0 ? UNKNOWN_U16 : backup.returnInS());
        image.u16(2_074, backup.ending().number());
        image.u16(2_075, backup.test() ? 1 : 0);
    }

    private static int owner(View view) {
        return switch (view.why().chosen()) {
            case SAFETY, STAGE, GRID_CODE, GRID_FREQUENCY, GRID_VOLTAGE -> 9;
            case PANEL, INSTALLER -> 1;
            case INTEGRATOR -> view.control().lease().map(Holder::block).equals(SUNSPEC) ? 3 : 2;
            case OPENADR, IEEE2030_5, SITE_CAPACITY -> 8;
            case OCPP -> 7;
            case CABLE,
                    PRODUCT_CAP,
                    PERMIT,
                    HOUSE_FUSE,
                    VEHICLE,
                    RESERVE,
                    DEPARTURE,
                    ISLAND,
                    LOCAL_PLAN,
                    GATE,
                    RAMP,
                    DEFAULT ->
                    0;
        };
    }
}
