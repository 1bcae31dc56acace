package org.ebbflow.controller.vehicle.chademo;

import java.util.Optional;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.vehicle.chademo.CarFrame.Status;
import org.ebbflow.controller.vehicle.chademo.Stage.Blame;
import org.ebbflow.controller.vehicle.chademo.Stage.Why;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.Tick;

/**
 * The order of a session, one pure step at a time; limits as public code and recordings tell them.
 *
 * @source README.md beside the code, table of steps
 */
final class Sequence {

    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000 * MS;

    static final long CAR_READY_NS = 8 * SECOND;
    static final long PREPARED_NS = 20 * SECOND;
    static final long CAR_CLOSES_NS = 4 * SECOND;
    static final long NO_FLAG_NS = 2 * SECOND;

    /** 4 s to the first request and half a second to follow it. */
    static final long FIRST_REQUEST_NS = 4_500 * MS;

    static final long WELD_CHECK_NS = 10 * SECOND;
    static final long D2_TO_D1_NS = 500 * MS;

    static final int INLET_DEAD_MV = 10_000;
    static final int BEFORE_D2_MV = 20_000;
    private static final int NEAR_MV = 20_000;
    private static final int PARTING_MA = 5_000;
    private static final int SOUND_OHM = 100_000;

    private static final long CONTRARY_NS = 1_500 * MS;
    private static final long GOOD_NS = 500 * MS;
    private static final long JOINED_NS = 100 * MS;
    private static final long TOLD_NS = 150 * MS;
    private static final long UNLOAD_NS = 2 * SECOND;
    private static final long RESTART_NS = 2 * SECOND;

    private Sequence() {}

    static Stage next(Stage stage, Facts facts) {
        return switch (stage) {
            case Stage.Resting s -> resting(s, facts);
            case Stage.Starting s -> early(s, facts);
            case Stage.Locking s ->
                    StopCauses.preparing(facts)
                            .map(why -> part(why, facts))
                            .orElseGet(() -> locking(s, facts));
            case Stage.Testing s ->
                    StopCauses.untilCoils(facts)
                            .map(why -> part(why, facts))
                            .orElseGet(() -> testing(s, facts));
            case Stage.Draining s ->
                    StopCauses.untilCoils(facts)
                            .map(why -> part(why, facts))
                            .orElseGet(() -> draining(s, facts));
            case Stage.Closing s ->
                    StopCauses.preparing(facts)
                            .map(why -> unload(why, facts))
                            .orElseGet(() -> closing(s, facts));
            case Stage.Connecting s ->
                    StopCauses.preparing(facts)
                            .map(why -> unload(why, facts))
                            .orElseGet(() -> connecting(s, facts));
            case Stage.Running s ->
                    StopCauses.running(facts, s.sinceNs()).map(why -> unload(why, facts)).orElse(s);
            case Stage.Unloading s -> unloading(s, facts);
            case Stage.Welding s -> welding(s, facts);
            case Stage.Parting s -> parting(s, facts);
            case Stage.Over s -> over(s, facts);
        };
    }

    private static Stage resting(Stage.Resting same, Facts facts) {
        boolean ready =
                facts.granted()
                        && facts.view().isOpen()
                        && facts.view().isBelow(INLET_DEAD_MV)
                        && facts.view().contactors() == ContactorState.OPEN;
        return ready ? new Stage.Starting(facts.view().tick().after(CAR_READY_NS), -1) : same;
    }

