package org.ebbflow.hal.can;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The calls of the C library that a CAN socket needs.
 *
 * @source Linux kernel documentation, networking/can: AF_CAN, SOL_CAN_RAW, CAN_RAW_ERR_FILTER
 */
final class CanCalls {

    static final int AF_CAN = 29;
    static final short POLLIN = 1;
    static final short POLLERR = 8;
    private static final int SOCK_RAW = 3;
    private static final int CAN_RAW = 1;
    private static final int SOL_CAN_RAW = 101;
    private static final int ERROR_FILTER = 2;
    private static final int INT_BYTES = 4;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle SOCKET =
            handle("socket", FunctionDescriptor.of(INT, INT, INT, INT));
    private static final MethodHandle OPTION =
            handle("setsockopt", FunctionDescriptor.of(INT, INT, INT, INT, POINTER, INT));
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

    private CanCalls() {}

    /** Index of an interface, 0 where there is none of this name. */
    static int index(MemorySegment name) {
        return (int) call(NAME_TO_INDEX, name);
    }

    /** A raw CAN socket, below 0 where the kernel has none. */
    static int socket() {
        return (int) call(SOCKET, AF_CAN, SOCK_RAW, CAN_RAW);
    }

    /** Asks for error message frames of these kinds. @return whether the kernel agrees */
    static boolean wantErrors(int socket, MemorySegment mask) {
        return call(OPTION, socket, SOL_CAN_RAW, ERROR_FILTER, mask, INT_BYTES) == 0;
    }

    static int bind(int socket, MemorySegment address, int bytes) {
        return (int) call(BIND, socket, address, bytes);
    }

    static int poll(MemorySegment entry, int waitMs) {
        return (int) call(POLL, entry, 1L, waitMs);
    }

    static long read(int socket, MemorySegment to, int bytes) {
        return call(READ, socket, to, (long) bytes);
    }

    static long write(int socket, MemorySegment from, int bytes) {
        return call(WRITE, socket, from, (long) bytes);
    }

    static void close(int socket) {
        call(CLOSE, socket);
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
