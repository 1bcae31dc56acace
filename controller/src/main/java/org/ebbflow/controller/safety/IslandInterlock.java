package org.ebbflow.controller.safety;

import java.util.Optional;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.EnterService;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.OfferTarget;
import org.ebbflow.controller.energy.VehicleReport.Forming;
import org.ebbflow.controller.safety.BackupSequence.Contacts;
import org.ebbflow.controller.safety.BackupSequence.Facts;
import org.ebbflow.hal.BackupGear;
import org.ebbflow.hal.BoardCommand.DcWindow;
import org.ebbflow.hal.BoardCommand.Island;
import org.ebbflow.hal.BoardCommand.Stage;
import org.ebbflow.hal.IslandReading;
import org.ebbflow.hal.IslandReading.Switch;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.Tick;

/**
 * The stage may form a grid only apart from the utility's, and the utility's comes back only to a
 * stage that is off: reads the facts of a cycle, lets {@link BackupSequence} decide, and cuts the
 * stage's command to it.
 */
final class IslandInterlock {

    private static final Contacts NOTHING_KNOWN =
            new Contacts(Switch.UNKNOWN, Switch.UNKNOWN, Switch.UNKNOWN, Switch.UNKNOWN);

    /** A house that is dark anyway joins a grid that has been good for so long. */
    private static final long SETTLED_NS = 10 * Rules.SECOND;

    /** What is left of the line voltage when there is no grid, thousandths. @source own */
    private static final int NO_GRID_PER_MILLE = 500;

    /** The island's own window around its nominal values. @source own */
    private static final int ISLAND_VOLTAGE_PER_MILLE = 100;

    private static final int ISLAND_FREQUENCY_MILLI_HZ = 1_000;

    /** Below it the voltage of a stage at its limit shows that the house wants more. @source own */
    private static final long SAG_PER_MILLE = 970;

    private final Rules rules;
    private final CarIsland car;

    IslandInterlock(Rules rules) {
        this.rules = rules;
        this.car = new CarIsland(rules);
    }

    /** What a request would need to supply the house. */
    record Wanted(Asked asked, ContactorSequence.Step contactors, PreCharged proof) {}

    /** One cycle. */
    IslandState next(Scene scene, Wanted wanted) {
        IslandState was = scene.state().island();
        if (rules.backup().isEmpty()) {
            return was;
        }
        BackupGear gear = rules.backup().get().gear();
        Tick tick = scene.tick();
        boolean mayStart = mayStart(scene, wanted);
        boolean ready =
                car.isFitted() ? car.isReady(scene, wanted, was.step()) : isReady(scene, wanted);
        boolean forms = was.step().mayForm();
        boolean good = islandIsGood(scene);
        IslandState now =
                new IslandState(
                        was.sequence(),
                        IslandState.since(gridIsGone(scene), was.lostSinceNs(), tick),
                        IslandState.since(utilityIsGood(scene), was.utilitySinceNs(), tick),
                        IslandState.since(
                                forms && good && mayCarry(wanted), was.goodSinceNs(), tick),
                        IslandState.since(forms && !good, was.badSinceNs(), tick),
                        IslandState.since(
                                forms && isOverloaded(scene, wanted), was.overloadSinceNs(), tick),
                        0,
                        ready,
                        was.line(),
                        car.isUnasked(was, wanted),
                        forms ? tick.monotonicNs() : was.formedNs());
        BackupSequence.Times times =
                new BackupSequence.Times(
                        gear.switchMs() * Rules.MS + Rules.POLL_NS,
                        gear.formMs() * Rules.MS + Rules.POLL_NS);
        Facts facts = facts(scene, wanted, now, mayStart);
        BackupSequence next = was.sequence().next(facts, now.held(tick), times, tick);
        return new IslandState(
                next,
                now.lostSinceNs(),
                now.utilitySinceNs(),
                next.step().mayForm() ? now.goodSinceNs() : -1,
                next.step().mayForm() ? now.badSinceNs() : -1,
                next.step().supplies() ? now.overloadSinceNs() : -1,
                next.step().supplies() ? delayNs() : Math.min(SETTLED_NS, delayNs()),
                car.isFitted() && !next.step().mayForm() ? mayStart : ready,
                car.line(next, facts, wanted),
                now.unasked(),
                now.formedNs());
    }

