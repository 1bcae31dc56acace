package org.ebbflow.controller.dispatch;

import java.util.List;
import java.util.SplittableRandom;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.GridEvent;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.settings.Installation.Authority;
import org.ebbflow.hal.Tick;

/** Back-ends that announce, take back, leave fallbacks and fall silent, as chance has it. */
final class Programs {

    private static final Source[] SOURCES = {
        Source.OPENADR, Source.IEEE2030_5, Source.OCPP, Source.SITE_CAPACITY
    };

    private final Station station;
    private final SplittableRandom random;
    private Directives.Rules rules = new Directives.Rules(Authority.OPENADR, false);
    private Directives directives = Directives.NONE;
    private Events events = Events.NONE;
    private boolean speaks = true;

    Programs(Station station, SplittableRandom random) {
        this.station = station;
        this.random = random;
    }

    private Source source() {
        return SOURCES[random.nextInt(SOURCES.length)];
    }

    /** What was given before is forgotten. */
    void given(List<Directive> all) {
        directives = Directives.NONE;
        for (Directive directive : all) {
            set(directive, new Directives.Rules(authorityOf(directive.source()), false));
        }
    }

    private void set(Directive directive, Directives.Rules under) {
        if (directives.set(directive, under) instanceof Directives.Change.Taken taken) {
            directives = taken.next();
        }
    }

    private static Authority authorityOf(Source source) {
        for (Authority authority : Authority.values()) {
            if (authority.name().equals(source.name())) {
                return authority;
            }
        }
        return Authority.NONE;
    }

    void announce() {
        long startMs = random.nextBoolean() ? 0 : station.wallMs + random.nextLong(-9_000, 90_000);
        GridEvent.Timing timing =
                new GridEvent.Timing(startMs, 1 + random.nextInt(600), random.nextInt(2) * 60);
        Interval w = new Interval(-random.nextInt(15_000), random.nextInt(15_000));
        GridEvent.Ask ask =
                switch (random.nextInt(3)) {
                    case 0 -> new GridEvent.Ask.Power(random.nextInt(-15_000, 15_000));
                    case 1 -> new GridEvent.Ask.Cap(w, random.nextBoolean());
                    default -> new GridEvent.Ask.Keep(random.nextInt(1_001));
                };
        Source by = source();
        String id = "event " + random.nextInt(6);
        GridEvent event =
                new GridEvent(by, id, random.nextInt(4), random.nextBoolean(), timing, ask);
        rules = new Directives.Rules(authorityOf(source()), random.nextInt(4) == 0);
        events = events.heard(by, tick()).announce(event, rules, random::nextLong, tick()).next();
    }

    void takeBackOrDecline() {
        Source by = source();
        String id = "event " + random.nextInt(6);
        events =
                random.nextBoolean()
                        ? events.withdraw(by, id).next()
                        : events.decline(by, id, random.nextBoolean()).next();
    }

    void leaveFallback() {
        Interval w = new Interval(-random.nextInt(9_000), random.nextInt(9_000));
        set(new Directive.Fallback(source(), w, random.nextBoolean()), rules);
    }

    void fallSilentOrSpeak() {
        speaks = !speaks;
    }

    /** What was told is known again, but waits for its source. */
    void restart() {
        Directives kept = Directives.NONE;
        for (Directive.Fallback fallback : directives.fallbacks()) {
            if (kept.set(fallback, rules) instanceof Directives.Change.Taken taken) {
                kept = taken.next();
            }
        }
        directives = kept;
        events = Events.remembered(events.all());
    }

    /** Puts what is in force now before the station. */
    void speak() {
        Tick now = tick();
        for (Source source : SOURCES) {
            events = speaks && random.nextInt(4) == 0 ? events.heard(source, now) : events;
        }
        directives = directives.expire(now.monotonicNs());
        events = events.step(now, random.nextInt(20) != 0);
        station.directives = directives.inForce(events, now);
        station.booked = events.booked();
    }

    private Tick tick() {
        return station.tick();
    }
}