    private static Stage early(Stage.Starting s, Facts facts) {
        Tick tick = facts.view().tick();
        Optional<Why> stop = StopCauses.early(facts);
        if (stop.isPresent()) {
            return part(stop.get(), facts);
        }
        if (isLive(facts)) {
            return part(new Why(Reason.SEQUENCE_ERROR, Blame.CAR_OR_LINK), facts);
        }
        if (tick.isPast(s.byNs())) {
            return part(new Why(Reason.SETUP_TIMEOUT, Blame.CAR_OR_LINK), facts);
        }
        boolean enabled = facts.car().seen().any() && facts.car().control().status().enabled();
        if (enabled && facts.view().lines().permission()) {
            return StopCauses.misfit(facts)
                    .map(why -> part(why, facts))
                    .orElseGet(() -> new Stage.Locking(tick.after(PREPARED_NS)));
        }
        boolean dumb = facts.view().lines().permission() && !facts.car().seen().any();
        boolean contrary = enabled || dumb;
        long contraryNs = !contrary ? -1 : s.contraryNs() < 0 ? tick.monotonicNs() : s.contraryNs();
        if (contraryNs >= 0 && tick.sinceNs(contraryNs) >= CONTRARY_NS) {
            return part(new Why(Reason.SEQUENCE_ERROR, Blame.CAR_OR_LINK), facts);
        }
        return new Stage.Starting(s.byNs(), contraryNs);
    }

    /** A voltage at the inlet before line d2 is on, and before the station makes one. */
    private static boolean isLive(Facts facts) {
        return facts.view().inletMv() >= BEFORE_D2_MV;
    }

    private static Stage locking(Stage.Locking s, Facts facts) {
        if (isLive(facts)) {
            return part(new Why(Reason.SEQUENCE_ERROR, Blame.CAR_OR_LINK), facts);
        }
        Status car = facts.car().control().status();
        boolean ready =
                facts.view().lines().locked()
                        && facts.view().isBelow(INLET_DEAD_MV)
                        && (!facts.car().tellsContactors() || car.contactorsOpen());
        if (ready) {
            return new Stage.Testing(s.byNs(), -1);
        }
        return facts.view().tick().isPast(s.byNs())
                ? part(new Why(Reason.SETUP_TIMEOUT, Blame.CAR_OR_LINK), facts)
                : s;
    }

    private static Stage testing(Stage.Testing s, Facts facts) {
        View view = facts.view();
        Tick tick = view.tick();
        long ninetyPercentMv = testMv(facts) * 9L / 10;
        boolean good =
                view.contactors() == ContactorState.CLOSED
                        && view.stageMv() >= ninetyPercentMv
                        && view.inletMv() >= ninetyPercentMv
                        && view.insulation().selfTested()
                        && view.insulation().resistanceOhm() >= SOUND_OHM;
        long goodNs = !good ? -1 : s.goodNs() < 0 ? tick.monotonicNs() : s.goodNs();
        if (goodNs >= 0 && tick.sinceNs(goodNs) >= GOOD_NS) {
            return new Stage.Draining(s.byNs());
        }
        return tick.isPast(s.byNs())
                ? part(new Why(Reason.CABLE_CHECK_FAILED, Blame.CAR_OR_LINK), facts)
                : new Stage.Testing(s.byNs(), goodNs);
    }

    /** The test reaches the voltage that the station announces as available. */
    static int testMv(Facts facts) {
        return facts.announced().voltageV() * 1_000;
    }

    private static Stage draining(Stage.Draining s, Facts facts) {
        Tick tick = facts.view().tick();
        boolean dead =
                facts.view().contactors() == ContactorState.OPEN
                        && facts.view().isBelow(BEFORE_D2_MV);
        if (dead) {
            return new Stage.Closing(tick.monotonicNs());
        }
        return tick.isPast(s.byNs())
                ? part(new Why(Reason.CABLE_CHECK_FAILED, Blame.STATION), facts)
                : s;
    }

    private static Stage closing(Stage.Closing s, Facts facts) {
        Tick tick = facts.view().tick();
        long stoodNs = tick.sinceNs(s.sinceNs());
        boolean told =
                facts.car().tellsContactors()
                        ? !facts.car().control().status().contactorsOpen()
                        : stoodNs >= NO_FLAG_NS;
        int inletMv = facts.view().inletMv();
        boolean battery =
                inletMv >= facts.view().offer().minVoltageMv()
                        && inletMv <= facts.announced().thresholdV() * 1_000;
        if (told && battery) {
            return new Stage.Connecting(tick.after(FIRST_REQUEST_NS), -1);
        }
        return stoodNs >= CAR_CLOSES_NS
                ? unload(new Why(Reason.SETUP_TIMEOUT, Blame.CAR_OR_LINK), facts)
                : s;
    }

