package org.ebbflow.iso15118.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ebbflow.iso15118.evcc.CarView;
import org.ebbflow.iso15118.evcc.Evcc;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.iso15118.evcc.EvccStep;
import org.ebbflow.iso15118.secc.CarFacts;
import org.ebbflow.iso15118.secc.Demand;
import org.ebbflow.iso15118.secc.PausedSession;
import org.ebbflow.iso15118.secc.Secc;
import org.ebbflow.iso15118.secc.SeccConfig;
import org.ebbflow.iso15118.secc.SeccEvent;
import org.ebbflow.iso15118.secc.SeccStep;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.StationView.Authorization;
import org.ebbflow.iso15118.secc.StationView.Contactors;
import org.ebbflow.iso15118.secc.StationView.Insulation.SelfTest;
import org.ebbflow.iso15118.secc.StationView.Notice;
import org.ebbflow.iso15118.secc.StationView.Readiness;
import org.ebbflow.iso15118.secc.StationView.Target;

/** Station and car in virtual time, 10 ms a step, with the simplest plant that is true. */
final class SessionBench {

    static final long STEP_NS = 10_000_000L;
    static final int BATTERY_MV = 400_000;
    private static final long WALL_MS = 1_795_290_169_000L;

    final SeccConfig config;
    final List<String> heard = new ArrayList<>();
    final List<String> answered = new ArrayList<>();
    final List<SeccEvent> events = new ArrayList<>();
    final List<byte[]> sent = new ArrayList<>();
    final List<Demand> demands = new ArrayList<>();
    long nowNs = 5_000_000_000L;
    Secc secc;
    Evcc evcc;
    CarFacts facts = CarFacts.NONE;
    Demand demand = new Demand.Nothing();
    EvccStep.Order order = EvccStep.Order.REST;
    Readiness readiness = Readiness.OPEN;
    Authorization authorization = Authorization.GRANTED;
    Target target = new Target.FollowCar();
    StationView.Needs needs = StationView.Needs.NONE;
    StationView.House house = StationView.House.GRID;
    boolean dischargeOffered = true;
    int insulationOhm = 5_000_000;
    boolean contactorsWork = true;
    int phases = 1;
    boolean stageWorks = true;
    long answeredNs;
    boolean carWantsStop;
    boolean carIsWelded;
    int stageOffsetMv;

    /** What a meter at rest reads. */
    int restMv;

    int restMa;
    Notice notice = Notice.NONE;
    Optional<PausedSession> paused = Optional.empty();
    int mostOfferedW = 11_500;
    boolean closed;
    int frames;
    int requests;
    long energyOutMws;
    long energyInMws;
    int leastW;
    int mostW;
    private boolean deaf;
    private int voltageMv;
    private long testSinceNs = -1;
    private long closeSinceNs = -1;
    private final List<byte[]> toCar = new ArrayList<>();
    private UnaryOperator<byte[]> toStation = UnaryOperator.identity();

    SessionBench(SeccConfig.Supply supply, EvccPlan plan) {
        this(
                new SeccConfig(
                        "DE*EBB*E1",
                        supply,
                        List.of(SeccConfig.Protocol.values()),
                        new SeccConfig.Bench(true, false)),
                plan);
    }

    SessionBench(SeccConfig config, EvccPlan plan) {
        this.config = config;
        secc = connected(0x0123456789ABCDEFL);
        evcc = Evcc.connected(plan, nowNs);
    }

    /** Something between car and station. */
    SessionBench through(UnaryOperator<byte[]> change) {
        toStation = change;
        return this;
    }

    private Secc connected(long id) {
        return Secc.connected(config, new Secc.Start(false, id, nowNs, paused));
    }

    /** Another connection of the same car to the same station. */
    SessionBench again(EvccPlan plan) {
        paused = secc.paused();
        secc = connected(0x0FEDCBA987654321L);
        evcc = Evcc.connected(plan, nowNs);
        closed = false;
        deaf = false;
        events.clear();
        toCar.clear();
        answered.clear();
        heard.clear();
        return this;
    }

