package org.ebbflow.hal.clock;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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

    /** Low real-time priorities are enough: nothing else on the board uses them. */
    private static final int MOVES_BYTES = 10;

    private static final int DECIDES = 11;

    /** A safe point that waits makes everybody wait. */
    private static final int PAUSES = 12;

    /** As the JVM names it for the kernel. */
    private static final String VM_THREAD = "VM Thread";

    /** Ten steps before ordinary sessions, which have 0. */
    private static final String SESSION_NICE = "-10";

    /** Fields between the name and the session: state, parent, process group. */
    private static final int SESSION_AFTER_NAME = 3;

    private Urgency() {}

    /** A thread, not started, that claims its urgency before its work. */
    public static Thread thread(String name, Runnable work) {
        return thread(name, work, MOVES_BYTES);
    }

    /** The same for the one that decides: it goes before those that move bytes for it. */
    public static Thread deciding(String name, Runnable work) {
        return thread(name, work, DECIDES);
    }

    private static Thread thread(String name, Runnable work, int rank) {
        Thread thread =
                new Thread(
                        () -> {
                            claim(name, 0, rank);
                            work.run();
                        },
                        name);
        thread.setPriority(Thread.MAX_PRIORITY);
        return thread;
    }

    /**
     * For a whole process that has such threads. A safe point stops them all, so the JVM's own
     * thread for safe points and collections goes before ordinary programs too. And a kernel that
     * gives each terminal session the same share looks at a process's nice value inside its session
     * only: a process that leads its session, as a service does, takes the share for the session.
     *
     * @source Linux manual, sched(7), the autogroup feature
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
            Logger.debug("thread={} realTime=false reason={}", VM_THREAD, e.toString());
        }
        claimForSession(self);
    }

    private static void claimForSession(Path self) {
        try {
            if (leadsSession(Files.readString(self.resolve("stat")))) {
                Files.writeString(
                        self.resolve("autogroup"), SESSION_NICE, StandardCharsets.US_ASCII);
                Logger.debug("session nice={}", SESSION_NICE);
            }
        } catch (IOException | RuntimeException e) {
            Logger.debug("session nice=unchanged reason={}", e.toString());
        }
    }

    /** Of the line of {@code /proc/PID/stat}: the number of the session is the process's own. */
    static boolean leadsSession(String stat) {
        List<String> afterName = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        return stat.startsWith(afterName.get(SESSION_AFTER_NAME) + " ");
    }

    /** Whether the thread of that number (0: the calling one) got it. */
    private static boolean claim(String name, int thread, int rank) {
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
            MemorySegment priority = arena.allocateFrom(ValueLayout.JAVA_INT, rank);
            boolean granted = (int) call.invokeExact(thread, SCHED_RR, priority) == 0;
            Logger.debug("thread={} realTime={}", name, granted);
            return granted;
        } catch (Throwable e) {
            Logger.debug("thread={} realTime=false reason={}", name, e.toString());
            return false;
        }
    }
}
