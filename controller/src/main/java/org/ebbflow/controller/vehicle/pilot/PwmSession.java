package org.ebbflow.controller.vehicle.pilot;

import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.ConnectorRequest;
import org.ebbflow.controller.energy.Direction;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.energy.VehicleReport.Phase;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.vehicle.Answer;
import org.ebbflow.controller.vehicle.Ask;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.controller.vehicle.SessionStep;
import org.ebbflow.controller.vehicle.SessionStep.SessionEvent;
import org.ebbflow.controller.vehicle.VehicleSession;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.Tick;

/**
 * AC charging with nothing but the duty cycle; charge only.
 *
 * @param ventilated a car in state D may charge
 * @param permission whether somebody allowed it
 * @param offered what stands on the pilot
 * @param started energy has flowed in this session
 */
public record PwmSession(
        boolean ventilated, Permission permission, Offered offered, boolean started)
        implements VehicleSession {

    private static final long MS = 1_000_000L;
    private static final long SAFETY_FRESH_NS = 500 * MS;

    /** A car has 5 s to follow a duty; more current is not offered faster than that. */
    private static final long LOOSEN_NS = 5_000 * MS;

    /** Less current is told at once, but not in every cycle of a falling ramp. */
    private static final long TIGHTEN_NS = 1_000 * MS;

    /** After X1 the car stops within 3 s; after 6 s the contactors open under load. */
    private static final long OPEN_UNDER_LOAD_NS = 6_000 * MS;

    private static final long STEP_X1_NS = 3_000 * MS;
    private static final long WAKE_UP_AFTER_NS = 30_000 * MS;
    private static final long STEP_F_NS = 4_000 * MS;
    private static final long ASK_ID = 1;

    /** Permission to charge. */
    enum Permission {
        NOT_ASKED,
        WAITING,
        GIVEN,
        DENIED;

        Permission next(List<Answer> answers) {
            if (this == NOT_ASKED) {
                return WAITING;
            }
            if (this != WAITING || answers.isEmpty()) {
                return this;
            }
            return switch (answers.getLast()) {
                case Answer.Authorized yes -> GIVEN;
                case Answer.Denied no -> DENIED;
            };
        }
    }

    /**
     * What stands on the pilot.
     *
     * @param currentMa offered current, 0 for X1
     * @param sinceNs monotonic instant of the last change
     * @param waking the pilot is in state F to wake a sleeping car
     * @param woken it has been woken once; a car is not woken twice
     */
    record Offered(int currentMa, long sinceNs, boolean waking, boolean woken) {
        static final Offered NOTHING = new Offered(0, 0, false, false);
    }

    /** A session whose car has just been plugged in. */
    public static PwmSession begin(boolean ventilated) {
        return new PwmSession(ventilated, Permission.NOT_ASKED, Offered.NOTHING, false);
    }

    @Override
    public SessionStep step(CarInput received, Inputs inputs) {
        Permission allowed = permission.next(inputs.answers());
        PilotState pilot = pilot(inputs);
        boolean healthy = inputs.verdict() instanceof Verdict.Healthy;
        boolean refused = received instanceof CarInput.Refused;
        int wantedMa =
                allowed == Permission.GIVEN && healthy && inputs.offer().open() && !refused
                        ? offeredMa(inputs.offer())
                        : 0;
        Offered next = offer(wantedMa, pilot, inputs.tick());
        EnergyRequest energy = energy(next, pilot, inputs, refused);
        boolean flowing = energy instanceof EnergyRequest.AcTransfer && contactorsClosed(inputs);
        PwmSession after = new PwmSession(ventilated, allowed, next, started || flowing);
        return new SessionStep(
                after,
                List.of(),
                energy,
                new ConnectorRequest(wish(next), true),
                after.report(pilot, energy, inputs),
                permission == Permission.NOT_ASKED
                        ? List.of(new Ask.Authorize(ASK_ID, ""))
                        : List.of(),
                events(allowed, flowing));
    }

    private List<SessionEvent> events(Permission allowed, boolean flowing) {
        if (permission == Permission.NOT_ASKED) {
            return List.of(new SessionEvent.Started("IEC 61851", ""));
        }
        if (permission == Permission.WAITING && allowed == Permission.DENIED) {
            return List.of(new SessionEvent.Ended(Reason.NOT_AUTHORIZED, true));
        }
        return flowing && !started ? List.of(new SessionEvent.EnergyStarted()) : List.of();
    }

    /** The current that the duty can carry, 0 below what the duty can say. */
    private static int offeredMa(EvseOffer offer) {
        return DutyCycle.currentMa(DutyCycle.ofCurrent(offer.acCurrentMa()));
    }

    private Offered offer(int wantedMa, PilotState pilot, Tick tick) {
        long stoodNs = tick.sinceNs(offered.sinceNs());
        if (offered.waking()) {
            return stoodNs >= STEP_F_NS ? new Offered(0, tick.monotonicNs(), false, true) : offered;
        }
        if (wantedMa == offered.currentMa()) {
            return sleeps(pilot, stoodNs)
                    ? new Offered(0, tick.monotonicNs(), true, true)
                    : offered;
        }
        boolean stop = wantedMa == 0;
        boolean start = offered.currentMa() == 0;
        boolean less = wantedMa < offered.currentMa();
        long waitNs = start ? STEP_X1_NS : less ? TIGHTEN_NS : LOOSEN_NS;
        boolean first = start && offered.sinceNs() == 0;
        return stop || first || stoodNs >= waitNs
                ? new Offered(wantedMa, tick.monotonicNs(), false, offered.woken())
                : offered;
    }

    /** A car that was offered current and does not come is woken once. */
    private boolean sleeps(PilotState pilot, long stoodNs) {
        return pilot == PilotState.B
                && offered.currentMa() > 0
                && !offered.woken()
                && !started
                && stoodNs >= WAKE_UP_AFTER_NS;
    }

    private EnergyRequest energy(Offered next, PilotState pilot, Inputs inputs, boolean refused) {
        boolean ready = pilot == PilotState.C || pilot == PilotState.D && ventilated;
        if (!ready || refused || isTrippedAtOnce(inputs.verdict())) {
            return new EnergyRequest.Nothing();
        }
        if (next.currentMa() > 0) {
            long toldW =
                    (long) next.currentMa()
                            * inputs.offer().nominalVoltageMv()
                            * inputs.offer().phases()
                            / 1_000_000L;
            int boundW = (int) Math.min(toldW, inputs.offer().acPowerW().max());
            return new EnergyRequest.AcTransfer(Direction.CHARGE, boundW);
        }
        boolean stopping = inputs.tick().sinceNs(next.sinceNs()) < OPEN_UNDER_LOAD_NS;
        return started && stopping ? new EnergyRequest.RampDown() : new EnergyRequest.Nothing();
    }

    private static boolean isTrippedAtOnce(Verdict verdict) {
        return verdict instanceof Verdict.Tripped tripped && tripped.immediate();
    }

    private static ConnectorRequest.Pilot wish(Offered offered) {
        if (offered.waking()) {
            return new ConnectorRequest.Pilot.F();
        }
        return offered.currentMa() == 0
                ? new ConnectorRequest.Pilot.X1()
                : new ConnectorRequest.Pilot.Duty(DutyCycle.ofCurrent(offered.currentMa()));
    }

    private VehicleReport report(PilotState pilot, EnergyRequest energy, Inputs inputs) {
        Interval carW = new Interval(0, Math.max(0, inputs.offer().carPowerW().max()));
        return new VehicleReport(
                phase(pilot, energy, inputs),
                "IEC 61851",
                "AC",
                false,
                carW,
                Optional.empty(),
                Optional.empty(),
                "");
    }

    private Phase phase(PilotState pilot, EnergyRequest energy, Inputs inputs) {
        return switch (permission) {
            case NOT_ASKED, WAITING -> Phase.WAITING_AUTHORIZATION;
            case DENIED -> Phase.FINISHED;
            case GIVEN -> {
                if (energy instanceof EnergyRequest.AcTransfer) {
                    yield contactorsClosed(inputs) ? Phase.TRANSFER : Phase.PREPARING;
                }
                if (energy instanceof EnergyRequest.RampDown) {
                    yield Phase.STOPPING;
                }
                yield started && pilot == PilotState.B ? Phase.PAUSED_BY_CAR : Phase.READY;
            }
        };
    }

    private static PilotState pilot(Inputs inputs) {
        return inputs.measured().safety() instanceof Reading.Taken<SafetyReading> taken
                        && taken.isFresh(inputs.tick(), SAFETY_FRESH_NS)
                ? taken.value().pilot()
                : PilotState.INVALID;
    }

    private static boolean contactorsClosed(Inputs inputs) {
        return inputs.measured().safety() instanceof Reading.Taken<SafetyReading> taken
                && taken.value().outputContactors() == ContactorState.CLOSED;
    }
}