    /** The gear's command; a board without one is left where it is. */
    Island command(IslandState island) {
        return rules.backup().isEmpty() ? Island.PARALLEL : island.step().command();
    }

    /**
     * The stage's command behind the interlock: as drafted on the grid, forming where all is
     * proved, else off. Where the car forms, its contactors are cut instead.
     */
    Permitting.Draft cut(Permitting.Draft drafted, IslandState island, Optional<DcWindow> window) {
        if (rules.backup().isEmpty()
                || car.isFitted()
                || island.step().mayFollow()
                || isBlackStart(drafted.stage(), island)) {
            return drafted;
        }
        return island.step().mayForm() && window.isPresent()
                ? new Permitting.Draft(new Stage.FormGrid(window.get()), Optional.empty())
                : new Permitting.Draft(new Stage.Off(), Optional.empty());
    }

    /** Insulation test and pre-charge apart from a grid that is away: no way to its terminals. */
    private boolean isBlackStart(Stage stage, IslandState island) {
        return stage instanceof Stage.HoldVoltage
                && island.step() == BackupSequence.Step.ISOLATED
                && island.utilitySinceNs() < 0
                && rules.backup().orElseThrow().gear().blackStart();
    }

    /** Whether the output contactors may touch behind this step. */
    boolean mayTouch(IslandState island, Asked asked) {
        return car.mayTouch(island.step(), asked.forming());
    }

    private Facts facts(Scene scene, Wanted wanted, IslandState now, boolean mayStart) {
        Tick tick = scene.tick();
        Backup backup = rules.backup().orElseThrow();
        Optional<IslandReading> gear = gear(scene);
        long utilityNs = IslandState.heldNs(now.utilitySinceNs(), tick);
        boolean onTheWay =
                switch (now.step()) {
                    case UNKNOWN, PARALLEL, STAGE_OFF, OPENING_SWITCH, CLOSING_BOND -> true;
                    case ISOLATED,
                            FORMING,
                            CONNECTING,
                            SUPPLYING,
                            SHEDDING,
                            DISCONNECTING,
                            LETTING_GO,
                            RETURNING,
                            OPENING_BOND,
                            CLOSING_SWITCH,
                            STAYING,
                            FAILED ->
                            false;
                };
        return new Facts(
                gear.isPresent(),
                gear.map(IslandInterlock::contacts).orElse(NOTHING_KNOWN),
                IslandState.heldNs(now.lostSinceNs(), tick) >= backup.gear().lossMs() * Rules.MS,
                utilityNs >= delayNs(),
                utilityNs >= Math.min(SETTLED_NS, delayNs()),
                isOff(scene, now),
                flow(scene).isPresent(),
                islandIsGood(scene),
                IslandState.heldNs(now.overloadSinceNs(), tick) >= 0,
                now.ready() && (onTheWay || isEmptyStart(now) || isOffered(wanted)),
                mayStart,
                car.isFitted() && mayStart);
    }

    private long delayNs() {
        return rules.backup().orElseThrow().enterService().delayS() * Rules.SECOND;
    }

    private static Contacts contacts(IslandReading gear) {
        return new Contacts(
                gear.gridSwitch(), gear.neutralBond(), gear.houseFeed(), gear.sheddable());
    }

    private static Optional<IslandReading> gear(Scene scene) {
        return scene.measured().island().fresh(scene.tick(), Rules.SAFETY_BOARD_STALE_NS);
    }

    /** A car in its transfer behind closed contactors that may discharge. */
    private static boolean isReady(Scene scene, Wanted wanted) {
        return wanted.asked().energy() instanceof EnergyRequest.DcTransfer
                && wanted.asked().bidirectional()
                && wanted.contactors() == ContactorSequence.Step.CLOSED
                && wanted.proof().isProved()
                && wanted.asked().offer().open()
                && wanted.asked().offer().dischargeOffered()
                && scene.state().trips().isEmpty();
    }

