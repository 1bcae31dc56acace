package org.ebbflow.controller.safety;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.InsulationReading;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.Tick;
import org.jspecify.annotations.Nullable;

/** The software supervisor of one board. */
public final class Supervisor implements Supervision {

    private final Rules rules;
    private final List<Check> checks;
    private final Permitting permitting;

    /** A place without ventilation and backup: no car in state D charges. */
    public Supervisor(BoardRatings ratings) {
        this(ratings, false, Optional.empty());
    }

    /**
     * @param ventilated whether the place is ventilated, so that a car in state D may charge
     * @param backup what the board has to supply the house with, if anything
     */
    public Supervisor(BoardRatings ratings, boolean ventilated, Optional<Backup> backup) {
        this.rules = Rules.of(ratings, ventilated, backup);
        this.checks = Checks.all(rules);
        this.permitting = new Permitting(rules);
    }

    @Override
    public Observed observe(SafetyState state, Measured measured, Tick tick) {
        SafetyState before = remember(state, measured, tick);
        Scene scene = Scene.of(before, measured, tick, rules);
        Map<String, Long> suspicions = new TreeMap<>();
        List<Finding> found = new ArrayList<>();
        long passedNs = tick.sinceNs(before.memory().lastTickNs());
        for (Check check : checks) {
            Optional<Trip> trip = check.look().apply(scene);
            if (trip.isPresent()) {
                long seenNs = seenNs(before.suspicions().get(check.name()), passedNs);
                suspicions.put(check.name(), seenNs);
                boolean held = seenNs >= check.holdNs();
                found.add(new Finding(trip.get(), held, check.immediate()));
            } else {
                fading(before, check, passedNs)
                        .ifPresent(leftNs -> suspicions.put(check.name(), leftNs));
            }
        }
        SafetyState judged = before;
        if (!suspicions.isEmpty() || !before.suspicions().isEmpty()) {
            judged = judged.withSuspicions(suspicions);
        }
        if (!judged.trips().isEmpty()) {
            judged = judged.withTrips(settle(judged.trips(), found, scene));
        }
        for (Finding finding : found) {
            if (finding.held()) {
                judged = counted(judged, finding.trip());
                judged = judged.withTrip(finding.trip(), finding.immediate(), tick);
            }
        }
        judged = judged.withGrid(judged.grid().next(scene.with(judged)));
        Memory memory = judged.memory();
        return new Observed(judged.withMemory(memory.at(tick)), verdict(judged, scene));
    }

    /** What is seen for the first time has been seen for no time yet. */
    private static long seenNs(@Nullable Long beforeNs, long passedNs) {
        return beforeNs == null ? 0 : beforeNs + passedNs;
    }

    /** A value that flaps around its bound does not start its time anew: it only loses half. */
    private static Optional<Long> fading(SafetyState before, Check check, long passedNs) {
        Long seenNs = before.suspicions().get(check.name());
        return seenNs == null || check.holdNs() == 0 || seenNs <= passedNs / 2
                ? Optional.empty()
                : Optional.of(Math.min(seenNs, check.holdNs()) - passedNs / 2);
    }

    /** Every new trip by residual current is one try less. */
    private static SafetyState counted(SafetyState state, Trip trip) {
        if (!(trip instanceof Trip.GroundFault) || state.hasTrip(trip.code())) {
            return state;
        }
        Memory memory = state.memory();
        return state.withMemory(memory.withPlug(memory.plug().faulted()));
    }

    @Override
    public Permit permit(SafetyState state, Asked asked, Measured measured, Tick tick) {
        return permitting.permit(Scene.of(state, measured, tick, rules), asked);
    }

    @Override
    public PermittedOutput safe(Tick tick) {
        return rules.backup().isEmpty()
                ? PermittedOutput.safe(tick)
                : PermittedOutput.safeAndStill(tick);
    }

    @Override
    public SafetyState acknowledge(SafetyState state) {
        return state.withTrips(
                state.trips().stream()
                        .filter(
                                trip ->
                                        trip.present()
                                                || trip.trip().rule().recovery()
                                                        == TripRule.Recovery.AUTOMATIC)
                        .toList());
    }

    /** What is kept of this cycle's readings, before they are judged. */
    private static SafetyState remember(SafetyState state, Measured measured, Tick tick) {
        Memory memory = state.memory();
        if (!memory.started()) {
            memory = memory.startedAt(tick);
        }
        if (measured.safety() instanceof Reading.Taken<SafetyReading> taken) {
            memory = memory.heard(taken.value().cycleEcho(), tick);
        }
        memory =
                memory.withSeen(
                        new Memory.Seen(
                                memory.seen().meter()
                                        || measured.stationMeter()
                                                instanceof Reading.Taken<MeterReading>,
                                memory.seen().insulation()
                                        || measured.insulation()
                                                instanceof Reading.Taken<InsulationReading>));
        boolean away =
                measured.safety()
                        .fresh(tick, Rules.SAFETY_BOARD_STALE_NS)
                        .map(s -> s.pilot() == PilotState.A)
                        .orElse(false);
        memory = memory.withPlug(memory.plug().seen(away, tick));
        return memory.equals(state.memory()) ? state : state.withMemory(memory);
    }

    /** Trips whose cause is gone: marked, and removed where their recovery rule allows. */
    private static List<StandingTrip> settle(
            List<StandingTrip> trips, List<Finding> found, Scene scene) {
        List<StandingTrip> kept = new ArrayList<>(trips.size());
        for (StandingTrip trip : trips) {
            boolean seen = found.stream().anyMatch(f -> f.trip().code() == trip.code());
            StandingTrip now = seen ? trip.seen(false, scene.tick()) : trip.gone();
            if (seen || !recovers(now, scene)) {
                kept.add(now);
            }
        }
        return kept;
    }

    private static boolean recovers(StandingTrip trip, Scene scene) {
        return switch (trip.trip().rule().recovery()) {
            case AUTOMATIC ->
                    scene.tick().sinceNs(trip.seenNs()) >= Rules.RECOVER_NS && !scene.energised();
            case UNPLUG -> !scene.energised() && scene.unplugged();
            case RETRY ->
                    scene.tick().sinceNs(trip.seenNs()) >= Rules.GROUND_FAULT_PAUSE_NS
                            && !scene.energised();
            case PERSON -> false;
        };
    }

    private static Verdict verdict(SafetyState state, Scene scene) {
        Verdict verdict = state.verdict();
        if (!(verdict instanceof Verdict.Healthy) || !scene.rules().isDc()) {
            return verdict;
        }
        List<FaultCode> warnings = new ArrayList<>(0);
        int hotDeciC = scene.rules().ratings().protection().derating().fromDeciC();
        if (scene.stage().isPresent() && scene.stage().get().temperatureDeciC() > hotDeciC) {
            warnings.add(FaultCode.OVER_TEMPERATURE);
        }
        if (scene.measuresInsulation()
                && scene.insulation().isPresent()
                && scene.insulation().get().resistanceOhm()
                        < scene.rules().insulationWarningOhm()) {
            warnings.add(FaultCode.INSULATION_FAULT);
        }
        return warnings.isEmpty() ? verdict : new Verdict.Healthy(List.copyOf(warnings));
    }

    /**
     * @param held seen long enough to be a trip
     */
    private record Finding(Trip trip, boolean held, boolean immediate) {}
}
