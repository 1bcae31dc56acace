package org.ebbflow.hal.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProvider;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.Indicator.Meaning;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.board.GpioConfig;
import org.ebbflow.hal.board.GpioConfig.Colour;
import org.ebbflow.hal.board.GpioConfig.Line;
import org.ebbflow.hal.board.GpioConfig.Look;
import org.ebbflow.hal.board.GpioConfig.Pattern;
import org.ebbflow.hal.board.GpioConfig.Pull;
import org.ebbflow.hal.board.GpioConfig.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The station's lines through Pi4J with its mock provider, in real time but without hardware. */
@Timeout(30)
final class GpioStationTest {

    private static final GpioConfig CONFIG =
            new GpioConfig(
                    "",
                    lines(),
                    Optional.of(new GpioConfig.Lock(60, 400)),
                    20,
                    Map.of(
                            Meaning.STARTING, new Look(Colour.YELLOW, Pattern.FAST),
                            Meaning.CHARGING, new Look(Colour.GREEN, Pattern.STEADY),
                            Meaning.FAULT, new Look(Colour.RED, Pattern.STEADY)),
                    500);

    private volatile Context pi4j = context();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final GpioStation station = GpioStation.start(CONFIG, this::opened, 200);
    private long cycle;

    private static Map<Role, Line> lines() {
        Map<Role, Line> lines = new EnumMap<>(Role.class);
        int number = 2;
        for (Role role : Role.values()) {
            boolean low = role == Role.EMERGENCY_STOP || role == Role.CONTACTOR;
            lines.put(role, new Line(number++, low, Pull.NONE));
        }
        lines.remove(Role.H);
        lines.remove(Role.K);
        return lines;
    }

    private static Context context() {
        return Pi4J.newContextBuilder()
                .noAutoDetect()
                .add(
                        MockDigitalInputProvider.newInstance(),
                        MockDigitalOutputProvider.newInstance())
                .build();
    }

    private DigitalIo opened() throws GpioFault {
        Pi4jLines real = new Pi4jLines(pi4j, CONFIG);
        input(Role.EMERGENCY_STOP).mockState(DigitalState.HIGH);
        return new DigitalIo() {
            @Override
            public boolean isOn(Role input) throws GpioFault {
                if (broken.get()) {
                    throw new GpioFault("the chip is gone");
                }
                return real.isOn(input);
            }

            @Override
            public boolean wasOn(Role input) {
                return real.wasOn(input);
            }

            @Override
            public void set(Role output, boolean on) throws GpioFault {
                real.set(output, on);
            }

            @Override
            public void close() {
                real.close();
                pi4j = context();
            }
        };
    }

    @AfterEach
    void end() {
        station.close();
        pi4j.shutdown();
    }

