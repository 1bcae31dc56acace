package org.ebbflow.tools.demo;

import org.ebbflow.hal.VehicleLink;

/** No wire to any car. */
record NoLink() implements VehicleLink {

    @Override
    public void send(long connection, byte[] bytes, long ticket) {
        throw new IllegalStateException("nobody is connected, least of all " + connection);
    }

    @Override
    public void close(long connection) {
        throw new IllegalStateException("nobody is connected, least of all " + connection);
    }

    @Override
    public void close() {}
}
