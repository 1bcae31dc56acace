package org.ebbflow.controller.registers;

import java.util.Optional;
import org.ebbflow.controller.energy.Direction;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.VehicleReport.Soc;
import org.ebbflow.controller.energy.WirePower;
import org.ebbflow.controller.registers.SunSpecLayout.Point;
import org.ebbflow.controller.settings.Installation.Supply;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Phases;
import org.ebbflow.hal.StageReading;

/**
 * The chain 1, 701, 702, 704, 713, 714, 715, 703 at 40000. Sign at this wire: plus is injection
 * (discharge), the opposite of everything inside. Points we do not have are "not implemented".
 *
 * @source SunSpec Alliance DER information models 700 series
 */
final class SunSpecBlock {

    private static final SunSpecLayout LAYOUT = SunSpecLayout.CHAIN;
    private static final int NOT_U16 = 0xFFFF;
    private static final int NOT_I16 = 0x8000;
    private static final long NOT_U64 = -1;

    /** Everything that never changes while the station runs, and "not implemented" elsewhere. */
    private final short[] blank;

    private final String serial;

    SunSpecBlock(String serial) {
        this.serial = serial;
        Image image = new Image(SunSpecLayout.BASE, LAYOUT.count());
        image.text(SunSpecLayout.BASE, 2, "SunS");
        LAYOUT.points().forEach((name, point) -> blank(image, name, point));
        int end = SunSpecLayout.BASE + LAYOUT.count() - 2;
        image.u16(end, NOT_U16);
        image.u16(end + 1, 0);
        this.blank = image.read(SunSpecLayout.BASE, LAYOUT.count());
    }

    Image chain(View view) {
        Image image = new Image(SunSpecLayout.BASE, LAYOUT.count());
        for (int i = 0; i < blank.length; i++) {
            image.u16(SunSpecLayout.BASE + i, blank[i]);
        }
        common(image, view);
        measurement(image, view);
        phases(image, view);
        capacity(image, view);
        control(image, view);
        storage(image, view);
        dc(image, view);
        derControl(image, view);
        enterService(image, view);
        return image;
    }

    private static void blank(Image image, String name, Point point) {
        int at = point.address();
        switch (point.type()) {
            case "uint16", "enum16", "bitfield16" -> image.u16(at, NOT_U16);
            case "int16", "sunssf", "pad" -> image.u16(at, NOT_I16);
            case "int32" -> image.u32(at, 0x80000000L);
            case "uint32", "bitfield32" -> image.u32(at, 0xFFFFFFFFL);
            case "uint64" -> image.u64(at, NOT_U64);
            default -> image.u16(at, 0);
        }
        if (name.endsWith(".ID") && !name.contains("Prt")) {
            image.u16(at, point.model());
        }
        if (name.endsWith(".L")) {
            image.u16(at, point.length());
        }
    }

    private static void u16(Image image, String point, long value) {
        image.u16(LAYOUT.address(point), value);
    }

    private static void i16(Image image, String point, long value) {
        image.i16Capped(LAYOUT.address(point), value);
    }

    private static void u32(Image image, String point, long value) {
        image.u32(LAYOUT.address(point), value);
    }

    private static void u64(Image image, String point, long value) {
        image.u64(LAYOUT.address(point), value);
    }

    private void common(Image image, View view) {
        image.text(LAYOUT.address("1.Mn"), 16, "Ebbflow");
        image.text(LAYOUT.address("1.Md"), 16, view.snapshot().ratings().name());
        image.text(LAYOUT.address("1.Opt"), 8, view.isDc() ? "DC" : "AC");
        image.text(LAYOUT.address("1.Vr"), 8, view.snapshot().build().version());
        image.text(LAYOUT.address("1.SN"), 16, serial);
        u16(image, "1.DA", 1);
    }