    private static String word(Role role) {
        return role.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private MockDigitalInput input(Role role) {
        return (MockDigitalInput) pi4j.registry().get(word(role));
    }

    private boolean isHigh(Role role) {
        return pi4j.registry().exists(word(role))
                && ((DigitalOutput) pi4j.registry().get(word(role))).state() == DigitalState.HIGH;
    }

    private void apply(boolean closed, boolean locked) {
        station.command(
                new BoardCommand(
                        ++cycle,
                        new BoardCommand.Pilot.Lines(closed, closed),
                        closed,
                        locked,
                        new BoardCommand.Stage.Off(),
                        BoardCommand.Insulation.OFF,
                        BoardCommand.Island.PARALLEL));
    }

    private static Reading<SafetyReading> board() {
        return new Reading.Taken<>(
                new SafetyReading(
                        SafetyReading.PilotState.C,
                        SafetyReading.ProximityState.NONE,
                        50,
                        SafetyReading.ContactorState.OPEN,
                        SafetyReading.LockState.NOT_FITTED,
                        0,
                        SafetyReading.SafetyInputs.CLEAR,
                        1,
                        false),
                System.nanoTime());
    }

    private Optional<SafetyReading> joined() {
        return station.joined(board()) instanceof Reading.Taken<SafetyReading> taken
                ? Optional.of(taken.value())
                : Optional.empty();
    }

    private static void await(String what, BooleanSupplier until) {
        long endNs = System.nanoTime() + 10_000_000_000L;
        while (!until.getAsBoolean()) {
            assertTrue(System.nanoTime() - endNs < 0, what);
            LockSupport.parkNanos(2_000_000);
        }
    }

    @Test
    void outputsFollowTheCommandAndFallWhenDecisionsStop() {
        await(
                "the contactor's line, active at 0 V",
                () -> {
                    apply(true, false);
                    return pi4j.registry().exists("contactor")
                            && !isHigh(Role.CONTACTOR)
                            && isHigh(Role.D1)
                            && isHigh(Role.D2);
                });
        long fromNs = System.nanoTime();
        await("it falls by itself", () -> isHigh(Role.CONTACTOR) && !isHigh(Role.D1));
        long tookMs = (System.nanoTime() - fromNs) / 1_000_000;
        assertTrue(tookMs >= 100, "only after the declared silence, not after " + tookMs + " ms");
    }

    @Test
    void aPulseAtTheEmergencyStopIsNotMissed() {
        await("first look", () -> joined().isPresent());
        await("clear", () -> joined().map(r -> !r.inputs().emergencyStop()).orElse(false));
        input(Role.EMERGENCY_STOP).mockState(DigitalState.LOW);
        input(Role.EMERGENCY_STOP).mockState(DigitalState.HIGH);
        await("seen", () -> joined().map(r -> r.inputs().emergencyStop()).orElse(false));
        await("once", () -> joined().map(r -> !r.inputs().emergencyStop()).orElse(false));
    }

    @Test
    void theLockMovesOnceAndIsProvedByItsContact() {
        await(
                "motor",
                () -> {
                    apply(false, true);
                    return isHigh(Role.LOCK_ENGAGE);
                });
        await(
                "pulse ends",
                () -> {
                    apply(false, true);
                    return !isHigh(Role.LOCK_ENGAGE);
                });
        input(Role.LOCK_FEEDBACK).mockState(DigitalState.HIGH);
        await(
                "proved",
                () -> joined().map(r -> r.lock() == SafetyReading.LockState.LOCKED).orElse(false));
        assertTrue(!isHigh(Role.LOCK_RELEASE));
    }

    @Test
    void lightAndButton() {
        AtomicInteger presses = new AtomicInteger();
        station.onPress(presses::incrementAndGet);
        station.show(Meaning.CHARGING);
        await("green", () -> isHigh(Role.LIGHT_GREEN) && !isHigh(Role.LIGHT_RED));
        station.show(Meaning.FAULT);
        await("red", () -> !isHigh(Role.LIGHT_GREEN) && isHigh(Role.LIGHT_RED));
        input(Role.BUTTON).mockState(DigitalState.HIGH);
        await("one press", () -> presses.get() == 1);
        input(Role.BUTTON).mockState(DigitalState.LOW);
        await("still one", () -> joined().isPresent() && presses.get() == 1);
    }

    @Test
    void aLostChipMakesTheReadingMissingAndItComesBackByItself() {
        await("first look", () -> joined().isPresent());
        broken.set(true);
        await("missing", () -> joined().isEmpty());
        broken.set(false);
        await("back", () -> joined().isPresent());
    }

    /** The contact says closed while the board says open, as a welded or wrongly wired one. */
    @Test
    void aFeedbackThatContradictsTheBoardIsNotKnownAndThenAFaultUntilItAgrees() {
        await(
                "open",
                () ->
                        joined().map(r -> r.outputContactors() == SafetyReading.ContactorState.OPEN)
                                .orElse(false));
        input(Role.CONTACTOR_FEEDBACK).mockState(DigitalState.HIGH);
        await(
                "not open",
                () ->
                        joined().map(r -> r.outputContactors() != SafetyReading.ContactorState.OPEN)
                                .orElse(true));
        input(Role.CONTACTOR_FEEDBACK).mockState(DigitalState.LOW);
        await(
                "open again",
                () ->
                        joined().map(r -> r.outputContactors() == SafetyReading.ContactorState.OPEN)
                                .orElse(false));
    }

    /** A bolt that is stuck: the motor is not driven for ever and the lock is a fault. */
    @Test
    void aStuckBoltIsAFaultAndItsMotorRests() {
        await(
                "fault",
                () -> {
                    apply(false, true);
                    return joined().map(r -> r.lock() == SafetyReading.LockState.FAULT)
                            .orElse(false);
                });
        await(
                "rests",
                () -> {
                    apply(false, true);
                    return !isHigh(Role.LOCK_ENGAGE) && !isHigh(Role.LOCK_RELEASE);
                });
        input(Role.LOCK_FEEDBACK).mockState(DigitalState.HIGH);
        await(
                "locked",
                () -> {
                    apply(false, true);
                    return joined().map(r -> r.lock() == SafetyReading.LockState.LOCKED)
                            .orElse(false);
                });
    }

    @Test
    void aLineThatIsTakenIsNamed() throws GpioFault {
        await("first look", () -> joined().isPresent());
        GpioConfig twice =
                new GpioConfig(
                        "",
                        Map.of(Role.D1, new Line(2, false, Pull.NONE)),
                        Optional.empty(),
                        0,
                        Map.of(),
                        500);
        GpioFault fault = assertThrows(GpioFault.class, () -> new Pi4jLines(pi4j, twice));
        assertTrue(fault.sentence().contains("line 2 (d1)"), fault.sentence());
        assertEquals(fault.getMessage(), fault.sentence());
    }
}
