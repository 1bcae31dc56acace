package org.ebbflow.controller.cycle;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.controller.status.IntentPort;
import org.ebbflow.controller.status.Reply;
import org.ebbflow.controller.vehicle.Answer;
import org.ebbflow.controller.vehicle.CarInput;

/**
 * Everything other threads hand to the control thread: bounded queues, never blocking on either
 * side. Order of service: what came from the car, stop intents, other intents.
 */
public final class Inbox implements IntentPort {

    /** Chunks of car bytes that may wait; a car has at most one request under way. */
    static final int CAR_CAPACITY = 64;

    /** Places that bytes may not take, so that the end of a connection always finds room. */
    static final int CLOSE_RESERVE = 16;

    static final int INTENT_CAPACITY = 256;
    static final int ANSWER_CAPACITY = 64;
    static final int WRITTEN_CAPACITY = 256;

    private final ArrayBlockingQueue<Arrival> arrivals = new ArrayBlockingQueue<>(CAR_CAPACITY);
    private final ArrayBlockingQueue<Given> intents = new ArrayBlockingQueue<>(INTENT_CAPACITY);
    private final ArrayBlockingQueue<Answer> answers = new ArrayBlockingQueue<>(ANSWER_CAPACITY);
    private final ArrayBlockingQueue<Written> written = new ArrayBlockingQueue<>(WRITTEN_CAPACITY);

    /** One slot per source and kind: a stop waits in its slot and can never be crowded out. */
    private final Map<Source, AtomicReference<Optional<Given>>> stops = slots();

    private final Map<Source, AtomicReference<Optional<Given>>> shutdowns = slots();

    private final AtomicLong sequence = new AtomicLong();
    private final AtomicInteger refused = new AtomicInteger();
    private final Runnable wake;

    /**
     * @param wake called after something arrived from the car; must return at once
     */
    public Inbox(Runnable wake) {
        this.wake = wake;
    }

    /**
     * What a face wants. The future completes on the control thread (depend on it with an executor
     * of your own); a full queue refuses at once, except for {@link Intent.Stop} and {@link
     * Intent.Shutdown}, which always find room.
     */
    @Override
    public CompletableFuture<Reply> submit(Intent intent) {
        Given given = new Given(sequence.incrementAndGet(), intent, new CompletableFuture<Reply>());
        if (isStop(intent)) {
            AtomicReference<Optional<Given>> slot =
                    Objects.requireNonNull(
                            (intent instanceof Intent.Stop ? stops : shutdowns).get(intent.by()));
            Optional<Given> kept =
                    slot.accumulateAndGet(Optional.of(given), (old, newer) -> newest(old, newer));
            return kept.map(Given::reply).orElse(given.reply());
        }
        if (!intents.offer(given)) {
            refused.incrementAndGet();
            given.reply()
                    .complete(
                            new Reply.Refused(
                                    Reason.INTERNAL_ERROR,
                                    "The station has too many requests waiting; try again in a"
                                            + " second."));
        }
        return given.reply();
    }

    /**
     * Something from the car, in order of arrival.
     *
     * @param arrivedNs monotonic instant of the last byte
     * @return false when the queue is full and it was not taken
     */
    public boolean receive(CarInput input, long arrivedNs) {
        boolean room =
                !(input instanceof CarInput.Bytes) || arrivals.remainingCapacity() > CLOSE_RESERVE;
        boolean taken = room && arrivals.offer(new Arrival(input, arrivedNs));
        if (!taken) {
            refused.incrementAndGet();
        }
        wake.run();
        return taken;
    }

    /** Result of an ask; false when the queue is full and it was not taken. */
    public boolean answer(Answer answer) {
        boolean taken = answers.offer(answer);
        wake.run();
        return taken;
    }

    /** The link has written an answer; dropped silently when full (it is a statistic). */
    public void written(long ticket, long writtenNs) {
        if (!written.offer(new Written(ticket, writtenNs))) {
            refused.incrementAndGet();
        }
    }

    /** Things that found no room since the start. */
    public int refusedCount() {
        return refused.get();
    }

    /** The inputs of a recorded cycle, for the cycle that plays them again. */
    public void feed(FlightRecord recorded) {
        recorded.received().forEach(r -> fed(arrivals, new Arrival(r.input(), r.arrivedNs())));
        recorded.intents()
                .forEach(
                        w ->
                                fed(
                                        intents,
                                        new Given(
                                                w.sequence(),
                                                w.intent(),
                                                new CompletableFuture<Reply>())));
        recorded.answers().forEach(answer -> fed(answers, answer));
    }

    private static <T> void fed(ArrayBlockingQueue<T> queue, T one) {
        if (!queue.offer(one)) {
            throw new IllegalStateException("a recorded cycle holds more than a queue does");
        }
    }

    List<Arrival> takeArrivals() {
        return drain(arrivals);
    }

    List<Answer> takeAnswers() {
        return drain(answers);
    }

    List<Written> takeWritten() {
        return drain(written);
    }

    /** Stops first, then the others in the order they were given. */
    List<Given> takeIntents() {
        List<Given> taken = new ArrayList<>(0);
        take(stops, taken);
        take(shutdowns, taken);
        if (!intents.isEmpty()) {
            intents.drainTo(taken);
        }
        return taken;
    }

    /** Empty slots are only read: an exchange in each of them, every cycle, would cost more. */
    private static void take(
            Map<Source, AtomicReference<Optional<Given>>> slots, List<Given> taken) {
        for (AtomicReference<Optional<Given>> slot : slots.values()) {
            if (Objects.requireNonNull(slot.get()).isPresent()) {
                slot.getAndSet(Optional.empty()).ifPresent(taken::add);
            }
        }
    }

    private static boolean isStop(Intent intent) {
        return intent instanceof Intent.Stop || intent instanceof Intent.Shutdown;
    }

    /** A repeated stop joins the waiting one but counts as given last. */
    private static Optional<Given> newest(Optional<Given> old, Optional<Given> newer) {
        return old.isEmpty()
                ? newer
                : newer.map(
                        given -> new Given(given.sequence(), given.intent(), old.get().reply()));
    }

    private static Map<Source, AtomicReference<Optional<Given>>> slots() {
        Map<Source, AtomicReference<Optional<Given>>> slots = new EnumMap<>(Source.class);
        for (Source source : Source.values()) {
            slots.put(source, new AtomicReference<>(Optional.empty()));
        }
        return slots;
    }

    private static <T> List<T> drain(ArrayBlockingQueue<T> queue) {
        if (queue.isEmpty()) {
            return List.of();
        }
        List<T> taken = new ArrayList<>();
        queue.drainTo(taken);
        return taken;
    }

    /**
     * @param arrivedNs monotonic instant of the last byte
     */
    record Arrival(CarInput input, long arrivedNs) {}

    /**
     * @param sequence order of giving, over all queues
     */
    record Given(long sequence, Intent intent, CompletableFuture<Reply> reply) {}

    record Written(long ticket, long writtenNs) {}
}
