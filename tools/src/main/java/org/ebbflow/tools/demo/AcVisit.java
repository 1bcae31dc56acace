package org.ebbflow.tools.demo;

/** ISO 15118-20 AC_BPT: the car's own inverter, 240 V and 48 A, in parallel with the grid. */
final class AcVisit {

    private final Station station;

    AcVisit(Station station) {
        this.station = station;
    }

    void run() {
        station.say(
                "an AC truck is plugged in; its own inverter works both ways"
                        + " (not tried with a real Cybertruck)");
        station.simulator().control().plug("truck-ac");
        Steps.transfer(station);
        try (Integrator integrator = station.integrator()) {
            integrator.setPower(7_000, 60);
            station.settle("AC charging at +7,000 W", 6_860, 7_140, 15);
            integrator.setPower(-15_000, 60);
            station.settle("AC discharge asked at -15,000 W", -11_730, -11_270, 15);
        }
        Steps.ownerStops(station);
        station.simulator().control().unplug();
    }
}