    /**
     * A car is plugged and dispatch would let it discharge; what it can do shows in its session.
     * The grid's own trip does not forbid to leave the grid.
     */
    private boolean mayStart(Scene scene, Wanted wanted) {
        boolean charges =
                (wanted.asked().energy() instanceof EnergyRequest.DcTransfer
                                || wanted.asked().energy() instanceof EnergyRequest.AcTransfer)
                        && !wanted.asked().bidirectional();
        return rules.backup().orElseThrow().gear().blackStart()
                && !charges
                && wanted.asked().forming() != Forming.DECLINED
                && scene.safety().map(s -> isPlugged(s.pilot())).orElse(false)
                && wanted.asked().offer().dischargeOffered()
                && (wanted.asked().offer().open()
                        || scene.state().hasTrip(FaultCode.GRID_OUT_OF_WINDOW))
                && scene.state().trips().stream()
                        .allMatch(t -> t.code() == FaultCode.GRID_OUT_OF_WINDOW);
    }

    private static boolean isPlugged(PilotState pilot) {
        return pilot == PilotState.B || pilot == PilotState.C || pilot == PilotState.D;
    }

    /** A car that forms tells its charge only then; until it has, no house hangs on it. */
    private boolean isEmptyStart(IslandState now) {
        return car.isFitted() && now.step() == BackupSequence.Step.FORMING;
    }

    private boolean mayCarry(Wanted wanted) {
        return !car.isFitted() || isOffered(wanted);
    }

    private static boolean isOffered(Wanted wanted) {
        return wanted.asked().offer().target() instanceof OfferTarget.Island
                && wanted.asked().offer().acPowerW().min() < 0;
    }

    /** The input and both measurements agree; what is not known counts as grid. */
    private boolean gridIsGone(Scene scene) {
        int noneMv = rules.ratings().nominalVoltageMv() / 1_000 * NO_GRID_PER_MILLE;
        return gear(scene)
                        .filter(g -> !g.gridPresent())
                        .filter(g -> g.utility().isMeasured() && g.utility().voltageMv() < noneMv)
                        .isPresent()
                && flow(scene).filter(f -> f.line().voltageMv() < noneMv).isPresent();
    }

    private boolean utilityIsGood(Scene scene) {
        EnterService window = rules.backup().orElseThrow().enterService();
        int nominalMv = rules.ratings().nominalVoltageMv();
        return gear(scene)
                .filter(IslandReading::gridPresent)
                .map(IslandReading::utility)
                .filter(IslandReading.Utility::isMeasured)
                .filter(u -> window.isInside(u.voltageMv(), nominalMv, u.frequencyMilliHz()))
                .isPresent();
    }

    /** A source that was to form until now is off only by what was read since. */
    private boolean isOff(Scene scene, IslandState now) {
        if (now.step().mayForm()) {
            return false;
        }
        if (car.isFitted()) {
            return car.carIsOff(scene);
        }
        return stageIsOff(scene)
                && (now.formedNs() < 0
                        || scene.measured().stage() instanceof Reading.Taken<StageReading> taken
                                && taken.takenNs() - now.formedNs() >= Rules.POLL_NS);
    }

    private static boolean stageIsOff(Scene scene) {
        return scene.stage()
                .filter(s -> !s.gridForming())
                .filter(
                        s ->
                                s.mode() == StageReading.Mode.OFF
                                        || s.mode() == StageReading.Mode.STANDBY)
                .filter(s -> Math.abs((long) s.acPowerW()) < Rules.LOW_POWER_W)
                .isPresent();
    }

    /**
     * What flows at the station's AC terminals: by the stage, or by the meter behind which a car
     * forms.
     */
    private record Flow(int acPowerW, Line line) {}

    private Optional<Flow> flow(Scene scene) {
        return car.isFitted()
                ? CarIsland.meter(scene).map(m -> new Flow(m.powerW(), Line.of(m)))
                : scene.stage().map(s -> new Flow(s.acPowerW(), Line.of(s)));
    }

