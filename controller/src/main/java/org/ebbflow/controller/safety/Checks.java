package org.ebbflow.controller.safety;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Protection.ResidualCurrent;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.SafetyReading.LockState;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.SafetyReading.ProximityState;
import org.ebbflow.hal.SafetyReading.SafetyInputs;
import org.ebbflow.hal.StageReading;

/** Everything the supervisor watches besides power and voltage, one row per condition. */
final class Checks {

    private Checks() {}

    /** All checks in their fixed order; the first trip found is the one people read first. */
    static List<Check> all(Rules rules) {
        List<Check> all = new ArrayList<>();
        all.addAll(inputs());
        all.addAll(connector(rules));
        all.addAll(devices(rules));
        all.addAll(PowerChecks.all(rules));
        all.addAll(controller(rules));
        return List.copyOf(all);
    }

    private static List<Check> inputs() {
        return List.of(
                input("S-01", FaultCode.EMERGENCY_STOP, SafetyInputs::emergencyStop),
                input("S-02", FaultCode.DOOR_OPEN, SafetyInputs::doorOpen),
                Check.atOnce("S-03", Checks::groundFault),
                input("S-04", FaultCode.INSULATION_FAULT, SafetyInputs::insulationFault),
                input("S-05", FaultCode.PILOT_FAULT, SafetyInputs::pilotFault));
    }

    private static Check input(String name, FaultCode code, Predicate<SafetyInputs> isSet) {
        return Check.atOnce(
                name,
                scene ->
                        scene.lastSafety()
                                .filter(s -> isSet.test(s.inputs()))
                                .map(s -> new Trip.Input(code)));
    }

    /** A fault right after closing is real; a later one may be a transient. */
    private static Optional<Trip> groundFault(Scene scene) {
        Memory memory = scene.state().memory();
        boolean ccid =
                scene.rules().ratings().protection().residualCurrent() == ResidualCurrent.CCID;
        int attempt = memory.plug().groundFaults() + 1;
        boolean mayRetry =
                ccid
                        && scene.step().commandedClosed()
                        && scene.commandStoodNs() >= Rules.GROUND_FAULT_EARLY_NS
                        && attempt < Rules.GROUND_FAULT_TRIES;
        return scene.lastSafety()
                .filter(s -> s.inputs().rcdTripped())
                .map(s -> new Trip.GroundFault(mayRetry, attempt));
    }

    private static List<Check> connector(Rules rules) {
        return List.of(
                Check.atOnce("S-06", Checks::pilotLost),
                new Check("S-07", 200 * Rules.MS, true, Checks::weldReported),
                new Check("S-08", 0, true, scene -> weldSeen(scene, rules)),
                new Check("S-09", 200 * Rules.MS, true, Checks::noCloseReported),
                new Check("S-10", 0, true, scene -> noCloseSeen(scene, rules)),
                new Check("S-11", 300 * Rules.MS, true, Checks::openedByItself),
                new Check("S-12", 200 * Rules.MS, true, Checks::lockLost),
                new Check("S-13", Rules.SECOND, true, Checks::lockFault),
                new Check("S-14", 200 * Rules.MS, true, Checks::codingInvalid),
                new Check("S-15", Rules.SECOND, true, scene -> powerThroughOpen(scene, rules)),
                new Check("S-16", 100 * Rules.MS, false, Checks::latchPressed));
    }

    /**
     * B is the car's own way to end; everything else under load is a loss, also when the safety
     * board was faster and reads open already. Its watchdog and the stop chain take the pilot away
     * themselves: they have their own names.
     */
    private static Optional<Trip> pilotLost(Scene scene) {
        return scene.safety()
                .filter(s -> scene.step().wasClosed() && !s.watchdogTripped())
                .filter(s -> isLost(s.pilot()))
                .map(s -> new Trip.PilotLost(s.pilot()));
    }

    private static boolean isLost(PilotState pilot) {
        return switch (pilot) {
            case A, E, F, INVALID -> true;
            case B, C, D -> false;
        };
    }

