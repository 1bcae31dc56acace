package org.ebbflow.tools.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.iso15118.evcc.EvccPlan.Leave;
import org.ebbflow.iso15118.evcc.EvccPlan.Mode;
import org.ebbflow.iso15118.evcc.EvccPlan.Needs;
import org.ebbflow.iso15118.evcc.EvccPlan.Protocol;
import org.ebbflow.iso15118.evcc.EvccPlan.Script;
import org.ebbflow.iso15118.evcc.EvccPlan.Service;
import org.ebbflow.tools.vehicle.CarProfile;
import org.ebbflow.tools.vehicle.Garage;

/**
 * One combination of protocol, service, protection of the connection and control mode.
 *
 * @param protocol what the car speaks
 * @param service what it wants
 * @param security what protects the connection
 * @param mode who controls power
 */
record MatrixCell(Protocol protocol, Service service, Security security, Mode mode) {

    /** Protection of the connection. */
    enum Security {
        /** Plain TCP; for ISO 15118-20 a bench key allows it. */
        PLAIN,
        TLS
    }

    /** Nanoseconds from a charge-loop answer to the next request. */
    private static final long LOOP_NS = 20_000_000;

    /** Charge-loop messages before the direction changes: two seconds. */
    static final int TURN_AFTER = 110;

    private static final int ONE_WAY = 200;
    private static final int BOTH_WAYS = 400;

    /** What a car that controls its current asks, plus into the car. */
    private static final int CURRENT_MA = 25_000;

    /** Too early for what it wants by then; a car that plans for itself gives back all the same. */
    private static final int DEPARTURE_S = 7_200;

    /** All of them, in the order of the protocols. */
    static List<MatrixCell> all() {
        List<MatrixCell> cells = new ArrayList<>();
        for (Security security : Security.values()) {
            for (Mode mode : List.of(Mode.SCHEDULED, Mode.DYNAMIC)) {
                cells.add(new MatrixCell(Protocol.DIN_70121, Service.DC, security, mode));
                for (Service service : List.of(Service.DC, Service.AC)) {
                    cells.add(new MatrixCell(Protocol.ISO_15118_2, service, security, mode));
                }
                for (Service service : Service.values()) {
                    cells.add(new MatrixCell(Protocol.ISO_15118_20, service, security, mode));
                }
            }
        }
        return List.copyOf(cells);
    }

    /** For people and filters, e.g. "iso20 dc_bpt tls dynamic". */
    String name() {
        String spoken =
                switch (protocol) {
                    case DIN_70121 -> "din";
                    case ISO_15118_2 -> "iso2";
                    case ISO_15118_20 -> "iso20";
                };
        return String.join(" ", spoken, service.name(), security.name(), mode.name())
                .toLowerCase(Locale.ROOT);
    }

    /** The name by which the product reports the protection. */
    String protection() {
        return switch (security) {
            case PLAIN -> "none";
            case TLS -> protocol == Protocol.ISO_15118_20 ? "tls1.3" : "tls1.2";
        };
    }

    /** Why this combination cannot be, if it cannot. */
    Optional<String> impossible() {
        if (protocol == Protocol.DIN_70121 && security == Security.TLS) {
            return Optional.of("DIN 70121 is spoken without TLS only");
        }
        if (protocol == Protocol.DIN_70121 && mode == Mode.DYNAMIC) {
            return Optional.of("DIN 70121 has no control modes: the car controls the current");
        }
        if (protocol == Protocol.ISO_15118_2 && mode == Mode.DYNAMIC) {
            return Optional.of("ISO 15118-2 has no dynamic control: the car plans by a schedule");
        }
        return Optional.empty();
    }

    /** Whether the direction is the station's to choose; else the car's. */
    boolean isTurnedByStation() {
        return service.isBidirectional() && !isTurnedByCar();
    }

    private boolean isTurnedByCar() {
        return service == Service.DC_BPT && mode == Mode.SCHEDULED;
    }

    /** A car that holds just this session. */
    CarProfile car() {
        boolean both = service.isBidirectional();
        EvccPlan plan =
                EvccPlan.of(protocol, service, new EvccPlan.Stop(both ? BOTH_WAYS : ONE_WAY, 2_000))
                        .with(mode)
                        .with(new EvccPlan.Pace(LOOP_NS, EvccPlan.Pace.NORMAL.repeatNs()))
                        .with(new Needs(1_000, 100, DEPARTURE_S, CURRENT_MA))
                        .with(script());
        CarProfile like = service.isDc() ? Garage.truck() : Garage.truckAc();
        return like.named(name()).speaking(List.of(plan));
    }

    private Script script() {
        int turnAfter = isTurnedByCar() ? TURN_AFTER : 0;
        return new Script(0, Leave.TERMINATE, turnAfter, true, Optional.empty());
    }

    /** About how long the session takes, with plugging in and out, seconds. */
    int lengthS() {
        return (service.isDc() ? 12 : 8) + (service.isBidirectional() ? 5 : 0);
    }
}
