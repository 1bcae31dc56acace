package org.ebbflow.hal.clock;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.tinylog.Logger;

/**
 * Threads that the kernel runs before every ordinary one, where it is asked by somebody who may ask
 * (root, or CAP_SYS_NICE in the service's file); ordinary threads everywhere else. For the few that
 * move bytes and decide, so that a busy machine does not make a car or the safety board wait.
 *
 * @source Linux manual, sched(7) and sched_setscheduler(2)
 */
public final class Urgency {

    /** Threads of equal priority take turns. */
    private static final int SCHED_RR = 2;

    /** The lowest real-time priorities are enough: nothing else on the board uses them. */
    private static final int PRIORITY = 10;

    private Urgency() {}

    /** A thread, not started, that claims its urgency before its work. */
    public static Thread thread(String name, Runnable work) {
        Thread thread =
                new Thread(
                        () -> {
                            claim(name);
                            work.run();
                        },
                        name);
        thread.setPriority(Thread.MAX_PRIORITY);
        return thread;
    }

    /** Whether the calling thread got it. */
    private static boolean claim(String name) {
        try (Arena arena = Arena.ofConfined()) {
            Linker linker = Linker.nativeLinker();
            MethodHandle call =
                    linker.downcallHandle(
                            linker.defaultLookup().findOrThrow("sched_setscheduler"),
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.ADDRESS));
            MemorySegment priority = arena.allocateFrom(ValueLayout.JAVA_INT, PRIORITY);
            boolean granted = (int) call.invokeExact(0, SCHED_RR, priority) == 0;
            Logger.debug("thread={} realTime={}", name, granted);
            return granted;
        } catch (Throwable e) {
            Logger.debug("thread={} realTime=false reason={}", name, e.toString());
            return false;
        }
    }
}
