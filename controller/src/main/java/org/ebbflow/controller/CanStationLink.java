package org.ebbflow.controller;

import java.util.List;
import org.ebbflow.controller.cycle.Inbox;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.hal.VehicleLink;
import org.ebbflow.hal.board.CanConfig;
import org.ebbflow.hal.can.CanLink;
import org.tinylog.Logger;

/** Between the CAN adapter's thread and the control thread's inbox; the adapter is a connection. */
final class CanStationLink implements VehicleLink {

    private final Inbox inbox;
    private final CanLink bus;

    CanStationLink(CanConfig config, Inbox inbox) {
        this.inbox = inbox;
        this.bus = CanLink.start(config, new Listener(inbox));
    }

    @Override
    public void send(long connection, byte[] bytes, long ticket) {
        bus.send(CanFrame.fromBytes(bytes));
        inbox.written(ticket, System.nanoTime());
    }

    /** A bus cannot be hung up; who does not want to be heard keeps silent. */
    @Override
    public void close(long connection) {
        Logger.debug("can connection={} left open", connection);
    }

    @Override
    public void close() {
        bus.close();
    }

    /** Runs on the adapter's thread; hands everything over at once. */
    private static final class Listener implements CanLink.Listener {

        private final Inbox inbox;
        private long connection;

        Listener(Inbox inbox) {
            this.inbox = inbox;
        }

        @Override
        public void up() {
            connection++;
            Logger.info("can adapter is there connection={}", connection);
            inbox.receive(
                    new CarInput.Connected(connection, CarInput.Security.PLAIN), System.nanoTime());
        }

        @Override
        public void down(String why) {
            Logger.warn("can adapter is not there: {}", why);
            inbox.receive(new CarInput.Closed(connection), System.nanoTime());
        }

        @Override
        public void heard(List<CanFrame> frames, long readNs) {
            if (!inbox.receive(new CarInput.Bytes(connection, CanFrame.toBytes(frames)), readNs)) {
                Logger.warn(
                        "can frames lost, the control thread is behind count={}", frames.size());
            }
        }
    }
}
