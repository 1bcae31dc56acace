package org.ebbflow.tools.commission;

import static org.ebbflow.tools.commission.DriverRig.OFF;
import static org.ebbflow.tools.commission.DriverRig.await;
import static org.ebbflow.tools.commission.DriverRig.monitor;
import static org.ebbflow.tools.commission.DriverRig.power;
import static org.ebbflow.tools.commission.DriverRig.safety;
import static org.ebbflow.tools.commission.DriverRig.stage;
import static org.ebbflow.tools.commission.DriverRig.why;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.InsulationReading;
import org.ebbflow.hal.StageReading;
import org.ebbflow.tools.machine.StandStill;
import org.ebbflow.tools.sim.plant.DeviceFault;
import org.ebbflow.tools.sim.plant.DeviceFault.Device;
import org.ebbflow.tools.sim.plant.PlantFaults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every driver on its own kind of wire, in seven boards at the same time, since most of it is
 * waiting: EA supply, Bender monitor, WAGO coupler and Modbus safety board; UART safety board,
 * Infypower modules on CAN and meters in all roles; SunSpec stage and relay board.
 */
@Timeout(90)
class DriversOnWiresTest {
    /** The board's watchdog, its opening time, and a busy machine. */
    private static final long OPEN_MS = 500 + 100 + 150;

    private static final List<DeviceFault> FAULTS =
            List.of(
                    new DeviceFault.Silent(),
                    new DeviceFault.Refusing(4),
                    new DeviceFault.Garbled(),
                    new DeviceFault.Slow(700));

    @TempDir Path folder;
    private final List<Lane> lanes = new ArrayList<>();

    /** What is done to a board. */
    @FunctionalInterface
    private interface Act {
        void on(DriverRig rig) throws IOException;
    }

    /** One board and what is done to it, one after the other, on a thread of its own. */
    private static final class Lane {
        private final DriverRig rig;
        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final List<DynamicTest> tests = new ArrayList<>();

        Lane(DriverRig rig) {
            this.rig = rig;
        }

        Lane then(String sentence, Act act) {
            Future<String> end =
                    thread.submit(
                            () -> {
                                StandStill.insist(sentence, () -> doneTo(act));
                                return sentence;
                            });
            tests.add(
                    DynamicTest.dynamicTest(
                            rig.name() + ": " + sentence,
                            () -> assertEquals(sentence, outcome(end))));
            return this;
        }

        private void doneTo(Act act) throws IOException {
            rest(rig);
            act.on(rig);
        }

        Lane underEveryFault() {
            for (DeviceFault fault : FAULTS) {
                then("missing and back, " + fault, r -> missingAndBack(r, fault));
            }
            return this;
        }

        Lane withADeadDecision() {
            return then("a dead decision opens", DriversOnWiresTest::deadDecision);
        }

        private static String outcome(Future<String> end) throws Exception {
            try {
                return end.get(80, TimeUnit.SECONDS);
            } catch (ExecutionException failed) {
                throw new AssertionError(failed.getCause());
            }
        }
    }

    private static void rest(DriverRig rig) {
        rig.insulation = BoardCommand.Insulation.OFF;
        rig.devices.control().unplug();
        rig.run(false, OFF, m -> rig.allThere());
    }

    @TestFactory
    Stream<DynamicTest> everyDriverEndsSafeOnItsOwnWireAndComesBackByItself() throws IOException {
        String supply = DriverRig.shipped("dc-ccs-psb").replace("poll-ms = 1000", "poll-ms = 200");
        lane("first", supply).underEveryFault();
        lane("second", supply)
                .withADeadDecision()
                .then("wires out in the transfer", r -> wiresOut(r, List.of("safety", "line")))
                .then("the coupler's own watchdog opens", DriversOnWiresTest::couplerPulled);
        lane("third", supply)
                .then("a locked supply says what to do", DriversOnWiresTest::lockedSupply)
                .then("the monitor tests itself and fails", DriversOnWiresTest::monitorFails)
                .then("inputs are read, or not known", DriversOnWiresTest::inputs)
                .then("a supply that repeats itself", DriversOnWiresTest::frozenSupply)
                .then("a coupler that repeats itself", DriversOnWiresTest::frozenCoupler);
        lane("can", uartAndCan()).underEveryFault();
        lane("second can", uartAndCan())
                .withADeadDecision()
                .then("wires out in the transfer", r -> wiresOut(r, List.of()))
                .then("modules that repeat themselves", DriversOnWiresTest::frozenModules)
                .then("a board that repeats itself", DriversOnWiresTest::frozenUart);
        lane("sunspec", DriverRig.shipped("demo-dc-tcp") + RELAYS).underEveryFault();
        lane("second sunspec", DriverRig.shipped("demo-dc-tcp") + RELAYS)
                .withADeadDecision()
                .then("wires out in the transfer", r -> wiresOut(r, List.of()))
                .then("inputs are read, or not known", DriversOnWiresTest::inputs)
                .then("stage and meters that repeat themselves", DriversOnWiresTest::frozenFlow);
        return lanes.stream().flatMap(lane -> lane.tests.stream());
    }

