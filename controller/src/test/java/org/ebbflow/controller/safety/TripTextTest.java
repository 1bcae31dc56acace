package org.ebbflow.controller.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.hal.Board;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.SafetyReading.LockState;
import org.ebbflow.hal.SafetyReading.PilotState;
import org.ebbflow.hal.SafetyReading.ProximityState;
import org.ebbflow.hal.Tick;
import org.junit.jupiter.api.Test;

/** What trips say, keep and become. */
final class TripTextTest {

    private static final Tick TICK = new Tick(7, 1_000, 1_780_000_000_000L, true);
    private static final Tick LATER = new Tick(8, 9_000, 1_780_000_009_000L, true);

    @Test
    void everyTripTellsItsFigures() {
        Map<String, Trip> texts = new TreeMap<>();
        texts.put("EMERGENCY_STOP", new Trip.Input(FaultCode.EMERGENCY_STOP));
        texts.put("fault 2 of at most 4", new Trip.GroundFault(true, 2));
        texts.put("fault 4 since the car came", new Trip.GroundFault(false, 4));
        texts.put("cable reads INVALID", new Trip.Coding(ProximityState.INVALID));
        texts.put("latch of the plug was pressed", new Trip.Coding(ProximityState.BUTTON));
        texts.put("fell to A", new Trip.PilotLost(PilotState.A));
        texts.put("read CLOSED though they are commanded open", contactor(false));
        texts.put("read CLOSED though they are commanded closed", contactor(true));
        texts.put("lock reads MOVING", new Trip.Lock(LockState.MOVING));
        texts.put(
                "current mA is 7, the bound is 5",
                new Trip.OutOfBound(FaultCode.OVER_CURRENT, "current mA", 7, 5));
        texts.put("stage reports 5 W and the meter 9 W", new Trip.Disagreement(5, 9));
        texts.put("alarm bits ff", new Trip.StageFault(255));
        texts.put("no answer", new Trip.Lost(FaultCode.METER_LOST, "no answer"));
        texts.put("watchdog", new Trip.Watchdog());
        texts.put("for 201 ms, the bound is 200 ms", new Trip.CycleOverrun(201, 200));
        texts.put("arbiter", new Trip.Internal("arbiter"));
        texts.put("switch reads CLOSED", new Trip.IslandInterlock("CLOSED"));
        texts.put("kept", new Trip.Remembered(new TripRecord(FaultCode.INTERNAL, 5, "kept")));
        texts.forEach(
                (text, trip) ->
                        assertTrue(trip.cause().contains(text), trip + ": " + trip.cause()));
    }

    private static Trip contactor(boolean closed) {
        return new Trip.Contactor(FaultCode.CONTACTOR_WELDED, ContactorState.CLOSED, closed);
    }

    @Test
    void everyTripHasItsCode() {
        assertEquals(FaultCode.RCD_TRIPPED, new Trip.GroundFault(true, 1).code());
        assertEquals(FaultCode.PILOT_FAULT, new Trip.Coding(ProximityState.INVALID).code());
        assertEquals(FaultCode.PILOT_LOST, new Trip.PilotLost(PilotState.E).code());
        assertEquals(FaultCode.LOCK_FAULT, new Trip.Lock(LockState.FAULT).code());
        assertEquals(FaultCode.METER_IMPLAUSIBLE, new Trip.Disagreement(1, 2).code());
        assertEquals(FaultCode.STAGE_FAULT, new Trip.StageFault(0).code());
        assertEquals(FaultCode.WATCHDOG, new Trip.Watchdog().code());
        assertEquals(FaultCode.CYCLE_OVERRUN, new Trip.CycleOverrun(1, 1).code());
        assertEquals(FaultCode.INTERNAL, new Trip.Internal("").code());
        assertEquals(FaultCode.ISLAND_INTERLOCK, new Trip.IslandInterlock("").code());
    }

    @Test
    void theFirstCauseIsKeptAndTheTimeItWasSeenLast() {
        SafetyState one =
                SafetyState.initial(List.of()).withTrip(new Trip.Internal("first"), false, TICK);
        SafetyState two = one.withTrip(new Trip.Internal("second"), true, LATER);
        StandingTrip trip = two.trips().getFirst();
        assertEquals(1, two.trips().size());
        assertEquals("first", trip.cause());
        assertEquals(1_000, trip.sinceNs());
        assertEquals(9_000, trip.seenNs());
        assertEquals(1_780_000_000_000L, trip.wallTimeMs());
        assertTrue(trip.immediate() && trip.present());
        assertFalse(trip.gone().present());
        assertSame(trip.gone().gone().trip(), trip.trip());
        assertEquals(9_000, trip.gone().seenNs());
    }

    @Test
    void onlyNewTripsAreToldAndOnlyLatchedOnesAreKept() {
        SafetyState none = SafetyState.initial(List.of());
        SafetyState meter = none.withTrip(new Trip.Lost(FaultCode.METER_LOST, ""), false, TICK);
        SafetyState both = meter.withInternalFailure(LATER, "arbiter");
        assertEquals(List.of(), meter.tripsSince(both));
        assertEquals(FaultCode.INTERNAL, both.tripsSince(meter).getFirst().code());
        assertEquals(
                List.of(new TripRecord(FaultCode.INTERNAL, 1_780_000_009_000L, "arbiter")),
                both.latched());
        assertEquals(List.of(), meter.latched());
        assertFalse(none.contactorsAreOpen());
        SafetyState restarted = SafetyState.initial(both.latched());
        assertTrue(restarted.hasImmediateTrip());
        assertFalse(restarted.trips().getFirst().present());
    }

    @Test
    void theSafeOutputIsOffOpenLockedAndOffThePilot() {
        BoardCommand command = PermittedOutput.safe(TICK).command();
        assertEquals(7, command.cycle());
        assertFalse(command.contactorsClosed());
        assertTrue(command.lockEngaged());
        assertInstanceOf(BoardCommand.Stage.Off.class, command.stage());
        assertInstanceOf(BoardCommand.Pilot.StateF.class, command.pilot());
        AtomicReference<BoardCommand> given = new AtomicReference<>();
        PermittedOutput.safe(TICK).applyTo(new Recorder(given));
        assertEquals(command, given.get());
    }

    /** A board that only remembers. */
    private record Recorder(AtomicReference<BoardCommand> given) implements Board {
        @Override
        public Measured freeze(Tick tick) {
            throw new IllegalStateException("not asked here");
        }

        @Override
        public void apply(BoardCommand command) {
            given.set(command);
        }

        @Override
        public BoardRatings ratings() {
            throw new IllegalStateException("not asked here");
        }

        @Override
        public void close() {
            given.set(null);
        }
    }
}