    private static Optional<Trip> codingInvalid(Scene scene) {
        return scene.safety()
                .filter(s -> scene.step().commandedClosed())
                .filter(s -> s.proximity() == ProximityState.INVALID)
                .map(s -> new Trip.Coding(s.proximity()));
    }

    /**
     * The car may or may not feel the hand at the plug; here the current goes down before it parts.
     *
     * @source SAE J1772 (proximity switch S3: current down before the plug is pulled)
     */
    private static Optional<Trip> latchPressed(Scene scene) {
        return scene.safety()
                .filter(s -> scene.step().commandedClosed())
                .filter(s -> s.proximity() == ProximityState.BUTTON)
                .map(s -> new Trip.Coding(s.proximity()));
    }

    /** An AC station measures behind its contactors: power through open ones means a weld. */
    private static Optional<Trip> powerThroughOpen(Scene scene, Rules rules) {
        boolean open =
                !rules.isDc()
                        && !scene.step().commandedClosed()
                        && scene.commandStoodNs() - meterAgeNs(scene) > rules.openNs();
        return scene.meter()
                .filter(m -> open && Math.abs((long) m.powerW()) > Rules.LOW_POWER_W)
                .map(
                        m ->
                                new Trip.OutOfBound(
                                        FaultCode.CONTACTOR_WELDED,
                                        "AC power W through open contactors",
                                        m.powerW(),
                                        Rules.LOW_POWER_W));
    }

    /** What was read before the contactors opened says nothing of open contactors. */
    private static long meterAgeNs(Scene scene) {
        return scene.measured().stationMeter() instanceof Reading.Taken<MeterReading> taken
                ? scene.tick().sinceNs(taken.takenNs())
                : 0;
    }

    private static Optional<Trip> weldReported(Scene scene) {
        return scene.safety()
                .filter(s -> s.outputContactors() == ContactorState.WELDED)
                .map(s -> contactor(FaultCode.CONTACTOR_WELDED, s, scene));
    }

    private static Optional<Trip> weldSeen(Scene scene, Rules rules) {
        return scene.safety()
                .filter(s -> !scene.step().commandedClosed())
                .filter(s -> s.outputContactors() == ContactorState.CLOSED)
                .filter(s -> scene.commandStoodNs() > rules.openNs())
                .map(s -> contactor(FaultCode.CONTACTOR_WELDED, s, scene));
    }

    private static Optional<Trip> noCloseReported(Scene scene) {
        return scene.safety()
                .filter(s -> s.outputContactors() == ContactorState.NOT_CLOSING)
                .map(s -> contactor(FaultCode.CONTACTOR_NOT_CLOSING, s, scene));
    }

    private static Optional<Trip> noCloseSeen(Scene scene, Rules rules) {
        return scene.safety()
                .filter(s -> scene.step() == ContactorSequence.Step.CLOSING)
                .filter(s -> scene.isReady(s.pilot()))
                .filter(s -> s.outputContactors() != ContactorState.CLOSED)
                .filter(s -> scene.commandStoodNs() > rules.closeNs())
                .map(s -> contactor(FaultCode.CONTACTOR_NOT_CLOSING, s, scene));
    }

    /** The board opened without being told and without telling why. */
    private static Optional<Trip> openedByItself(Scene scene) {
        return scene.safety()
                .filter(s -> scene.step() == ContactorSequence.Step.CLOSED)
                .filter(s -> scene.isReady(s.pilot()))
                .filter(s -> s.outputContactors() != ContactorState.CLOSED)
                .map(s -> contactor(FaultCode.CONTACTOR_NOT_CLOSING, s, scene));
    }

    private static Trip contactor(FaultCode code, SafetyReading seen, Scene scene) {
        return new Trip.Contactor(code, seen.outputContactors(), scene.step().commandedClosed());
    }

    private static Optional<Trip> lockLost(Scene scene) {
        return scene.safety()
                .filter(s -> scene.step().commandedClosed() && !Scene.isLocked(s.lock()))
                .map(s -> new Trip.Lock(s.lock()));
    }

