package org.ebbflow.hal;

import java.util.Optional;

/**
 * Ratings of the board, from its board file. Powers are magnitudes in watts at the AC terminals.
 *
 * @param name the board's name
 * @param output what kind of energy the connector carries
 * @param phases line conductors in use, 1 to 3; split phase counts as 1 at the line-to-line voltage
 * @param nominalVoltageMv L-N, or L1-L2 on split phase
 * @param nominalFrequencyMilliHz 50,000 or 60,000
 * @param maxChargeW largest charge power
 * @param maxDischargeW largest discharge power, 0 for a charge-only board
 * @param minPowerW smallest power the stage can follow; below it the command is 0
 * @param maxAcCurrentMa per line conductor
 * @param dc output window of the stage, all 0 on an AC board
 * @param efficiency converter efficiency per direction, all 1,000 on an AC board
 * @param reaction declared reaction times of the safety board
 * @param signalling how car and station tell each other that energy may flow
 * @param inletMeasured whether the safety board measures the voltage on the car's side of the
 *     contactors; a DC board without it says so in its board file
 * @param protection what protects it besides the reaction times
 * @param backup its backup switch gear, if it declares one
 * @param grid rules of the grid it stands on, from the site file; without them nothing is fed into
 *     the grid
 */
public record BoardRatings(
        String name,
        Output output,
        int phases,
        int nominalVoltageMv,
        int nominalFrequencyMilliHz,
        int maxChargeW,
        int maxDischargeW,
        int minPowerW,
        int maxAcCurrentMa,
        BoardCommand.DcWindow dc,
        Efficiency efficiency,
        Reaction reaction,
        Signalling signalling,
        boolean inletMeasured,
        Protection protection,
        Optional<BackupGear> backup,
        Optional<GridProfile> grid) {

    /** A board with a control pilot, a measured inlet where it gives DC, standard protection. */
    public BoardRatings(
            String name,
            Output output,
            int phases,
            int nominalVoltageMv,
            int nominalFrequencyMilliHz,
            int maxChargeW,
            int maxDischargeW,
            int minPowerW,
            int maxAcCurrentMa,
            BoardCommand.DcWindow dc,
            Efficiency efficiency,
            Reaction reaction) {
        this(
                name,
                output,
                phases,
                nominalVoltageMv,
                nominalFrequencyMilliHz,
                maxChargeW,
                maxDischargeW,
                minPowerW,
                maxAcCurrentMa,
                dc,
                efficiency,
                reaction,
                Signalling.PILOT,
                output == Output.DC,
                Protection.STANDARD,
                Optional.empty(),
                Optional.empty());
    }

    /** The same board with another way to tell that energy may flow. */
    public BoardRatings signalled(Signalling other) {
        return equipped(other, inletMeasured, protection, backup);
    }

    /** The same board with its protection. */
    public BoardRatings protectedBy(Protection other) {
        return equipped(signalling, inletMeasured, other, backup);
    }

    /** The same board with a backup switch gear. */
    public BoardRatings backedUp(BackupGear gear) {
        return equipped(signalling, inletMeasured, protection, Optional.of(gear));
    }

    /** The same board without a measurement on the car's side of the contactors. */
    public BoardRatings withoutInletMeasurement() {
        return equipped(signalling, false, protection, backup);
    }

    /** The same AC board with a measurement on the car's side of the contactors. */
    public BoardRatings measuringInlet() {
        return equipped(signalling, true, protection, backup);
    }

    /** The same board on a grid; the grid's frequency is the reference of everything. */
    public BoardRatings on(Optional<GridProfile> rules) {
        int referenceMilliHz =
                rules.map(GridProfile::nominalMilliHz).orElse(nominalFrequencyMilliHz);
        return new BoardRatings(
                name,
                output,
                phases,
                nominalVoltageMv,
                referenceMilliHz,
                maxChargeW,
                maxDischargeW,
                minPowerW,
                maxAcCurrentMa,
                dc,
                efficiency,
                reaction,
                signalling,
                inletMeasured,
                protection,
                backup,
                rules);
    }

    /** Whether the rules of its grid allow to feed into it. */
    public boolean gridAllowsExport() {
        return grid.map(GridProfile::mayExport).orElse(false);
    }

    private BoardRatings equipped(
            Signalling how, boolean measured, Protection guard, Optional<BackupGear> gear) {
        return new BoardRatings(
                name,
                output,
                phases,
                nominalVoltageMv,
                nominalFrequencyMilliHz,
                maxChargeW,
                maxDischargeW,
                minPowerW,
                maxAcCurrentMa,
                dc,
                efficiency,
                reaction,
                how,
                measured,
                guard,
                gear,
                grid);
    }

    /** How car and station tell each other that energy may flow. */
    public enum Signalling {
        /** Control pilot and proximity contact. @source IEC 61851-1 */
        PILOT,
        /** Lines d1, d2, k and h of a CHAdeMO connector. */
        CHADEMO
    }

    /** Kind of energy at the connector. */
    public enum Output {
        DC,
        AC
    }

    /** Efficiency at rated power in tenths of a percent (970 = 97.0 %), 500..1000. */
    public record Efficiency(int chargePerMille, int dischargePerMille) {}

    /**
     * Declared times in milliseconds, proved at commissioning.
     *
     * @param watchdogMs heartbeat silence after which the safety board opens
     * @param openMs contactor command to contacts open
     * @param closeMs contactor command to contacts closed
     * @param cycleOverrunMs a control cycle longer than this trips; below {@code watchdogMs}
     */
    public record Reaction(int watchdogMs, int openMs, int closeMs, int cycleOverrunMs) {}
}
