package org.ebbflow.iso15118.evcc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ebbflow.iso15118.evcc.EvccPlan.Fault;
import org.ebbflow.iso15118.evcc.EvccPlan.Leave;
import org.ebbflow.iso15118.v2gtp.Frame;
import org.ebbflow.iso15118.v2gtp.FrameReader;
import org.ebbflow.iso15118.v2gtp.PayloadType;

/** The car's side of one connection; immutable. */
public final class Evcc {

    /** Difference between station and battery at which the car closes its contactors. */
    static final int CLOSE_MV = 10_000;

    private static final int WELDING_ROUNDS = 3;
    private static final long ANSWER_NS = 5_000_000_000L;

    private final EvccPlan plan;
    private final Dialect dialect;
    private final FrameReader reader;
    private final Memory memory;
    private final Position at;

    private Evcc(EvccPlan plan, Dialect dialect, FrameReader reader, Memory memory, Position at) {
        this.plan = plan;
        this.dialect = dialect;
        this.reader = reader;
        this.memory = memory;
        this.at = at;
    }

    /**
     * Where the session stands.
     *
     * @param stage the stage whose request is next or under way
     * @param waiting a request is under way
     * @param dueNs when to send the request, or by when its answer must be there
     * @param rounds answers heard in this stage
     * @param failure empty while all is well
     */
    public record Position(Stage stage, boolean waiting, long dueNs, long rounds, String failure) {}

    /**
     * What a car keeps of a session it paused.
     *
     * @param sessionId as the station gave it
     * @param parameterSetId of the selected service; 0 where there is none
     * @param dynamic the parameter set lets the station control power
     */
    public record Kept(byte[] sessionId, int parameterSetId, boolean dynamic) {}

    /** What to come back with after a pause. */
    public Kept kept() {
        return new Kept(
                memory.sessionId(), memory.chosen().parameterSetId(), memory.chosen().dynamic());
    }

    /** Whether the station said that the paused session goes on. */
    public boolean hasJoined() {
        return memory.course().joined();
    }

    /** How often the car renegotiated. */
    public int renegotiations() {
        return memory.course().renegotiations();
    }

    /** Last meter reading the station told, watt-hours; -1 when none. */
    public long meterWh() {
        return memory.heard().meterWh();
    }

    /** A connection stands; the first step sends the handshake. */
    public static Evcc connected(EvccPlan plan, long nowNs) {
        return new Evcc(
                plan,
                Dialects.of(plan),
                FrameReader.EMPTY,
                plan.script().resumes().map(Memory::resuming).orElse(Memory.BLANK),
                new Position(Stage.HANDSHAKE, false, nowNs, 0, ""));
    }

    public Position position() {
        return at;
    }

    /** Whether nothing more will be said. */
    public boolean isOver() {
        return at.stage() == Stage.DONE || !at.failure().isEmpty();
    }

    /** Bytes of the station. */
    public EvccStep received(byte[] chunk, CarView car) {
        FrameReader.Read read = reader.read(chunk);
        Evcc now = new Evcc(plan, dialect, read.next(), memory, at);
        List<String> heard = new ArrayList<>(1);
        for (Frame frame : read.frames()) {
            now = now.frame(frame, car, heard);
        }
        return now.speak(car, heard);
    }

    /** The step of time itself. */
    public EvccStep observed(CarView car) {
        boolean late = at.waiting() && car.nowNs() - at.dueNs() >= 0;
        Evcc now = late && !isOver() ? failed("no answer in " + at.stage()) : this;
        return now.speak(car, List.of());
    }

    /** The station closed the connection. */
    public EvccStep closed(CarView car) {
        Evcc now = isOver() ? this : failed("connection closed in " + at.stage());
        return now.speak(car, List.of());
    }

    private Evcc frame(Frame frame, CarView car, List<String> heard) {
        if (isOver() || !at.waiting()) {
            return this;
        }
        Optional<Dialect.Heard> answer =
                at.stage() == Stage.HANDSHAKE
                        ? Greeting.read(frame, memory)
                        : dialect.read(frame, at.stage(), memory);
        if (answer.isEmpty()) {
            return failed("unexpected answer in " + at.stage());
        }
        heard.add(answer.get().code());
        if (!answer.get().isOk()) {
            return failed(answer.get().code() + " in " + at.stage());
        }
        Dialect next = at.stage() == Stage.SERVICE_DISCOVERY ? dialect.after(frame) : dialect;
        return new Evcc(plan, next, reader, answer.get().memory(), at).advance(car);
    }

