package org.ebbflow.tools.commission;

import static org.ebbflow.tools.commission.DriverRig.OFF;
import static org.ebbflow.tools.commission.DriverRig.await;
import static org.ebbflow.tools.commission.DriverRig.monitor;
import static org.ebbflow.tools.commission.DriverRig.power;
import static org.ebbflow.tools.commission.DriverRig.safety;
import static org.ebbflow.tools.commission.DriverRig.stage;
import static org.ebbflow.tools.commission.DriverRig.why;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.InsulationReading;
import org.ebbflow.hal.StageReading;
import org.ebbflow.tools.sim.plant.DeviceFault;
import org.ebbflow.tools.sim.plant.DeviceFault.Device;
import org.ebbflow.tools.sim.plant.PlantFaults;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every driver on its own kind of wire, in three boards that live as long as the class: EA supply,
 * Bender monitor, WAGO coupler and Modbus safety board; UART safety board, Infypower modules on CAN
 * and meters in all roles; SunSpec stage and relay board.
 */
@Timeout(90)
class DriversOnWiresTest {
    /** The board's watchdog, its opening time, and a busy machine. */
    private static final long OPEN_MS = 500 + 100 + 150;

    @TempDir static Path folder;
    private static DriverRig psb;
    private static DriverRig can;
    private static DriverRig sunSpec;
    private static List<DriverRig> all;

