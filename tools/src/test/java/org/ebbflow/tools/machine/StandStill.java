package org.ebbflow.tools.machine;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Tries a test again that failed while the machine stood still. */
public final class StandStill implements InvocationInterceptor {

    /** Half of the control cycle's own bound of 200 ms, above which the product rightly trips. */
    private static final long STANDS_MS = 100;

    private static final long LOOK_NS = 5_000_000;
    private static final int TRIES = 3;

    @Override
    public void interceptTestMethod(
            Invocation<Void> first,
            ReflectiveInvocationContext<Method> test,
            ExtensionContext context)
            throws Throwable {
        insist(context.getDisplayName(), first::proceed, () -> again(test));
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> first,
            ReflectiveInvocationContext<Method> test,
            ExtensionContext context)
            throws Throwable {
        insist(context.getDisplayName(), first::proceed, () -> again(test));
    }

    @Override
    public void interceptDynamicTest(
            Invocation<Void> first, DynamicTestInvocationContext test, ExtensionContext context)
            throws Throwable {
        insist(context.getDisplayName(), first::proceed, test.getExecutable());
    }

    private static void again(ReflectiveInvocationContext<Method> test) throws Throwable {
        Method method = test.getExecutable();
        Object target = test.getTarget().orElseThrow();
        method.setAccessible(true);
        freshFolders(target);
        try {
            method.invoke(target, test.getArguments().toArray());
        } catch (InvocationTargetException failed) {
            throw failed.getCause() == null ? failed : failed.getCause();
        }
    }

    /** A product that begins in the folder of the try before would go on with its settings. */
    static void freshFolders(Object target) throws IOException, IllegalAccessException {
        for (Field field : target.getClass().getDeclaredFields()) {
            boolean own = !Modifier.isStatic(field.getModifiers());
            if (own && field.isAnnotationPresent(TempDir.class) && field.getType() == Path.class) {
                field.setAccessible(true);
                field.set(target, Files.createTempDirectory((Path) field.get(target), "again"));
            }
        }
    }

    /** For what a test does on a thread of its own. */
    public static void insist(String name, Executable body) throws Exception {
        try {
            insist(name, body, body);
        } catch (Exception | Error failed) {
            throw failed;
        } catch (Throwable other) {
            throw new IllegalStateException(other);
        }
    }

    private static void insist(String name, Executable first, Executable again) throws Throwable {
        try (Watch watch = new Watch()) {
            insist(name, first, again, watch::stoodMs);
        }
    }

    /**
     * @param stoodMs the longest stand since it was last asked
     */
    static void insist(String name, Executable first, Executable again, LongSupplier stoodMs)
            throws Throwable {
        Executable now = first;
        for (int left = TRIES - 1; ; left--) {
            try {
                now.execute();
                return;
            } catch (Exception | AssertionError failed) {
                long stands = stoodMs.getAsLong();
                if (stands < STANDS_MS || left == 0) {
                    throw failed;
                }
                System.out.println(
                        name
                                + ": the machine stood still for "
                                + stands
                                + " ms, so it is tried again; it said: "
                                + failed.getMessage());
            }
            now = again;
        }
    }

    /** A thread that only sleeps. */
    private static final class Watch implements AutoCloseable {
        private final AtomicLong longestNs = new AtomicLong();
        private final Thread sleeper = new Thread(this::sleep, "stand-still");
        private volatile boolean over;

        Watch() {
            sleeper.setDaemon(true);
            sleeper.start();
        }

        private void sleep() {
            long lastNs = System.nanoTime();
            while (!over) {
                LockSupport.parkNanos(LOOK_NS);
                long nowNs = System.nanoTime();
                longestNs.accumulateAndGet(nowNs - lastNs - LOOK_NS, Math::max);
                lastNs = nowNs;
            }
        }

        /** The longest stand since the last call. */
        long stoodMs() {
            return longestNs.getAndSet(0) / 1_000_000;
        }

        @Override
        public void close() {
            over = true;
        }
    }
}