    private Evcc advance(CarView car) {
        long rounds = at.rounds() + 1;
        return switch (at.stage()) {
            case LOOP -> loop(car, rounds);
            case PRE_CHARGE ->
                    memory.course().converged()
                            ? enter(following(), car.nowNs())
                            : (isNear(car) ? learnt(memory.withConverged()) : this)
                                    .repeat(car.nowNs() + plan.pace().repeatNs());
            case WELDING ->
                    rounds < WELDING_ROUNDS
                            ? repeat(car.nowNs() + plan.pace().repeatNs())
                            : enter(following(), car.nowNs());
            case SESSION_STOP ->
                    memory.course().leave() == Leave.SERVICE_RENEGOTIATION
                            ? learnt(memory.withRenegotiation(false).withLeave(Leave.TERMINATE))
                                    .enter(Stage.SERVICE_DISCOVERY, car.nowNs())
                            : enter(Stage.DONE, car.nowNs());
            case RENEGOTIATION -> enter(dialect.afterRenegotiation(), car.nowNs());
            case METERING -> enter(Stage.LOOP, car.nowNs());
            case DONE -> this;
            case HANDSHAKE,
                    SESSION_SETUP,
                    AUTHORIZATION_SETUP,
                    SERVICE_DISCOVERY,
                    SERVICE_DETAIL,
                    SERVICE_SELECTION,
                    AUTHORIZATION,
                    PARAMETERS,
                    SCHEDULE,
                    CABLE_CHECK,
                    POWER_START,
                    POWER_STOP ->
                    memory.meanwhile()
                            ? repeat(car.nowNs() + plan.pace().repeatNs())
                            : enter(following(), car.nowNs());
        };
    }

    private boolean isNear(CarView car) {
        return Math.abs((long) memory.heard().presentMv() - car.battery().voltageMv()) <= CLOSE_MV;
    }

    /** After a charge-loop answer: stop, renegotiate, confirm or go on. */
    private Evcc loop(CarView car, long rounds) {
        boolean obeys = !plan.has(new Fault.IgnoresStop());
        Memory.Ask ask = obeys ? memory.heard().ask() : Memory.Ask.NONE;
        EvccPlan.Script script = plan.script();
        boolean anew = memory.course().renegotiations() == 0;
        boolean byItself =
                anew && script.renegotiatesAfter() > 0 && rounds >= script.renegotiatesAfter();
        if (ask == Memory.Ask.PAUSE) {
            return leaving(Leave.PAUSE, car);
        }
        boolean another = anew && byItself && isAfterAnotherService();
        if (ask == Memory.Ask.SERVICE || another) {
            return leaving(Leave.SERVICE_RENEGOTIATION, car);
        }
        if (wantsStop(car, rounds)) {
            boolean told = memory.heard().stops();
            return leaving(told || isAfterAnotherService() ? Leave.TERMINATE : script.leave(), car);
        }
        if (byItself || anew && ask == Memory.Ask.SCHEDULE) {
            return learnt(memory.withRenegotiation(true)).enter(Stage.RENEGOTIATION, car.nowNs());
        }
        if (ask == Memory.Ask.METERING) {
            return enter(Stage.METERING, car.nowNs());
        }
        boolean turns = script.dischargesAfter() > 0 && rounds == script.dischargesAfter();
        return (turns ? learnt(memory.withTurnedCurrent()) : this)
                .repeat(car.nowNs() + plan.pace().loopNs());
    }

    private boolean isAfterAnotherService() {
        return plan.script().leave() == Leave.SERVICE_RENEGOTIATION;
    }

    private Evcc leaving(Leave leave, CarView car) {
        return learnt(memory.withLeave(leave)).enter(Stage.POWER_STOP, car.nowNs());
    }

    private boolean wantsStop(CarView car, long rounds) {
        EvccPlan.Stop stop = plan.stop();
        boolean told = memory.heard().stops() && !plan.has(new Fault.IgnoresStop());
        boolean enough = stop.afterLoops() > 0 && rounds >= stop.afterLoops();
        return told
                || enough
                || car.wantsStop()
                || car.battery().socDeciPercent() >= stop.atSocDeciPercent();
    }

