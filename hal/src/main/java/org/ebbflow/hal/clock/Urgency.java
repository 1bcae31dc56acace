package org.ebbflow.hal.clock;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.tinylog.Logger;

/**
 * Threads that get their turn before ordinary ones, where it is asked by somebody who may ask
 * (root, or CAP_SYS_NICE in the service's file); ordinary threads everywhere else. For the few that
 * move bytes and decide, so that a busy machine does not make a car or the safety board wait.
 *
 * <p>They are no real-time threads on purpose. The kernel's own workers, which carry the bytes of
 * serial lines and sockets, and whoever holds the lock of the process's memory, are ordinary; a
 * real-time thread that works for long keeps a processor from them for up to a second, and then
 * everybody waits.
 *
 * @source Linux manual, sched(7) and setpriority(2) (a thread's own nice value); Linux kernel,
 *     tty_buffer.c (flush_to_ldisc in a work queue), softirq.c (ksoftirqd), the fair server of
 *     deadline.c (50 ms in each second for ordinary threads beside real-time ones)
 */
public final class Urgency {

    /**
     * Nice values: -20 is first, 0 is ordinary; a step is about a quarter more of a full processor.
     */
    private static final int MOVES_BYTES = -10;

    private static final int DECIDES = -11;

    /** A safe point that waits makes everybody wait. */
    private static final int PAUSES = -12;

    /** As the JVM names it for the kernel. */
    private static final String VM_THREAD = "VM Thread";

    /** Of setpriority: the number is a thread's (on Linux). */
    private static final int OF_ONE = 0;

    private Urgency() {}

    /** A thread, not started, that claims its urgency before its work. */
    public static Thread thread(String name, Runnable work) {
        return thread(name, work, MOVES_BYTES);
    }

    /** The same for the one that decides: it goes before those that move bytes for it. */
    public static Thread deciding(String name, Runnable work) {
        return thread(name, work, DECIDES);
    }

    private static Thread thread(String name, Runnable work, int nice) {
        Thread thread =
                new Thread(
                        () -> {
                            claim(name, 0, nice);
                            work.run();
                        },
                        name);
        thread.setPriority(Thread.MAX_PRIORITY);
        return thread;
    }

    /**
     * For a whole process that has such threads. A safe point stops them all, so the JVM's own
     * thread for safe points and collections goes before ordinary ones too.
     */
    public static void claimForProcess() {
        Path self = Path.of("/proc/self");
        try (Stream<Path> tasks = Files.list(self.resolve("task"))) {
            for (Path task : tasks.toList()) {
                if (Files.readString(task.resolve("comm")).strip().equals(VM_THREAD)) {
                    claim(VM_THREAD, Integer.parseInt(task.getFileName().toString()), PAUSES);
                }
            }
        } catch (IOException | RuntimeException e) {
            Logger.debug("thread={} nice=0 reason={}", VM_THREAD, e.toString());
        }
    }

    /** Whether the thread of that number (0: the calling one) got it. */
    private static boolean claim(String name, int thread, int nice) {
        try {
            Linker linker = Linker.nativeLinker();
            MethodHandle call =
                    linker.downcallHandle(
                            linker.defaultLookup().findOrThrow("setpriority"),
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT));
            boolean granted = (int) call.invokeExact(OF_ONE, thread, nice) == 0;
            Logger.debug("thread={} nice={} granted={}", name, nice, granted);
            return granted;
        } catch (Throwable e) {
            Logger.debug("thread={} nice=0 reason={}", name, e.toString());
            return false;
        }
    }
}
