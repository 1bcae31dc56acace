package org.ebbflow.tools.sim.pty;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * A pseudo terminal pair in raw mode: a program opens {@link #path()} as its serial port, this end
 * reads and writes the other side.
 *
 * <p>The slave stays open here too, so that the line survives a program that closes and opens it
 * again. One thread reads, any one at a time writes.
 *
 * @source POSIX posix_openpt, grantpt, unlockpt; termios
 */
public final class Pty implements AutoCloseable {

    private static final int O_RDWR = 2;
    private static final int O_NOCTTY = 0x100;
    private static final int TCSANOW = 0;
    private static final int EINTR = 4;

    /** More than any Linux struct termios (60 bytes with glibc). */
    private static final int TERMIOS_BYTES = 256;

    private static final int CONTROL_FLAGS = 8;
    private static final int SPEED_BITS = 0x100F;

    private static final int BUFFER_BYTES = 4_096;
    private static final int NAME_BYTES = 128;
    private static final short POLLIN = 1;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment readErrno = arena.allocate(CLibrary.errnoLayout());
    private final MemorySegment writeErrno = arena.allocate(CLibrary.errnoLayout());
    private final MemorySegment readBuffer = arena.allocate(BUFFER_BYTES);
    private final MemorySegment writeBuffer = arena.allocate(BUFFER_BYTES);
    private final MemorySegment lineSettings = arena.allocate(TERMIOS_BYTES, 8);
    private final MemorySegment pollEntry = arena.allocate(8, 4);
    private final Object readLock = new Object();
    private final Object writeLock = new Object();
    private final int master;
    private final int slave;
    private final String path;
    private volatile boolean open = true;

    private Pty() throws IOException {
        master = call("posix_openpt", CLibrary.POSIX_OPENPT, O_RDWR | O_NOCTTY);
        call("grantpt", CLibrary.GRANTPT, master);
        call("unlockpt", CLibrary.UNLOCKPT, master);
        MemorySegment name = arena.allocate(NAME_BYTES);
        call("ptsname_r", CLibrary.PTSNAME_R, master, name, (long) NAME_BYTES);
        path = name.getString(0);
        slave = call("open", CLibrary.OPEN, name, O_RDWR | O_NOCTTY, 0);
        MemorySegment termios = arena.allocate(TERMIOS_BYTES, 8);
        call("tcgetattr", CLibrary.TCGETATTR, slave, termios);
        makeRaw(termios);
        call("tcsetattr", CLibrary.TCSETATTR, slave, TCSANOW, termios);
    }

    /** Opens a new pair. */
    public static Pty open() throws IOException {
        return new Pty();
    }

    /** The device file for the program under test, for example {@code /dev/pts/3}. */
    public String path() {
        return path;
    }

    /** Bits per second that the program set last, 0 when not known. */
    public int baud() throws IOException {
        synchronized (writeLock) {
            requireOpen();
            call("tcgetattr", CLibrary.TCGETATTR, slave, lineSettings);
            return baud(lineSettings.get(ValueLayout.JAVA_INT, CONTROL_FLAGS) & SPEED_BITS);
        }
    }

    /**
     * @source Linux termbits.h: codes of the speeds
     */
    private static int baud(int code) {
        return switch (code) {
            case 0xD -> 9_600;
            case 0xE -> 19_200;
            case 0xF -> 38_400;
            case 0x1001 -> 57_600;
            case 0x1002 -> 115_200;
            default -> 0;
        };
    }

    /**
     * Reads what has arrived.
     *
     * @param timeoutMs longest wait in milliseconds
     * @return the bytes, none when nothing came in time
     */
    public byte[] read(int timeoutMs) throws IOException {
        synchronized (readLock) {
            requireOpen();
            pollEntry.set(ValueLayout.JAVA_INT, 0, master);
            pollEntry.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
            pollEntry.set(ValueLayout.JAVA_SHORT, 6, (short) 0);
            long ready = invoke(CLibrary.POLL, readErrno, pollEntry, 1L, timeoutMs);
            if (ready == 0 || ready < 0 && CLibrary.errno(readErrno) == EINTR) {
                return new byte[0];
            }
            long count = invoke(CLibrary.READ, readErrno, master, readBuffer, (long) BUFFER_BYTES);
            if (count < 0) {
                throw failed("read", readErrno);
            }
            return readBuffer.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    /** Writes all bytes. */
    public void write(byte[] bytes) throws IOException {
        synchronized (writeLock) {
            requireOpen();
            int sent = 0;
            while (sent < bytes.length) {
                int length = Math.min(BUFFER_BYTES, bytes.length - sent);
                MemorySegment.copy(bytes, sent, writeBuffer, ValueLayout.JAVA_BYTE, 0, length);
                long count = invoke(CLibrary.WRITE, writeErrno, master, writeBuffer, (long) length);
                if (count < 0) {
                    throw failed("write", writeErrno);
                }
                sent += (int) count;
            }
        }
    }

    private void requireOpen() throws IOException {
        if (!open) {
            throw new IOException("The pseudo terminal " + path + " is closed.");
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (readLock) {
            synchronized (writeLock) {
                if (open) {
                    open = false;
                    call("close", CLibrary.CLOSE, slave);
                    call("close", CLibrary.CLOSE, master);
                    arena.close();
                }
            }
        }
    }

    private int call(String name, MethodHandle handle, Object... arguments) throws IOException {
        long result = invoke(handle, writeErrno, arguments);
        // ptsname_r returns the error itself; the others return -1.
        if (result < 0 || name.equals("ptsname_r") && result != 0) {
            throw failed(name, writeErrno);
        }
        return (int) result;
    }

    private static long invoke(MethodHandle handle, MemorySegment errno, Object... arguments) {
        Object[] all = new Object[arguments.length + 1];
        all[0] = errno;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        try {
            return ((Number) handle.invokeWithArguments(all)).longValue();
        } catch (Throwable broken) {
            throw new IllegalStateException("foreign call failed", broken);
        }
    }

    private static void makeRaw(MemorySegment termios) {
        try {
            CLibrary.CFMAKERAW.invokeExact(termios);
        } catch (Throwable broken) {
            throw new IllegalStateException("cfmakeraw failed", broken);
        }
    }

    private static IOException failed(String name, MemorySegment errno) {
        return new IOException(
                "Cannot make a pseudo terminal: "
                        + name
                        + " failed with error "
                        + CLibrary.errno(errno)
                        + ". Is /dev/pts mounted?");
    }
}