    private boolean isForming(Scene scene) {
        return car.isFitted()
                ? car.isConnected(scene)
                : scene.stage().filter(StageReading::gridForming).isPresent();
    }

    private boolean islandIsGood(Scene scene) {
        long nominalMv = rules.ratings().nominalVoltageMv();
        long nominalMhz = rules.ratings().nominalFrequencyMilliHz();
        return isForming(scene)
                && flow(scene)
                        .map(Flow::line)
                        .filter(
                                l ->
                                        Math.abs(l.voltageMv() - nominalMv) * 1_000
                                                <= nominalMv * ISLAND_VOLTAGE_PER_MILLE)
                        .filter(
                                l ->
                                        Math.abs(l.frequencyMilliHz() - nominalMhz)
                                                <= ISLAND_FREQUENCY_MILLI_HZ)
                        .isPresent();
    }

    /**
     * More than allowed flows; or as much as may flow does and the voltage says that the house
     * wants more; or the island leaves its window under load.
     */
    private boolean isOverloaded(Scene scene, Wanted wanted) {
        long limitW = -(long) wanted.asked().offer().acPowerW().min();
        long beyondW = limitW + rules.toleranceW((int) limitW);
        long sagMv = rules.ratings().nominalVoltageMv() * SAG_PER_MILLE / 1_000;
        boolean supplies = scene.state().island().step().supplies();
        return flow(scene)
                .filter(
                        f ->
                                -(long) f.acPowerW() > beyondW
                                        || -(long) f.acPowerW() * 20 >= limitW * 19
                                                && f.line().voltageMv() < sagMv
                                        || supplies && !islandIsGood(scene))
                .isPresent();
    }

    /** A stage, or a car, that forms although the switch is closed, unknown or stale. */
    static Optional<Trip> forming(Scene scene) {
        boolean boardIsLostToo = gear(scene).isEmpty() && scene.safety().isEmpty();
        Switch seen = gear(scene).map(IslandReading::gridSwitch).orElse(Switch.UNKNOWN);
        boolean car =
                new CarIsland(scene.rules()).isFitted()
                        && scene.state().island().step().mayForm()
                        && scene.step().commandedClosed();
        boolean forms = car || scene.stage().filter(StageReading::gridForming).isPresent();
        return forms && seen != Switch.OPEN && !boardIsLostToo
                ? Optional.of(new Trip.IslandInterlock(seen.name()))
                : Optional.empty();
    }

    /** A stage that goes on although no step lets it. */
    static Optional<Trip> formingOn(Scene scene) {
        return scene.stage()
                .filter(StageReading::gridForming)
                .filter(s -> !scene.state().island().step().mayForm())
                .map(s -> new Trip.FormsOn());
    }

    /** On the grid every switch has its place; a house may be dark for one that left it. */
    static Optional<Trip> outOfPlace(Scene scene) {
        return gear(scene)
                .filter(g -> scene.state().island().step() == BackupSequence.Step.PARALLEL)
                .map(IslandInterlock::contacts)
                .flatMap(seen -> wrongOnTheGrid(seen).map(why -> new Trip.SwitchGear(why, seen)));
    }

    private static Optional<BackupSequence.Why> wrongOnTheGrid(Contacts seen) {
        if (seen.grid() != Switch.CLOSED) {
            return Optional.of(BackupSequence.Why.SWITCH_STUCK);
        }
        if (seen.bond() != Switch.OPEN) {
            return Optional.of(BackupSequence.Why.BOND_STUCK);
        }
        return seen.feed() == Switch.CLOSED
                ? Optional.empty()
                : Optional.of(BackupSequence.Why.FEED_STUCK);
    }

    /** Switches that did not do what they were told, for the owner and the installer. */
    static Optional<Trip> failed(Scene scene) {
        BackupSequence sequence = scene.state().island().sequence();
        return sequence.hasFailed(scene.tick())
                ? Optional.of(
                        new Trip.SwitchGear(
                                sequence.why(),
                                gear(scene).map(IslandInterlock::contacts).orElse(NOTHING_KNOWN)))
                : Optional.empty();
    }
}
