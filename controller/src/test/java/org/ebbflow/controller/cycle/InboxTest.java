package org.ebbflow.controller.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.controller.status.Reply;
import org.ebbflow.controller.vehicle.CarInput;
import org.junit.jupiter.api.Test;

final class InboxTest {

    private final AtomicInteger wakes = new AtomicInteger();
    private final Inbox inbox = new Inbox(wakes::incrementAndGet);

    @Test
    void refusesAtOnceWhenFullAndSaysWhatToDo() {
        for (int i = 0; i < Inbox.INTENT_CAPACITY; i++) {
            assertFalse(inbox.submit(new Intent.Renew(Source.INTEGRATOR)).isDone());
        }
        CompletableFuture<Reply> reply = inbox.submit(new Intent.Renew(Source.INTEGRATOR));
        Reply.Refused refused = assertInstanceOf(Reply.Refused.class, reply.join());
        assertTrue(refused.text().contains("try again"));
        assertEquals(1, inbox.refusedCount());
    }

    @Test
    void stopFindsRoomInAFullInboxAndComesFirst() {
        for (int i = 0; i < Inbox.INTENT_CAPACITY + 10; i++) {
            give(inbox, new Intent.Renew(Source.INTEGRATOR));
        }
        CompletableFuture<Reply> stop = inbox.submit(new Intent.Stop(Source.PANEL));
        assertFalse(stop.isDone());
        List<Inbox.Given> given = inbox.takeIntents();
        assertEquals(new Intent.Stop(Source.PANEL), given.getFirst().intent());
        assertEquals(Inbox.INTENT_CAPACITY + 1, given.size());
    }

    @Test
    void repeatedStopsShareOneSlotAndCountAsGivenLast() {
        CompletableFuture<Reply> first = inbox.submit(new Intent.Stop(Source.PANEL));
        give(inbox, new Intent.Resume(Source.PANEL));
        CompletableFuture<Reply> second = inbox.submit(new Intent.Stop(Source.PANEL));
        assertSame(first, second);
        List<Inbox.Given> given = inbox.takeIntents();
        assertEquals(2, given.size());
        assertTrue(given.get(0).sequence() > given.get(1).sequence());
    }

    @Test
    void stopsOfDifferentSourcesAndShutdownAreKeptApart() {
        give(inbox, new Intent.Stop(Source.PANEL));
        give(inbox, new Intent.Stop(Source.INTEGRATOR));
        give(inbox, new Intent.Shutdown(Source.PANEL));
        assertEquals(3, inbox.takeIntents().size());
        assertEquals(List.of(), inbox.takeIntents());
    }

    @Test
    void endOfAConnectionFindsRoomBehindBytesThatDoNot() {
        int taken = 0;
        while (inbox.receive(new CarInput.Bytes(1, new byte[1]), 0)) {
            taken++;
        }
        assertEquals(Inbox.CAR_CAPACITY - Inbox.CLOSE_RESERVE, taken);
        assertTrue(inbox.receive(new CarInput.Closed(1), 0));
        assertEquals(taken + 2, wakes.get(), "everything from the car wakes the control thread");
    }

    private static void give(Inbox inbox, Intent intent) {
        assertFalse(inbox.submit(intent).isCancelled());
    }
}
