package org.ebbflow.tools.pki;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.ebbflow.hal.net.CarSecurity;
import org.ebbflow.hal.net.TlsPipe;
import org.ebbflow.hal.net.TlsProperties;
import org.ebbflow.iso15118.evcc.EvccPlan.Protocol;
import org.ebbflow.iso15118.security.KeyKind;
import org.ebbflow.tools.vehicle.CarTrust;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The car port under our own car and under connections that are no good. */
@Timeout(30)
class TlsDoorTest {

    private static final byte[] WORD = "hello".getBytes(StandardCharsets.US_ASCII);
    private static final long SHORT_NS = 600_000_000L;
    private static TestPki pki = new TestPki(List.of());

    @BeforeAll
    static void makePki() {
        TlsProperties.set();
        pki = TestPki.make(TestPki.Terms.bench(Instant.now()));
    }

    private static TlsStation station(boolean plain) throws InterruptedException {
        return new TlsStation(pki, plain, false);
    }

    private static TlsStation impatient() throws InterruptedException {
        return new TlsStation(
                new CarSecurity(TlsStation.with(TlsStation.tls(pki, false)), false, SHORT_NS));
    }

    private static Socket connect(TlsStation station) throws IOException {
        Socket socket = new Socket(station.address().getAddress(), station.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** A blocking car. */
    private static final class Car implements AutoCloseable {
        final Socket socket;
        final TlsPipe pipe;

        Car(TlsStation station, SSLEngine engine) throws IOException {
            socket = connect(station);
            pipe = new TlsPipe(engine);
        }

        void write() throws IOException {
            Queue<ByteBuffer> out = pipe.outgoing();
            while (!out.isEmpty()) {
                ByteBuffer next = out.remove();
                byte[] bytes = new byte[next.remaining()];
                next.get(bytes);
                socket.getOutputStream().write(bytes);
            }
        }

        void begin() throws IOException {
            engineBegins();
            write();
        }

        private void engineBegins() throws SSLException {
            pipe.engine().beginHandshake();
            pipe.advance();
        }

        void handshake() throws IOException {
            begin();
            while (!pipe.isOpen()) {
                read();
            }
        }

        void read() throws IOException {
            byte[] chunk = new byte[4096];
            int count = socket.getInputStream().read(chunk);
            if (count < 0) {
                throw new SSLException("closed");
            }
            pipe.arrived(ByteBuffer.wrap(chunk, 0, count));
            for (List<Runnable> tasks = pipe.tasks(); !tasks.isEmpty(); tasks = pipe.tasks()) {
                tasks.forEach(Runnable::run);
                pipe.advance();
            }
            write();
        }

        byte[] echo(byte[] word) throws IOException {
            pipe.send(ByteBuffer.wrap(word));
            write();
            byte[] back = pipe.take();
            while (back.length < word.length) {
                read();
                byte[] more = pipe.take();
                ByteBuffer both = ByteBuffer.allocate(back.length + more.length);
                back = both.put(back).put(more).array();
            }
            return back;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static SSLEngine engine(Protocol protocol, KeyKind kind) {
        return CarTrust.of(pki, kind).engine(protocol).orElseThrow();
    }

    @Test
    void ourOwnCarSpeaksBothVersionsAndEveryLengthComesThrough() throws Exception {
        try (TlsStation station = station(false)) {
            for (KeyKind kind : List.of(KeyKind.SECP521R1, KeyKind.ED448)) {
                try (Car car = new Car(station, engine(Protocol.ISO_15118_20, kind))) {
                    car.handshake();
                    assertArrayEquals(WORD, car.echo(WORD));
                    byte[] long1 = new byte[40_000];
                    assertArrayEquals(long1, car.echo(long1));
                }
                station.note("opened TLS_1_3_MUTUAL TLS_AES_256_GCM_SHA384");
                station.note("closed");
            }
            try (Car car = new Car(station, engine(Protocol.ISO_15118_2, KeyKind.ED448))) {
                car.handshake();
                assertArrayEquals(WORD, car.echo(WORD));
            }
            station.note("opened TLS_1_2 TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256");
        }
    }

    @Test
    void onePortServesTheClearTooWhereTheSiteAllowsIt() throws Exception {
        try (TlsStation station = station(true);
                Socket clear = connect(station)) {
            clear.getOutputStream().write(new byte[] {1, (byte) 0xFE});
            assertArrayEquals(new byte[] {1, (byte) 0xFE}, clear.getInputStream().readNBytes(2));
            station.note("opened PLAIN");
            try (Car car = new Car(station, engine(Protocol.ISO_15118_2, KeyKind.ED448))) {
                car.handshake();
                assertArrayEquals(WORD, car.echo(WORD));
            }
            station.note("opened TLS_1_2");
        }
    }

    @Test
    void refusesPlainBytesWhereOnlyTlsIsAllowed() throws Exception {
        try (TlsStation station = station(false);
                Socket clear = connect(station)) {
            clear.getOutputStream().write(new byte[] {1, (byte) 0xFE});
            assertEquals(-1, clear.getInputStream().read());
            station.note("refused: it speaks in the clear, which this site does not allow");
        }
    }

    @Test
    void refusesEverythingWhereTlsIsImpossibleAndTheClearIsNotAllowed() throws Exception {
        try (TlsStation station = new TlsStation(CarSecurity.of(Optional::empty, false));
                Socket clear = connect(station)) {
            assertEquals(-1, clear.getInputStream().read());
            station.note("refused: TLS is not possible now");
        }
    }

    @Test
    void endsAConnectionThatStaysSilent() throws Exception {
        try (TlsStation station = impatient();
                Socket silent = connect(station)) {
            long sinceNs = System.nanoTime();
            assertEquals(-1, silent.getInputStream().read());
            long lastedNs = System.nanoTime() - sinceNs;
            assertTrue(lastedNs >= SHORT_NS * 9 / 10 && lastedNs < SHORT_NS * 4, lastedNs + " ns");
            station.note("refused: it says nothing");
        }
    }

    @Test
    void aHangingHandshakeEndsSoonerWhenTheNextCarWaits() throws Exception {
        CarSecurity patient =
                new CarSecurity(
                        TlsStation.with(TlsStation.tls(pki, false)), false, 15_000_000_000L);
        try (TlsStation station = new TlsStation(patient);
                Car hanging = new Car(station, engine(Protocol.ISO_15118_20, KeyKind.ED448))) {
            hanging.begin();
            hanging.socket.getInputStream().read();
            try (Car next = new Car(station, engine(Protocol.ISO_15118_20, KeyKind.ED448))) {
                long sinceNs = System.nanoTime();
                next.handshake();
                assertArrayEquals(WORD, next.echo(WORD));
                long lastedNs = System.nanoTime() - sinceNs;
                assertTrue(lastedNs > 1_500_000_000L, "handshakes went side by side: " + lastedNs);
                assertTrue(lastedNs < 8_000_000_000L, "the next car waited " + lastedNs);
            }
            station.note("refused: its handshake takes too long");
            station.note("opened TLS_1_3_MUTUAL");
        }
    }

    @Test
    void endsAHandshakeThatBreaksOffHalfway() throws Exception {
        try (TlsStation station = impatient();
                Car car = new Car(station, engine(Protocol.ISO_15118_20, KeyKind.ED448))) {
            car.begin();
            station.note("refused: its handshake takes too long");
        }
    }

    @Test
    void refusesOversizeRecordsAndGarbageAndServesTheNextCar() throws Exception {
        try (TlsStation station = station(true)) {
            for (String bytes :
                    List.of(
                            "16 03 01 ff ff 01",
                            "16 03 01 00 00",
                            "16 03 01 00 05 0b 00 00 01 00",
                            "16 09 01 00 05",
                            "16 03 01 00 04 01 ff ff ff",
                            "16 03 01 00 08 01 00 00 04 03 03 00 00")) {
                try (Socket socket = connect(station)) {
                    byte[] wire = HexFormat.ofDelimiter(" ").parseHex(bytes);
                    socket.getOutputStream().write(wire);
                    assertEquals(-1, socket.getInputStream().read(), bytes);
                }
                station.note("refused: its ");
            }
            try (Car car = new Car(station, engine(Protocol.ISO_15118_20, KeyKind.SECP521R1))) {
                car.handshake();
                station.note("opened");
                byte[] large = new byte[5 + 20_000];
                large[0] = 0x17;
                large[1] = 3;
                large[2] = 3;
                large[3] = (byte) (20_000 >> 8);
                large[4] = (byte) 20_000;
                car.socket.getOutputStream().write(large);
                station.note("closed: TLS failed: ");
                assertThrows(
                        IOException.class,
                        () -> {
                            while (true) {
                                car.read();
                            }
                        });
            } catch (SocketException e) {
                assertTrue(true, "reset is as good as closed");
            }
        }
    }
}
