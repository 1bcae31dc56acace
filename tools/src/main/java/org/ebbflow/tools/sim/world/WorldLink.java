package org.ebbflow.tools.sim.world;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.ebbflow.controller.cycle.Inbox;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.hal.VehicleLink;

/** The wire between station and car: bytes in order, with latency and what can go wrong. */
final class WorldLink implements VehicleLink, IsoCar.Wire {

    private static final long US = 1_000L;

    /** What the serial port of a CAN adapter keeps while nobody reads it; the rest is lost. */
    private static final int ADAPTER_BYTES = 2_048;

    /**
     * @source CHAdeMO, period of the frames
     */
    private static final long BUS_PERIOD_NS = 100_000 * US;

    private static final int BUS_EARLY = 2;

    private static final long READ_NS = 1_000 * US;

    /** What happens to the car's next message. */
    enum Mishap {
        LOST,
        GARBAGE,
        TWICE,
        REORDERED,
        IN_PIECES
    }

    /** Where the station's inbox is: nowhere while its process is dead. */
    interface Station {
        Optional<Inbox> inbox();

        /** Whether its process runs now: neither dead nor standing still. */
        boolean runs();
    }

    /** Before the process begins. */
    private static final class Nobody implements Station {
        @Override
        public Optional<Inbox> inbox() {
            return Optional.empty();
        }

        @Override
        public boolean runs() {
            return false;
        }
    }

    private final EventQueue queue;
    private final VirtualClock clock;
    private final Grounds grounds;
    private final Dice dice;
    private Station station = new Nobody();
    private Optional<Mishap> mishap = Optional.empty();
    private long lateNs;
    private long connection;
    private long connectedNs;
    private boolean open;
    private long toCarNs;
    private long toStationNs;
    private long requests;
    private long answers;
    private boolean disturbed;
    private boolean answerLost;
    private long answerLateNs;
    private long waitingSinceNs = -1;
    private long messagesUntilFailure = -1;
    private long messages;
    private boolean bus;
    private boolean handing;
    private final ByteArrayOutputStream unread = new ByteArrayOutputStream();

    WorldLink(EventQueue queue, VirtualClock clock, SimulatedBoard.Sides sides) {
        this.queue = queue;
        this.clock = clock;
        this.grounds = sides.grounds();
        this.dice = sides.dice();
    }

    void servedBy(Station by) {
        station = by;
    }

    /** A bus does not wait: frames that nobody reads stay in the adapter and come at once later. */
    void isBus() {
        bus = true;
    }

    @Override
    public void send(long to, byte[] bytes, long ticket) {
        long nowNs = clock.nowNs();
        station.inbox().ifPresent(inbox -> inbox.written(ticket, nowNs + 40 * US));
        if (!open || to != connection) {
            return;
        }
        answers++;
        waitingSinceNs = -1;
        boolean lost = answerLost || fails();
        answerLost = false;
        if (lost) {
            return;
        }
        toCarNs = Math.max(toCarNs, nowNs + latencyNs() + answerLateNs);
        answerLateNs = 0;
        queue.at(
                toCarNs,
                () -> {
                    if (open && to == connection) {
                        grounds.car().heard(bytes);
                    }
                });
    }

    /** Whether this message is the one that shall be lost. */
    private boolean fails() {
        messages++;
        return messagesUntilFailure > 0 && --messagesUntilFailure == 0;
    }

    @Override
    public void close(long which) {
        if (open && which == connection) {
            open = false;
            toCarNs = Math.max(toCarNs, clock.nowNs() + latencyNs());
            queue.at(toCarNs, () -> grounds.car().hungUp());
        }
    }

    @Override
    public void close() {
        close(connection);
    }

    @Override
    public void connect() {
        connection++;
        connectedNs = clock.nowNs();
        open = true;
        requests = 0;
        answers = 0;
        disturbed = false;
        waitingSinceNs = -1;
        long number = connection;
        if (station.inbox().isEmpty()) {
            open = false;
            queue.at(clock.nowNs() + latencyNs(), () -> grounds.car().hungUp());
            return;
        }
        deliver(new CarInput.Connected(number, CarInput.Security.TLS_1_3_MUTUAL));
    }

