package org.ebbflow.controller.cycle;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.ebbflow.controller.vehicle.CarInput;
import org.ebbflow.hal.VehicleLink;

/** Which connections with the car stand, so that a failed session can be hung up. */
final class Connections {

    private final TreeSet<Long> open = new TreeSet<>();
    private final VehicleLink link;

    Connections(VehicleLink link) {
        this.link = link;
    }

    void observe(CarInput input) {
        switch (input) {
            case CarInput.Connected connected -> open.add(connected.connection());
            case CarInput.Closed closed -> open.remove(closed.connection());
            case CarInput.Bytes ignored -> {}
            case CarInput.Silence ignored -> {}
            case CarInput.Refused ignored -> {}
        }
    }

    void close(long connection) {
        open.remove(connection);
        link.close(connection);
    }

    void closeAll() {
        List<Long> all = new ArrayList<>(open);
        all.forEach(this::close);
    }

    /** Numbers of those that stand. */
    List<Long> standing() {
        return open.isEmpty() ? List.of() : List.copyOf(open);
    }

    void restore(List<Long> standing) {
        open.addAll(standing);
    }

    boolean none() {
        return open.isEmpty();
    }
}
