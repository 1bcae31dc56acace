package org.ebbflow.controller.registers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.Sites;
import org.ebbflow.controller.status.FacePorts;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.controller.status.Reply;
import org.ebbflow.controller.status.Snapshots;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real sockets on the loop-back interface. */
final class RegisterServerTest {

    private static final String READ_VERSION = "0001 0000 0006 01 03 07d0 0001";
    private static final String VERSION_IS_1 = "00010000000501030200" + "01";

    private final Snapshots station = new Snapshots();
    private final List<Intent> taken = new CopyOnWriteArrayList<>();
    private volatile Reply reply = new Reply.Accepted();
    private volatile boolean silent;
    private RegisterServer server = openServer();

    private RegisterServer openServer() {
        try {
            return RegisterServer.open(
                    Sites.at(Path.of("unused")),
                    "E1",
                    new FacePorts(
                            () -> Optional.of(station.build()),
                            intent -> {
                                taken.add(intent);
                                return silent
                                        ? new CompletableFuture<>()
                                        : CompletableFuture.completedFuture(reply);
                            },
                            () -> station.nowNs));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void isServed() {
        assertTrue(server.port() > 0);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Socket connect(String from) throws IOException {
        Socket socket =
                new Socket(
                        InetAddress.getLoopbackAddress(),
                        server.port(),
                        InetAddress.getByName(from),
                        0);
        socket.setSoTimeout(5_000);
        return socket;
    }

    private static void send(Socket socket, String hex) throws IOException {
        socket.getOutputStream().write(HexFormat.of().parseHex(hex.replace(" ", "")));
        socket.getOutputStream().flush();
    }

    private static String receive(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] head = new byte[6];
        in.readFully(head);
        byte[] rest = new byte[(head[4] & 0xFF) << 8 | (head[5] & 0xFF)];
        in.readFully(rest);
        return HexFormat.of().formatHex(head) + HexFormat.of().formatHex(rest);
    }

    private static String ask(Socket socket, String hex) throws IOException {
        send(socket, hex);
        return receive(socket);
    }

    @Test
    void answersWholeBytewiseAndPipelinedFrames() throws IOException {
        try (Socket socket = connect("127.0.0.1")) {
            assertEquals(VERSION_IS_1, ask(socket, READ_VERSION));
            for (byte b : HexFormat.of().parseHex(READ_VERSION.replace(" ", ""))) {
                socket.getOutputStream().write(b);
                socket.getOutputStream().flush();
            }
            assertEquals(VERSION_IS_1, receive(socket));
            send(socket, READ_VERSION + READ_VERSION + READ_VERSION);
            for (int i = 0; i < 3; i++) {
                assertEquals(VERSION_IS_1, receive(socket));
            }
        }
    }

    @Test
    void otherUnitsGetException0B() throws IOException {
        try (Socket socket = connect("127.0.0.1")) {
            assertEquals("000100000003ff830b", ask(socket, "0001 0000 0006 ff 03 07d0 0001"));
            assertEquals("000100000003018302", ask(socket, "0001 0000 0006 01 03 0000 0001"));
            assertEquals(VERSION_IS_1, ask(socket, READ_VERSION));
        }
    }

    @Test
    void malformedHeadersCloseOnlyTheirOwnSocket() throws IOException {
        try (Socket good = connect("127.0.0.1")) {
            for (String bad :
                    List.of(
                            "0001 0005 0006 01 03 07d0 0001",
                            "0001 0000 00ff 01 03 07d0 0001",
                            "0001 0000 0001 01",
                            HexFormat.of()
                                    .formatHex(
                                            "GET / HTTP/1.1\r\n\r\n"
                                                    .getBytes(StandardCharsets.UTF_8)))) {
                try (Socket socket = connect("127.0.0.1")) {
                    send(socket, bad);
                    assertEquals(-1, readToEnd(socket));
                }
            }
            assertEquals(VERSION_IS_1, ask(good, READ_VERSION));
            assertEquals(4, server.malformedCount());
        }
    }

    private static int readToEnd(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void randomBytesNeverDisturbAGoodClient() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        try (Socket good = connect("127.0.0.1")) {
            for (int i = 0; i < 200; i++) {
                byte[] noise = new byte[random.nextInt(1, 300)];
                random.nextBytes(noise);
                try (Socket socket = connect("127.0.0.1")) {
                    socket.getOutputStream().write(noise);
                }
                if (i % 10 == 0) {
                    assertEquals(VERSION_IS_1, ask(good, READ_VERSION));
                }
            }
        }
    }

    @Test
    void servesSixteenClientsAndDropsTheLongestSilentForASeventeenth() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < RegisterServer.MAX_CLIENTS; i++) {
                sockets.add(connect("127.0.0.1"));
                station.nowNs += 1_000_000L;
                assertEquals(VERSION_IS_1, ask(sockets.get(i), READ_VERSION));
            }
            try (Socket late = connect("127.0.0.1")) {
                assertEquals(VERSION_IS_1, ask(late, READ_VERSION));
                assertEquals(-1, readToEnd(sockets.get(0)));
                assertEquals(VERSION_IS_1, ask(sockets.get(1), READ_VERSION));
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void leaseIsBoundToTheClientsAddressAndOutlivesItsConnection() throws IOException {
        try (Socket first = connect("127.0.0.1")) {
            assertEquals("000100000006010608340001", ask(first, "0001 0000 0006 01 06 0834 0001"));
        }
        try (Socket other = connect("127.0.0.2");
                Socket again = connect("127.0.0.1")) {
            assertEquals("000100000003018606", ask(other, "0001 0000 0006 01 06 0834 0001"));
            assertEquals(
                    "000100000006011008360002",
                    ask(again, "0001 0000 000b 01 10 0836 0002 04 ffff ec78"));
        }
        assertEquals(3, taken.stream().filter(i -> i instanceof Intent.Direct).count() / 2);
    }

    @Test
    void refusalOfTheControlThreadIsBusyAndSilenceIsFailure() throws IOException {
        try (Socket socket = connect("127.0.0.1")) {
            reply = new Reply.Refused(Reason.OTHER_AUTHORITY, "no");
            assertEquals("000100000003018606", ask(socket, "0001 0000 0006 01 06 0834 0001"));
            assertEquals(
                    "00010000000501030200" + "00", ask(socket, "0001 0000 0006 01 03 0834 0001"));
            silent = true;
            assertEquals("000100000003018604", ask(socket, "0001 0000 0006 01 06 0834 0001"));
        }
    }

    @Test
    void takenPortIsOneClearSentence() {
        Installation free = Sites.at(Path.of("unused"));
        Installation taken =
                new Installation(
                        free.name(),
                        free.country(),
                        free.wiring(),
                        free.permit(),
                        free.ramp(),
                        free.authority(),
                        new Installation.Faces(
                                free.faces().panel(),
                                new Installation.Listener(true, "127.0.0.1", server.port()),
                                1),
                        free.vehicle(),
                        free.owner(),
                        free.bench(),
                        free.dataDirectory());
        FacePorts none = new FacePorts(Optional::empty, i -> new CompletableFuture<>(), () -> 0L);
        String sentence =
                assertThrows(IOException.class, () -> RegisterServer.open(taken, "E1", none))
                        .toString();
        assertTrue(sentence.contains("port " + server.port()), sentence);
        assertTrue(sentence.contains("registers.port"), sentence);
    }
}
