package org.ebbflow.tools.sim.world;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.hal.board.CanConfig;
import org.ebbflow.hal.can.CanLink;
import org.ebbflow.tools.sim.can.SlcanAdapter;

/**
 * A rig whose bus is real: the product's SLCAN link on a pseudo terminal, a simulated adapter.
 * Virtual time waits while more than a burst is on the real wire, so that a busy machine changes
 * nothing.
 */
final class ChademoPty implements AutoCloseable {

    /** Faster than life: a terminal has no clock of its own. */
    private static final long PACE_NS = 500_000;

    /** A frame that has not come after so long was lost with its adapter. */
    private static final long LOST_NS = 250_000_000;

    /** So many frames may be under way while time goes on. */
    private static final int UNDER_WAY = 5;

    final ChademoVisit visit;
    final SlcanAdapter adapter;
    private final ConcurrentLinkedQueue<CanFrame> toCar = new ConcurrentLinkedQueue<>();
    private final CanLink link;
    private final AtomicInteger toStation = new AtomicInteger();
    private final AtomicInteger fromStation = new AtomicInteger();
    private long connection;
    private volatile boolean up;

    /** Somebody else on the same bus; nobody at first. */
    volatile Optional<Consumer<CanFrame>> listener = Optional.empty();

    ChademoPty(Path device) throws IOException {
        this.visit = ChademoVisit.quick(this::carSays);
        this.adapter = new SlcanAdapter(device, this::stationSaid);
        ChademoRig rig = visit.rig;
        this.link =
                CanLink.start(
                        new CanConfig.Slcan(device.toString(), 115_200),
                        new CanLink.Listener() {
                            @Override
                            public void up() {
                                connection++;
                                up = true;
                                rig.receive(
                                        new CarInput.Connected(
                                                connection, CarInput.Security.PLAIN));
                            }

                            @Override
                            public void down(String why) {
                                up = false;
                                rig.receive(new CarInput.Closed(connection));
                            }

                            @Override
                            public void heard(List<CanFrame> frames, long readNs) {
                                rig.receive(
                                        new CarInput.Bytes(connection, CanFrame.toBytes(frames)));
                                toStation.addAndGet(-frames.size());
                            }
                        });
        rig.over(
                burst -> {
                    fromStation.addAndGet(up ? burst.size() : 0);
                    link.send(burst);
                });
        rig.paceNs = PACE_NS;
        rig.car =
                (inlet, us) -> {
                    arrived(toStation);
                    arrived(fromStation);
                    for (CanFrame f = toCar.poll(); f != null; f = toCar.poll()) {
                        visit.car.heard(f);
                    }
                    return visit.car.live(inlet, us);
                };
    }

    /** Waits, not for ever, until little is under way. */
    private static void arrived(AtomicInteger underWay) {
        long endNs = System.nanoTime() + LOST_NS;
        while (underWay.get() > UNDER_WAY) {
            LockSupport.parkNanos(50_000);
            if (System.nanoTime() - endNs > 0) {
                underWay.set(0);
            }
        }
    }

    /** Waits until nothing is under way to the car. */
    void settle() {
        long endNs = System.nanoTime() + 8 * LOST_NS;
        while (fromStation.get() > 0 && System.nanoTime() - endNs < 0) {
            LockSupport.parkNanos(50_000);
        }
    }

    /**
     * Pulls the adapter out and waits until the product's own thread has noticed.
     *
     * @return real milliseconds until then
     */
    long pull() throws IOException {
        long pulledNs = System.nanoTime();
        adapter.pull();
        long endNs = System.nanoTime() + 8 * LOST_NS;
        while (up && System.nanoTime() - endNs < 0) {
            LockSupport.parkNanos(50_000);
        }
        assertTrue(!up, "the pulled adapter was not noticed within 2 s");
        return (System.nanoTime() - pulledNs) / 1_000_000;
    }

    private void carSays(CanFrame frame) {
        if (adapter.say(frame)) {
            toStation.incrementAndGet();
        }
        listener.ifPresent(other -> other.accept(frame));
    }

    private void stationSaid(CanFrame frame) {
        toCar.add(frame);
        fromStation.decrementAndGet();
        listener.ifPresent(other -> other.accept(frame));
    }

    @Override
    public void close() throws IOException {
        link.close();
        adapter.close();
    }
}
