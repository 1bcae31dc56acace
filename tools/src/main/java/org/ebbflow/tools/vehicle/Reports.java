package org.ebbflow.tools.vehicle;

import java.util.Optional;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.tools.vehicle.CarReport.Outcome;

/** Turns a finished session into its report. */
final class Reports {

    private Reports() {}

    record End(Outcome outcome, String why) {}

    static CarReport of(Talk.Facts car, Phase.Count count, Optional<EvccPlan> plan, End end) {
        boolean plain = car.profile().plans().isEmpty();
        return new CarReport(
                car.profile().traits().name(),
                plan.map(p -> p.protocol().name()).orElse(plain ? "PWM" : ""),
                plan.map(p -> p.service().name()).orElse(plain ? "AC" : ""),
                end.outcome(),
                end.why(),
                new CarReport.Talk(
                        count.requests(),
                        count.answers(),
                        count.loopMessages(),
                        count.requests() - count.requestsToLoop(),
                        CarReport.RoundTrip.NONE),
                moved(count.before(), car.battery()));
    }

    private static CarReport.EnergyMoved moved(Battery before, Battery now) {
        return new CarReport.EnergyMoved(
                (now.chargedUws() - before.chargedUws()) / Battery.UWS_PER_WH,
                (now.dischargedUws() - before.dischargedUws()) / Battery.UWS_PER_WH,
                before.socDeciPercent(),
                now.socDeciPercent());
    }
}
