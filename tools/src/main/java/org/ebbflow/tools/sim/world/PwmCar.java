package org.ebbflow.tools.sim.world;

import org.ebbflow.controller.vehicle.pilot.DutyCycle;
import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.CarSide.PilotLoad;
import org.ebbflow.tools.sim.plant.InletSide;

/** A car that knows nothing but the duty cycle. */
final class PwmCar implements Car {

    private static final int CAPACITY_WH = 60_000;
    private static final int MAX_CURRENT_MA = 32_000;
    private static final long READY_AFTER_US = 1_000_000L;
    private static final double FOLLOW_S = 0.8;
    private static final double STOP_S = 0.3;

    private final Dice dice;
    private PilotDisturbance disturbance = PilotDisturbance.NONE;
    private boolean plugged;
    private boolean wantsStop;
    private boolean charged;
    private long offeredUs;
    private double powerW;
    private double energyWh;

    PwmCar(Dice dice, int socDeciPercent) {
        this.dice = dice;
        this.energyWh = CAPACITY_WH * 0.001 * socDeciPercent;
    }

    @Override
    public CarSide live(InletSide inlet, int sliceUs) {
        if (!plugged) {
            powerW = 0;
            return CarSide.UNPLUGGED;
        }
        int offeredMa = DutyCycle.currentMa(inlet.dutyDeciPercent());
        offeredUs = offeredMa > 0 && !wantsStop ? offeredUs + sliceUs : 0;
        boolean wants = offeredUs > READY_AFTER_US && socDeciPercent() < 1_000;
        double wantedW =
                wants && inlet.acVoltageMv() > 0
                        ? Math.min(offeredMa, MAX_CURRENT_MA) * 0.001 * inlet.acVoltageMv() * 0.001
                        : 0;
        double sliceS = sliceUs * 1e-6;
        double constantS = wantedW < powerW ? STOP_S : FOLLOW_S;
        powerW += (wantedW * 0.99 - powerW) * sliceS / (constantS + sliceS);
        if (inlet.acVoltageMv() == 0 || !wants && powerW < 30) {
            powerW = 0;
        }
        energyWh += powerW * sliceS / 3_600;
        charged |= powerW > 1_000;
        boolean stateC = wants || powerW > 0;
        return new CarSide(load(stateC), true, false, 0, 100, (int) Math.round(powerW), 10_000_000);
    }

    private PilotLoad load(boolean stateC) {
        return switch (disturbance) {
            case NONE -> stateC ? PilotLoad.C : PilotLoad.B;
            case OPEN -> PilotLoad.OPEN;
            case SHORT -> PilotLoad.SHORT;
            case NO_DIODE -> PilotLoad.NO_DIODE;
        };
    }

    @Override
    public void plugged(boolean in) {
        plugged = in;
        wantsStop = false;
        offeredUs = -dice.between(0, 1_000) * 1_000L;
    }

    @Override
    public void heard(byte[] bytes) {
        throw new IllegalStateException("a pilot-only car has no wire, got " + bytes.length);
    }

    @Override
    public void hungUp() {
        powerW += 0;
    }

    @Override
    public void stop() {
        wantsStop = true;
    }

    @Override
    public void disturb(PilotDisturbance now) {
        disturbance = now;
    }

    @Override
    public int socDeciPercent() {
        return (int) Math.min(1_000, energyWh * 1_000 / CAPACITY_WH);
    }

    @Override
    public int batteryMv() {
        return 0;
    }

    @Override
    public String situation() {
        return powerW > 0 ? "charging" : plugged ? "plugged" : "away";
    }

    @Override
    public boolean completed() {
        return charged && wantsStop && powerW == 0;
    }
}
