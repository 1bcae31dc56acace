package org.ebbflow.tools.sim.world;

import java.util.Optional;
import org.ebbflow.iso15118.evcc.CarView;
import org.ebbflow.iso15118.evcc.Evcc;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.iso15118.evcc.EvccStep;
import org.ebbflow.iso15118.evcc.Stage;
import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.CarSide.PilotLoad;
import org.ebbflow.tools.sim.plant.InletSide;

/** A car that talks ISO 15118 in real bytes, with a battery that fills and empties. */
final class IsoCar implements Car {

    private static final int CAPACITY_WH = 75_000;
    private static final int OHM_MILLI = 80;
    private static final long CONNECT_AFTER_US = 1_200_000L;
    private static final long RETRY_AFTER_US = 4_000_000L;
    private static final long WOKEN_BY_F_US = 2_000_000L;
    private static final int MAX_TRIES = 3;
    private static final double AC_FOLLOW_S = 0.3;

    /** From the order to form a grid to its voltage. */
    private static final long FORM_AFTER_US = 1_000_000L;

    private static final int FORM_MOST_W = 11_500;

    /** An overload that an inverter bears no longer than this. */
    private static final long FORM_OVERLOAD_US = 2_000_000L;

    /** The car's end of the wire. */
    interface Wire {
        void connect();

        void say(byte[] bytes);

        void hangUp();
    }

    private final EvccPlan plan;
    private final VirtualClock clock;
    private final Dice dice;
    private final boolean dc;
    private Optional<Wire> wire = Optional.empty();
    private Optional<Evcc> evcc = Optional.empty();
    private EvccStep.Order order = EvccStep.Order.REST;
    private PilotDisturbance disturbance = PilotDisturbance.NONE;
    private boolean plugged;
    private boolean wantsStop;
    private boolean completed;
    private int tries;
    private long talkInUs;
    private int offeredDuty;
    private long stateFUs;
    private boolean woken;
    private double energyWh;
    private double acW;
    private long formingUs;
    private long sagUs;
    private boolean formedOut;
    private Inverter inverter = Inverter.SOUND;
    private boolean stays;
    private double currentA;
    private int leastW;

    IsoCar(EvccPlan plan, VirtualClock clock, Dice dice, int socDeciPercent) {
        this.plan = plan;
        this.clock = clock;
        this.dice = dice;
        this.dc = plan.service().isDc();
        this.energyWh = CAPACITY_WH * 0.001 * socDeciPercent;
    }

    /** A car that does nothing below this power, watts at its own side, where it can say so. */
    IsoCar idleBelow(int powerW) {
        leastW = plan.protocol() == EvccPlan.Protocol.ISO_15118_20 ? powerW : 0;
        return this;
    }

    @Override
    public void wired(Wire to) {
        wire = Optional.of(to);
    }

    @Override
    public CarSide live(InletSide inlet, int sliceUs) {
        if (!plugged) {
            return CarSide.UNPLUGGED;
        }
        offeredDuty = inlet.dutyDeciPercent();
        watchStateF(sliceUs);
        form(inlet, sliceUs);
        flow(inlet, sliceUs * 1e-6);
        talk(sliceUs);
        return new CarSide(
                load(),
                true,
                dc && order.contactorsClosed(),
                openMv(),
                OHM_MILLI,
                isForming() ? -FORM_MOST_W : (int) Math.round(acW),
                10_000_000,
                isForming());
    }

    /** The inverter makes its voltage once it has started, until it is told to stop. */
    private boolean isForming() {
        return inverter != Inverter.OFF && (stays || isTold());
    }

    private boolean isTold() {
        return order.formsGrid() && formingUs >= FORM_AFTER_US && !formedOut;
    }

    /** An inverter that cannot hold its voltage goes off, and stays so in this session. */
    private void form(InletSide inlet, int sliceUs) {
        formingUs = order.formsGrid() && stateC() ? formingUs + sliceUs : 0;
        formedOut &= order.formsGrid();
        boolean sags = isForming() && inlet.acPowerW() <= -FORM_MOST_W;
        sagUs = sags ? sagUs + sliceUs : 0;
        formedOut |= sagUs > FORM_OVERLOAD_US;
        stays = inverter == Inverter.STAYS && (stays || isTold());
    }

    private void flow(InletSide inlet, double sliceS) {
        if (dc) {
            currentA = order.contactorsClosed() ? inlet.dcCurrentMa() * 1e-3 : 0;
            energyWh += currentA * inlet.dcVoltageMv() * 1e-3 * sliceS / 3_600;
            return;
        }
        if (order.formsGrid() || stays) {
            acW = inlet.acPowerW();
            energyWh += acW * sliceS / 3_600;
            return;
        }
        boolean may = inlet.acVoltageMv() > 0 && stateC();
        double wantedW = may && Math.abs(order.acPowerW()) >= leastW ? order.acPowerW() : 0;
        acW += (wantedW - acW) * sliceS / (AC_FOLLOW_S + sliceS);
        if (inlet.acVoltageMv() == 0 || wantedW == 0 && Math.abs(acW) < 20) {
            acW = 0;
        }
        energyWh += acW * sliceS / 3_600;
    }

