package org.ebbflow.hal.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import javax.net.ssl.SSLException;

/**
 * What stands between a car's socket and the station: looks at the first bytes, leads the
 * handshake, then encrypts or lets pass. Network thread only.
 */
final class CarGate {

    private static final int MAX_HELD_BYTES = 20_000;

    private final CarSecurity security;
    private final Handshakes handshakes;
    private final Queue<ByteBuffer> clear = new ArrayDeque<>();
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private State state;
    private Optional<CarProtection> news = Optional.empty();
    private Optional<String> failed = Optional.empty();
    private volatile Optional<CarTls.Attempt> prepared = Optional.empty();
    private long sinceNs;
    private long heardNs;

    /** The connection ends; the message says why. */
    static final class Refusal extends IOException {
        private static final long serialVersionUID = 1L;

        Refusal(String why) {
            super(why);
        }
    }

    private sealed interface State {
        /** Clear or TLS? */
        record Looking() implements State {}

        /** Its ClientHello is here, its turn is not. */
        record Waiting(CarTls tls, ClientHello hello) implements State {}

        /** The other thread prepares the handshake. */
        record Preparing() implements State {}

        /** The other thread works for the handshake. */
        record Working(CarTls.Attempt attempt) implements State {}

        record Handshaking(CarTls.Attempt attempt) implements State {}

        record Clear() implements State {}

        record Encrypted(CarTls.Attempt attempt) implements State {}
    }

    /** A fresh connection. */
    CarGate(CarSecurity security, Handshakes handshakes, long nowNs) throws Refusal {
        this.security = security;
        this.handshakes = handshakes;
        this.sinceNs = nowNs;
        this.heardNs = nowNs;
        this.state = new State.Looking();
        if (security.tls().get().isEmpty()) {
            passClear();
        }
    }

    private void passClear() throws Refusal {
        if (!security.plain()) {
            throw new Refusal(
                    security.tls().get().isEmpty()
                            ? "TLS is not possible now and the site allows no connection in the clear"
                            : "it speaks in the clear, which this site does not allow");
        }
        state = new State.Clear();
        news = Optional.of(CarProtection.PLAIN);
    }

    /** Protection of the connection, once, when it is ready for messages. */
    Optional<CarProtection> takeNews() {
        Optional<CarProtection> taken = news;
        news = Optional.empty();
        return taken;
    }

    boolean isOpen() {
        return state instanceof State.Clear || state instanceof State.Encrypted;
    }

    /** Whether more bytes can be taken now. */
    boolean wantsBytes() {
        return isOpen() || state instanceof State.Looking || state instanceof State.Handshaking;
    }

    /** Whether the car has ended its encrypted stream. */
    boolean isEnded() {
        return state instanceof State.Encrypted on && on.attempt().pipe().isEnded();
    }

    /** Bytes of the socket; what becomes of them is in {@link #take}. */
    void arrived(ByteBuffer bytes, long nowNs) throws Refusal {
        heardNs = nowNs;
        switch (state) {
            case State.Looking ignored -> {
                hold(bytes);
                look();
            }
            case State.Handshaking on -> feed(on.attempt(), bytes);
            case State.Encrypted on -> feed(on.attempt(), bytes);
            case State.Clear ignored -> hold(bytes);
            case State.Waiting ignored -> hold(bytes);
            case State.Preparing ignored -> hold(bytes);
            case State.Working ignored -> hold(bytes);
        }
    }

    private void hold(ByteBuffer bytes) throws Refusal {
        if (held.size() + bytes.remaining() > MAX_HELD_BYTES) {
            throw new Refusal("it sends more than a handshake needs");
        }
        held.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        bytes.position(bytes.limit());
    }

    private void look() throws Refusal {
        byte[] first = held.toByteArray();
        Optional<CarTls> tls = security.tls().get();
        if (tls.isEmpty() || !ClientHello.isTls(first[0])) {
            passClear();
            return;
        }
        switch (ClientHello.look(first)) {
            case ClientHello.Look.Incomplete ignored -> {}
            case ClientHello.Look.Refused refused -> throw new Refusal(refused.why());
            case ClientHello.Look.Found found -> {
                state = new State.Waiting(tls.get(), found.hello());
                handshakes.queue(this);
            }
        }
    }

    /** Goes on with what time or the other thread has brought. */
    void tick(long nowNs) throws Refusal {
        if (failed.isPresent()) {
            throw new Refusal(failed.get());
        }
        switch (state) {
            case State.Looking ignored -> {
                if (nowNs - sinceNs >= security.patienceNs()) {
                    throw new Refusal("it says nothing");
                }
            }
            case State.Waiting waiting -> {
                if (handshakes.isTurnOf(this)) {
                    sinceNs = nowNs;
                    heardNs = nowNs;
                    prepare(waiting);
                }
            }
            case State.Handshaking ignored -> hurry(nowNs);
            case State.Preparing ignored -> hurry(nowNs);
            case State.Working ignored -> hurry(nowNs);
            case State.Clear ignored -> {}
            case State.Encrypted ignored -> {}
        }
    }

