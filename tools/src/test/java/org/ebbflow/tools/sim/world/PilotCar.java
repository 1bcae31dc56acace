package org.ebbflow.tools.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.CarSide.PilotLoad;
import org.ebbflow.tools.sim.plant.InletSide;

/** A car with nothing but a pilot and one habit; it writes down what it sees, in microseconds. */
final class PilotCar implements Car {

    private static final int VOLTS = 240;
    private static final long READY_US = 1_000_000;
    private static final long F_SEEN_US = 3_900_000;

    /** What is special about it. */
    enum Habit {
        USUAL,
        /** Ready from the first moment, whatever is offered. */
        SIMPLIFIED,
        /** Asks for ventilation. */
        GASSING,
        /** Asks for ventilation after ten seconds of charging. */
        GASSING_LATER,
        /** Has no diode in its pilot circuit. */
        NO_DIODE,
        /** Comes only after the offer was taken away and given again. */
        WAITS_FOR_A_NEW_OFFER,
        /** Comes only after state F has stood for its step time. */
        WAITS_FOR_STATE_F,
        /** Goes back to B after ten seconds of charging. */
        LEAVES,
        /** Draws on and stays ready when the offer is taken away. */
        STUBBORN
    }

    /**
     * A change seen at the inlet.
     *
     * @param atUs time since the world began
     */
    record Seen(long atUs, int dutyDeciPercent, boolean powered, PilotLoad load) {}

    final List<Seen> diary = new ArrayList<>();
    private final Habit habit;
    private boolean plugged;
    private boolean leaving;
    private long nowUs;
    private long offeredUs;
    private long chargingUs;
    private long zeroUs;
    private int offers;
    private boolean awake;
    private PilotLoad load = PilotLoad.B;

    PilotCar(Habit habit) {
        this.habit = habit;
        this.awake = habit != Habit.WAITS_FOR_A_NEW_OFFER && habit != Habit.WAITS_FOR_STATE_F;
    }

    @Override
    public CarSide live(InletSide inlet, int sliceUs) {
        nowUs += sliceUs;
        if (!plugged) {
            return CarSide.UNPLUGGED;
        }
        boolean offered = inlet.dutyDeciPercent() >= 80 && inlet.dutyDeciPercent() <= 970;
        offers += offered && offeredUs == 0 ? 1 : 0;
        offeredUs = offered ? offeredUs + sliceUs : 0;
        zeroUs = inlet.dutyDeciPercent() == 0 ? zeroUs + sliceUs : 0;
        boolean powered = inlet.acVoltageMv() > 0;
        chargingUs += powered ? sliceUs : 0;
        awake |= habit == Habit.WAITS_FOR_A_NEW_OFFER && offers >= 2;
        awake |= habit == Habit.WAITS_FOR_STATE_F && zeroUs >= F_SEEN_US;
        load = load();
        boolean draws = powered && (load == PilotLoad.C || load == PilotLoad.D);
        Seen seen = new Seen(nowUs, inlet.dutyDeciPercent(), powered, load);
        if (diary.isEmpty() || differs(diary.getLast(), seen)) {
            diary.add(seen);
        }
        return new CarSide(load, true, false, 0, 100, draws ? watts(inlet) : 0, 10_000_000);
    }

    private static boolean differs(Seen a, Seen b) {
        return a.dutyDeciPercent() != b.dutyDeciPercent()
                || a.powered() != b.powered()
                || a.load() != b.load();
    }

    private PilotLoad load() {
        boolean stays = habit == Habit.STUBBORN && load == PilotLoad.C;
        boolean ready = awake && !leaving && offeredUs > READY_US || stays;
        boolean later = chargingUs > 10_000_000;
        return switch (habit) {
            case SIMPLIFIED -> PilotLoad.C;
            case NO_DIODE -> ready ? PilotLoad.NO_DIODE : PilotLoad.B;
            case GASSING -> ready ? PilotLoad.D : PilotLoad.B;
            case GASSING_LATER -> later ? PilotLoad.D : ready ? PilotLoad.C : PilotLoad.B;
            case LEAVES -> later || !ready ? PilotLoad.B : PilotLoad.C;
            case USUAL, WAITS_FOR_A_NEW_OFFER, WAITS_FOR_STATE_F, STUBBORN ->
                    ready ? PilotLoad.C : PilotLoad.B;
        };
    }

    private int watts(InletSide inlet) {
        int duty = inlet.dutyDeciPercent();
        boolean linear = duty >= 100 && duty <= 850;
        return linear ? duty * 60 / 1_000 * VOLTS : habit == Habit.STUBBORN ? 3_000 : 0;
    }

    /** First instant at or after another at which it saw something. */
    long firstUs(long fromUs, Predicate<Seen> what) {
        return diary.stream()
                .filter(s -> s.atUs() >= fromUs)
                .filter(what)
                .mapToLong(Seen::atUs)
                .findFirst()
                .orElseThrow(() -> new AssertionError("never seen after " + fromUs + ": " + diary));
    }

    boolean everPowered() {
        return diary.stream().anyMatch(Seen::powered);
    }

    @Override
    public void plugged(boolean in) {
        plugged = in;
    }

    @Override
    public void heard(byte[] bytes) {
        throw new IllegalStateException("a pilot-only car has no wire");
    }

    @Override
    public void hungUp() {
        offers += 0;
    }

    @Override
    public void stop() {
        leaving = true;
    }

    @Override
    public void disturb(PilotDisturbance disturbance) {
        throw new IllegalStateException("this car is its own disturbance");
    }

    @Override
    public int socDeciPercent() {
        return 500;
    }

    @Override
    public int batteryMv() {
        return 0;
    }

    @Override
    public String situation() {
        return load.name();
    }

    @Override
    public boolean completed() {
        return false;
    }
}