    @Override
    public void say(byte[] bytes) {
        if (!open) {
            return;
        }
        requests++;
        Optional<Mishap> now = mishap;
        mishap = Optional.empty();
        if (fails()) {
            return;
        }
        if (now.isEmpty()) {
            request(bytes);
            return;
        }
        switch (now.get()) {
            case LOST -> disturbed = true;
            case TWICE -> {
                requests++;
                request(bytes);
                request(bytes.clone());
            }
            case GARBAGE -> {
                disturbed = true;
                byte[] noise = new byte[bytes.length];
                dice.fill(noise);
                request(noise);
            }
            case REORDERED -> {
                disturbed = true;
                int half = bytes.length / 2;
                request(Arrays.copyOfRange(bytes, half, bytes.length));
                request(Arrays.copyOf(bytes, half));
            }
            case IN_PIECES -> inPieces(bytes);
        }
    }

    private void inPieces(byte[] bytes) {
        int length = Math.max(1, bytes.length / 12);
        for (int from = 0; from < bytes.length; from += length) {
            request(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + length)));
        }
    }

    private void request(byte[] bytes) {
        deliver(new CarInput.Bytes(connection, bytes));
    }

    @Override
    public void hangUp() {
        if (open) {
            open = false;
            deliver(new CarInput.Closed(connection));
        }
    }

    /** The connection breaks for both. */
    void reset() {
        if (open) {
            hangUp();
            grounds.car().hungUp();
        }
    }

    void mishap(Mishap next) {
        mishap = Optional.of(next);
    }

    void loseAnswer() {
        answerLost = true;
    }

    void answerLate(long byNs) {
        answerLateNs = byNs;
    }

    /** The n-th message from now on, of whichever side, is lost. */
    void failMessage(int nth) {
        messagesUntilFailure = nth;
    }

    /** Messages of both sides so far. */
    long messages() {
        return messages;
    }

    /** The car's next message comes late. */
    void late(long byNs) {
        lateNs = byNs;
    }

    /**
     * Answers beyond the requests of the present connection; never above 0 in a sound station. On a
     * bus nobody asks: the station speaks once in 100 ms by its own clock, whether or not the car
     * sleeps, and may begin early with a new session.
     */
    long unasked() {
        long most = bus ? BUS_EARLY + (clock.nowNs() - connectedNs) / BUS_PERIOD_NS : requests;
        return answers - most;
    }

    /** How long an intact request has been waiting for its answer; 0 when none does. */
    long waitingNs(long upSinceNs) {
        boolean waits = open && !disturbed && waitingSinceNs >= 0;
        return waits ? clock.nowNs() - Math.max(waitingSinceNs, upSinceNs) : 0;
    }

    private void deliver(CarInput input) {
        toStationNs = Math.max(toStationNs, clock.nowNs() + latencyNs() + lateNs);
        lateNs = 0;
        queue.at(toStationNs, () -> station.inbox().ifPresent(inbox -> arrive(input, inbox)));
    }

    private void arrive(CarInput input, Inbox inbox) {
        boolean bytes = input instanceof CarInput.Bytes b && b.connection() == connection;
        if (bytes && waitingSinceNs < 0) {
            waitingSinceNs = clock.nowNs();
        }
        if (bus && input instanceof CarInput.Bytes frames) {
            keep(frames.bytes());
            hand(frames.connection());
            return;
        }
        unread.reset();
        inbox.receive(input, clock.nowNs());
    }

    /** The adapter's thread takes all that lies there, a moment after the first frame. */
    private void hand(long number) {
        if (handing) {
            return;
        }
        handing = true;
        queue.at(
                clock.nowNs() + READ_NS,
                () -> {
                    handing = false;
                    if (station.runs() && unread.size() > 0) {
                        byte[] frames = unread.toByteArray();
                        unread.reset();
                        station.inbox()
                                .ifPresent(
                                        inbox ->
                                                inbox.receive(
                                                        new CarInput.Bytes(number, frames),
                                                        clock.nowNs()));
                    }
                });
    }

    private void keep(byte[] frames) {
        if (unread.size() + frames.length <= ADAPTER_BYTES) {
            unread.write(frames, 0, frames.length);
        }
    }

    private long latencyNs() {
        return dice.between(200, 2_000) * US;
    }
}