    private void hurry(long nowNs) throws Refusal {
        boolean silent =
                state instanceof State.Handshaking
                        && handshakes.isAwaited()
                        && nowNs - heardNs >= security.patienceWhileAwaitedNs();
        if (silent || nowNs - sinceNs >= security.patienceNs()) {
            throw new Refusal("its handshake takes too long");
        }
    }

    private void prepare(State.Waiting waiting) {
        state = new State.Preparing();
        handshakes.work(() -> prepared = Optional.of(waiting.tls().begin(waiting.hello())), this);
    }

    /** The other thread is done. @param failure empty when all is well */
    void worked(String failure) {
        if (failed.isPresent()) {
            return;
        }
        if (!failure.isEmpty()) {
            failed = Optional.of(failure);
            return;
        }
        try {
            switch (state) {
                case State.Preparing ignored -> feed(prepared.orElseThrow(), takeHeld());
                case State.Working on -> feed(on.attempt(), takeHeld());
                case State.Looking ignored -> {}
                case State.Waiting ignored -> {}
                case State.Handshaking ignored -> {}
                case State.Clear ignored -> {}
                case State.Encrypted ignored -> {}
            }
        } catch (Refusal e) {
            failed = Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private ByteBuffer takeHeld() {
        byte[] taken = held.toByteArray();
        held.reset();
        return ByteBuffer.wrap(taken);
    }

    private void feed(CarTls.Attempt attempt, ByteBuffer bytes) throws Refusal {
        boolean before = state instanceof State.Encrypted;
        TlsPipe pipe = attempt.pipe();
        try {
            state = before ? state : new State.Handshaking(attempt);
            pipe.arrived(bytes);
            List<Runnable> tasks = pipe.tasks();
            if (!tasks.isEmpty() && before) {
                throw new Refusal("it begins a second handshake");
            }
            if (!tasks.isEmpty()) {
                state = new State.Working(attempt);
                handshakes.work(() -> tasks.forEach(Runnable::run), this);
            } else if (pipe.isOpen() && !before) {
                news =
                        Optional.of(
                                CarTls.protection(
                                        pipe.engine().getSession(), System.nanoTime() - sinceNs));
                state = new State.Encrypted(attempt);
                handshakes.leave(this);
            }
        } catch (SSLException e) {
            throw refusal(attempt, e);
        }
    }

    private static Refusal refusal(CarTls.Attempt attempt, SSLException cause) {
        String text = String.valueOf(cause.getMessage());
        String why =
                attempt.trust()
                        .flatMap(VehicleTrust::refusal)
                        .orElse(
                                text.contains("Empty client certificate chain")
                                        ? "it shows no certificate, which TLS 1.3 with cars demands"
                                        : "TLS failed: " + text);
        try {
            attempt.pipe().alert();
        } catch (SSLException e) {
            why += " (no alert: " + e.getMessage() + ")";
        }
        return new Refusal(why);
    }

    /** Plain bytes that have come, each once. */
    byte[] take() {
        if (state instanceof State.Encrypted on) {
            return on.attempt().pipe().take();
        }
        if (state instanceof State.Clear) {
            return takeHeld().array();
        }
        return new byte[0];
    }

    /** Takes plain bytes for the car; their form on the wire is in {@link #wire}. */
    void send(ByteBuffer bytes) throws SSLException {
        if (state instanceof State.Encrypted on) {
            on.attempt().pipe().send(bytes);
        } else {
            clear.add(bytes);
        }
    }

    /** Says good-bye where the protection has a word for it. */
    void end() throws SSLException {
        if (state instanceof State.Encrypted on) {
            on.attempt().pipe().end();
        }
    }

    /** Bytes for the socket, in order; the caller removes what is written. */
    Queue<ByteBuffer> wire() {
        return switch (state) {
            case State.Handshaking on -> on.attempt().pipe().outgoing();
            case State.Working on -> on.attempt().pipe().outgoing();
            case State.Encrypted on -> on.attempt().pipe().outgoing();
            case State.Looking ignored -> clear;
            case State.Waiting ignored -> clear;
            case State.Preparing ignored -> clear;
            case State.Clear ignored -> clear;
        };
    }

    /** The connection is gone. */
    void left() {
        failed = Optional.of("it is gone");
        handshakes.leave(this);
    }
}
