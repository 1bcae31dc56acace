package org.ebbflow.hal.can;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.ebbflow.hal.CanFrame;
import org.tinylog.Logger;

/**
 * A raw CAN socket of Linux through the foreign-function interface.
 *
 * <p>A bus that the controller chip has left (bus-off), and an interface that is down or gone, end
 * the port with a sentence; it is opened again by its owner.
 *
 * @source Linux kernel documentation, networking/can: struct sockaddr_can, struct can_frame, error
 *     message frames
 */
final class SocketCanPort implements CanPort {

    private static final int ADDRESS_BYTES = 24;
    private static final int INDEX_AT = 4;
    private static final int FRAME_BYTES = 16;
    private static final int LENGTH_AT = 4;
    private static final int DATA_AT = 8;
    private static final int WAIT_MS = 4;
    private static final int AT_ONCE = 16;
    private static final int EXTENDED = 0x80000000;
    private static final int REMOTE = 0x40000000;
    private static final int ERROR = 0x20000000;
    private static final int ID = 0x1FFFFFFF;
    private static final int BUS_OFF = 0x40;
    private static final int NO_ACKNOWLEDGE = 0x20;
    private static final int RESTARTED = 0x100;
    private static final int CONTROLLER = 0x4;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    private final String name;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment frame = arena.allocate(FRAME_BYTES, 8);
    private final MemorySegment wait = arena.allocate(8, 4);
    private final int socket;

    private SocketCanPort(String name) throws CanFault {
        this.name = name;
        int index = CanCalls.index(arena.allocateFrom(name));
        if (index == 0) {
            arena.close();
            throw new CanFault(
                    "There is no network interface "
                            + name
                            + "; bring the CAN interface up or correct 'interface' in the board"
                            + " file.");
        }
        socket = CanCalls.socket();
        if (socket < 0) {
            arena.close();
            throw new CanFault("This system has no CAN sockets (AF_CAN); use an SLCAN adapter.");
        }
        MemorySegment address = arena.allocate(ADDRESS_BYTES, 8);
        address.set(ValueLayout.JAVA_SHORT, 0, (short) CanCalls.AF_CAN);
        address.set(INT, INDEX_AT, index);
        boolean heard = CanCalls.wantErrors(socket, arena.allocateFrom(INT, ID));
        if (!heard || CanCalls.bind(socket, address, ADDRESS_BYTES) != 0) {
            close();
            throw new CanFault("The interface " + name + " is no CAN interface.");
        }
        if ((ready(0) & CanCalls.POLLERR) != 0) {
            close();
            throw new CanFault(
                    "The CAN interface %s is down; set its bit rate and bring it up (ip link set %s up)."
                            .formatted(name, name));
        }
    }

    static CanPort open(String name) throws CanFault {
        return new SocketCanPort(name);
    }

    @Override
    public List<CanFrame> read() throws CanFault {
        List<CanFrame> frames = new ArrayList<>(1);
        int waitMs = WAIT_MS;
        while (frames.size() < AT_ONCE && ready(waitMs) != 0) {
            if (CanCalls.read(socket, frame, FRAME_BYTES) != FRAME_BYTES) {
                throw new CanFault("The CAN interface " + name + " went down.");
            }
            take(frames);
            waitMs = 0;
        }
        return frames;
    }

    private void take(List<CanFrame> frames) throws CanFault {
        int word = frame.get(INT, 0);
        int length = frame.get(ValueLayout.JAVA_BYTE, LENGTH_AT);
        if ((word & ERROR) != 0) {
            error(word & ID);
        } else if ((word & REMOTE) == 0 && length >= 0 && length <= 8) {
            boolean extended = (word & EXTENDED) != 0;
            frames.add(
                    extended
                            ? CanFrame.extended(word & ID, octets(length))
                            : CanFrame.of(word & ID, octets(length)));
        }
    }

    /** An error message of the kernel, with what an installer can do about it. */
    private void error(int kind) throws CanFault {
        if ((kind & BUS_OFF) != 0) {
            throw new CanFault(
                    ("The CAN controller %s has left the bus after too many errors (bus-off); check"
                                    + " bit rate, wiring and the two 120 ohm ends.")
                            .formatted(name));
        }
        if ((kind & RESTARTED) != 0) {
            Logger.info("can interface={} is back on the bus", name);
        } else if ((kind & NO_ACKNOWLEDGE) != 0) {
            Logger.debug("can interface={} nobody acknowledges", name);
        } else if ((kind & CONTROLLER) != 0) {
            Logger.debug("can interface={} controller counts errors", name);
        }
    }

    /** Events at the socket, 0 for none. */
    private int ready(int waitMs) {
        wait.set(INT, 0, socket);
        wait.set(ValueLayout.JAVA_SHORT, 4, CanCalls.POLLIN);
        wait.set(ValueLayout.JAVA_SHORT, 6, (short) 0);
        return CanCalls.poll(wait, waitMs) > 0 ? wait.get(ValueLayout.JAVA_SHORT, 6) : 0;
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
            frame.set(INT, 0, next.extended() ? next.id() | EXTENDED : next.id());
            frame.set(ValueLayout.JAVA_BYTE, LENGTH_AT, (byte) next.length());
            for (int i = 0; i < next.length(); i++) {
                frame.set(ValueLayout.JAVA_BYTE, DATA_AT + i, (byte) next.octet(i));
            }
            if (CanCalls.write(socket, frame, FRAME_BYTES) != FRAME_BYTES) {
                throw new CanFault("The CAN interface " + name + " takes no frames; is it up?");
            }
        }
    }

    @Override
    public void close() {
        CanCalls.close(socket);
        arena.close();
    }
}
