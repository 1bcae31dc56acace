package org.ebbflow.tools.demo;

import java.util.List;
import org.ebbflow.tools.sim.plant.BoardEvent;
import tools.jackson.databind.JsonNode;

/**
 * The main job on the DC board: ISO 15118-20 both ways with everybody having a say, then -2
 * charging.
 */
final class DcVisit {

    private static final int CAP_W = 11_500;
    private static final int TOLERANCE_W = 230;
    private static final int PRODUCT_CAP = 23;
    private static final int FAULT = 12;

    private final Station station;

    DcVisit(Station station) {
        this.station = station;
    }

    /** The whole script; every step either comes out or throws a {@link DemoFailure}. */
    void run() {
        bidirectional();
        chargeOnly();
    }

    private void bidirectional() {
        station.say(
                "a truck is plugged in; it looks for the station by SDP and speaks ISO 15118-20");
        station.simulator().control().plug("truck");
        Steps.transfer(station);
        try (Integrator integrator = station.integrator()) {
            integrator.setPower(8_000, 60);
            station.settle("the integrator asked for +8,000 W", 7_840, 8_160, 12);
            station.witness().resetStandstill();
            integrator.setPower(-15_000, 60);
            station.settle(
                    "the integrator asked for -15,000 W",
                    -CAP_W - TOLERANCE_W,
                    -CAP_W + TOLERANCE_W,
                    15);
            Steps.check(
                    integrator.limitingSource() == PRODUCT_CAP,
                    "register 2025 names reason "
                            + integrator.limitingSource()
                            + " instead of the product cap (23)");
            Steps.check(
                    station.witness().longestStandstillMs() >= 1_800,
                    "the power went through zero without its dwell of 2 s");
            station.say("bound by the product cap of 11.5 kW, through zero with a dwell of 2 s");
            reserveStops(integrator);
            leaseLapses();
            emergencyStop(integrator);
        }
    }

    private void reserveStops(Integrator integrator) {
        JsonNode now = station.await("a state of charge", 5, s -> Steps.soc(s) > 0);
        int soc = Steps.soc(now);
        Steps.prefer(station, "drivingReserveDeciPercent", Math.min(1_000, soc + 20));
        station.settle(
                "the owner raised the reserve above the charge in the car", -150, 13_000, 12);
        station.await("AT_RESERVE named as why", 5, s -> s.toString().contains("AT_RESERVE"));
        integrator.setPower(-15_000, 5);
        station.say("the integrator renews its lease for 5 s only and falls silent");
        Steps.prefer(station, "drivingReserveDeciPercent", 200);
        station.settle("the reserve is lower again, so discharge goes on", -13_000, -9_000, 15);
    }

    private void leaseLapses() {
        station.await(
                "the station back in local mode after the lease lapsed",
                12,
                s -> !s.at("/offer/why/chosen").asString("").equals("INTEGRATOR"));
        station.settle("back in local mode: the car charges as it asks", 500, 13_000, 20);
    }

    private void emergencyStop(Integrator integrator) {
        station.say("somebody hits the emergency stop");
        station.simulator().control().emergencyStop(true);
        station.await(
                "EMERGENCY_STOP on the panel", 3, s -> s.toString().contains("EMERGENCY_STOP"));
        Steps.check(
                station.simulator().boardLog().stream()
                        .anyMatch(e -> e.kind() == BoardEvent.Kind.OPENED_BY_EMERGENCY_STOP),
                "the safety board's log has no opening by the emergency stop");
        Steps.check(
                integrator.state() == FAULT,
                "register 2002 shows state " + integrator.state() + " instead of fault (12)");
        JsonNode session = station.finish(List.of());
        Steps.check(
                session.get("outcome").asString().contains("EMERGENCY_STOP"),
                "the session's outcome is " + session.get("outcome") + ", not the emergency stop");
        station.report(session);
        station.simulator().control().unplug();
        station.simulator().control().emergencyStop(false);
        integrator.release();
        Steps.acknowledge(station);
        station.say(
                "contactors open, reason on panel, registers and record; released and"
                        + " acknowledged");
    }

    private void chargeOnly() {
        station.say("a hatchback is plugged in; it speaks ISO 15118-2");
        station.simulator().control().plug("hatch");
        Steps.transfer(station);
        station.settle("ISO 15118-2 charging", 7_000, CAP_W + TOLERANCE_W, 15);
        Steps.ownerStops(station);
        station.simulator().control().unplug();
    }
}