    private static void measurement(Image image, View view) {
        Snapshot snapshot = view.snapshot();
        MeterReading meter = view.meter();
        boolean split = view.supply() == Supply.SPLIT_PHASE;
        boolean three = snapshot.ratings().phases() == 3;
        u16(image, "701.ACType", three ? 2 : split ? 1 : 0);
        boolean fault = view.isDead() || !snapshot.trips().isEmpty();
        int power = view.acPowerW();
        boolean flows = Math.abs(power) > 50;
        u16(image, "701.St", fault ? 0 : 1);
        u16(image, "701.InvSt", fault ? 6 : flows ? 3 : 7);
        u16(image, "701.ConnSt", view.stage().mode() == StageReading.Mode.OFF ? 0 : 1);
        u32(image, "701.Alrm", fault ? 1 << 12 : 0);
        u32(image, "701.DERMode", 1);
        i16(image, "701.W", -power);
        i16(image, "701.VA", Math.abs(power));
        i16(image, "701.Var", 0);
        i16(image, "701.PF", power == 0 ? 0 : -Integer.signum(power) * 1_000);
        i16(image, "701.A", total(meter.phaseCurrentMa(), split) / 100);
        int deciV = meter.voltageMv() / 100;
        u16(image, "701.LLV", split ? deciV : three ? deciV * 1_732L / 1_000 : NOT_U16);
        u16(image, "701.LNV", split ? deciV / 2 : deciV);
        u32(image, "701.Hz", meter.frequencyMilliHz());
        u64(image, "701.TotWhInj", snapshot.totals().dischargedWh());
        u64(image, "701.TotWhAbs", snapshot.totals().chargedWh());
        image.deciC(LAYOUT.address("701.TmpCab"), view.stage().temperatureDeciC());
        int limited = view.limitingReason();
        int wanted = Math.abs(view.why().wantedW());
        long reached = wanted == 0 ? 100 : Math.abs(view.why().powerW()) * 100L / wanted;
        u16(image, "701.ThrotPct", limited == 0 ? 100 : Math.clamp(reached, 0, 100));
        u32(image, "701.ThrotSrc", limited == 0 ? 0 : throttle(limited));
        scale(image, "701.", "A_SF -1 V_SF -1 Hz_SF -3 W_SF 0 PF_SF -3 VA_SF 0 Var_SF 0");
        scale(image, "701.", "TotWh_SF 0 Tmp_SF -1");
    }

    /** Bits of ThrotSrc: 0 maximum power, 5 temperature, 8 other. */
    private static long throttle(int reason) {
        if (reason == Reason.TEMPERATURE.number()) {
            return 1 << 5;
        }
        return reason == Reason.PRODUCT_CAP.number() ? 1 : 1 << 8;
    }

    private static int total(Phases currentMa, boolean split) {
        return split ? currentMa.l1() : currentMa.l1() + currentMa.l2() + currentMa.l3();
    }

    private static void phases(Image image, View view) {
        MeterReading meter = view.meter();
        boolean split = view.supply() == Supply.SPLIT_PHASE;
        int deciV = meter.voltageMv() / 100;
        i16(image, "701.WL1", -meter.phasePowerW().l1());
        i16(image, "701.AL1", -meter.phaseCurrentMa().l1() / 100);
        u16(image, "701.VL1", split ? deciV / 2 : deciV);
        if (split) {
            u16(image, "701.VL1L2", deciV);
        }
        if (split || view.snapshot().ratings().phases() == 3) {
            i16(image, "701.WL2", -meter.phasePowerW().l2());
            i16(image, "701.AL2", -meter.phaseCurrentMa().l2() / 100);
            u16(image, "701.VL2", split ? deciV / 2 : deciV);
        }
        if (view.snapshot().ratings().phases() == 3) {
            i16(image, "701.WL3", -meter.phasePowerW().l3());
            i16(image, "701.AL3", -meter.phaseCurrentMa().l3() / 100);
            u16(image, "701.VL3", deciV);
        }
    }

    private static void capacity(Image image, View view) {
        BoardRatings ratings = view.snapshot().ratings();
        int most = Math.max(ratings.maxChargeW(), ratings.maxDischargeW());
        u16(image, "702.WMaxRtg", most);
        u16(image, "702.VAMaxRtg", most);
        u16(image, "702.WChaRteMaxRtg", ratings.maxChargeW());
        u16(image, "702.WDisChaRteMaxRtg", ratings.maxDischargeW());
        u16(image, "702.VNomRtg", ratings.nominalVoltageMv() / 100);
        u16(image, "702.AMaxRtg", ratings.maxAcCurrentMa() / 100);
        u32(image, "702.CtrlModes", 1 | 1 << 5);
        u16(image, "702.WMax", most);
        u16(image, "702.WChaRteMax", present(view, Direction.CHARGE));
        u16(image, "702.WDisChaRteMax", present(view, Direction.DISCHARGE));
        scale(image, "702.", "W_SF 0 VA_SF 0 V_SF -1 A_SF -1");
    }