    private static Stage connecting(Stage.Connecting s, Facts facts) {
        View view = facts.view();
        Tick tick = view.tick();
        boolean joined =
                view.contactors() == ContactorState.CLOSED
                        && Math.abs(view.stageMv() - view.inletMv()) <= NEAR_MV;
        long joinedNs = !joined ? -1 : s.joinedNs() < 0 ? tick.monotonicNs() : s.joinedNs();
        boolean asked = facts.car().control().requestA() > 0;
        if (joinedNs >= 0 && tick.sinceNs(joinedNs) >= JOINED_NS && asked) {
            return new Stage.Running(tick.monotonicNs());
        }
        if (!tick.isPast(s.byNs())) {
            return new Stage.Connecting(s.byNs(), joinedNs);
        }
        return joinedNs < 0
                ? unload(new Why(Reason.PRE_CHARGE_FAILED, Blame.STATION), facts)
                : unload(new Why(Reason.VEHICLE_STOPPED, Blame.NOBODY), facts);
    }

    private static Stage unloading(Stage.Unloading s, Facts facts) {
        long stoodNs = facts.view().tick().sinceNs(s.sinceNs());
        boolean low = Math.abs(facts.view().stageMa()) <= PARTING_MA;
        if (!(low && stoodNs >= TOLD_NS) && stoodNs < UNLOAD_NS) {
            return s;
        }
        return s.why().orderly()
                ? new Stage.Welding(s.why(), facts.view().tick().monotonicNs())
                : part(s.why(), facts);
    }

    private static Stage welding(Stage.Welding s, Facts facts) {
        View view = facts.view();
        boolean carDone =
                facts.car().tellsContactors()
                        ? facts.car().control().status().contactorsOpen()
                                && view.isBelow(INLET_DEAD_MV)
                        : view.tick().sinceNs(s.sinceNs()) >= SECOND;
        if (view.contactors() == ContactorState.OPEN && carDone) {
            return part(s.why(), facts);
        }
        if (view.tick().sinceNs(s.sinceNs()) < WELD_CHECK_NS) {
            return s;
        }
        Reason reason =
                view.isBelow(INLET_DEAD_MV) ? Reason.SEQUENCE_TIMEOUT : Reason.WELDING_DETECTED;
        return part(new Why(reason, Blame.CAR_OR_LINK), facts);
    }

    private static Stage parting(Stage.Parting s, Facts facts) {
        View view = facts.view();
        long stoodNs = view.tick().sinceNs(s.sinceNs());
        boolean dead = view.contactors() == ContactorState.OPEN && view.isBelow(INLET_DEAD_MV);
        if (stoodNs >= D2_TO_D1_NS && dead) {
            return new Stage.Over(s.why(), view.tick().monotonicNs());
        }
        return stoodNs >= WELD_CHECK_NS
                ? new Stage.Over(
                        new Why(Reason.WELDING_DETECTED, Blame.CAR_OR_LINK),
                        view.tick().monotonicNs())
                : s;
    }

    /** What the owner stopped may begin anew when the owner allows it again. */
    private static Stage over(Stage.Over s, Facts facts) {
        boolean again =
                s.why().reason() == Reason.OWNER_STOP
                        && facts.view().isOpen()
                        && facts.view().tick().sinceNs(s.sinceNs()) >= RESTART_NS;
        return again ? new Stage.Resting() : s;
    }

    /** From d2 on: the car's contactors may be closed, so its coils keep their supply for now. */
    private static Stage unload(Why why, Facts facts) {
        return new Stage.Unloading(why, facts.view().tick().monotonicNs());
    }

    private static Stage part(Why why, Facts facts) {
        return new Stage.Parting(why, facts.view().tick().monotonicNs());
    }
}
