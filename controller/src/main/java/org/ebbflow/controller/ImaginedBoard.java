package org.ebbflow.controller;

import org.ebbflow.hal.Board;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.BoardRatings.Output;
import org.ebbflow.hal.GridProfile;
import org.ebbflow.hal.InsulationReading;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Phases;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.Tick;
import org.ebbflow.iso15118.evcc.CarView;
import org.ebbflow.iso15118.evcc.EvccStep;

/** The ideal board of a rehearsal: every command is done at once, every device answers. */
final class ImaginedBoard implements Board {

    private static final int BATTERY_MV = 400_000;
    private static final int CAR_MA = 25_000;
    private static final int CAR_W = 10_000;

    private final BoardRatings ratings;
    private int temperatureDeciC = 350;
    private boolean plugged;
    private boolean ready;
    private int dutyDeciPercent = 1_000;
    private boolean closed;
    private boolean locked;
    private int voltageMv;
    private int acPowerW;
    private BoardCommand.Insulation insulation = BoardCommand.Insulation.OFF;
    private long heartbeat;

    ImaginedBoard(BoardRatings ratings) {
        this.ratings = ratings;
    }

    void plug() {
        plugged = true;
    }

    void unplug() {
        plugged = false;
        ready = false;
    }

    void heat(int deciC) {
        temperatureDeciC = deciC;
    }

    /** 5 % stands on the pilot of a plugged car. */
    boolean asksForTalk() {
        return plugged && dutyDeciPercent == 50;
    }

    void obey(EvccStep.Order order) {
        ready = ready || order.contactorsClosed() || dutyDeciPercent == 50;
        if (ratings.output() == Output.AC && closed) {
            acPowerW = order.acPowerW();
        }
    }

    CarView car(long nowNs, EvccStep.Order order) {
        return new CarView(
                nowNs,
                0,
                new CarView.Battery(BATTERY_MV, 600, 60_000),
                new CarView.Limits(300_000, 450_000, CAR_MA, CAR_MA, CAR_W, CAR_W),
                order.acPowerW(),
                false);
    }

    @Override
    public Measured freeze(Tick tick) {
        long at = tick.monotonicNs();
        int ma = (int) (acPowerW * 1_000_000L / ratings.nominalVoltageMv());
        MeterReading meter =
                new MeterReading(
                        acPowerW,
                        new Phases(acPowerW, 0, 0),
                        new Phases(ma, 0, 0),
                        ratings.nominalVoltageMv(),
                        ratings.nominalFrequencyMilliHz(),
                        0,
                        0);
        return new Measured(
                ratings.output() == Output.DC
                        ? new Reading.Taken<>(stage(), at)
                        : new Reading.Missing<>(at, "not fitted"),
                new Reading.Taken<>(meter, at),
                new Reading.Taken<>(meter, at),
                new Reading.Taken<>(safety(), at),
                new Reading.Taken<>(
                        new InsulationReading(
                                10_000_000,
                                insulation == BoardCommand.Insulation.OFF
                                        ? InsulationReading.SelfTest.NOT_RUN
                                        : InsulationReading.SelfTest.PASSED),
                        at),
                new Reading.Missing<>(at, "not fitted"));
    }

    private StageReading stage() {
        boolean off = voltageMv == 0;
        return new StageReading(
                        off ? StageReading.Mode.STANDBY : StageReading.Mode.RUNNING,
                        acPowerW,
                        voltageMv,
                        off ? 0 : (int) (acPowerW * 1_000_000L / voltageMv),
                        ratings.nominalVoltageMv(),
                        ratings.nominalFrequencyMilliHz(),
                        temperatureDeciC,
                        false,
                        0)
                .told(GridProfile.Taken.VERIFIED);
    }

    private SafetyReading safety() {
        return new SafetyReading(
                plugged
                        ? ready ? SafetyReading.PilotState.C : SafetyReading.PilotState.B
                        : SafetyReading.PilotState.A,
                plugged ? SafetyReading.ProximityState.INSERTED : SafetyReading.ProximityState.NONE,
                dutyDeciPercent,
                closed ? SafetyReading.ContactorState.CLOSED : SafetyReading.ContactorState.OPEN,
                locked ? SafetyReading.LockState.LOCKED : SafetyReading.LockState.UNLOCKED,
                closed ? voltageMv : 0,
                SafetyReading.SafetyInputs.CLEAR,
                (int) (heartbeat & 0xFFFF),
                false);
    }

    @Override
    public void apply(BoardCommand command) {
        heartbeat = command.cycle();
        closed = command.contactorsClosed();
        locked = command.lockEngaged();
        insulation = command.insulation();
        dutyDeciPercent =
                switch (command.pilot()) {
                    case BoardCommand.Pilot.X1 x1 -> 1_000;
                    case BoardCommand.Pilot.Duty duty -> duty.dutyDeciPercent();
                    case BoardCommand.Pilot.StateE e -> 1_000;
                    case BoardCommand.Pilot.StateF f -> 0;
                    case BoardCommand.Pilot.Lines lines -> 0;
                };
        switch (command.stage()) {
            case BoardCommand.Stage.Off off -> output(0, 0);
            case BoardCommand.Stage.HoldVoltage hold -> output(hold.voltageMv(), 0);
            case BoardCommand.Stage.FollowPower follow -> output(BATTERY_MV, follow.acPowerW());
            case BoardCommand.Stage.FormGrid form -> output(BATTERY_MV, 0);
        }
    }

    private void output(int volts, int watts) {
        voltageMv = volts;
        if (ratings.output() == Output.DC) {
            acPowerW = watts;
        }
    }

    @Override
    public BoardRatings ratings() {
        return ratings;
    }

    @Override
    public void close() {
        plugged = false;
    }
}