    private static Optional<Trip> lockFault(Scene scene) {
        return scene.safety()
                .filter(s -> s.lock() == LockState.FAULT)
                .map(s -> new Trip.Lock(s.lock()));
    }

    private static List<Check> devices(Rules rules) {
        return List.of(
                Check.atOnce("S-20", Checks::safetyBoardLost),
                Check.atOnce("S-21", Checks::heartbeatNotSeen),
                new Check("S-27", Rules.SECOND, false, scene -> inletUnknown(scene, rules)),
                Check.atOnce("S-22", scene -> rules.isDc() ? stageLost(scene) : Optional.empty()),
                Check.atOnce("S-23", Checks::stageFault),
                new Check("S-24", 0, false, scene -> meterLost(scene, rules)),
                new Check("S-25", 0, false, scene -> insulationLost(scene, rules)),
                Check.atOnce("S-26", Checks::watchdog),
                new Check("S-29", 500 * Rules.MS, true, Checks::insulationLow),
                new Check("S-28", 0, false, Checks::selfTestFailed));
    }

    private static Optional<Trip> safetyBoardLost(Scene scene) {
        boolean lost = scene.startedUp() || scene.step().commandedClosed();
        return lost && scene.safety().isEmpty()
                ? Optional.of(
                        lost(
                                FaultCode.SAFETY_BOARD_LOST,
                                "safety board",
                                scene.measured().safety()))
                : Optional.empty();
    }

    /** A board that answers but does not hear us would never open by its watchdog. */
    private static Optional<Trip> heartbeatNotSeen(Scene scene) {
        long stoodNs = scene.tick().sinceNs(scene.state().memory().echo().changedNs());
        boolean deaf =
                (scene.startedUp() || scene.step().commandedClosed())
                        && scene.safety().isPresent()
                        && stoodNs > Rules.HEARTBEAT_ECHO_NS;
        return deaf
                ? Optional.of(
                        new Trip.Lost(
                                FaultCode.SAFETY_BOARD_LOST,
                                "The safety board answers, but has not seen a heartbeat for "
                                        + stoodNs / Rules.MS
                                        + " ms."))
                : Optional.empty();
    }

    /** A sensor that fell out; without its value no contactor closes again and no lock opens. */
    private static Optional<Trip> inletUnknown(Scene scene, Rules rules) {
        boolean unknown =
                rules.ratings().inletMeasured()
                        && scene.safety().isPresent()
                        && scene.inletMv().isEmpty();
        return unknown
                ? Optional.of(
                        new Trip.Lost(
                                FaultCode.SAFETY_BOARD_LOST,
                                "The safety board does not measure the voltage at the inlet; repair"
                                        + " its sensor, or declare inlet-measured = false in the"
                                        + " board file."))
                : Optional.empty();
    }

    private static Optional<Trip> stageLost(Scene scene) {
        boolean matters = scene.startedUp() || scene.step().commandedClosed();
        return matters && scene.stage().isEmpty()
                ? Optional.of(lost(FaultCode.STAGE_LOST, "power stage", scene.measured().stage()))
                : Optional.empty();
    }

    private static Optional<Trip> stageFault(Scene scene) {
        return scene.stage()
                .filter(s -> s.mode() == StageReading.Mode.FAULT)
                .map(s -> new Trip.StageFault(s.alarms()));
    }

    /**
     * Only while energy flows, or where it proves a car off before the grid may return: else a
     * station that waits needs no meter. A trip that stands ends when the meter answers, not
     * because nobody asks for it any more.
     */
    private static Optional<Trip> meterLost(Scene scene, Rules rules) {
        boolean needed =
                scene.state().memory().seen().meter()
                        || rules.ratings().protection().stationMeter() && scene.startedUp()
                        || !rules.isDc();
        boolean proves =
                new CarIsland(rules).isFitted()
                        && scene.startedUp()
                        && scene.state().island().step() != BackupSequence.Step.PARALLEL;
        boolean matters = proves || matters(scene, FaultCode.METER_LOST);
        return needed && matters && scene.meter().isEmpty()
                ? Optional.of(
                        lost(
                                FaultCode.METER_LOST,
                                "station meter",
                                scene.measured().stationMeter()))
                : Optional.empty();
    }

