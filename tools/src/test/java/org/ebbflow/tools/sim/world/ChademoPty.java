package org.ebbflow.tools.sim.world;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.hal.board.CanConfig;
import org.ebbflow.hal.can.CanLink;
import org.ebbflow.tools.sim.can.SlcanAdapter;

/** A rig whose bus is real: the product's SLCAN link on a pseudo terminal, a simulated adapter. */
final class ChademoPty implements AutoCloseable {

    /** Four times as fast as life: a terminal has no clock of its own. */
    private static final long PACE_NS = 2_500_000;

    final ChademoVisit visit;
    final SlcanAdapter adapter;
    private final ConcurrentLinkedQueue<CanFrame> toCar = new ConcurrentLinkedQueue<>();
    private final CanLink link;
    private long connection;

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
                                rig.receive(
                                        new CarInput.Connected(
                                                connection, CarInput.Security.PLAIN));
                            }

                            @Override
                            public void down(String why) {
                                rig.receive(new CarInput.Closed(connection));
                            }

                            @Override
                            public void heard(List<CanFrame> frames, long readNs) {
                                rig.receive(
                                        new CarInput.Bytes(connection, CanFrame.toBytes(frames)));
                            }
                        });
        rig.over(link::send);
        rig.paceNs = PACE_NS;
        rig.car =
                (inlet, us) -> {
                    for (CanFrame f = toCar.poll(); f != null; f = toCar.poll()) {
                        visit.car.heard(f);
                    }
                    return visit.car.live(inlet, us);
                };
    }

    private void carSays(CanFrame frame) {
        adapter.say(frame);
        listener.ifPresent(other -> other.accept(frame));
    }

    private void stationSaid(CanFrame frame) {
        toCar.add(frame);
        listener.ifPresent(other -> other.accept(frame));
    }

    @Override
    public void close() throws IOException {
        link.close();
        adapter.close();
    }
}
