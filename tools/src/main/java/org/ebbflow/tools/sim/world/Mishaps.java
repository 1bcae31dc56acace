package org.ebbflow.tools.sim.world;

import java.util.function.UnaryOperator;
import org.ebbflow.tools.sim.plant.ContactorFault;
import org.ebbflow.tools.sim.plant.PlantFaults;
import org.ebbflow.tools.sim.plant.PlantTraits;
import org.ebbflow.tools.sim.plant.SafetyInputs;
import org.ebbflow.tools.sim.plant.Site;
import org.ebbflow.tools.sim.world.Action.Kind;
import org.ebbflow.tools.sim.world.SimulatedBoard.Device;
import org.ebbflow.tools.sim.world.SimulatedBoard.Health;

/** What breaks: surroundings, devices, parts and the wire to the car. */
final class Mishaps {

    private static final long MS = 1_000_000L;
    private static final long EXCURSION_NS = 4_000 * MS;

    /** Contacts that let go still have to open. */
    private static final long WELD_OVER_NS = 1_000 * MS;

    private final EventQueue queue;
    private final VirtualClock clock;
    private final Script.Reach reach;
    private int welds;
    private long weldEndNs = Long.MIN_VALUE;
    private boolean metersSound = true;

    Mishaps(EventQueue queue, VirtualClock clock, Script.Reach reach) {
        this.queue = queue;
        this.clock = clock;
        this.reach = reach;
    }

    /** Whether the contactors are welded, or were a moment ago. */
    boolean isWelded() {
        return welds > 0 || clock.nowNs() <= weldEndNs;
    }

    /** Whether the station meter has told the truth all the time. */
    boolean metersSound() {
        return metersSound;
    }

    void surroundings(Action action) {
        switch (action.kind()) {
            case RCD_MS -> input(action, new SafetyInputs(false, false, true, false, false));
            case GRID_LOSS_MS -> {
                site(s -> s.withGrid(false));
                after(action, () -> site(s -> s.withGrid(true)));
            }
            case GRID_FLICKER -> {
                for (int i = 0; i < action.value(); i++) {
                    in(i * 200L, () -> site(s -> s.withGrid(false)));
                    in(i * 200L + 60, () -> site(s -> s.withGrid(true)));
                }
            }
            case GRID_FREQUENCY_MILLI_HZ -> line(0, action.value());
            case GRID_VOLTAGE_MV -> line(action.value(), 0);
            case HOUSE_STEP_W -> site(s -> s.withHouseLoadW(action.value()));
            default -> pilot(action);
        }
    }

    /** The grid leaves its nominal values for a while. */
    private void line(int byMv, int byMilliHz) {
        PlantTraits traits = reach.grounds().plant().traits();
        int mv = traits.nominalVoltageMv();
        int milliHz = traits.nominalFrequencyMilliHz();
        site(s -> s.withLine(mv + byMv, milliHz + byMilliHz));
        in(EXCURSION_NS / MS, () -> site(s -> s.withLine(mv, milliHz)));
    }

    private void pilot(Action action) {
        switch (action.kind()) {
            case PILOT_GLITCH -> {
                for (int i = 0; i < action.value(); i++) {
                    in(i * 60L, () -> disturb(Car.PilotDisturbance.OPEN));
                    in(i * 60L + 12, () -> disturb(Car.PilotDisturbance.NONE));
                }
            }
            case PILOT_OPEN_MS -> disturbFor(action, Car.PilotDisturbance.OPEN);
            case PILOT_NO_DIODE_MS -> disturbFor(action, Car.PilotDisturbance.NO_DIODE);
            default -> disturbFor(action, Car.PilotDisturbance.SHORT);
        }
    }

    private void disturbFor(Action action, Car.PilotDisturbance how) {
        disturb(how);
        after(action, () -> disturb(Car.PilotDisturbance.NONE));
    }

    private void disturb(Car.PilotDisturbance how) {
        reach.grounds().car().disturb(how);
    }

    void input(Action action, SafetyInputs on) {
        Grounds grounds = reach.grounds();
        grounds.change(grounds.plant().withInputs(on));
        after(action, () -> grounds.change(grounds.plant().withInputs(SafetyInputs.CLEAR)));
    }

    private void site(UnaryOperator<Site> other) {
        Grounds grounds = reach.grounds();
        grounds.change(grounds.plant().withSite(other.apply(grounds.plant().site())));
    }

