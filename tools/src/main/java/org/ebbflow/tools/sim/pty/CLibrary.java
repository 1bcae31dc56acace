package org.ebbflow.tools.sim.pty;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The few functions of the C library that a pseudo terminal needs. */
final class CLibrary {

    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    static final AddressLayout POINTER = ValueLayout.ADDRESS;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final MemoryLayout ERRNO_LAYOUT = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO_VALUE =
            ERRNO_LAYOUT.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    static final MethodHandle POSIX_OPENPT =
            handle("posix_openpt", FunctionDescriptor.of(INT, INT));
    static final MethodHandle GRANTPT = handle("grantpt", FunctionDescriptor.of(INT, INT));
    static final MethodHandle UNLOCKPT = handle("unlockpt", FunctionDescriptor.of(INT, INT));
    static final MethodHandle PTSNAME_R =
            handle("ptsname_r", FunctionDescriptor.of(INT, INT, POINTER, LONG));
    static final MethodHandle TCGETATTR =
            handle("tcgetattr", FunctionDescriptor.of(INT, INT, POINTER));
    static final MethodHandle TCSETATTR =
            handle("tcsetattr", FunctionDescriptor.of(INT, INT, INT, POINTER));
    static final MethodHandle CLOSE = handle("close", FunctionDescriptor.of(INT, INT));
    static final MethodHandle READ =
            handle("read", FunctionDescriptor.of(LONG, INT, POINTER, LONG));
    static final MethodHandle WRITE =
            handle("write", FunctionDescriptor.of(LONG, INT, POINTER, LONG));
    static final MethodHandle POLL = handle("poll", FunctionDescriptor.of(INT, POINTER, LONG, INT));

    /** Takes no errno: returns nothing. */
    static final MethodHandle CFMAKERAW =
            LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow("cfmakeraw"),
                    FunctionDescriptor.ofVoid(POINTER));

    /** Variadic after the second argument, which matters on some processors. */
    static final MethodHandle OPEN =
            LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow("open"),
                    FunctionDescriptor.of(INT, POINTER, INT, INT),
                    ERRNO,
                    Linker.Option.firstVariadicArg(2));

    private CLibrary() {}

    private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, ERRNO);
    }

    static MemoryLayout errnoLayout() {
        return ERRNO_LAYOUT;
    }

    static int errno(MemorySegment captured) {
        return (int) ERRNO_VALUE.get(captured, 0L);
    }
}
