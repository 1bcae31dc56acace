package org.ebbflow.tools.sim.world;

import java.util.Optional;
import org.ebbflow.controller.cycle.Inbox;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.hal.VehicleLink;

/** The wire between station and car: bytes in order, with latency and what can go wrong. */
final class WorldLink implements VehicleLink, IsoCar.Wire {

    private static final long US = 1_000L;

    /** What happens to the car's next message. */
    enum Mishap {
        LOST,
        GARBAGE,
        TWICE
    }

    private final EventQueue queue;
    private final VirtualClock clock;
    private final Grounds grounds;
    private final Dice dice;
    private final Inbox inbox;
    private Optional<Mishap> mishap = Optional.empty();
    private long lateNs;
    private long connection;
    private boolean open;
    private long toCarNs;
    private long toStationNs;
    private long requests;
    private long answers;

    WorldLink(EventQueue queue, VirtualClock clock, Inbox inbox, SimulatedBoard.Sides sides) {
        this.queue = queue;
        this.clock = clock;
        this.inbox = inbox;
        this.grounds = sides.grounds();
        this.dice = sides.dice();
    }

    @Override
    public void send(long to, byte[] bytes, long ticket) {
        long nowNs = clock.nowNs();
        inbox.written(ticket, nowNs + 40 * US);
        if (!open || to != connection) {
            return;
        }
        answers++;
        toCarNs = Math.max(toCarNs, nowNs + latencyNs());
        queue.at(
                toCarNs,
                () -> {
                    if (open && to == connection) {
                        grounds.car().heard(bytes);
                    }
                });
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
        open = true;
        requests = 0;
        answers = 0;
        long number = connection;
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
        if (now.isEmpty()) {
            deliver(new CarInput.Bytes(connection, bytes));
            return;
        }
        switch (now.get()) {
            case LOST -> toStationNs += 0;
            case TWICE -> {
                requests++;
                deliver(new CarInput.Bytes(connection, bytes));
                deliver(new CarInput.Bytes(connection, bytes.clone()));
            }
            case GARBAGE -> {
                byte[] noise = new byte[bytes.length];
                dice.fill(noise);
                deliver(new CarInput.Bytes(connection, noise));
            }
        }
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

    /** The car's next message comes late. */
    void late(long byNs) {
        lateNs = byNs;
    }

    /** Answers beyond the requests of the present connection; never above 0 in a sound station. */
    long unasked() {
        return answers - requests;
    }

    private void deliver(CarInput input) {
        toStationNs = Math.max(toStationNs, clock.nowNs() + latencyNs() + lateNs);
        lateNs = 0;
        queue.at(toStationNs, () -> inbox.receive(input, clock.nowNs()));
    }

    private long latencyNs() {
        return dice.between(200, 2_000) * US;
    }
}
