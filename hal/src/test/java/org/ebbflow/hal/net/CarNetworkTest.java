package org.ebbflow.hal.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CarNetworkTest {

    /** Notes every call as one line and reacts to received bytes. */
    private static final class Notes implements CarListener {
        final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        final BlockingQueue<CarConnection> cars = new LinkedBlockingQueue<>();
        final BiConsumer<CarConnection, String> onBytes;

        Notes(BiConsumer<CarConnection, String> onBytes) {
            this.onBytes = onBytes;
        }

        @Override
        public void ready(InetSocketAddress listening) {
            lines.add("ready");
        }

        @Override
        public void notReady(String why) {
            lines.add("not ready: " + why);
        }

        @Override
        public void opened(CarConnection connection, long atNs) {
            cars.add(connection);
            lines.add("opened " + connection.id());
        }

        @Override
        public void received(CarConnection connection, byte[] chunk, long readNs) {
            onBytes.accept(connection, new String(chunk, US_ASCII));
        }

        @Override
        public void answered(CarConnection connection, long requestReadNs, long writtenNs) {
            lines.add("answered " + requestReadNs);
        }

        @Override
        public void closed(CarConnection connection, String why, long atNs) {
            lines.add("closed: " + why);
        }

        void expect(String line) throws InterruptedException {
            assertEquals(line, lines.poll(10, TimeUnit.SECONDS));
        }
    }

    private static CarNetwork loopback(Notes notes, int sdpPort) {
        return CarNetwork.start(
                new CarNetworkSettings("lo", 0, sdpPort, 2, 1000),
                notes,
                (request, listening) ->
                        request[0] == 'q'
                                ? Optional.of(("p" + listening.getPort()).getBytes(US_ASCII))
                                : Optional.empty());
    }

    private static Socket connect(CarNetwork network) throws IOException {
        InetSocketAddress at = network.listening().orElseThrow();
        Socket socket = new Socket(at.getAddress(), at.getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    @Test
    void carriesBytesBothWaysAndTellsWhenTheAnswerWasWritten() throws Exception {
        Notes notes = new Notes((car, text) -> car.send(text.repeat(2).getBytes(US_ASCII), 77));
        try (CarNetwork network = loopback(notes, 0)) {
            notes.expect("ready");
            try (Socket car = connect(network)) {
                notes.expect("opened 1");
                car.getOutputStream().write("ab".getBytes(US_ASCII));
                assertEquals("abab", new String(car.getInputStream().readNBytes(4), US_ASCII));
                notes.expect("answered 77");
            }
            notes.expect("closed: the car closed the connection");
        }
    }

    @Test
    void aCarThatResetsItsConnectionIsToldAndTheNextIsServed() throws Exception {
        Notes notes = new Notes((car, text) -> car.send(text.getBytes(US_ASCII), 3));
        try (CarNetwork network = loopback(notes, 0)) {
            notes.expect("ready");
            try (Socket car = connect(network)) {
                notes.expect("opened 1");
                car.setSoLinger(true, 0); // closing sends a reset
            }
            String end = String.valueOf(notes.lines.poll(10, TimeUnit.SECONDS));
            assertTrue(end.startsWith("closed: the connection broke: "), end);
            try (Socket next = connect(network)) {
                notes.expect("opened 2");
                next.getOutputStream().write('n');
                assertEquals('n', next.getInputStream().read());
            }
        }
    }

    @Test
    void closesAfterTheLastAnswerIsOut() throws Exception {
        Notes notes =
                new Notes(
                        (car, text) -> {
                            car.send(new byte[900], 1);
                            car.close();
                        });
        try (CarNetwork network = loopback(notes, 0)) {
            notes.expect("ready");
            try (Socket car = connect(network)) {
                car.getOutputStream().write('x');
                assertEquals(900, car.getInputStream().readAllBytes().length);
            }
            notes.expect("opened 1");
            notes.expect("answered 1");
            notes.expect("closed: the car closed the connection");
        }
    }

    @Test
    void closesCarThatDoesNotReadWhatItIsSent() throws Exception {
        Notes notes = new Notes((car, text) -> car.send(new byte[1001], 1));
        try (CarNetwork network = loopback(notes, 0)) {
            notes.expect("ready");
            try (Socket car = connect(network)) {
                notes.expect("opened 1");
                car.getOutputStream().write('x');
                notes.expect("closed: the car does not read what it is sent");
            }
        }
    }

    @Test
    void refusesMoreCarsThanAllowedAndServesTheOthers() throws Exception {
        Notes notes = new Notes((car, text) -> car.send(text.getBytes(US_ASCII), 5));
        try (CarNetwork network = loopback(notes, 0)) {
            notes.expect("ready");
            try (Socket one = connect(network);
                    Socket two = connect(network)) {
                notes.expect("opened 1");
                notes.expect("opened 2");
                try (Socket three = connect(network)) {
                    assertEquals(-1, three.getInputStream().read());
                }
                two.getOutputStream().write('z');
                assertEquals('z', two.getInputStream().read());
                one.getOutputStream().write('y');
                assertEquals('y', one.getInputStream().read());
            }
        }
    }

    @Test
    void answersDiscoveryOnLoopbackByUnicast() throws Exception {
        int port = freeUdpPort();
        Notes notes = new Notes((car, text) -> {});
        try (CarNetwork network = loopback(notes, port);
                DatagramSocket car = new DatagramSocket(0, InetAddress.ofLiteral("::1"))) {
            notes.expect("ready");
            car.setSoTimeout(10_000);
            InetSocketAddress station = new InetSocketAddress(InetAddress.ofLiteral("::1"), port);
            car.send(new DatagramPacket("no".getBytes(US_ASCII), 2, station));
            car.send(new DatagramPacket("q".getBytes(US_ASCII), 1, station));
            DatagramPacket answer = new DatagramPacket(new byte[20], 20);
            car.receive(answer);
            String text = new String(answer.getData(), 0, answer.getLength(), US_ASCII);
            assertEquals("p" + network.listening().orElseThrow().getPort(), text);
        }
    }

    /** The range of the standard; car programs drop an answer of discovery with another port. */
    @Test
    void listensOnAPortThatCarsAccept() throws Exception {
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            Notes notes = new Notes((car, text) -> {});
            try (CarNetwork network = loopback(notes, 0)) {
                notes.expect("ready");
                int port = network.listening().orElseThrow().getPort();
                assertTrue(port >= 49_152 && port <= 65_535, () -> "port " + port);
                ports.add(port);
            }
        }
        assertTrue(ports.size() > 1, "two stations on one machine would always meet");
    }

    @Test
    void saysThatTheDiscoveryPortIsTakenAndStartsWhenItIsFree() throws Exception {
        Notes notes = new Notes((car, text) -> {});
        DatagramSocket other = new DatagramSocket(0, InetAddress.ofLiteral("::1"));
        int port = other.getLocalPort();
        try (CarNetwork network = loopback(notes, port)) {
            notes.expect(
                    ("not ready: The discovery port %d (UDP) is taken by another program; stop it "
                                    + "(perhaps a second Ebbflow).")
                            .formatted(port));
            assertTrue(network.listening().isEmpty());
            other.close();
            notes.expect("ready");
        }
    }

    @Test
    void namesTheInterfacesWhenTheWantedOneIsAbsent() {
        CarInterface.Lookup.NotYet lookup =
                assertInstanceOf(CarInterface.Lookup.NotYet.class, CarInterface.find("no-such-if"));
        assertTrue(
                lookup.why()
                        .startsWith(
                                "There is no network interface 'no-such-if', or it is down; this"),
                lookup.why());
    }

    @Test
    void listensOnOneAddressOnly() throws Exception {
        Notes notes = new Notes((car, text) -> {});
        try (CarNetwork network = loopback(notes, 0)) {
            notes.expect("ready");
            InetSocketAddress at = network.listening().orElseThrow();
            assertNotNull(at.getAddress());
            assertTrue(at.getAddress().isLoopbackAddress());
        }
    }

    private static int freeUdpPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("::1"))) {
            return socket.getLocalPort();
        }
    }
}
