package org.ebbflow.hal.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class UrgencyTest {

    /** Fields of a thread's line in /proc after its name, counted from 0: nice and policy. */
    private static final int NICE = 16;

    private static final int POLICY = 38;
    private static final String ORDINARY_POLICY = "0";

    @Test
    void aThreadThatMovesBytesGoesBeforeOthersAndIsStillNoRealTimeThread() throws Exception {
        List<String> asked = seen(work -> Urgency.thread("mover", work));
        List<String> plain = seen(work -> new Thread(work, "plain"));
        assertEquals(ORDINARY_POLICY, asked.get(POLICY));
        int difference = Integer.parseInt(plain.get(NICE)) - Integer.parseInt(asked.get(NICE));
        boolean allowed = System.getProperty("user.name").equals("root");
        assertTrue(difference == 10 || (!allowed && difference == 0), asked + " beside " + plain);
    }

    @Test
    void theOneThatDecidesGoesBeforeThoseThatMoveBytesForIt() throws Exception {
        int decides = Integer.parseInt(seen(work -> Urgency.deciding("decider", work)).get(NICE));
        int moves = Integer.parseInt(seen(work -> Urgency.thread("mover", work)).get(NICE));
        boolean allowed = System.getProperty("user.name").equals("root");
        assertTrue(decides == moves - 1 || (!allowed && decides == moves), decides + " " + moves);
    }

    private static List<String> seen(Function<Runnable, Thread> maker) throws InterruptedException {
        AtomicReference<List<String>> fields = new AtomicReference<>(List.of());
        Thread thread = maker.apply(() -> fields.set(own()));
        thread.start();
        thread.join(5_000);
        return Objects.requireNonNull(fields.get());
    }

    private static List<String> own() {
        try {
            String line = Files.readString(Path.of("/proc/thread-self/stat"));
            return List.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
