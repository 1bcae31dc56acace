package org.ebbflow.tools.bench;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ebbflow.controller.dispatch.Arbiter;
import org.ebbflow.controller.dispatch.ArbiterState;
import org.ebbflow.controller.dispatch.Directives;
import org.ebbflow.controller.dispatch.Events;
import org.ebbflow.controller.dispatch.StationArbiter;
import org.ebbflow.controller.energy.Decision;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.GridEvent;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.settings.Installation.Authority;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.GridProfile;
import org.ebbflow.hal.Measured;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Phases;
import org.ebbflow.hal.Reading;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.Tick;
import org.ebbflow.tools.sim.world.Brains;

/**
 * A station in its transfer to which many events of a grid program apply at once: limits here and
 * at the meter point, reserves, and one power. What a cycle does with them is what the product's
 * cycle does: look what is due, list what is in force, decide.
 */
final class CrowdedHouse {

    private static final long MS = 1_000_000L;
    private static final int PERIOD_MS = 10;
    private static final int VOLT_MV = 240_000;
    private static final int LASTS_S = 24 * 3_600;

    private static final Preferences OWNER =
            new Preferences(Preferences.Mode.AUTOMATIC, true, 300, 0, 1000, "en");

    private final BoardRatings ratings = Brains.PRODUCT.ratings(true);
    private final Arbiter<ArbiterState> arbiter =
            Brains.PRODUCT.arbiter(Brains.PRODUCT.site(), ratings);
    private ArbiterState state = new StationArbiter(Brains.PRODUCT.site(), ratings).initial();
    private Events events = Events.NONE;
    private Optional<Decision> last = Optional.empty();
    private long cycle;

    CrowdedHouse(int directives) {
        Directives.Rules rules = new Directives.Rules(Authority.INTEGRATOR, false);
        for (int i = 0; i < directives; i++) {
            events = events.announce(event(i), rules, () -> 0, tick()).next();
        }
    }

    private static GridEvent event(int i) {
        Interval powerW = new Interval(-9_000 - i, 9_000 + i);
        GridEvent.Ask ask =
                switch (i % 4) {
                    case 0 -> new GridEvent.Ask.Power(-5_000);
                    case 1 -> new GridEvent.Ask.Cap(powerW, false);
                    case 2 -> new GridEvent.Ask.Cap(powerW, true);
                    default -> new GridEvent.Ask.Keep(200 + i);
                };
        // One power per source becomes a directive; the others are limits.
        boolean power = i == 0;
        return new GridEvent(
                power ? Source.INTEGRATOR : Source.OPENADR,
                "event " + i,
                i,
                false,
                new GridEvent.Timing(0, LASTS_S, 0),
                i % 4 == 0 && !power ? new GridEvent.Ask.Cap(powerW, false) : ask);
    }

    private Tick tick() {
        return new Tick(cycle, cycle * PERIOD_MS * MS, 1_790_000_000_000L + cycle * 10, true);
    }

    /** What the product decides in one cycle. */
    void cycle() {
        cycle++;
        Tick now = tick();
        events = events.heard(Source.OPENADR, now).heard(Source.INTEGRATOR, now).step(now, true);
        List<Directive> standing = List.copyOf(Directives.NONE.inForce(events, now));
        Arbiter.Inputs inputs =
                new Arbiter.Inputs(
                        standing,
                        ratings,
                        measured(now),
                        vehicle(now),
                        OWNER,
                        new Verdict.Healthy(List.of()),
                        events.booked());
        Arbiter.Offered<ArbiterState> offered = arbiter.offer(state, inputs, now);
        state = offered.next();
        last = Optional.of(offered.offer().why());
    }

    /** How many limits the last decision had before it. */
    int limits() {
        return last.map(why -> why.limits().size()).orElse(0);
    }

    /** How many directives are in force. */
    int directives() {
        return Directives.NONE.inForce(events, tick()).size();
    }

    private static VehicleReport vehicle(Tick now) {
        return new VehicleReport(
                VehicleReport.Phase.TRANSFER,
                "ISO 15118-20",
                "DC_BPT dynamic",
                true,
                new Interval(-15_000, 15_000),
                Optional.of(new VehicleReport.Soc(600, now.monotonicNs(), 60_000)),
                Optional.empty(),
                "");
    }

    private Measured measured(Tick now) {
        int powerW = last.map(Decision::powerW).orElse(0);
        StageReading stage =
                new StageReading(
                        StageReading.Mode.RUNNING,
                        powerW,
                        400_000,
                        powerW * 5 / 2,
                        VOLT_MV,
                        60_000,
                        400,
                        false,
                        0,
                        GridProfile.Taken.VERIFIED,
                        OptionalInt.empty());
        long takenNs = now.monotonicNs();
        return new Measured(
                new Reading.Taken<>(stage, takenNs),
                new Reading.Taken<>(meter(powerW), takenNs),
                new Reading.Taken<>(meter(800 + powerW), takenNs),
                new Reading.Missing<>(0, "not fitted"),
                new Reading.Missing<>(0, "not fitted"),
                new Reading.Missing<>(0, "not fitted"));
    }

    private static MeterReading meter(int powerW) {
        int ma = powerW * 25 / 6;
        return new MeterReading(
                powerW,
                new Phases(powerW / 2, powerW / 2, 0),
                new Phases(ma, ma, 0),
                VOLT_MV,
                60_000,
                0,
                0);
    }
}
