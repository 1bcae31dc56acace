package org.ebbflow.hal.clock;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.tinylog.Logger;

/**
 * Asks the kernel whether a time service keeps its clock; the same answer whichever service it is.
 *
 * @source Linux manual, adjtimex(2)
 */
public final class KernelClock {

    /** Larger than {@code struct timex} on every Linux; all 0 asks and changes nothing. */
    private static final long TIMEX_BYTES = 512;

    /** The clock is not synchronised. */
    private static final int TIME_ERROR = 5;

    private KernelClock() {}

    /** Whether the clock is synchronised; false where the kernel cannot be asked. */
    public static boolean isSynchronised() {
        try (Arena arena = Arena.ofConfined()) {
            Linker linker = Linker.nativeLinker();
            MemorySegment adjtimex = linker.defaultLookup().findOrThrow("adjtimex");
            MethodHandle call =
                    linker.downcallHandle(
                            adjtimex,
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
            int state = (int) call.invokeExact(arena.allocate(TIMEX_BYTES, 8));
            return state >= 0 && state != TIME_ERROR;
        } catch (Throwable e) {
            Logger.debug("the kernel's clock cannot be asked: {}", e.toString());
            return false;
        }
    }
}
