package org.ebbflow.hal.can;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import org.ebbflow.hal.CanFrame;

/**
 * A raw CAN socket of Linux through the foreign-function interface.
 *
 * @source Linux kernel documentation, networking/can: struct sockaddr_can, struct can_frame
 */
final class SocketCanPort implements CanPort {

    private static final int AF_CAN = 29;
    private static final int SOCK_RAW = 3;
    private static final int CAN_RAW = 1;
    private static final int ADDRESS_BYTES = 24;
    private static final int INDEX_AT = 4;
    private static final int FRAME_BYTES = 16;
    private static final int LENGTH_AT = 4;
    private static final int DATA_AT = 8;
    private static final short POLLIN = 1;
    private static final int WAIT_MS = 4;
    private static final int AT_ONCE = 16;

    /** Extended, remote and error frames carry one of these bits. */
    private static final int NOT_PLAIN = 0xE0000000;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle SOCKET =
            handle("socket", FunctionDescriptor.of(INT, INT, INT, INT));
    private static final MethodHandle NAME_TO_INDEX =
            handle("if_nametoindex", FunctionDescriptor.of(INT, POINTER));
    private static final MethodHandle BIND =
            handle("bind", FunctionDescriptor.of(INT, INT, POINTER, INT));
    private static final MethodHandle POLL =
            handle("poll", FunctionDescriptor.of(INT, POINTER, LONG, INT));
    private static final MethodHandle READ =
            handle("read", FunctionDescriptor.of(LONG, INT, POINTER, LONG));
    private static final MethodHandle WRITE =
            handle("write", FunctionDescriptor.of(LONG, INT, POINTER, LONG));
    private static final MethodHandle CLOSE = handle("close", FunctionDescriptor.of(INT, INT));

    private final String name;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment frame = arena.allocate(FRAME_BYTES, 8);
    private final MemorySegment wait = arena.allocate(8, 4);
    private final int socket;

    private SocketCanPort(String name) throws CanFault {
        this.name = name;
        MemorySegment text = arena.allocateFrom(name);
        int index = (int) call(NAME_TO_INDEX, text);
        if (index == 0) {
            arena.close();
            throw new CanFault(
                    "There is no network interface "
                            + name
                            + "; bring the CAN interface up or correct 'interface' in the board"
                            + " file.");
        }
        socket = (int) call(SOCKET, AF_CAN, SOCK_RAW, CAN_RAW);
        if (socket < 0) {
            arena.close();
            throw new CanFault("This system has no CAN sockets (AF_CAN); use an SLCAN adapter.");
        }
        MemorySegment address = arena.allocate(ADDRESS_BYTES, 8);
        address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_CAN);
        address.set(INT, INDEX_AT, index);
        if (call(BIND, socket, address, ADDRESS_BYTES) != 0) {
            close();
            throw new CanFault("The interface " + name + " is no CAN interface, or it is down.");
        }
    }

    static CanPort open(String name) throws CanFault {
        return new SocketCanPort(name);
    }

    @Override
    public List<CanFrame> read() throws CanFault {
        List<CanFrame> frames = new ArrayList<>(1);
        int waitMs = WAIT_MS;
        while (frames.size() < AT_ONCE && isReady(waitMs)) {
            if (call(READ, socket, frame, (long) FRAME_BYTES) != FRAME_BYTES) {
                throw new CanFault("The CAN interface " + name + " went down.");
            }
            int id = frame.get(INT, 0);
            int length = frame.get(ValueLayout.JAVA_BYTE, LENGTH_AT);
            if ((id & NOT_PLAIN) == 0 && length >= 0 && length <= 8) {
                frames.add(CanFrame.of(id, octets(length)));
            }
            waitMs = 0;
        }
        return frames;
    }

    private boolean isReady(int waitMs) {
        wait.set(INT, 0, socket);
        wait.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
        wait.set(ValueLayout.JAVA_SHORT, 6, (short) 0);
        return call(POLL, wait, 1L, waitMs) > 0;
    }

    private int[] octets(int length) {
        int[] octets = new int[length];
        for (int i = 0; i < length; i++) {
            octets[i] = frame.get(ValueLayout.JAVA_BYTE, DATA_AT + i) & 0xFF;
        }
        return octets;
    }

    @Override
    public void write(List<CanFrame> burst) throws CanFault {
        for (CanFrame next : burst) {
            frame.fill((byte) 0);
            frame.set(INT, 0, next.id());
            frame.set(ValueLayout.JAVA_BYTE, LENGTH_AT, (byte) next.length());
            for (int i = 0; i < next.length(); i++) {
                frame.set(ValueLayout.JAVA_BYTE, DATA_AT + i, (byte) next.octet(i));
            }
            if (call(WRITE, socket, frame, (long) FRAME_BYTES) != FRAME_BYTES) {
                throw new CanFault("The CAN interface " + name + " takes no frames; is it up?");
            }
        }
    }

    @Override
    public void close() {
        call(CLOSE, socket);
        arena.close();
    }

    private static MethodHandle handle(String function, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(function), descriptor);
    }

    private static long call(MethodHandle function, Object... arguments) {
        try {
            return ((Number) function.invokeWithArguments(arguments)).longValue();
        } catch (Throwable broken) {
            throw new IllegalStateException("foreign call failed", broken);
        }
    }
}