    /** The connection is gone. */
    void hangUp() {
        take(secc.closed(view()));
        closed = true;
    }

    /** Nothing of what the station says reaches the car any more. */
    void deafen() {
        deaf = true;
    }

    /** Runs until both sides are over or the time is up. */
    SessionBench run(long seconds) {
        long endNs = nowNs + seconds * 1_000_000_000L;
        while (nowNs < endNs && !(evcc.isOver() && secc.isOver() && closed)) {
            step();
        }
        return this;
    }

    /** Runs until the condition holds or the time is up. */
    SessionBench runUntil(java.util.function.BooleanSupplier condition, long seconds) {
        long endNs = nowNs + seconds * 1_000_000_000L;
        while (nowNs < endNs && !condition.getAsBoolean()) {
            step();
        }
        return this;
    }

    void step() {
        nowNs += STEP_NS;
        plant();
        toCar.addAll(take(secc.observed(view())));
        for (int round = 0; round < 3; round++) {
            if (deaf) {
                toCar.clear();
            }
            EvccStep car = toCar.isEmpty() ? evcc.observed(car()) : evcc.received(joined(), car());
            toCar.clear();
            evcc = car.next();
            order = car.order();
            heard.addAll(car.heard());
            for (byte[] bytes : closed ? List.<byte[]>of() : car.toSend()) {
                requests++;
                toCar.addAll(take(secc.received(toStation.apply(bytes), view())));
            }
        }
    }

    private byte[] joined() {
        byte[] all = new byte[0];
        for (byte[] answer : toCar) {
            int at = all.length;
            all = Arrays.copyOf(all, at + answer.length);
            System.arraycopy(answer, 0, all, at, answer.length);
        }
        return all;
    }

    /** Without a car: one frame, and the plant goes on until its answer is there. */
    List<byte[]> ask(byte[] frame, long seconds) {
        requests++;
        List<byte[]> answers = new ArrayList<>(take(secc.received(frame, view())));
        for (long i = 0; answers.isEmpty() && i < seconds * 100; i++) {
            nowNs += STEP_NS;
            plant();
            answers.addAll(take(secc.observed(view())));
        }
        return answers;
    }

    /** One look of the station at an instant, nothing else. */
    boolean isOverAt(long instantNs) {
        nowNs = instantNs;
        take(secc.observed(view()));
        return secc.isOver();
    }

    /** Verdicts of the DC sequence so far. */
    List<SeccEvent.Judged> verdicts() {
        return events.stream()
                .filter(SeccEvent.Judged.class::isInstance)
                .map(SeccEvent.Judged.class::cast)
                .toList();
    }

    /** Time passes without a word of the car. */
    void pass(int steps) {
        for (int i = 0; i < steps; i++) {
            nowNs += STEP_NS;
            plant();
            take(secc.observed(view()));
        }
    }

    /** The station with a session id that somebody else drew. */
    SessionBench withSessionId(long id) {
        secc = connected(id);
        return this;
    }

    private List<byte[]> take(SeccStep step) {
        secc = step.next();
        demand = step.demand();
        facts = step.car();
        events.addAll(step.events());
        if (demands.isEmpty() || !demands.getLast().equals(demand)) {
            demands.add(demand);
        }
        for (SeccEvent event : step.events()) {
            if (event instanceof SeccEvent.Answered answer) {
                answered.add(answer.name());
            }
        }
        closed |= step.close();
        frames += step.toSend().size();
        sent.addAll(step.toSend());
        answeredNs = step.toSend().isEmpty() ? answeredNs : nowNs;
        return step.toSend();
    }

