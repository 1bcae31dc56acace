package org.ebbflow.controller;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ebbflow.controller.cycle.Inbox;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.hal.VehicleLink;
import org.ebbflow.hal.net.CarConnection;
import org.ebbflow.hal.net.CarListener;
import org.ebbflow.hal.net.CarNetwork;
import org.ebbflow.hal.net.CarNetworkSettings;
import org.ebbflow.hal.net.CarProtection;
import org.ebbflow.hal.net.CarSecurity;
import org.ebbflow.hal.net.SdpAnswer;
import org.tinylog.Logger;

/** Between the car's network thread and the control thread's inbox. */
final class StationLink implements VehicleLink {

    private final Map<Long, CarConnection> connections = new ConcurrentHashMap<>();
    private final CarNetwork network;

    StationLink(CarNetworkSettings settings, CarSecurity security, SdpAnswer sdp, Inbox inbox) {
        this.network = CarNetwork.start(settings, security, new Listener(inbox), sdp);
    }

    @Override
    public void send(long connection, byte[] bytes, long ticket) {
        CarConnection car = connections.get(connection);
        if (car != null && !car.send(bytes, ticket)) {
            Logger.warn("car does not read what it is sent, connection={}", connection);
        }
    }

    @Override
    public void close(long connection) {
        CarConnection car = connections.get(connection);
        if (car != null) {
            car.close();
        }
    }

    @Override
    public void close() {
        network.close();
    }

    /** Runs on the network thread; hands everything over at once. */
    private final class Listener implements CarListener {

        private final Inbox inbox;

        Listener(Inbox inbox) {
            this.inbox = inbox;
        }

        @Override
        public void ready(InetSocketAddress listening) {
            Logger.debug("car network ready address={}", listening);
        }

        @Override
        public void notReady(String why) {
            Logger.debug("car network not ready reason={}", why);
        }

        @Override
        public void opened(CarConnection connection, long atNs) {
            connections.put(connection.id(), connection);
            CarProtection protection = connection.protection();
            Logger.info(
                    "car connected connection={} from={} protection={} suite={} peer={}"
                            + " handshakeMs={}",
                    connection.id(),
                    connection.remote(),
                    protection.protection(),
                    protection.suite(),
                    protection.peerSubjectHash(),
                    protection.handshakeNs() / 1_000_000L);
            CarInput.Security security =
                    switch (protection.protection()) {
                        case PLAIN -> CarInput.Security.PLAIN;
                        case TLS_1_2 -> CarInput.Security.TLS_1_2;
                        case TLS_1_3_MUTUAL -> CarInput.Security.TLS_1_3_MUTUAL;
                    };
            inbox.receive(
                    new CarInput.Connected(connection.id(), security, protection.peerSubjectHash()),
                    atNs);
        }

        @Override
        public void refused(String remote, String why) {
            Logger.warn("car refused before its session from={} reason={}", remote, why);
        }

        @Override
        public void received(CarConnection connection, byte[] chunk, long readNs) {
            if (!inbox.receive(new CarInput.Bytes(connection.id(), chunk), readNs)) {
                Logger.warn("car sends more than it may, closed connection={}", connection.id());
                connection.close();
            }
        }

        @Override
        public void answered(CarConnection connection, long ticket, long writtenNs) {
            inbox.written(ticket, writtenNs);
        }

        @Override
        public void closed(CarConnection connection, String why, long atNs) {
            connections.remove(connection.id());
            Logger.info("car gone connection={} reason={}", connection.id(), why);
            inbox.receive(new CarInput.Closed(connection.id()), atNs);
        }
    }
}