    private static int present(View view, Direction direction) {
        return switch (direction) {
            case CHARGE -> view.chargeAvailableW();
            case DISCHARGE -> view.dischargeAvailableW();
        };
    }

    private static void control(Image image, View view) {
        Control control = view.control();
        boolean held = control.lease().isPresent();
        u16(image, "704.WMaxLimPctEna", control.sunSpec().limitEnabled() ? 1 : 0);
        u16(image, "704.WMaxLimPct", control.sunSpec().limitPercent());
        u16(image, "704.WSetEna", held ? 1 : 0);
        u16(image, "704.WSetMod", 1);
        u32(image, "704.WSet", held ? WirePower.toSunSpecW(control.setpointW()) : 0);
        u32(image, "704.WSetRvrt", WirePower.toSunSpecW(control.fallbackW()));
        u16(image, "704.WSetEnaRvrt", control.onLoss() == Control.OnLoss.FALLBACK ? 1 : 0);
        u32(image, "704.WSetRvrtTms", control.leaseS());
        u32(image, "704.WSetRvrtRem", control.leaseLeftS(view.nowNs()));
        scale(image, "704.", "WMaxLimPct_SF 0 WSet_SF 0");
    }

    private static void storage(Image image, View view) {
        scale(image, "713.", "WH_SF 1 Pct_SF -1");
        Optional<Soc> known = view.snapshot().vehicle().freshSoc(view.nowNs());
        if (view.hasSession() && known.isPresent()) {
            Soc soc = known.get();
            if (soc.capacityWh() > 0) {
                u16(image, "713.WHRtg", soc.capacityWh() / 10);
                u16(image, "713.WHAvail", soc.capacityWh() * soc.deciPercent() / 10_000);
            }
            u16(image, "713.SoC", soc.deciPercent());
            u16(image, "713.Sta", 0);
        } else {
            // what a stage with a battery model of its own tells, where the car says nothing
            view.stage().socDeciPercent().ifPresent(soc -> u16(image, "713.SoC", soc));
        }
    }

    private static void dc(Image image, View view) {
        StageReading stage = view.stage();
        u32(image, "714.PrtAlrms", 0);
        u16(image, "714.NPrt", 1);
        i16(image, "714.DCA", -stage.dcCurrentMa() / 100);
        i16(image, "714.DCW", -view.dcPowerW());
        u16(image, "714.Prt.PrtTyp", view.snapshot().ratings().maxDischargeW() > 0 ? 5 : 2);
        u16(image, "714.Prt.ID", 1);
        image.text(LAYOUT.address("714.Prt.IDStr"), 8, "connector 1");
        i16(image, "714.Prt.DCA", -stage.dcCurrentMa() / 100);
        u16(image, "714.Prt.DCV", stage.dcVoltageMv() / 100);
        i16(image, "714.Prt.DCW", -view.dcPowerW());
        u16(image, "714.Prt.DCSta", stage.mode() == StageReading.Mode.RUNNING ? 1 : 0);
        u32(image, "714.Prt.DCAlrm", 0);
        scale(image, "714.", "DCA_SF -1 DCV_SF -1 DCW_SF 0");
    }

    private static void derControl(Image image, View view) {
        u16(image, "715.LocRemCtl", view.isOwnerOverride() ? 1 : 0);
        u32(image, "715.DERHb", view.snapshot().tick().monotonicNs() / 1_000_000_000L);
        u32(image, "715.ControllerHb", view.control().sunSpec().controllerHb());
        u16(image, "715.AlarmReset", 0);
        u16(image, "715.OpCtl", view.control().sunSpec().stopped() ? 0 : 1);
    }

    private static void enterService(Image image, View view) {
        boolean waits = view.why().falseGates().contains(Reason.ENTER_SERVICE_WAIT);
        u16(image, "703.ES", waits ? 0 : 1);
        scale(image, "703.", "V_SF -1 Hz_SF -3");
    }

    private static void scale(Image image, String model, String pairs) {
        String[] part = pairs.split(" ", -1);
        for (int i = 0; i < part.length; i += 2) {
            u16(image, model + part[i], Integer.parseInt(part[i + 1]));
        }
    }
}