    /** State F for its time wakes a car that had finished or given up: it begins anew. */
    private void watchStateF(int sliceUs) {
        stateFUs = offeredDuty == 0 ? stateFUs + sliceUs : 0;
        if (stateFUs >= WOKEN_BY_F_US && evcc.isEmpty()) {
            woken = true;
            wantsStop = false;
            tries = 0;
        }
    }

    private void talk(int sliceUs) {
        if (evcc.isPresent()) {
            take(evcc.get().observed(view()));
            return;
        }
        boolean finished = completed && !woken;
        boolean invited = offeredDuty == 50 && !finished && tries < MAX_TRIES && !wantsStop;
        if (!invited) {
            return;
        }
        talkInUs -= sliceUs;
        if (talkInUs <= 0 && wire.isPresent()) {
            tries++;
            woken = false;
            wire.get().connect();
            evcc = Optional.of(Evcc.connected(plan, clock.nowNs()));
        }
    }

    private void take(EvccStep step) {
        evcc = Optional.of(step.next());
        order = step.order();
        step.toSend().forEach(bytes -> wire.ifPresent(w -> w.say(bytes)));
        if (step.next().isOver()) {
            completed |= step.next().position().failure().isEmpty();
            end();
            wire.ifPresent(Wire::hangUp);
        }
    }

    private void end() {
        evcc = Optional.empty();
        order = EvccStep.Order.REST;
        talkInUs = RETRY_AFTER_US + dice.between(0, 1_000) * 1_000L;
    }

    private CarView view() {
        return new CarView(
                clock.nowNs(),
                clock.wallMs(),
                new CarView.Battery(
                        openMv() + (int) Math.round(currentA * OHM_MILLI),
                        socDeciPercent(),
                        CAPACITY_WH),
                limits(),
                (int) Math.round(acW),
                wantsStop);
    }

    private CarView.Limits limits() {
        boolean gives = plan.service().isBidirectional();
        return new CarView.Limits(
                300_000,
                430_000,
                60_000,
                gives ? 60_000 : 0,
                22_000,
                gives ? 15_000 : 0,
                leastW,
                gives ? leastW : 0);
    }

    /** Ready from the cable check (AC: from power delivery) until power delivery has stopped. */
    private boolean stateC() {
        if (evcc.isEmpty() || offeredDuty != 50) {
            return false;
        }
        Stage at = evcc.get().position().stage();
        return switch (at) {
            case CABLE_CHECK, PRE_CHARGE, POWER_START, LOOP, RENEGOTIATION, METERING, POWER_STOP ->
                    true;
            case SCHEDULE -> evcc.get().isLive();
            case HANDSHAKE,
                    SESSION_SETUP,
                    AUTHORIZATION_SETUP,
                    SERVICE_DISCOVERY,
                    SERVICE_DETAIL,
                    SERVICE_SELECTION,
                    AUTHORIZATION,
                    PARAMETERS,
                    WELDING,
                    SESSION_STOP,
                    DONE ->
                    false;
        };
    }

    private PilotLoad load() {
        return switch (disturbance) {
            case NONE -> stateC() ? PilotLoad.C : PilotLoad.B;
            case OPEN -> PilotLoad.OPEN;
            case SHORT -> PilotLoad.SHORT;
            case NO_DIODE -> PilotLoad.NO_DIODE;
        };
    }

    /** 340 V empty to 410 V full. */
    private int openMv() {
        return 340_000 + socDeciPercent() * 70;
    }

    @Override
    public void plugged(boolean in) {
        plugged = in;
        wantsStop = false;
        woken = false;
        completed = completed && !in;
        tries = 0;
        talkInUs = CONNECT_AFTER_US + dice.between(0, 1_500) * 1_000L;
        if (!in) {
            boolean talked = evcc.isPresent();
            evcc = Optional.empty();
            order = EvccStep.Order.REST;
            acW = 0;
            stays = false;
            currentA = 0;
            if (talked) {
                wire.ifPresent(Wire::hangUp);
            }
        }
    }

    @Override
    public void heard(byte[] bytes) {
        if (evcc.isPresent()) {
            take(evcc.get().received(bytes, view()));
        }
    }

    @Override
    public void hungUp() {
        if (evcc.isPresent()) {
            EvccStep step = evcc.get().closed(view());
            completed |= step.next().position().failure().isEmpty();
            end();
        }
    }

    @Override
    public void stop() {
        wantsStop = true;
    }

    @Override
    public void inverter(Inverter now) {
        inverter = now;
    }

    @Override
    public void disturb(PilotDisturbance now) {
        disturbance = now;
    }

    @Override
    public int socDeciPercent() {
        return (int) Math.clamp(energyWh * 1_000 / CAPACITY_WH, 0, 1_000);
    }

    @Override
    public int batteryMv() {
        return dc ? openMv() : 0;
    }

    @Override
    public String situation() {
        return evcc.map(e -> e.position().stage() + " " + e.position().failure())
                .map(String::strip)
                .orElse(plugged ? "plugged" : "away");
    }

    @Override
    public boolean completed() {
        return completed;
    }
}