    @BeforeAll
    static void startTheBoards() throws IOException {
        String shipped = DriverRig.shipped("dc-ccs-psb");
        psb = DriverRig.start(folder, shipped.replace("poll-ms = 1000", "poll-ms = 200"));
        can = DriverRig.start(folder, uartAndCan());
        sunSpec = DriverRig.start(folder, DriverRig.shipped("demo-dc-tcp") + RELAYS);
        all = List.of(psb, can, sunSpec);
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

    @AfterAll
    static void stopTheBoards() throws IOException {
        for (DriverRig rig : all) {
            rig.close();
        }
    }

    @BeforeEach
    void everythingIsThere() {
        for (DriverRig rig : all) {
            rig.insulation = BoardCommand.Insulation.OFF;
            rig.devices.control().unplug();
        }
        DriverRig.rest(all, DriverRig::allThere);
    }

    static List<DeviceFault> faults() {
        return List.of(
                new DeviceFault.Silent(),
                new DeviceFault.Refusing(4),
                new DeviceFault.Garbled(),
                new DeviceFault.Slow(700));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void everyDriverIsMissingUnderEveryFaultAndComesBackByItself(DeviceFault fault) {
        boolean noWord = fault instanceof DeviceFault.Refusing;
        for (DriverRig rig : all) {
            rig.fault(fault);
        }
        if (noWord) {
            // frames of a UART board know no refusal
            can.devices.fault("safety board", new DeviceFault.Silent());
        }
        DriverRig.rest(all, DriverRig::allMissing);
        for (DriverRig rig : all) {
            rig.fault(new DeviceFault.Sound());
        }
        DriverRig.rest(all, DriverRig::allThere);
    }

    @Test
    void everyWireOutInTheTransferOpensInTheDeclaredTimeAndComesBackUnderItsName() {
        onEveryBoard(DriversOnWiresTest::wiresOut);
    }

    /** What a board does on a thread of its own. */
    @FunctionalInterface
    private interface Act {
        void on(DriverRig rig) throws IOException;
    }

    /** On all boards at the same time: most of it is waiting. */
    private static void onEveryBoard(Act act) {
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<String>> ends =
                    all.stream()
                            .map(
                                    rig ->
                                            threads.submit(
                                                    () -> {
                                                        act.on(rig);
                                                        return rig.name();
                                                    }))
                            .toList();
            List<String> names = new ArrayList<>();
            for (Future<String> end : ends) {
                names.add(end.get(80, TimeUnit.SECONDS));
            }
            assertEquals(all.stream().map(DriverRig::name).toList(), names);
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        } catch (InterruptedException | TimeoutException failed) {
            throw new AssertionError(failed);
        }
    }

    private static void wiresOut(DriverRig rig) throws IOException {
        rig.closeOntoTheCar();
        rig.follow(4_000);
        pull(rig);
        long pulledNs = System.nanoTime();
        while (rig.devices.plant().contactsTouch()) {
            rig.apply(true, power(4_000));
            LockSupport.parkNanos(5_000_000);
        }
        long openMs = (System.nanoTime() - pulledNs) / 1_000_000;
        assertTrue(openMs <= OPEN_MS, rig.name() + " opens after " + openMs + " ms");
        await(() -> Math.abs(rig.devices.plant().dcCurrentA()) < 0.1);
        rig.run(false, OFF, m -> rig.allMissing());
        plug(rig);
        rig.run(false, OFF, m -> rig.allThere());
        rig.closeOntoTheCar();
        rig.follow(-4_000);
    }

    private static void pull(DriverRig rig) throws IOException {
        rig.fault(new DeviceFault.Silent());
        if (rig == psb) {
            rig.devices.pull("safety");
            rig.devices.pull("line");
        }
        rig.devices.control().pull(Device.SAFETY_BOARD);
        rig.devices.control().pull(Device.STAGE);
    }

    private static void plug(DriverRig rig) throws IOException {
        rig.devices.control().replug(Device.SAFETY_BOARD);
        rig.devices.control().replug(Device.STAGE);
        if (rig == psb) {
            rig.devices.plug("safety");
            rig.devices.plug("line");
        }
        rig.fault(new DeviceFault.Sound());
    }

    @Test
    void aDeadDecisionOpensAndSwitchesOffWithoutAnyFault() {
        onEveryBoard(DriversOnWiresTest::deadDecision);
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

    @Test
    void aSupplyThatIsLockedAtItsPanelSaysWhatToDo() {
        psb.run(false, OFF, m -> stage(m).acVoltageMv() > 200_000);
        psb.devices.supplyLocked(true);
        psb.run(false, OFF, m -> why(m.stage()).contains("Release the lock at the supply's panel"));
        psb.devices.supplyLocked(false);
        psb.run(false, OFF, m -> psb.allThere());
    }

    @Test
    void monitorTestsItselfMeasuresAndIsZeroOhmWhenItFails() {
        psb.insulation = BoardCommand.Insulation.SELF_TEST;
        psb.run(false, OFF, m -> monitor(m).selfTest() == InsulationReading.SelfTest.RUNNING);
        psb.run(false, OFF, m -> monitor(m).selfTest() == InsulationReading.SelfTest.PASSED);
        psb.insulation = BoardCommand.Insulation.MEASURE;
        psb.devices.control().faults(PlantFaults.NONE.withInsulationOhm(240_000));
        psb.run(false, OFF, m -> monitor(m).resistanceOhm() == 240_000);
        psb.devices.monitorBroken(true);
        psb.run(false, OFF, m -> monitor(m).selfTest() == InsulationReading.SelfTest.FAILED);
        assertEquals(0, monitor(psb.freeze()).resistanceOhm());
        psb.devices.monitorBroken(false);
        psb.run(false, OFF, m -> monitor(m).resistanceOhm() == 240_000);
        psb.devices.control().faults(PlantFaults.NONE);
    }

    @Test
    void inputsReachTheSafetyReadingAndASilentDeviceIsNotKnown() {
        for (DriverRig rig : List.of(psb, sunSpec)) {
            rig.devices.control().emergencyStop(true);
            rig.run(false, OFF, m -> safety(m).inputs().emergencyStop());
            rig.devices.control().emergencyStop(false);
            rig.run(false, OFF, m -> rig.allThere() && !safety(m).inputs().emergencyStop());
            rig.devices.fault("io", new DeviceFault.Silent());
            rig.run(false, OFF, m -> why(m.safety()).contains("relay and input device"));
            rig.devices.fault("io", new DeviceFault.Sound());
            rig.run(false, OFF, m -> rig.allThere());
        }
    }

    @Test
    void couplerPulledInTheTransferOpensTheContactorsByItsOwnWatchdog() {
        psb.closeOntoTheCar();
        psb.follow(-4_000);
        psb.devices.fault("io", new DeviceFault.Silent());
        long pulledNs = System.nanoTime();
        while (psb.devices.plant().contactsTouch()) {
            psb.apply(true, power(-4_000));
            LockSupport.parkNanos(5_000_000);
        }
        long openMs = (System.nanoTime() - pulledNs) / 1_000_000;
        assertTrue(openMs <= OPEN_MS, "open after " + openMs + " ms");
        assertEquals(0, psb.devices.plant().dcCurrentA(), 0.1);
        psb.devices.fault("io", new DeviceFault.Sound());
    }
}