    private void plant() {
        boolean wantsClosed =
                demand instanceof Demand.InsulationTest
                        || demand instanceof Demand.PreCharge
                        || demand instanceof Demand.Dc
                        || demand instanceof Demand.Ac
                        || demand instanceof Demand.RampDown && closeSinceNs >= 0;
        closeSinceNs = wantsClosed ? closeSinceNs < 0 ? nowNs : closeSinceNs : -1;
        int goalMv =
                switch (demand) {
                    case Demand.InsulationTest test -> test.voltageMv();
                    case Demand.PreCharge pre -> pre.voltageMv();
                    case Demand.Dc ignored -> BATTERY_MV;
                    case Demand.RampDown ignored -> voltageMv;
                    case Demand.Nothing ignored -> 0;
                    case Demand.WeldCheck ignored -> 0;
                    case Demand.Ac ignored -> 0;
                };
        int rampMv = stageWorks || goalMv == 0 ? 10_000 : 0;
        voltageMv += Math.clamp(goalMv - voltageMv, -rampMv, rampMv);
        testSinceNs =
                demand instanceof Demand.InsulationTest
                        ? testSinceNs < 0 ? nowNs : testSinceNs
                        : -1;
        int powerW = powerW();
        leastW = Math.min(leastW, powerW);
        mostW = Math.max(mostW, powerW);
        long mws = (long) powerW * (STEP_NS / 1_000_000);
        energyInMws += Math.max(0, mws);
        energyOutMws -= Math.min(0, mws);
    }

    private int powerW() {
        if (contactors() != Contactors.CLOSED) {
            return 0;
        }
        return switch (demand) {
            case Demand.Dc dc -> order.contactorsClosed() ? dc.powerW() : 0;
            case Demand.Ac ignored -> order.acPowerW();
            case Demand.Nothing ignored -> 0;
            case Demand.InsulationTest ignored -> 0;
            case Demand.PreCharge ignored -> 0;
            case Demand.RampDown ignored -> 0;
            case Demand.WeldCheck ignored -> 0;
        };
    }

    private Contactors contactors() {
        boolean done = closeSinceNs >= 0 && nowNs - closeSinceNs >= 100_000_000L;
        return done && contactorsWork ? Contactors.CLOSED : Contactors.OPEN;
    }

    CarView car() {
        return new CarView(
                nowNs,
                WALL_MS + nowNs / 1_000_000,
                new CarView.Battery(BATTERY_MV, 550, 123_000),
                new CarView.Limits(300_000, 460_000, 40_000, 30_000, 11_500, 11_000),
                order.acPowerW(),
                carWantsStop);
    }

    StationView view() {
        long testNs = testSinceNs < 0 ? -1 : nowNs - testSinceNs;
        SelfTest selfTest =
                testNs < 0
                        ? SelfTest.NOT_RUN
                        : testNs < 2_000_000_000L ? SelfTest.RUNNING : SelfTest.PASSED;
        int powerW = powerW();
        boolean dc = config.supply() == SeccConfig.Supply.DC;
        StationView.Measurement measured =
                new StationView.Measurement(
                        true,
                        voltageMv + restMv + (voltageMv > 0 ? stageOffsetMv : 0),
                        (carIsWelded ? BATTERY_MV : voltageMv) + restMv,
                        restMa
                                + (dc && voltageMv > 0
                                        ? (int) (powerW * 1_000_000L / voltageMv)
                                        : 0),
                        powerW,
                        contactors(),
                        true,
                        new StationView.Insulation(selfTest, insulationOhm),
                        Optional.of(new StationView.Meter("M1", 12_345, 678)));
        StationView.Offer offer =
                new StationView.Offer(
                        dischargeOffered ? -11_500 : 0,
                        mostOfferedW,
                        dc && dischargeOffered ? -32_000 : 0,
                        dc ? 32_000 : 0,
                        dc ? 150_000 : 0,
                        dc ? 500_000 : 0,
                        new StationView.Ac(48_000, phases, 240_000, 60_000, house),
                        dischargeOffered,
                        target,
                        needs);
        return new StationView(
                nowNs,
                WALL_MS + nowNs / 1_000_000,
                readiness,
                authorization,
                measured,
                offer,
                notice);
    }

    /** Why the session ended, as the station says. */
    SeccEvent.Ended ended() {
        return events.stream()
                .filter(SeccEvent.Ended.class::isInstance)
                .map(SeccEvent.Ended.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("not ended: " + evcc.position()));
    }

    long count(String request) {
        return answered.stream().filter(request::equals).count();
    }
}