    private Lane lane(String name, String board) throws IOException {
        Path place = Files.createDirectory(folder.resolve(name));
        Lane lane = new Lane(DriverRig.start(place, board));
        lanes.add(lane);
        return lane;
    }

    @AfterEach
    void stopTheBoards() throws IOException {
        for (Lane lane : lanes) {
            lane.thread.shutdownNow();
            lane.rig.close();
        }
    }

    private static void missingAndBack(DriverRig rig, DeviceFault fault) {
        rig.fault(fault);
        if (fault instanceof DeviceFault.Refusing && rig.hasUart()) {
            // frames of a UART board know no refusal
            rig.devices.fault("safety board", new DeviceFault.Silent());
        }
        rig.run(false, OFF, m -> rig.allMissing());
        rig.fault(new DeviceFault.Sound());
        rig.run(false, OFF, m -> rig.allThere());
    }

    private static final String RELAYS =
            """

            [[io]]
            map = "waveshare-io-8"
            bus = "meters"
            unit = 5
            poll-ms = 40

            [[io.wire]]
            use = "emergency-stop"
            point = "input-1"
            inverted = true

            [[io.wire]]
            use = "contactor-feedback"
            point = "input-2"
            """;

    private static final String MORE_METERS =
            """

            [[meter]]
            role = "battery"
            map = "abb-b23"
            bus = "meters"
            unit = 5
            poll-ms = 100
            invert = false

            [[meter]]
            role = "solar"
            map = "carlo-gavazzi-em24"
            bus = "meters"
            unit = 6
            poll-ms = 100
            invert = true
            """;

    /** The UART board with the modules of the CAN board in the place of its stage. */
    private static String uartAndCan() throws IOException {
        String uart = DriverRig.shipped("demo-dc-uart");
        String modules = DriverRig.shipped("demo-dc-can");
        return uart.substring(0, uart.indexOf("[stage]"))
                + modules.substring(modules.indexOf("[stage]"), modules.indexOf("[[meter]]"))
                + uart.substring(uart.indexOf("[[meter]]"))
                + MORE_METERS;
    }

    private static void wiresOut(DriverRig rig, List<String> serial) throws IOException {
        rig.closeOntoTheCar();
        rig.follow(4_000);
        pull(rig, serial);
        long pulledNs = System.nanoTime();
        while (rig.devices.plant().contactsTouch()) {
            rig.apply(true, power(4_000));
            LockSupport.parkNanos(5_000_000);
        }
        long openMs = (System.nanoTime() - pulledNs) / 1_000_000;
        assertTrue(openMs <= OPEN_MS, rig.name() + " opens after " + openMs + " ms");
        await(() -> Math.abs(rig.devices.plant().dcCurrentA()) < 0.1);
        rig.run(false, OFF, m -> rig.allMissing());
        plug(rig, serial);
        rig.run(false, OFF, m -> rig.allThere());
        rig.closeOntoTheCar();
        rig.follow(-4_000);
    }

    private static void pull(DriverRig rig, List<String> serial) throws IOException {
        rig.fault(new DeviceFault.Silent());
        for (String line : serial) {
            rig.devices.pull(line);
        }
        rig.devices.control().pull(Device.SAFETY_BOARD);
        rig.devices.control().pull(Device.STAGE);
    }

    private static void plug(DriverRig rig, List<String> serial) throws IOException {
        rig.devices.control().replug(Device.SAFETY_BOARD);
        rig.devices.control().replug(Device.STAGE);
        for (String line : serial) {
            rig.devices.plug(line);
        }
        rig.fault(new DeviceFault.Sound());
    }

    private static void deadDecision(DriverRig rig) {
        rig.closeOntoTheCar();
        rig.follow(-4_000);
        long deadNs = System.nanoTime();
        await(() -> !rig.devices.plant().contactsTouch());
        long openMs = (System.nanoTime() - deadNs) / 1_000_000;
        assertTrue(openMs <= OPEN_MS, rig.name() + " opens after " + openMs + " ms");
        await(() -> stage(rig.freeze()).mode() == StageReading.Mode.OFF);
        await(() -> Math.abs(rig.devices.plant().dcCurrentA()) < 0.1);
    }

    private static void lockedSupply(DriverRig rig) {
        rig.run(false, OFF, m -> stage(m).acVoltageMv() > 200_000);
        rig.devices.supplyLocked(true);
        rig.run(false, OFF, m -> why(m.stage()).contains("Release the lock at the supply's panel"));
        rig.devices.supplyLocked(false);
        rig.run(false, OFF, m -> rig.allThere());
    }

