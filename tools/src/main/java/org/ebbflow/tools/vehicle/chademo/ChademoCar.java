package org.ebbflow.tools.vehicle.chademo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.CarSide.PilotLoad;
import org.ebbflow.tools.sim.plant.InletSide;
import org.ebbflow.tools.vehicle.Battery;

/**
 * A CHAdeMO car at the end of the cable: it lives slice by slice, speaks every 100 ms while line d1
 * is on, closes its contactors only with both lines, and gives up when the station misbehaves.
 */
public final class ChademoCar {

    private static final int PERIOD_US = 100_000;
    private static final int SPACING_US = 10_000;
    private static final long MS = 1_000;
    private static final long STATION_LOST_US = 1_000 * MS;
    private static final long GIVES_UP_US = 2_500 * MS;
    private static final long UNLOAD_US = 205 * MS;
    private static final long REQUEST_STEP_US = 100 * MS;
    private static final int REQUEST_STEP_A = 2;
    private static final int DEAD_INLET_MV = 20_000;
    private static final int SMALL_MA = 5_000;
    private static final int DEVIATION_MA = 10_000;
    private static final long DEVIATION_US = 5_000 * MS;

    /** Where the car stands. */
    public enum Phase {
        ASLEEP,
        WAKING,
        /** Permission given, coils awaited. */
        READY,
        CLOSING,
        CLOSED,
        FLOWING,
        /** It has taken its permission back. */
        STOPPING,
        WELD_CHECK,
        DONE
    }

    private final ChademoTraits traits;
    private final ChademoFault fault;
    private final Consumer<CanFrame> bus;
    private final List<CanFrame> due = new ArrayList<>();
    private Battery battery;
    private StationSeen station = StationSeen.NOTHING;
    private Phase phase = Phase.ASLEEP;
    private boolean faulted;
    private boolean completed;
    private boolean stopPressed;
    private boolean contactorsClosed;
    private boolean plugged = true;
    private long awakeUs;
    private long inPhaseUs;
    private long sinceBurstUs = PERIOD_US;
    private long rampUs;
    private long deviatingUs;
    private int requestA;
    private int allowedA;

    /**
     * @param bus hears the car's frames, in order
     */
    public ChademoCar(
            ChademoTraits traits, ChademoFault fault, int socDeciPercent, Consumer<CanFrame> bus) {
        this.traits = traits;
        this.fault = fault;
        this.bus = bus;
        this.battery = Battery.at(traits.battery(), socDeciPercent);
    }

    /** A frame of the station. */
    public void heard(CanFrame frame) {
        station = station.with(frame);
    }

    /** The driver wants to go. */
    public void stop() {
        stopPressed = true;
    }

    /** Somebody pulled the plug out, or pushed it in. */
    public void plugged(boolean in) {
        plugged = in;
        completed = completed && !in;
        stopPressed = false;
        if (!in) {
            sleep();
        }
    }

    /** Where it stands. */
    public Phase phase() {
        return phase;
    }

    /** Whether it can give energy. */
    public boolean discharges() {
        return traits.extras().discharge();
    }

    /** Its battery now. */
    public Battery battery() {
        return battery;
    }

    /** Whether its own contactors are closed. */
    public boolean contactorsClosed() {
        return contactorsClosed;
    }

    /** Whether its last session ended without any fault. */
    public boolean completed() {
        return completed;
    }

    /** One slice of its life. @return what it presents at the inlet */
    public CarSide live(InletSide inlet, int sliceUs) {
        if (!plugged) {
            return CarSide.UNPLUGGED;
        }
        battery = battery.after(contactorsClosed ? inlet.dcCurrentMa() : 0, sliceUs);
        station = station.later(sliceUs);
        inPhaseUs += sliceUs;
        if (!inlet.d1()) {
            sleep();
        } else if (phase == Phase.ASLEEP) {
            wake(sliceUs);
        }
        if (phase != Phase.ASLEEP) {
            awakeUs += sliceUs;
            move(inlet);
            request(sliceUs);
            speak(sliceUs);
        }
        coils(inlet);
        return side();
    }

    private void sleep() {
        phase = Phase.ASLEEP;
        station = StationSeen.NOTHING;
        due.clear();
        requestA = 0;
        allowedA = 0;
        contactorsClosed = contactorsClosed && fault == ChademoFault.CONTACTORS_WELDED && plugged;
    }

    private void wake(int sliceUs) {
        awakeUs = 0;
        sinceBurstUs = (long) PERIOD_US - sliceUs;
        faulted = false;
        go(Phase.WAKING);
    }

    private void go(Phase next) {
        phase = next;
        inPhaseUs = 0;
        completed |= next == Phase.DONE && !faulted;
    }

    /** Without both lines the coils have no supply, whatever the car wants. */
    private void coils(InletSide inlet) {
        boolean welded = fault == ChademoFault.CONTACTORS_WELDED && contactorsClosed;
        boolean wanted = phase == Phase.CLOSED || phase == Phase.FLOWING || phase == Phase.STOPPING;
        boolean able = fault != ChademoFault.CONTACTORS_STAY_OPEN;
        contactorsClosed = welded || wanted && able && inlet.d1() && inlet.d2();
    }

