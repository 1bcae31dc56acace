package org.ebbflow.hal.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.hal.board.CanConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The kernel's CAN sockets; frames need a virtual CAN interface.
 *
 * <p>The kernel of most build machines has no CAN, so what is tagged is left out of the build and
 * runs in the emulated board ({@code tools/arm64/run}), or where there is a bus: {@code mvn test
 * -pl hal -am -Debbflow.left.out=none}.
 */
@Timeout(60)
final class SocketCanTest {

    private static final String VIRTUAL = "vcan0";

    @Test
    void anInterfaceThatIsNotThereIsNamedInOneSentence() {
        CanFault fault = assertThrows(CanFault.class, () -> SocketCanPort.open("can77"));
        assertTrue(String.valueOf(fault.getMessage()).contains("can77"), fault.getMessage());
    }

    @Test
    void anInterfaceThatIsNoBusIsRefused() {
        CanFault fault = assertThrows(CanFault.class, () -> SocketCanPort.open("lo"));
        assertTrue(String.valueOf(fault.getMessage()).contains("CAN"), fault.getMessage());
    }

    @Test
    @Tag("needs-vcan")
    void framesOfBothKindsCrossAVirtualBusInOrder() throws CanFault {
        List<CanFrame> burst =
                List.of(
                        CanFrame.of(0x108, 1, 2, 3),
                        CanFrame.extended(0x02A43FF0, 0x10, 0x01, 0, 0, 0, 0x06, 0x1A, 0x80),
                        CanFrame.extended(0x109, 7),
                        CanFrame.of(0x109, 9));
        try (CanPort one = SocketCanPort.open(VIRTUAL);
                CanPort other = SocketCanPort.open(VIRTUAL)) {
            one.write(burst);
            List<CanFrame> heard = new ArrayList<>();
            for (int i = 0; i < 200 && heard.size() < burst.size(); i++) {
                heard.addAll(other.read());
            }
            assertEquals(burst, heard);
        }
    }

    @Test
    @Tag("needs-vcan")
    void busOffEndsThePortInASentenceAndOtherErrorsDoNot() throws CanFault {
        try (CanPort port = SocketCanPort.open(VIRTUAL)) {
            raw(0x20000000 | 0x20);
            raw(0x20000000 | 0x4);
            raw(0x20000000 | 0x100);
            raw(0x40000123);
            raw(0x123);
            List<CanFrame> heard = new ArrayList<>();
            for (int i = 0; i < 200 && heard.isEmpty(); i++) {
                heard.addAll(port.read());
            }
            assertEquals(0x123, heard.getFirst().id(), "errors and remote frames are no data");
            raw(0x20000000 | 0x40);
            CanFault fault =
                    assertThrows(
                            CanFault.class,
                            () -> {
                                for (int i = 0; i < 200; i++) {
                                    port.read();
                                }
                            });
            assertTrue(String.valueOf(fault.getMessage()).contains("bus-off"), fault.getMessage());
        }
    }

    /** A frame with this identifier word on the bus, 8 octets of 0. */
    private static void raw(int word) {
        try (Arena arena = Arena.ofConfined()) {
            int socket = CanCalls.socket();
            MemorySegment address = arena.allocate(24, 8);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) CanCalls.AF_CAN);
            address.set(ValueLayout.JAVA_INT, 4, CanCalls.index(arena.allocateFrom(VIRTUAL)));
            assertEquals(0, CanCalls.bind(socket, address, 24));
            MemorySegment frame = arena.allocate(16, 8);
            frame.set(ValueLayout.JAVA_INT, 0, word);
            frame.set(ValueLayout.JAVA_BYTE, 4, (byte) 8);
            assertEquals(16, CanCalls.write(socket, frame, 16));
            CanCalls.close(socket);
        }
    }

    /** What a link tells. */
    private static final class Ear implements CanLink.Listener {
        final List<CanFrame> frames = new CopyOnWriteArrayList<>();
        final AtomicInteger ups = new AtomicInteger();
        volatile String why = "";

        @Override
        public void up() {
            ups.incrementAndGet();
        }

        @Override
        public void down(String sentence) {
            why = sentence;
        }

        @Override
        public void heard(List<CanFrame> heard, long readNs) {
            frames.addAll(heard);
        }
    }

    @Test
    @Tag("needs-vcan")
    void aLinkSurvivesAnInterfaceThatGoesDownAndOneThatIsPulledOut() throws Exception {
        Ear ear = new Ear();
        String bus = "vcan7";
        ip("link", "add", "dev", bus, "type", "vcan");
        ip("link", "set", bus, "up");
        try (CanLink link = CanLink.start(new CanConfig.SocketCan(bus), ear)) {
            await(() -> ear.ups.get() == 1);
            ip("link", "set", bus, "down");
            await(() -> ear.why.contains("down"));
            ip("link", "set", bus, "up");
            await(() -> ear.ups.get() == 2);
            ear.why = "";
            ip("link", "del", bus);
            await(() -> ear.why.contains(bus));
            ip("link", "add", "dev", bus, "type", "vcan");
            ip("link", "set", bus, "up");
            await(() -> ear.ups.get() >= 3);
            try (CanPort other = SocketCanPort.open(bus)) {
                other.write(List.of(CanFrame.of(0x77, 1)));
                await(() -> ear.frames.contains(CanFrame.of(0x77, 1)));
                link.send(List.of(CanFrame.extended(0x1234567, 2)));
                List<CanFrame> heard = new ArrayList<>();
                for (int i = 0; i < 500 && heard.isEmpty(); i++) {
                    heard.addAll(other.read());
                }
                assertEquals(List.of(CanFrame.extended(0x1234567, 2)), heard);
            }
        } finally {
            ip("link", "del", bus);
        }
    }

    /** Bus-off in the middle of frames: told once, opened again, and it goes on. */
    @Test
    @Tag("needs-vcan")
    void aLinkSaysBusOffOnceAndIsBackByItself() {
        Ear ear = new Ear();
        try (CanLink link = CanLink.start(new CanConfig.SocketCan(VIRTUAL), ear)) {
            await(() -> ear.ups.get() == 1);
            raw(0x20000000 | 0x40);
            await(() -> ear.why.contains("bus-off"));
            await(() -> ear.ups.get() == 2);
            link.send(List.of(CanFrame.of(0x55, 1)));
            raw(0x321);
            await(() -> ear.frames.stream().anyMatch(f -> f.id() == 0x321));
        }
    }

    private static void await(BooleanSupplier what) {
        long endNs = System.nanoTime() + 20_000_000_000L;
        while (!what.getAsBoolean()) {
            assertTrue(System.nanoTime() - endNs < 0, "did not come");
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static void ip(String... words) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("ip"));
        line.addAll(List.of(words));
        assertEquals(0, new ProcessBuilder(line).inheritIO().start().waitFor(), "" + line);
    }
}
