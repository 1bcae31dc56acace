package org.ebbflow.controller.vehicle.chademo;

import java.util.Optional;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.energy.VehicleReport.Phase;
import org.ebbflow.hal.Tick;

/** What the station knows of the car, in the words of every protocol. */
final class Reports {

    static final String PROTOCOL = "CHAdeMO";
    private static final int MOST_A = 255;

    private Reports() {}

    static VehicleReport of(Stage stage, Facts facts, Optional<Flow> flow, ChademoSettings how) {
        CarPicture car = facts.car();
        Levels levels = Levels.of(car, how);
        boolean known = car.seen().any() && isTrustworthy(stage);
        Optional<Integer> soc = known ? car.socDeciPercent() : Optional.empty();
        int capacityWh = car.time().batteryRaw() * how.capacityStepWh();
        boolean both = facts.isBidirectional();
        Interval carW = power(facts, flow, levels);
        int leastW = car.limits().minChargeA() * car.control().targetVoltageV();
        VehicleReport told =
                new VehicleReport(
                        phase(stage, facts.granted()),
                        PROTOCOL,
                        known ? service(car, both, levels) : "",
                        both && known,
                        carW,
                        soc.map(s -> new VehicleReport.Soc(s, car.since().controlNs(), capacityWh)),
                        soc.filter(s -> capacityWh > 0).map(s -> need(s, levels, capacityWh)),
                        car.seen().maker() == 0 ? "" : "maker " + car.seen().maker());
        return known ? told.with(VehicleReport.Least.of(leastW, 0, carW)) : told;
    }

    static String service(CarPicture car, boolean both, Levels levels) {
        String protocol = "protocol " + car.control().protocol();
        return both ? "V2X, " + protocol + ", " + levels.text() : "charging, " + protocol;
    }

    /** Before line k and the enable bit the car's numbers are not yet its own. */
    private static boolean isTrustworthy(Stage stage) {
        return !(stage instanceof Stage.Resting) && !(stage instanceof Stage.Starting);
    }

    private static VehicleReport.Need need(int soc, Levels levels, int capacityWh) {
        int roomWh = (int) ((long) (levels.maxDeciPercent() - soc) * capacityWh / 1_000);
        int minimumWh = (int) ((long) (levels.minDeciPercent() - soc) * capacityWh / 1_000);
        return new VehicleReport.Need(0, Math.max(0, roomWh), minimumWh, -1);
    }

    private static Interval power(Facts facts, Optional<Flow> flow, Levels levels) {
        CarPicture car = facts.car();
        Tick tick = facts.view().tick();
        int voltageV = Math.max(facts.view().stageMv() / 1_000, car.control().targetVoltageV());
        int soc = car.socDeciPercent().orElse(0);
        int inA = MOST_A;
        int outA = facts.isBidirectional() ? MOST_A : 0;
        if (flow.isPresent()) {
            inA = flow.get().charge().isBelieved(tick) ? car.control().requestA() : inA;
            boolean less = flow.get().discharge().isBelieved(tick) && outA > 0;
            outA = less ? car.discharge().map(d -> d.maxDischargeA()).orElse(0) : outA;
        }
        return new Interval(
                soc <= levels.minDeciPercent() ? 0 : -outA * voltageV,
                soc >= levels.maxDeciPercent() ? 0 : inA * voltageV);
    }

    private static Phase phase(Stage stage, boolean granted) {
        return switch (stage) {
            case Stage.Resting s -> granted ? Phase.READY : Phase.WAITING_AUTHORIZATION;
            case Stage.Starting s -> Phase.PREPARING;
            case Stage.Locking s -> Phase.PREPARING;
            case Stage.Testing s -> Phase.PREPARING;
            case Stage.Draining s -> Phase.PREPARING;
            case Stage.Closing s -> Phase.PREPARING;
            case Stage.Connecting s -> Phase.PREPARING;
            case Stage.Running s -> Phase.TRANSFER;
            case Stage.Unloading s -> Phase.STOPPING;
            case Stage.Welding s -> Phase.STOPPING;
            case Stage.Parting s -> Phase.STOPPING;
            case Stage.Over s -> Phase.FINISHED;
        };
    }
}
