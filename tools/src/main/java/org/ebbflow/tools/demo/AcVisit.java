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
            integrator.release();
        }
        modes();
        Steps.ownerStops(station);
        station.simulator().control().unplug();
    }

    /** Nobody else in control: the owner's own modes follow the meter at the main fuse. */
    private void modes() {
        station.simulator().control().houseLoadW(-5_000);
        station.say(
                "the roof gives the house 5,000 W more than it takes; the owner picks solar only");
        Steps.mode(station, "SOLAR_ONLY");
        station.settle("solar only: what the roof leaves over goes into the car", 4_400, 5_300, 20);
        station.simulator().control().houseLoadW(3_000);
        station.say("a cloud, and the house takes 3,000 W; the owner picks power the house");
        Steps.mode(station, "POWER_THE_HOUSE");
        station.settle("power the house: the car carries the house", -3_400, -2_500, 20);
        station.simulator().control().houseLoadW(800);
        Steps.mode(station, "AUTOMATIC");
    }
}