    private static void monitorFails(DriverRig rig) {
        rig.insulation = BoardCommand.Insulation.SELF_TEST;
        rig.run(false, OFF, m -> monitor(m).selfTest() == InsulationReading.SelfTest.RUNNING);
        rig.run(false, OFF, m -> monitor(m).selfTest() == InsulationReading.SelfTest.PASSED);
        rig.insulation = BoardCommand.Insulation.MEASURE;
        rig.devices.control().faults(PlantFaults.NONE.withInsulationOhm(240_000));
        rig.run(false, OFF, m -> monitor(m).resistanceOhm() == 240_000);
        rig.devices.monitorBroken(true);
        rig.run(false, OFF, m -> monitor(m).selfTest() == InsulationReading.SelfTest.FAILED);
        assertEquals(0, monitor(rig.freeze()).resistanceOhm());
        rig.devices.monitorBroken(false);
        rig.run(false, OFF, m -> monitor(m).resistanceOhm() == 240_000);
        rig.devices.control().faults(PlantFaults.NONE);
    }

    private static void inputs(DriverRig rig) {
        rig.devices.control().emergencyStop(true);
        rig.run(false, OFF, m -> safety(m).inputs().emergencyStop());
        rig.devices.control().emergencyStop(false);
        rig.run(false, OFF, m -> rig.allThere() && !safety(m).inputs().emergencyStop());
        rig.devices.fault("io", new DeviceFault.Silent());
        rig.run(false, OFF, m -> why(m.safety()).contains("relay and input device"));
        rig.devices.fault("io", new DeviceFault.Sound());
        rig.run(false, OFF, m -> rig.allThere());
    }

    /** It acknowledges the next set value and forgets it: its own registers give it away. */
    private static void frozenSupply(DriverRig rig) {
        rig.closeOntoTheCar();
        rig.follow(-4_000);
        rig.devices.fault("stage", new DeviceFault.Frozen());
        rig.run(true, power(-2_000), m -> why(m.stage()).contains("does not do it"));
        endsAndComesBack(rig);
    }

    private static void frozenCoupler(DriverRig rig) {
        rig.closeOntoTheCar();
        rig.follow(-4_000);
        rig.devices.fault("io", new DeviceFault.Frozen());
        rig.run(true, power(-4_000), m -> why(m.safety()).contains("its outputs read"));
        assertFalse(rig.devices.plant().contactsTouch(), "its own watchdog has opened");
        endsAndComesBack(rig);
    }

    private static void frozenModules(DriverRig rig) {
        rig.closeOntoTheCar();
        rig.follow(4_000);
        rig.devices.fault("stage", new DeviceFault.Frozen());
        rig.run(false, OFF, m -> why(m.stage()).contains("do not switch off"));
        endsAndComesBack(rig);
    }

    /** It echoes an old heartbeat for longer than its watchdog. */
    private static void frozenUart(DriverRig rig) {
        rig.closeOntoTheCar();
        rig.devices.fault("safety board", new DeviceFault.Frozen());
        long frozenNs = System.nanoTime();
        rig.run(true, OFF, m -> !rig.devices.plant().contactsTouch());
        long openMs = (System.nanoTime() - frozenNs) / 1_000_000;
        assertTrue(openMs <= OPEN_MS, "its watchdog opens after " + openMs + " ms");
        rig.run(true, OFF, m -> why(m.safety()).contains("does not hear the heartbeat"));
        endsAndComesBack(rig);
    }

    /** A stage whose own heartbeat stands still while power flows. */
    private static void frozenFlow(DriverRig rig) {
        rig.closeOntoTheCar();
        rig.follow(4_000);
        rig.devices.fault("stage", new DeviceFault.Frozen());
        rig.run(true, power(4_000), m -> why(m.stage()).contains("715.DERHb"));
        endsAndComesBack(rig);
    }

    /** Off is told until it arrives, and the reading is there again once the device is sound. */
    private static void endsAndComesBack(DriverRig rig) {
        rig.run(false, OFF, m -> !rig.devices.plant().contactsTouch());
        rig.fault(new DeviceFault.Sound());
        rig.run(false, OFF, m -> rig.allThere());
        await(() -> Math.abs(rig.devices.plant().dcCurrentA()) < 0.1);
    }

    private static void couplerPulled(DriverRig rig) {
        rig.closeOntoTheCar();
        rig.follow(-4_000);
        rig.devices.fault("io", new DeviceFault.Silent());
        long pulledNs = System.nanoTime();
        while (rig.devices.plant().contactsTouch()) {
            rig.apply(true, power(-4_000));
            LockSupport.parkNanos(5_000_000);
        }
        long openMs = (System.nanoTime() - pulledNs) / 1_000_000;
        assertTrue(openMs <= OPEN_MS, "open after " + openMs + " ms");
        assertEquals(0, rig.devices.plant().dcCurrentA(), 0.1);
        rig.devices.fault("io", new DeviceFault.Sound());
    }
}
