package org.ebbflow.hal.device;

import java.util.ArrayList;
import java.util.List;
import org.ebbflow.hal.Curve;
import org.ebbflow.hal.GridProfile;
import org.ebbflow.hal.GridProfile.Watch;
import org.ebbflow.hal.device.SunSpecTables.Field;
import org.ebbflow.hal.device.SunSpecTables.Sets;

/**
 * The functions of a grid profile as SunSpec models. Per mille become percent, millihertz hertz and
 * milliseconds seconds by the device's own scale factors; power and reactive power that flow into
 * the grid are plus here as there.
 *
 * @source SunSpec Alliance information models 703, 705, 706, 707 to 710, 711
 */
final class SunSpecCurves {
    private static final int PER_MILLE = -1;
    private static final int MILLI = -3;
    private static final int PERCENT_OF_VA = 3;
    private static final int PERCENT_OF_W = 0;
    private static final int REACTIVE_FIRST = 1;
    private static final int HEADER = 2;

    private final SunSpecTables tables;
    private final GridProfile profile;

    SunSpecCurves(SunSpecTables tables, GridProfile profile) {
        this.tables = tables;
        this.profile = profile;
    }

    private boolean lacks(int model, String what) {
        if (tables.has(model)) {
            return false;
        }
        tables.refuse(
                "The stage lacks SunSpec model %d (%s) of the grid profile; it has %s."
                        .formatted(model, what, tables.models()));
        return true;
    }

    /** A function that the grid does not want: off where the stage has it. */
    private boolean isOff(int model, boolean enabled) {
        if (!enabled && tables.has(model)) {
            tables.enable(model, false);
        }
        return !enabled;
    }

    void enterService() {
        if (lacks(703, "enter service")) {
            return;
        }
        tables.read(703, 17, 2, v -> enterService(v[0], v[1]));
    }

    private void enterService(int voltFactor, int hertzFactor) {
        GridProfile.Enter enter = profile.enter();
        int volts = PER_MILLE - SunSpecTables.factor(voltFactor);
        int hertz = MILLI - SunSpecTables.factor(hertzFactor);
        List<Field> fields =
                List.of(
                        field(703, new Field("ESVHi", 3, 1, enter.highPerMille()), volts),
                        field(703, new Field("ESVLo", 4, 1, enter.lowPerMille()), volts),
                        field(703, new Field("ESHzHi", 5, 2, enter.highMilliHz()), hertz),
                        field(703, new Field("ESHzLo", 7, 2, enter.lowMilliHz()), hertz),
                        field(703, new Field("ESDlyTms", 9, 2, enter.delayS()), 0),
                        field(703, new Field("ESRmpTms", 13, 2, enter.rampS()), 0));
        tables.write(703, 0, fields);
        tables.write(703, 2, 1);
        List<Field> all = new ArrayList<>(fields);
        all.add(new Field("ES", 2, 1, 1));
        tables.verify(703, 0, all);
    }

    void droop() {
        if (isOff(711, profile.droop().enabled()) || lacks(711, "frequency droop")) {
            return;
        }
        tables.read(711, HEADER, 12, this::droop);
    }

    private void droop(int[] v) {
        GridProfile.Droop droop = profile.droop();
        if (tooFew(711, v[3], 2, "controls")) {
            return;
        }
        int dead = MILLI - SunSpecTables.factor(v[9]);
        int slope = MILLI - SunSpecTables.factor(v[10]);
        int time = MILLI - SunSpecTables.factor(v[11]);
        tables.adopt(
                new Sets(711, 14, 10),
                List.of(
                        field(711, new Field("DbOf", 0, 2, droop.overDeadMilliHz()), dead),
                        field(711, new Field("DbUf", 2, 2, droop.underDeadMilliHz()), dead),
                        field(711, new Field("KOf", 4, 1, droop.overPerMille()), slope),
                        field(711, new Field("KUf", 5, 1, droop.underPerMille()), slope),
                        field(711, new Field("RspTms", 6, 2, droop.responseMs()), time)));
    }

    void voltVar() {
        if (isOff(705, profile.voltVar().enabled()) || lacks(705, "volt-var")) {
            return;
        }
        tables.read(705, HEADER, 13, this::voltVar);
    }

