package org.ebbflow.controller.vehicle.pilot;

import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.ConnectorRequest;
import org.ebbflow.controller.energy.Direction;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.OfferTarget;
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
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.SafetyReading.ProximityState;
import org.ebbflow.hal.Tick;

/**
 * AC charging with nothing but the duty cycle; charge only.
 *
 * @param place what the place and the car's circuit allow
 * @param permission whether somebody allowed it
 * @param offered what stands on the pilot
 * @param started energy has flowed in this session
 */
public record PwmSession(Place place, Permission permission, Offered offered, boolean started)
        implements VehicleSession {

    private static final long MS = 1_000_000L;

    /** The most a car with the simplified pilot circuit gets. @source IEC 61851-1 Annex A */
    private static final int SIMPLIFIED_MA = 10_000;

    /** A car has 5 s to follow a duty; more current is not offered faster than that. */
    private static final long LOOSEN_NS = 5_000 * MS;

    /** Less current is told at once, but not in every cycle of a falling ramp. */
    private static final long TIGHTEN_NS = 1_000 * MS;

    /** A car is woken so often while it is plugged. */
    private static final int MAX_WAKE_UPS = 3;

    private static final long ASK_ID = 1;

    /**
     * What holds for the whole session.
     *
     * @param ventilated a car in state D may charge
     * @param simplified the car has the simplified pilot circuit
     */
    record Place(boolean ventilated, boolean simplified) {}

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
     * @param first nothing has been offered yet
     * @param answered the car has been ready since this offer began
     * @param wakeUp where waking stands
     * @param wakeUps how often waking began
     */
    record Offered(
            int currentMa,
            long sinceNs,
            boolean first,
            boolean answered,
            WakeUp wakeUp,
            int wakeUps) {

        static final Offered NOTHING = new Offered(0, 0, true, false, WakeUp.AWAITED, 0);

        Offered of(int wantedMa, Tick tick) {
            boolean begins = currentMa == 0;
            return new Offered(
                    wantedMa,
                    tick.monotonicNs(),
                    false,
                    !begins && answered,
                    begins ? WakeUp.AWAITED : wakeUp,
                    wakeUps);
        }

        Offered heard(boolean ready) {
            return !ready || answered || currentMa == 0
                    ? this
                    : new Offered(currentMa, sinceNs, first, true, wakeUp, wakeUps);
        }

        /** The next step of waking. @param wantedMa what is offered when it is over */
        Offered waking(int wantedMa, Tick tick) {
            WakeUp next = wakeUp.next();
            return new Offered(
                    next.isActive() ? 0 : wantedMa,
                    tick.monotonicNs(),
                    false,
                    false,
                    next,
                    wakeUps + (wakeUp == WakeUp.AWAITED ? 1 : 0));
        }
    }

    /** A session whose car has just been plugged in. */
    public static PwmSession begin(boolean ventilated) {
        return begin(new Place(ventilated, false));
    }

    /** A session with a car that has the simplified pilot circuit. */
    public static PwmSession simplified(boolean ventilated) {
        return begin(new Place(ventilated, true));
    }

    private static PwmSession begin(Place place) {
        return new PwmSession(place, Permission.NOT_ASKED, Offered.NOTHING, false);
    }

    @Override
    public SessionStep step(CarInput received, Inputs inputs) {
        Permission allowed = permission.next(inputs.answers());
        PilotState pilot = pilot(inputs);
        boolean healthy = inputs.verdict() instanceof Verdict.Healthy;
        boolean refused = received instanceof CarInput.Refused;
        boolean may = allowed == Permission.GIVEN && healthy && inputs.offer().open();
        int wantedMa =
                may && !refused && isCableGood(inputs) && !lacksAir(pilot) ? offeredMa(inputs) : 0;
        Offered next = offer(wantedMa, pilot, inputs.tick()).heard(isReady(pilot));
        EnergyRequest energy = energy(next, pilot, inputs, refused);
        boolean flowing = energy instanceof EnergyRequest.AcTransfer && contactorsClosed(inputs);
        PwmSession after = new PwmSession(place, allowed, next, started || flowing);
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
    private int offeredMa(Inputs inputs) {
        EvseOffer offer = inputs.offer();
        int currentMa = Math.min(Math.min(mostMa(), offer.acCurrentMa()), wantedMa(inputs));
        return DutyCycle.currentMa(DutyCycle.ofCurrent(currentMa));
    }

    /**
     * The station's own target as a current. The wish counts, not its ramp: a car is told a new
     * current in steps of 5 s and ramps by itself.
     */
    private static int wantedMa(Inputs inputs) {
        EvseOffer offer = inputs.offer();
        return switch (offer.target()) {
            case OfferTarget.FollowVehicle follow -> DutyCycle.MAX_CURRENT_MA;
            case OfferTarget.Power power -> currentMa(offer.why().wantedW(), inputs);
            case OfferTarget.Island island -> 0;
        };
    }

    private static int currentMa(int powerW, Inputs inputs) {
        long perPhase = (long) voltageMv(inputs) * Math.max(1, inputs.offer().phases());
        return powerW <= 0 || perPhase <= 0
                ? 0
                : (int) Math.min(DutyCycle.MAX_CURRENT_MA, powerW * 1_000_000L / perPhase);
    }

    /**
     * The voltage at which a power is told as a current: a grid above nominal would make more of
     * it. In steps of 5 %, so that the duty does not follow every flicker.
     */
    private static int voltageMv(Inputs inputs) {
        int nominalMv = inputs.offer().nominalVoltageMv();
        int stepMv = Math.max(1, nominalMv / 20);
        return inputs.measured()
                .stationMeter()
                .fresh(inputs.tick(), PilotWatch.FRESH_NS)
                .map(meter -> Math.ceilDiv(meter.voltageMv() - nominalMv - stepMv / 2, stepMv))
                .map(steps -> nominalMv + Math.max(0, steps) * stepMv)
                .orElse(nominalMv);
    }

    /** A coding that cannot be read is no cable; a pressed latch is a hand at the plug. */
    private static boolean isCableGood(Inputs inputs) {
        return inputs.measured()
                .safety()
                .fresh(inputs.tick(), PilotWatch.FRESH_NS)
                .map(SafetyReading::proximity)
                .filter(p -> p != ProximityState.BUTTON && p != ProximityState.INVALID)
                .isPresent();
    }

    private boolean isReady(PilotState pilot) {
        return pilot == PilotState.C || pilot == PilotState.D && place.ventilated();
    }

    private boolean lacksAir(PilotState pilot) {
        return pilot == PilotState.D && !place.ventilated();
    }

    private Offered offer(int wantedMa, PilotState pilot, Tick tick) {
        long stoodNs = tick.sinceNs(offered.sinceNs());
        if (offered.wakeUp().isActive() && wantedMa > 0) {
            return stoodNs >= offered.wakeUp().lastNs() ? offered.waking(wantedMa, tick) : offered;
        }
        if (offered.wakeUp().isActive()) {
            return new Offered(
                    0, tick.monotonicNs(), false, false, WakeUp.AWAITED, offered.wakeUps());
        }
        if (wantedMa == offered.currentMa()) {
            return sleeps(pilot, stoodNs) ? offered.waking(wantedMa, tick) : offered;
        }
        boolean stop = wantedMa == 0;
        boolean start = offered.currentMa() == 0;
        boolean less = wantedMa < offered.currentMa();
        long waitNs = start ? PilotSteps.X1_NS : less ? TIGHTEN_NS : LOOSEN_NS;
        return stop || offered.first() || stoodNs >= waitNs ? offered.of(wantedMa, tick) : offered;
    }

    /** A car that was offered current and does not come, neither after the offer was renewed. */
    private boolean sleeps(PilotState pilot, long stoodNs) {
        boolean mayBeWoken =
                offered.wakeUp() == WakeUp.AWAITED && offered.wakeUps() < MAX_WAKE_UPS
                        || offered.wakeUp() == WakeUp.OFFERED_AGAIN;
        return mayBeWoken
                && pilot == PilotState.B
                && offered.currentMa() > 0
                && !offered.answered()
                && stoodNs >= WakeUp.PATIENCE_NS;
    }

    /**
     * Without an offer nothing is asked any more: the supervisor lets the current go down first,
     * and opens under load 6 s later.
     *
     * @source IEC 61851-1 Table A.6, sequence 10.2
     */
    private EnergyRequest energy(Offered next, PilotState pilot, Inputs inputs, boolean refused) {
        if (!isReady(pilot) || refused || isTrippedAtOnce(inputs.verdict())) {
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
        return new EnergyRequest.Nothing();
    }

    private static boolean isTrippedAtOnce(Verdict verdict) {
        return verdict instanceof Verdict.Tripped tripped && tripped.immediate();
    }

    private static ConnectorRequest.Pilot wish(Offered offered) {
        if (offered.wakeUp().isActive()) {
            return offered.wakeUp().pilot();
        }
        return offered.currentMa() == 0
                ? new ConnectorRequest.Pilot.X1()
                : new ConnectorRequest.Pilot.Duty(DutyCycle.ofCurrent(offered.currentMa()));
    }

    private VehicleReport report(PilotState pilot, EnergyRequest energy, Inputs inputs) {
        Interval carW = new Interval(0, wattsOf(mostMa(), inputs));
        VehicleReport told =
                new VehicleReport(
                        phase(pilot, energy, inputs),
                        "IEC 61851",
                        "AC",
                        false,
                        carW,
                        Optional.empty(),
                        Optional.empty(),
                        "");
        return told.with(new VehicleReport.Least(wattsOf(DutyCycle.MIN_CURRENT_MA, inputs), 0));
    }

    /** A current as a power, at the voltage by which a power is told as a current. */
    private static int wattsOf(int currentMa, Inputs inputs) {
        long perPhase = (long) voltageMv(inputs) * Math.max(1, inputs.offer().phases());
        return (int) Math.ceilDiv(currentMa * perPhase, 1_000_000L);
    }

    private int mostMa() {
        return place.simplified() ? SIMPLIFIED_MA : DutyCycle.MAX_CURRENT_MA;
    }

    private Phase phase(PilotState pilot, EnergyRequest energy, Inputs inputs) {
        return switch (permission) {
            case NOT_ASKED, WAITING -> Phase.WAITING_AUTHORIZATION;
            case DENIED -> Phase.FINISHED;
            case GIVEN -> {
                if (energy instanceof EnergyRequest.AcTransfer) {
                    yield contactorsClosed(inputs) ? Phase.TRANSFER : Phase.PREPARING;
                }
                if (started && contactorsClosed(inputs)) {
                    yield Phase.STOPPING;
                }
                boolean mayCharge = offered.currentMa() > 0;
                yield started && mayCharge && pilot == PilotState.B
                        ? Phase.PAUSED_BY_CAR
                        : Phase.READY;
            }
        };
    }

    private static PilotState pilot(Inputs inputs) {
        return inputs.measured()
                .safety()
                .fresh(inputs.tick(), PilotWatch.FRESH_NS)
                .map(SafetyReading::pilot)
                .orElse(PilotState.INVALID);
    }

    private static boolean contactorsClosed(Inputs inputs) {
        return inputs.measured()
                .safety()
                .fresh(inputs.tick(), PilotWatch.FRESH_NS)
                .map(s -> s.outputContactors() == ContactorState.CLOSED)
                .orElse(false);
    }
}
