package org.ebbflow.hal;

import java.util.List;

/**
 * The rules of one grid, complete: what the certified stage is told and what is supervised and
 * executed here besides.
 *
 * @param name of the profile, as the site file names it
 * @param nominalMilliHz 50,000 or 60,000: the reference of every frequency in it
 * @param enter when the grid may be joined
 * @param trips when it must be left, steps nearest to the nominal value first
 * @param droop active power over frequency
 * @param voltWatt active power over voltage
 * @param voltVar reactive power over voltage
 * @param mayExport every value is verified or signed by an installer; without it nothing is fed
 *     into the grid
 */
public record GridProfile(
        String name,
        int nominalMilliHz,
        Enter enter,
        List<Trip> trips,
        Droop droop,
        VoltWatt voltWatt,
        VoltVar voltVar,
        boolean mayExport) {

    /** Copies the list. */
    public GridProfile {
        trips = List.copyOf(trips);
    }

    /** The steps of one kind, nearest to the nominal value first. */
    public List<Trip> trips(Watch watch) {
        return trips.stream().filter(trip -> trip.watch() == watch).toList();
    }

    /** Whether a line is beyond the last step of any kind: nobody rides through that. */
    public boolean isBeyondAll(int voltageMv, int nominalMv, int frequencyMilliHz) {
        for (int i = 0; i < trips.size(); i++) {
            if (trips.get(i).isBeyond(voltageMv, nominalMv, frequencyMilliHz) && isLast(i)) {
                return true;
            }
        }
        return false;
    }

    private boolean isLast(int index) {
        for (int i = index + 1; i < trips.size(); i++) {
            if (trips.get(i).watch() == trips.get(index).watch()) {
                return false;
            }
        }
        return true;
    }

    /**
     * The window in which the grid may be joined.
     *
     * @param lowPerMille lowest voltage, thousandths of the nominal one
     * @param highPerMille highest voltage, thousandths of the nominal one
     * @param lowMilliHz lowest frequency
     * @param highMilliHz highest frequency
     * @param delayS seconds for which both must have been inside
     * @param rampS seconds from 0 to full power after that
     */
    public record Enter(
            int lowPerMille,
            int highPerMille,
            int lowMilliHz,
            int highMilliHz,
            int delayS,
            int rampS) {

        /** Whether a line is inside. */
        public boolean isInside(int voltageMv, int nominalMv, int frequencyMilliHz) {
            long thousandfoldMv = voltageMv * 1_000L;
            return thousandfoldMv >= (long) lowPerMille * nominalMv
                    && thousandfoldMv <= (long) highPerMille * nominalMv
                    && frequencyMilliHz >= lowMilliHz
                    && frequencyMilliHz <= highMilliHz;
        }
    }

    /** What a trip watches. */
    public enum Watch {
        UNDER_VOLTAGE,
        OVER_VOLTAGE,
        UNDER_FREQUENCY,
        OVER_FREQUENCY;

        /** Whether it watches the voltage. */
        public boolean isVoltage() {
            return this == UNDER_VOLTAGE || this == OVER_VOLTAGE;
        }
    }

    /**
     * One step at which the grid must be left.
     *
     * @param step 1 is nearest to the nominal value
     * @param bound thousandths of the nominal voltage, or millihertz; beyond it, not at it
     * @param clearMs from the first moment beyond to no current at all
     */
    public record Trip(Watch watch, int step, int bound, int clearMs) {

        /** The bound of a voltage step in millivolts. */
        public long boundMv(int nominalMv) {
            return (long) bound * nominalMv / 1_000;
        }

        /** Whether a line is beyond it. A frequency of 0 is none measured. */
        public boolean isBeyond(int voltageMv, int nominalMv, int frequencyMilliHz) {
            return switch (watch) {
                case UNDER_VOLTAGE -> voltageMv * 1_000L < (long) bound * nominalMv;
                case OVER_VOLTAGE -> voltageMv * 1_000L > (long) bound * nominalMv;
                case UNDER_FREQUENCY -> frequencyMilliHz != 0 && frequencyMilliHz < bound;
                case OVER_FREQUENCY -> frequencyMilliHz > bound;
            };
        }
    }

    /**
     * Active power over frequency.
     *
     * @param overDeadMilliHz above the nominal frequency, before anything happens
     * @param underDeadMilliHz below it
     * @param overPerMille change of frequency in thousandths of the nominal one for all power
     * @param underPerMille the same below it
     * @param responseMs open-loop response time of the stage
     */
    public record Droop(
            boolean enabled,
            int overDeadMilliHz,
            int underDeadMilliHz,
            int overPerMille,
            int underPerMille,
            int responseMs) {

        /** Largest discharge over frequency: minus {@code ratedW} in millihertz to 0. */
        public Curve leastW(int nominalMilliHz, int ratedW) {
            int from = nominalMilliHz + overDeadMilliHz;
            return Curve.through(
                    new Curve.Point(from, -ratedW),
                    new Curve.Point(from + spanMilliHz(nominalMilliHz, overPerMille), 0));
        }

        /** Largest charge over frequency: 0 in millihertz to {@code ratedW}. */
        public Curve mostW(int nominalMilliHz, int ratedW) {
            int from = nominalMilliHz - underDeadMilliHz;
            return Curve.through(
                    new Curve.Point(from - spanMilliHz(nominalMilliHz, underPerMille), 0),
                    new Curve.Point(from, ratedW));
        }

        private static int spanMilliHz(int nominalMilliHz, int perMille) {
            return Math.max(1, (int) ((long) nominalMilliHz * perMille / 1_000));
        }
    }

    /**
     * Largest discharge over voltage, in thousandths of the nominal voltage and of the rated power.
     *
     * @param responseMs open-loop response time of the stage
     */
    public record VoltWatt(
            boolean enabled,
            int v1PerMille,
            int p1PerMille,
            int v2PerMille,
            int p2PerMille,
            int responseMs) {

        /** Largest discharge over the line's voltage in millivolts, minus as everywhere. */
        public Curve leastW(int nominalMv, int ratedW) {
            return Curve.through(
                    new Curve.Point(part(nominalMv, v1PerMille), -part(ratedW, p1PerMille)),
                    new Curve.Point(part(nominalMv, v2PerMille), -part(ratedW, p2PerMille)));
        }

        private static int part(int whole, int perMille) {
            return (int) ((long) whole * perMille / 1_000);
        }
    }

    /**
     * Reactive power over voltage; executed by the stage alone.
     *
     * @param points thousandths of the nominal voltage to thousandths of the rated apparent power,
     *     plus injects reactive power
     * @param responseMs open-loop response time
     */
    public record VoltVar(boolean enabled, Curve points, int responseMs) {}

    /** How far the stage is with the profile. */
    public enum Taken {
        /** Nobody told it, or it is being told. */
        NOT_YET,
        /** Told, read back and the same. */
        VERIFIED,
        /** It lacks a model or reads back something else; the log has the figures. */
        REFUSED
    }
}
