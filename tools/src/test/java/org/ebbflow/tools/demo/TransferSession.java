package org.ebbflow.tools.demo;

import java.util.List;
import org.ebbflow.controller.energy.ConnectorRequest;
import org.ebbflow.controller.energy.EnergyRequest;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.controller.vehicle.SessionFactory;
import org.ebbflow.controller.vehicle.SessionStep;
import org.ebbflow.controller.vehicle.VehicleSession;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.StageReading;
import org.ebbflow.tools.sim.devices.CarFactory;
import org.ebbflow.tools.sim.plant.CarPort;
import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.InletSide;

/**
 * Closes, brings the voltage up and transfers a fixed power, for ever, and again after every
 * opening.
 *
 * @param acPowerW plus is charge
 * @param reached the battery's voltage stood at the stage in the step before
 */
record TransferSession(int acPowerW, boolean reached) implements VehicleSession {

    private static final int BATTERY_MV = 380_000;
    private static final int TOLERANCE_MV = 5_000;

    @Override
    public SessionStep step(CarInput received, Inputs inputs) {
        boolean closed = contactors(inputs.measured()) == ContactorState.CLOSED;
        boolean near = Math.abs(stageMv(inputs.measured()) - BATTERY_MV) < TOLERANCE_MV;
        EnergyRequest wish;
        if (!closed) {
            wish = new EnergyRequest.PreCharge(0, 0);
        } else if (reached && near) {
            wish = new EnergyRequest.DcTransfer(acPowerW, 250_000, 450_000, 30_000, 30_000);
        } else {
            wish = new EnergyRequest.PreCharge(BATTERY_MV, 1_000);
        }
        return new SessionStep(
                new TransferSession(acPowerW, closed && near),
                List.of(),
                wish,
                new ConnectorRequest(new ConnectorRequest.Pilot.Digital(), true),
                VehicleReport.NO_CAR,
                List.of(),
                List.of());
    }

    private static ContactorState contactors(Measured measured) {
        return measured.safety() instanceof Reading.Taken<SafetyReading> taken
                ? taken.value().outputContactors()
                : ContactorState.UNKNOWN;
    }

    private static int stageMv(Measured measured) {
        return measured.stage() instanceof Reading.Taken<StageReading> taken
                ? taken.value().dcVoltageMv()
                : 0;
    }

    /** The only session there is. */
    record Always(int acPowerW) implements SessionFactory {

        @Override
        public VehicleSession atPowerUp() {
            return new TransferSession(acPowerW, false);
        }

        @Override
        public VehicleSession afterFailure(Reason why) {
            throw new IllegalStateException("a session that cannot fail failed: " + why);
        }
    }

    /**
     * A car that closes its contactors once its inlet shows its battery's voltage, and opens them
     * when the current stays away, soon after it has flowed and later when none came: an inlet that
     * its own battery feeds for ever would rightly keep the station from closing again.
     */
    static final class Cars implements CarFactory {

        @Override
        public List<String> names() {
            return List.of(ReadyCars.NAME);
        }

        @Override
        public CarPort create(String name) {
            return new Car();
        }
    }

    private static final class Car implements CarPort {

        private static final int FLOWS_MA = 500;
        private static final int STOPPED_US = 500_000;
        private static final int NEVER_CAME_US = 3_000_000;
        private static final int SAFE_MV = 60_000;

        private enum Contactors {
            /** Closes on the battery's voltage. */
            READY,
            /** Closed; current may come. */
            CLOSED,
            /** Closed; current has flowed. */
            FLOWING,
            /** Opened by itself; its inlet is not empty yet. */
            DONE
        }

        private Contactors now = Contactors.READY;
        private int idleUs;

        @Override
        public CarSide step(InletSide inlet, int sliceUs) {
            boolean flows = Math.abs(inlet.dcCurrentMa()) > FLOWS_MA;
            boolean near = Math.abs(inlet.dcVoltageMv() - BATTERY_MV) < 2 * TOLERANCE_MV;
            idleUs = flows || now == Contactors.READY ? 0 : idleUs + sliceUs;
            now =
                    switch (now) {
                        case READY -> near ? Contactors.CLOSED : now;
                        case CLOSED ->
                                flows
                                        ? Contactors.FLOWING
                                        : idleUs > NEVER_CAME_US ? Contactors.DONE : now;
                        case FLOWING -> idleUs > STOPPED_US ? Contactors.DONE : now;
                        case DONE -> inlet.dcVoltageMv() < SAFE_MV ? Contactors.READY : now;
                    };
            boolean closed = now == Contactors.CLOSED || now == Contactors.FLOWING;
            return new CarSide(CarSide.PilotLoad.C, true, closed, BATTERY_MV, 100, 0, 10_000_000);
        }
    }
}
