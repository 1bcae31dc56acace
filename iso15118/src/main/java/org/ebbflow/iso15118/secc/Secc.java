package org.ebbflow.iso15118.secc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebbflow.iso15118.message.sap.SupportedAppProtocolReq;
import org.ebbflow.iso15118.schema.Schema;
import org.ebbflow.iso15118.secc.ProtocolSession.End;
import org.ebbflow.iso15118.secc.ProtocolSession.Step;
import org.ebbflow.iso15118.secc.SeccConfig.Protocol;
import org.ebbflow.iso15118.secc.iso2.Iso2Session;
import org.ebbflow.iso15118.secc.iso20.Iso20Session;
import org.ebbflow.iso15118.v2gtp.Frame;
import org.ebbflow.iso15118.v2gtp.FrameReader;
import org.ebbflow.iso15118.v2gtp.PayloadType;
import org.ebbflow.iso15118.wire.Bodies;
import org.ebbflow.iso15118.wire.Wire;

/** The station's side of one connection from the handshake to its end; immutable. */
public final class Secc {

    private final SeccConfig config;
    private final Start start;
    private final FrameReader reader;
    private final Stage stage;

    private Secc(SeccConfig config, Start start, FrameReader reader, Stage stage) {
        this.config = config;
        this.start = start;
        this.reader = reader;
        this.stage = stage;
    }

    /**
     * What is known when a connection begins.
     *
     * @param tls13 TLS 1.3 with a verified client chain protects the connection
     * @param sessionId 64 random bits for the session that may follow
     * @param nowNs monotonic instant
     * @param paused a session this car may join again
     */
    public record Start(
            boolean tls13, long sessionId, long nowNs, Optional<PausedSession> paused) {}

    private sealed interface Stage {
        /** Waiting for the handshake. */
        record Greeting() implements Stage {}

        /**
         * A protocol is spoken.
         *
         * @param stop why the station wants the end of what the car has not ended by itself
         */
        record Running(ProtocolSession session, Optional<EndReason> stop) implements Stage {

            static Running begin(ProtocolSession session) {
                return new Running(session, Optional.empty());
            }

            /** The station's wish in this cycle; once the car stops, the reason stands. */
            Running seeing(StationView view) {
                if (session.car().phase() == CarFacts.Phase.STOPPING && stop.isEmpty()) {
                    return this;
                }
                return switch (view.readiness()) {
                    case OPEN ->
                            session.car().phase() == CarFacts.Phase.STOPPING
                                    ? this
                                    : begin(session);
                    case CLOSED ->
                            new Running(
                                    session, stop.or(() -> Optional.of(EndReason.STATION_STOP)));
                    case TRIPPED -> new Running(session, Optional.of(EndReason.TRIPPED));
                };
            }

            /** The end as it is reported: a car that was asked to stop did not choose to. */
            End caused(End end) {
                return end.why() == EndReason.COMPLETED && stop.isPresent()
                        ? new End(stop.get(), end.orderly())
                        : end;
            }
        }

        /**
         * Over: ramps down, then closes the connection.
         *
         * @param unjudged the car's contactors have not been seen open yet
         */
        record Ending(CarFacts car, long sinceNs, Optional<PausedSession> paused, boolean unjudged)
                implements Stage {}
    }

    /** A connection was accepted. */
    public static Secc connected(SeccConfig config, Start start) {
        return new Secc(config, start, FrameReader.EMPTY, new Stage.Greeting());
    }

    /** Whether the session is over and only the connection still has to be closed. */
    public boolean isOver() {
        return stage instanceof Stage.Ending;
    }

    /** What is kept of a session its car paused. */
    public Optional<PausedSession> paused() {
        return stage instanceof Stage.Ending ending ? ending.paused() : Optional.empty();
    }

    /** Bytes of the car. */
    public SeccStep received(byte[] chunk, StationView view) {
        FrameReader.Read read = reader.read(chunk);
        Gathered out = new Gathered();
        Secc at = new Secc(config, start, read.next(), stage);
        for (Frame frame : read.frames()) {
            at = at.frame(frame, view, out);
        }
        if (read.fault() != FrameReader.Fault.NONE && !at.isOver()) {
            at = at.end(new End(EndReason.MALFORMED, false), view, out);
        }
        return at.observe(view, out).result(view, out);
    }

    /** The step of the cycle itself. */
    public SeccStep observed(StationView view) {
        Gathered out = new Gathered();
        return observe(view, out).result(view, out);
    }

    private Secc observe(StationView view, Gathered out) {
        return switch (stage) {
            case Stage.Greeting ignored ->
                    view.nowNs() - start.nowNs() >= Timing.SETUP_NS
                            ? end(new End(EndReason.SEQUENCE_TIMEOUT, false), view, out)
                            : this;
            case Stage.Running running -> observed(running.seeing(view), view, out);
            case Stage.Ending ending -> ending.unjudged() ? judge(ending, view, out) : this;
        };
    }

