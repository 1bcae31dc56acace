package org.ebbflow.iso15118.evcc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ebbflow.iso15118.evcc.EvccPlan.Fault;
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

    /** A connection stands; the first step sends the handshake. */
    public static Evcc connected(EvccPlan plan, long nowNs) {
        return new Evcc(
                plan,
                Dialects.of(plan),
                FrameReader.EMPTY,
                Memory.BLANK,
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
        return learnt(answer.get().memory()).advance(car);
    }

    private Evcc advance(CarView car) {
        long rounds = at.rounds() + 1;
        boolean near = Math.abs((long) memory.presentMv() - car.battery().voltageMv()) <= CLOSE_MV;
        return switch (at.stage()) {
            case LOOP ->
                    wantsStop(car, rounds)
                            ? enter(Stage.POWER_STOP, car.nowNs())
                            : repeat(car.nowNs() + plan.pace().loopNs());
            case PRE_CHARGE ->
                    memory.converged()
                            ? enter(following(), car.nowNs())
                            : (near ? learnt(memory.withConverged()) : this)
                                    .repeat(car.nowNs() + plan.pace().repeatNs());
            case WELDING ->
                    rounds < WELDING_ROUNDS
                            ? repeat(car.nowNs() + plan.pace().repeatNs())
                            : enter(following(), car.nowNs());
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
                    POWER_STOP,
                    SESSION_STOP ->
                    memory.meanwhile()
                            ? repeat(car.nowNs() + plan.pace().repeatNs())
                            : enter(following(), car.nowNs());
        };
    }

    private boolean wantsStop(CarView car, long rounds) {
        EvccPlan.Stop stop = plan.stop();
        boolean told = memory.stationStops() && !plan.has(new Fault.IgnoresStop());
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
        int index = dialect.route().indexOf(at.stage());
        return index + 1 < dialect.route().size() ? dialect.route().get(index + 1) : Stage.DONE;
    }

    private EvccStep speak(CarView car, List<String> heard) {
        boolean due = !isOver() && !at.waiting() && car.nowNs() - at.dueNs() >= 0;
        if (!due) {
            return new EvccStep(this, List.of(), order(), heard);
        }
        if (plan.has(new Fault.EarlyStop(at.stage())) && at.stage() != Stage.SESSION_STOP) {
            return enter(Stage.SESSION_STOP, car.nowNs()).speak(car, heard);
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
                                || at.stage() == Stage.LOOP
                                || at.stage() == Stage.POWER_STOP);
        return new EvccStep.Order(closed, loop ? memory.acTargetW() : 0);
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