    private Stage following() {
        if (at.stage() == Stage.HANDSHAKE) {
            return dialect.route().getFirst();
        }
        boolean latest = plan.protocol() == EvccPlan.Protocol.ISO_15118_20;
        if (latest && at.stage() == Stage.SESSION_SETUP && hasJoined()) {
            return Stage.PARAMETERS;
        }
        if (at.stage() == Stage.SCHEDULE && isLive()) {
            return Stage.POWER_START;
        }
        int index = dialect.route().indexOf(at.stage());
        return index + 1 < dialect.route().size() ? dialect.route().get(index + 1) : Stage.DONE;
    }

    /** Whether a schedule is renegotiated while the contactors stay closed. */
    public boolean isLive() {
        return memory.course().live();
    }

    private EvccStep speak(CarView car, List<String> heard) {
        boolean due = !isOver() && !at.waiting() && car.nowNs() - at.dueNs() >= 0;
        if (!due) {
            return new EvccStep(this, List.of(), order(), heard);
        }
        if (plan.has(new Fault.EarlyStop(at.stage())) && at.stage() != Stage.SESSION_STOP) {
            Memory leaves = memory.withLeave(plan.script().leave());
            return learnt(leaves).enter(Stage.SESSION_STOP, car.nowNs()).speak(car, heard);
        }
        byte[] request =
                at.stage() == Stage.HANDSHAKE
                        ? Greeting.request(plan)
                        : dialect.request(at.stage(), memory, car);
        Evcc next = at(new Position(at.stage(), true, car.nowNs() + ANSWER_NS, at.rounds(), ""));
        List<byte[]> toSend =
                plan.has(new Fault.Silent(at.stage())) ? List.of() : List.of(spoil(request, car));
        return new EvccStep(next, toSend, next.order(), heard);
    }

    private byte[] spoil(byte[] request, CarView car) {
        Stage stage = at.stage();
        if (plan.has(new Fault.Garbage(stage))) {
            byte[] noise = new byte[40];
            Arrays.fill(noise, (byte) 0xD5);
            return new Frame((request[2] & 0xFF) << 8 | request[3] & 0xFF, noise).encode();
        }
        if (plan.has(new Fault.NoFrame(stage))) {
            return new byte[] {0x47, 0x45, 0x54, 0x20, 0x2F, 0x0D, 0x0A, 0x0D, 0x0A};
        }
        if (plan.has(new Fault.Oversize(stage))) {
            byte[] header = new Frame(PayloadType.SAP_OR_V2G, new byte[0]).encode();
            header[4] = 0x7F;
            return header;
        }
        if (plan.has(new Fault.WrongOrder(stage))) {
            return dialect.misplaced(stage, memory, car);
        }
        if (plan.has(new Fault.WrongSession(stage))) {
            return dialect.request(
                    stage, memory.withSession(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}), car);
        }
        return request;
    }

    private EvccStep.Order order() {
        boolean loop = !isOver() && at.stage() == Stage.LOOP;
        boolean closed =
                !isOver()
                        && plan.service().isDc()
                        && (at.stage() == Stage.POWER_START
                                || at.stage() == Stage.SCHEDULE && isLive()
                                || at.stage() == Stage.RENEGOTIATION
                                || at.stage() == Stage.METERING
                                || at.stage() == Stage.LOOP
                                || at.stage() == Stage.POWER_STOP);
        return new EvccStep.Order(
                closed, loop ? memory.heard().acTargetW() : 0, loop && memory.chosen().forms());
    }

    private Evcc enter(Stage stage, long dueNs) {
        return at(new Position(stage, false, dueNs, 0, ""));
    }

    private Evcc repeat(long dueNs) {
        return at(new Position(at.stage(), false, dueNs, at.rounds() + 1, ""));
    }

    private Evcc failed(String why) {
        return at(new Position(at.stage(), false, at.dueNs(), at.rounds(), why));
    }

    private Evcc at(Position next) {
        return new Evcc(plan, dialect, reader, memory, next);
    }

    private Evcc learnt(Memory next) {
        return new Evcc(plan, dialect, reader, next, at);
    }
}