    private Secc observed(Stage.Running running, StationView view, Gathered out) {
        return take(running, running.session().observe(view), view, out);
    }

    /** Welded contacts of the car: voltage that stays behind our open contactors. */
    private Secc judge(Stage.Ending ending, StationView view, Gathered out) {
        boolean dead = Verdicts.isDead(view);
        if (!dead && view.nowNs() - ending.sinceNs() < Timing.WELDING_NS) {
            return this;
        }
        out.events.add(Verdicts.welding(dead, view));
        return at(new Stage.Ending(ending.car(), ending.sinceNs(), ending.paused(), false));
    }

    /** The car closed the connection, or it broke. */
    public SeccStep closed(StationView view) {
        Gathered out = new Gathered();
        Secc at = isOver() ? this : end(new End(EndReason.CONNECTION_LOST, false), view, out);
        return at.result(view, out);
    }

    private Secc frame(Frame frame, StationView view, Gathered out) {
        return switch (stage) {
            case Stage.Greeting ignored -> greet(frame, view, out);
            case Stage.Running running -> heard(running.seeing(view), frame, view, out);
            case Stage.Ending ignored -> this;
        };
    }

    private Secc heard(Stage.Running running, Frame frame, StationView view, Gathered out) {
        return take(running, running.session().request(frame, view), view, out);
    }

    private Secc greet(Frame frame, StationView view, Gathered out) {
        if (frame.payloadType() != PayloadType.SAP_OR_V2G) {
            return end(new End(EndReason.MALFORMED, false), view, out);
        }
        Handshake.Choice choice =
                Wire.sap(frame)
                        .filter(SupportedAppProtocolReq.class::isInstance)
                        .map(SupportedAppProtocolReq.class::cast)
                        .map(request -> Handshake.choose(request, config, start.tls13()))
                        .orElse(Handshake.none(false));
        out.answers.add(Wire.frame(Schema.SAP, choice.answer()));
        out.events.add(new SeccEvent.Answered("supportedAppProtocolReq"));
        if (choice.protocol().isEmpty()) {
            EndReason why =
                    choice.tlsMissing() ? EndReason.TLS_REQUIRED : EndReason.NO_COMMON_PROTOCOL;
            return end(new End(why, false), view, out);
        }
        return at(Stage.Running.begin(begin(choice.protocol().get(), view)));
    }

    private ProtocolSession begin(Protocol protocol, StationView view) {
        return switch (protocol) {
            case ISO_15118_20 -> Iso20Session.begin(config, start, view);
            case ISO_15118_2 -> Iso2Session.begin(config, Bodies.ISO_15118_2, start, view);
            case DIN_70121 -> Iso2Session.begin(config, Bodies.DIN_70121, start, view);
        };
    }

    private Secc take(Stage.Running was, Step step, StationView view, Gathered out) {
        out.answers.addAll(step.answers());
        out.events.addAll(step.events());
        Secc at = at(new Stage.Running(step.next(), was.stop()));
        return step.end().map(was::caused).map(end -> at.end(end, view, out)).orElse(at);
    }

    private Secc end(End end, StationView view, Gathered out) {
        out.events.add(new SeccEvent.Ended(end.why(), end.orderly()));
        boolean pause = end.why() == EndReason.PAUSED;
        CarFacts car = car().with(pause ? CarFacts.Phase.PAUSED : CarFacts.Phase.FINISHED);
        Optional<PausedSession> kept =
                pause && stage instanceof Stage.Running running
                        ? Optional.of(running.session().paused())
                        : Optional.empty();
        boolean unjudged =
                stage instanceof Stage.Running running && running.session().awaitsOpenContacts();
        return at(new Stage.Ending(car, view.nowNs(), kept, unjudged));
    }

    private Secc at(Stage next) {
        return new Secc(config, start, reader, next);
    }

    private CarFacts car() {
        return switch (stage) {
            case Stage.Greeting ignored -> CarFacts.NONE;
            case Stage.Running running -> running.session().car();
            case Stage.Ending ending -> ending.car();
        };
    }

    private SeccStep result(StationView view, Gathered out) {
        Demand demand =
                switch (stage) {
                    case Stage.Greeting ignored -> new Demand.Nothing();
                    case Stage.Running running -> running.session().demand(view);
                    case Stage.Ending ending -> Rest.demand(view, ending.sinceNs());
                };
        boolean close =
                stage instanceof Stage.Ending ending
                        && view.nowNs() - ending.sinceNs() >= Timing.CLOSE_NS;
        return new SeccStep(this, out.answers, close, demand, car(), out.events);
    }

    /** Answers and events of one step while they are gathered. */
    private static final class Gathered {
        final List<byte[]> answers = new ArrayList<>(1);
        final List<SeccEvent> events = new ArrayList<>(2);
    }
}