    void device(Action action) {
        Kind kind = action.kind();
        if (kind == Kind.CALL_FAILS) {
            reach.board().failCall(action.value());
            return;
        }
        if (kind == Kind.METER_OFFSET_W) {
            metersSound = false;
            reach.truth().stationMeterLies();
            reach.board().meterOffset(action.value());
            return;
        }
        if (kind == Kind.SAFETY_RESTART_MS) {
            Grounds grounds = reach.grounds();
            grounds.change(grounds.plant().boardRestarted());
            become(Device.SAFETY, Health.SILENT);
            after(action, () -> become(Device.SAFETY, Health.SOUND));
            return;
        }
        Device device = device(kind.name());
        metersSound &= device != Device.STATION_METER;
        become(device, health(kind.name()));
        after(action, () -> become(device, Health.SOUND));
    }

    private void become(Device device, Health health) {
        reach.board().become(device, health);
        boolean sound = health == Health.SOUND;
        switch (device) {
            case SAFETY -> reach.truth().safetySound(sound);
            case GRID_METER -> {
                reach.truth().siteMeterSound(sound || health == Health.FROZEN);
                reach.truth().metersMove(health != Health.FROZEN);
            }
            case STAGE -> reach.truth().stageSound(sound);
            case STATION_METER -> {
                reach.truth().metersMove(health != Health.FROZEN);
                reach.truth().stationMeterSound(sound);
            }
        }
    }

    private static Device device(String kind) {
        if (kind.startsWith("SAFETY_")) {
            return Device.SAFETY;
        }
        if (kind.startsWith("STAGE_")) {
            return Device.STAGE;
        }
        return kind.startsWith("SITE_") ? Device.GRID_METER : Device.STATION_METER;
    }

    /** The kind's name without its device and unit is the health. */
    private static Health health(String kind) {
        for (Health health : Health.values()) {
            if (kind.endsWith("_" + health.name() + "_MS")) {
                return health;
            }
        }
        throw new IllegalArgumentException(kind + " names no way to be sick");
    }

    void part(Action action) {
        switch (action.kind()) {
            case WELD_MS -> {
                welds++;
                broken(action, f -> f.withContactors(ContactorFault.WELDED));
                after(action, this::unwelded);
            }
            case NO_CLOSE_MS -> broken(action, f -> f.withContactors(ContactorFault.NOT_CLOSING));
            case LOCK_JAM_MS -> broken(action, f -> f.withLockJammed(true));
            default -> broken(action, f -> f.withInsulationOhm(20_000));
        }
    }

    private void unwelded() {
        welds--;
        weldEndNs = clock.nowNs() + WELD_OVER_NS;
    }

    void sheddable(int powerW) {
        site(s -> s.withSheddableW(powerW));
    }

    void gear(Action action) {
        PlantFaults.Gear stuck =
                switch (action.kind()) {
                    case GRID_SWITCH_STUCK_MS -> new PlantFaults.Gear(true, false, false);
                    case BOND_STUCK_MS -> new PlantFaults.Gear(false, true, false);
                    default -> new PlantFaults.Gear(false, false, true);
                };
        broken(action, f -> f.withGear(stuck));
    }

    void inverter(Action action) {
        Car car = reach.grounds().car();
        boolean stays = action.kind() == Action.Kind.INVERTER_STAYS_MS;
        car.inverter(stays ? Car.Inverter.STAYS : Car.Inverter.OFF);
        after(action, () -> car.inverter(Car.Inverter.SOUND));
    }

    private void broken(Action action, UnaryOperator<PlantFaults> how) {
        Grounds grounds = reach.grounds();
        grounds.change(grounds.plant().withFaults(how.apply(grounds.plant().faults())));
        after(action, () -> grounds.change(grounds.plant().withFaults(PlantFaults.NONE)));
    }

    void wire(Action action) {
        WorldLink link = reach.link();
        switch (action.kind()) {
            case CONNECTION_RESET -> link.reset();
            case MESSAGE_LOST -> link.mishap(WorldLink.Mishap.LOST);
            case MESSAGE_GARBAGE -> link.mishap(WorldLink.Mishap.GARBAGE);
            case MESSAGE_TWICE -> link.mishap(WorldLink.Mishap.TWICE);
            case MESSAGE_REORDERED -> link.mishap(WorldLink.Mishap.REORDERED);
            case MESSAGE_IN_PIECES -> link.mishap(WorldLink.Mishap.IN_PIECES);
            case MESSAGE_FAILS -> link.failMessage(action.value());
            case ANSWER_LOST -> link.loseAnswer();
            case ANSWER_LATE_MS -> link.answerLate(action.value() * MS);
            default -> link.late(action.value() * MS);
        }
    }

    private void in(long ms, Runnable what) {
        queue.at(clock.nowNs() + ms * MS, what);
    }

    private void after(Action action, Runnable end) {
        in(action.value(), end);
    }
}