    private void move(InletSide inlet) {
        switch (phase) {
            case ASLEEP, DONE -> {}
            case WAKING -> {
                boolean ready = awakeUs >= traits.times().readyMs() * MS && station.heard();
                if (ready && !station.faulty() && !stopPressed) {
                    go(Phase.READY);
                }
            }
            case READY -> ready(inlet);
            case CLOSING -> {
                if (inPhaseUs >= traits.times().closeMs() * MS) {
                    go(Phase.CLOSED);
                }
                stopIfTold();
            }
            case CLOSED -> {
                if (inPhaseUs >= traits.times().requestMs() * MS) {
                    rampUs = 0;
                    go(Phase.FLOWING);
                }
                stopIfTold();
            }
            case FLOWING -> flowing(inlet);
            case STOPPING -> stopping(inlet);
            case WELD_CHECK -> {
                if (inPhaseUs >= traits.times().weldCheckMs() * MS) {
                    go(Phase.DONE);
                }
            }
        }
    }

    private void ready(InletSide inlet) {
        if (inlet.d2()) {
            boolean dead = inlet.dcVoltageMv() < DEAD_INLET_MV;
            faulted |= !dead;
            go(dead ? Phase.CLOSING : Phase.DONE);
        }
        stopIfTold();
    }

    private void stopIfTold() {
        if (stopPressed || station.faulty() || stationLost()) {
            go(Phase.STOPPING);
        }
    }

    private boolean stationLost() {
        return station.heard() && station.agoUs() > STATION_LOST_US;
    }

    private void flowing(InletSide inlet) {
        watch(inlet);
        boolean late = !station.charging() && inPhaseUs > GIVES_UP_US;
        boolean told = station.stopped() && station.charging();
        faulted |= late || stationLost() || station.faulty();
        if (told || late || faulted || stopPressed || full()) {
            go(Phase.STOPPING);
        }
    }

    /** More current than asked for five seconds is a fault; less is only noted by people. */
    private void watch(InletSide inlet) {
        int currentMa = inlet.dcCurrentMa();
        boolean beyond =
                currentMa > requestA * 1_000 + DEVIATION_MA
                        || -currentMa > allowedA * 1_000 + DEVIATION_MA;
        deviatingUs = beyond ? deviatingUs + SPACING_US : 0;
        faulted |= deviatingUs >= DEVIATION_US;
        faulted |= fault == ChademoFault.FAULT_BIT && inPhaseUs >= 5_000 * MS;
    }

    private boolean full() {
        return battery.socDeciPercent() >= 1_000;
    }

    private void stopping(InletSide inlet) {
        boolean quiet = Math.abs(inlet.dcCurrentMa()) <= SMALL_MA && !station.charging();
        boolean waited = inPhaseUs >= traits.times().weldDelayMs() * MS;
        if (quiet && waited || inPhaseUs >= GIVES_UP_US + traits.times().weldDelayMs() * MS) {
            go(Phase.WELD_CHECK);
        }
    }

    /** Two amperes every 100 ms up, at once down. */
    private void request(int sliceUs) {
        rampUs += sliceUs;
        int step = rampUs >= REQUEST_STEP_US ? REQUEST_STEP_A : 0;
        rampUs = step > 0 ? rampUs - REQUEST_STEP_US : rampUs;
        if (phase != Phase.FLOWING) {
            requestA = 0;
            allowedA = 0;
            return;
        }
        int offeredA = Math.max(0, station.chargeA() - traits.numbers().belowOfferA());
        int mostA = Math.min(offeredA, battery.limits().maxChargeMa() / 1_000);
        requestA = Math.min(mostA, requestA + step);
        boolean both = traits.extras().discharge() && station.discharge();
        int outA =
                both
                        ? Math.min(station.dischargeA(), battery.limits().maxDischargeMa() / 1_000)
                        : 0;
        boolean settled = inPhaseUs >= 400 * MS;
        allowedA = Math.min(outA, allowedA + (settled ? step : 0));
    }

    private void speak(int sliceUs) {
        sinceBurstUs += sliceUs;
        if (sinceBurstUs >= PERIOD_US) {
            sinceBurstUs -= PERIOD_US;
            due.addAll(CarFrames.of(this));
        }
        // One frame every 10 ms, as recorded; a longer slice catches up.
        int now = Math.max(1, sliceUs / SPACING_US);
        for (int i = 0; i < now && !due.isEmpty(); i++) {
            bus.accept(due.removeFirst());
        }
    }

    private CarSide side() {
        return new CarSide(
                permits() ? PilotLoad.C : PilotLoad.B,
                true,
                contactorsClosed,
                battery.openVoltageMv(),
                traits.battery().resistanceMilliOhm(),
                0,
                fault == ChademoFault.POOR_INSULATION ? 20_000 : 5_000_000);
    }

    /** Line k. */
    boolean permits() {
        return agrees() && fault != ChademoFault.NO_PERMISSION;
    }

    /** The enable bit. */
    boolean enables() {
        return agrees() && fault != ChademoFault.NO_ENABLE;
    }

    private boolean agrees() {
        return switch (phase) {
            case READY, CLOSING, CLOSED, FLOWING -> true;
            case STOPPING -> inPhaseUs < UNLOAD_US && !faulted && !stopPressed;
            case ASLEEP, WAKING, WELD_CHECK, DONE -> false;
        };
    }

    ChademoTraits traits() {
        return traits;
    }

    ChademoFault fault() {
        return fault;
    }

    StationSeen station() {
        return station;
    }

    boolean isFaulted() {
        return faulted;
    }

    /** Milliseconds since line d1 came. */
    long awakeMs() {
        return awakeUs / MS;
    }

    int requestA() {
        return requestA;
    }

    int allowedA() {
        return allowedA;
    }
}
