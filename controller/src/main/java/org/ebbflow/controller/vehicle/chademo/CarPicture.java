package org.ebbflow.controller.vehicle.chademo;

import java.util.Optional;
import org.ebbflow.controller.vehicle.chademo.CarFrame.BatteryLimits;
import org.ebbflow.controller.vehicle.chademo.CarFrame.ChargeControl;
import org.ebbflow.controller.vehicle.chademo.CarFrame.ChargeTime;
import org.ebbflow.controller.vehicle.chademo.CarFrame.DischargeLimits;
import org.ebbflow.controller.vehicle.chademo.CarFrame.Faults;
import org.ebbflow.controller.vehicle.chademo.CarFrame.Status;
import org.ebbflow.hal.Tick;

/**
 * The latest of every frame of the car.
 *
 * @param discharge what it says of discharge, if anything
 * @param seen which other frames have been seen
 * @param since when they came
 */
record CarPicture(
        BatteryLimits limits,
        ChargeTime time,
        ChargeControl control,
        Optional<DischargeLimits> discharge,
        Seen seen,
        Since since) {

    /** The car needs one number more than this to know what a contactor flag is. */
    static final int FIRST_WITH_FLAG = 2;

    static final CarPicture NOTHING =
            new CarPicture(
                    new BatteryLimits(0, 0, 0, 0, 0),
                    new ChargeTime(0, 0, 0, 0),
                    new ChargeControl(
                            0,
                            0,
                            0,
                            Faults.NONE,
                            new Status(false, false, false, false, false, false, false),
                            0),
                    Optional.empty(),
                    new Seen(false, false, false, 0),
                    new Since(0, 0, 0));

    /**
     * Frames of which little more than their presence counts.
     *
     * @param any any frame at all
     * @param extended 0x110
     * @param estimate 0x201
     * @param maker maker's number of 0x700, 0 without one
     */
    record Seen(boolean any, boolean extended, boolean estimate, int maker) {}

    /**
     * Monotonic instants.
     *
     * @param firstNs of the first frame of the session
     * @param controlNs of the last 0x102
     * @param dischargeNs of the last 0x200
     */
    record Since(long firstNs, long controlNs, long dischargeNs) {}

    /** With one more frame. */
    CarPicture heard(CarFrame frame, Tick tick) {
        long now = tick.monotonicNs();
        Since first = seen.any() ? since : new Since(now, now, now);
        Seen all = new Seen(true, seen.extended(), seen.estimate(), seen.maker());
        return switch (frame) {
            case BatteryLimits f -> new CarPicture(f, time, control, discharge, all, first);
            case ChargeTime f -> new CarPicture(limits, f, control, discharge, all, first);
            case ChargeControl f ->
                    new CarPicture(
                            limits,
                            time,
                            f,
                            discharge,
                            all,
                            new Since(first.firstNs(), now, first.dischargeNs()));
            case DischargeLimits f ->
                    new CarPicture(
                            limits,
                            time,
                            control,
                            Optional.of(f),
                            all,
                            new Since(first.firstNs(), first.controlNs(), now));
            case CarFrame.ExtendedRequest f ->
                    with(new Seen(true, true, all.estimate(), all.maker()), first);
            case CarFrame.DischargeEstimate f ->
                    with(new Seen(true, all.extended(), true, all.maker()), first);
            case CarFrame.Maker f ->
                    with(new Seen(true, all.extended(), all.estimate(), f.code()), first);
            case CarFrame.Vendor f -> with(all, first);
        };
    }

    private CarPicture with(Seen other, Since first) {
        return new CarPicture(limits, time, control, discharge, other, first);
    }

    /** Whether the car tells by a flag where its contactors are. */
    boolean tellsContactors() {
        return control.protocol() >= FIRST_WITH_FLAG;
    }

    /** Whether the car can discharge: it says so and tells its limits. */
    boolean canDischarge() {
        return control.status().dischargeCompatible() && discharge.isPresent() && tellsContactors();
    }

    /** Tenths of a percent; empty while the scale is not trustworthy. */
    Optional<Integer> socDeciPercent() {
        int full = limits.rateReference();
        boolean sound = full > 0 && control.chargedRate() <= full;
        return sound ? Optional.of(control.chargedRate() * 1_000 / full) : Optional.empty();
    }

    /** Longest charge time in seconds, 0 when none was told. */
    int longestS() {
        return time.longestTenSeconds() == 0xFF
                ? time.longestMin() * 60
                : time.longestTenSeconds() * 10;
    }
}