    private static Optional<Trip> insulationLost(Scene scene, Rules rules) {
        boolean fitted =
                scene.state().memory().seen().insulation()
                        || rules.ratings().protection().insulationMonitor() && scene.startedUp();
        return rules.isDc()
                        && fitted
                        && matters(scene, FaultCode.INSULATION_MONITOR_LOST)
                        && scene.insulation().isEmpty()
                ? Optional.of(
                        lost(
                                FaultCode.INSULATION_MONITOR_LOST,
                                "insulation monitor",
                                scene.measured().insulation()))
                : Optional.empty();
    }

    private static boolean matters(Scene scene, FaultCode code) {
        return scene.step().powerAllowed() || scene.state().hasTrip(code);
    }

    /** Our own look at the monitor's value, beside the line by which it opens the contactors. */
    private static Optional<Trip> insulationLow(Scene scene) {
        return scene.insulation()
                .filter(i -> scene.measuresInsulation())
                .filter(i -> i.resistanceOhm() < Rules.INSULATION_FAULT_OHM)
                .map(
                        i ->
                                new Trip.OutOfBound(
                                        FaultCode.INSULATION_FAULT,
                                        "insulation ohm",
                                        i.resistanceOhm(),
                                        Rules.INSULATION_FAULT_OHM));
    }

    private static Optional<Trip> selfTestFailed(Scene scene) {
        return SelfTest.hasFailed(scene.state().insulationSinceNs(), scene)
                ? Optional.of(
                        new Trip.Lost(
                                FaultCode.INSULATION_MONITOR_LOST,
                                "The insulation monitor failed its self test."))
                : Optional.empty();
    }

    private static Optional<Trip> watchdog(Scene scene) {
        return scene.safety().filter(SafetyReading::watchdogTripped).map(s -> new Trip.Watchdog());
    }

    /** A car that makes a voltage of its own behind contactors that are to be open. */
    private static Optional<Trip> carNotOff(Scene scene, Rules rules) {
        boolean open =
                !rules.isDc()
                        && rules.ratings().inletMeasured()
                        && !scene.step().commandedClosed()
                        && scene.commandStoodNs() > rules.openNs();
        return scene.inletMv()
                .filter(mv -> open && Math.abs(mv) >= Rules.SAFE_VOLTAGE_MV)
                .map(
                        mv ->
                                new Trip.OutOfBound(
                                        FaultCode.CAR_NOT_OFF,
                                        "voltage mV behind open contactors",
                                        mv,
                                        Rules.SAFE_VOLTAGE_MV));
    }

    private static Trip lost(FaultCode code, String device, Reading<?> reading) {
        String name = "The " + device;
        if (!(reading instanceof Reading.Missing<?> missing)) {
            return new Trip.Lost(code, name + " has not answered in time.");
        }
        boolean saysWhich = missing.why().regionMatches(true, 0, name, 0, name.length());
        return new Trip.Lost(code, saysWhich ? missing.why() : name + ": " + missing.why());
    }

    private static List<Check> controller(Rules rules) {
        int boundMs = rules.ratings().reaction().cycleOverrunMs();
        return List.of(
                Check.atOnce(
                        "S-50",
                        scene -> {
                            long gapNs = scene.tick().sinceNs(scene.state().memory().lastTickNs());
                            return scene.state().memory().started() && gapNs > boundMs * Rules.MS
                                    ? Optional.of(new Trip.CycleOverrun(gapNs / Rules.MS, boundMs))
                                    : Optional.empty();
                        }),
                new Check("S-53", 5 * Rules.SECOND, true, scene -> carNotOff(scene, rules)),
                Check.atOnce("S-51", IslandInterlock::forming),
                new Check("S-54", 3 * Rules.SECOND, true, IslandInterlock::formingOn),
                new Check("S-55", 5 * Rules.SECOND, false, IslandInterlock::outOfPlace),
                Check.atOnce("S-52", IslandInterlock::failed));
    }
}