    private void voltVar(int[] v) {
        List<Curve.Point> points = profile.voltVar().points().points();
        if (tooFew(705, v[4], 2, "curves") || tooFew(705, v[3], points.size(), "points")) {
            return;
        }
        int volts = PER_MILLE - SunSpecTables.factor(v[10]);
        int vars = PER_MILLE - SunSpecTables.factor(v[11]);
        int time = MILLI - SunSpecTables.factor(v[12]);
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("ActPt", 0, 1, points.size()));
        fields.add(new Field("DeptRef", 1, 1, PERCENT_OF_VA));
        fields.add(new Field("Pri", 2, 1, REACTIVE_FIRST));
        fields.add(field(705, new Field("VRef", 3, 1, 1_000), volts));
        fields.add(new Field("VRefAutoEna", 5, 1, 0));
        fields.add(field(705, new Field("RspTms", 7, 2, profile.voltVar().responseMs()), time));
        for (int i = 0; i < points.size(); i++) {
            fields.add(
                    field(705, new Field("V" + (i + 1), 10 + 2 * i, 1, points.get(i).x()), volts));
            fields.add(
                    field(705, new Field("Var" + (i + 1), 11 + 2 * i, 1, points.get(i).y()), vars));
        }
        tables.adopt(new Sets(705, 15, 10 + 2 * v[3]), fields);
    }

    void voltWatt() {
        if (isOff(706, profile.voltWatt().enabled()) || lacks(706, "volt-watt")) {
            return;
        }
        tables.read(706, HEADER, 13, this::voltWatt);
    }

    private void voltWatt(int[] v) {
        GridProfile.VoltWatt wanted = profile.voltWatt();
        if (tooFew(706, v[4], 2, "curves") || tooFew(706, v[3], 2, "points")) {
            return;
        }
        int volts = PER_MILLE - SunSpecTables.factor(v[10]);
        int watts = PER_MILLE - SunSpecTables.factor(v[11]);
        int time = MILLI - SunSpecTables.factor(v[12]);
        tables.adopt(
                new Sets(706, 15, 5 + 2 * v[3]),
                List.of(
                        new Field("ActPt", 0, 1, 2),
                        new Field("DeptRef", 1, 1, PERCENT_OF_W),
                        field(706, new Field("RspTms", 2, 2, wanted.responseMs()), time),
                        field(706, new Field("V1", 5, 1, wanted.v1PerMille()), volts),
                        field(706, new Field("W1", 6, 1, wanted.p1PerMille()), watts),
                        field(706, new Field("V2", 7, 1, wanted.v2PerMille()), volts),
                        field(706, new Field("W2", 8, 1, wanted.p2PerMille()), watts)));
    }

    /** Trips belong to the certified stage; where it lets them be set, they are. */
    void trips() {
        trips(707, Watch.UNDER_VOLTAGE);
        trips(708, Watch.OVER_VOLTAGE);
        trips(709, Watch.UNDER_FREQUENCY);
        trips(710, Watch.OVER_FREQUENCY);
    }

    private void trips(int model, Watch watch) {
        if (tables.has(model)) {
            tables.read(model, HEADER, 7, v -> trips(model, watch, v));
        }
    }

    private void trips(int model, Watch watch, int[] v) {
        List<GridProfile.Trip> steps = profile.trips(watch);
        if (tooFew(model, v[4], 2, "curves") || tooFew(model, v[3], steps.size(), "points")) {
            return;
        }
        boolean volts = watch.isVoltage();
        int bound = (volts ? PER_MILLE : MILLI) - SunSpecTables.factor(v[5]);
        int time = MILLI - SunSpecTables.factor(v[6]);
        int words = volts ? 1 : 2;
        int width = words + 2;
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("ActPt", 1, 1, steps.size()));
        for (int i = 0; i < steps.size(); i++) {
            GridProfile.Trip step = steps.get(i);
            int at = 2 + width * i;
            String name = volts ? "V" : "Hz";
            fields.add(field(model, new Field(name + (i + 1), at, words, step.bound()), bound));
            fields.add(
                    field(model, new Field("Tms" + (i + 1), at + words, 2, step.clearMs()), time));
        }
        tables.adopt(new Sets(model, 9, 1 + 3 * (1 + width * v[3])), fields);
    }

    private boolean tooFew(int model, int has, int needed, String what) {
        if (has < needed) {
            tables.refuse(
                    "Model %d of the stage keeps %d %s, the grid profile needs %d."
                            .formatted(model, has, what, needed));
        }
        return has < needed;
    }

    /** A value in the profile's unit as the device holds it. */
    private Field field(int model, Field value, int pow10) {
        long raw = tables.scaled(model, value.name(), value.raw(), pow10);
        return new Field(value.name(), value.offset(), value.count(), raw);
    }
}
