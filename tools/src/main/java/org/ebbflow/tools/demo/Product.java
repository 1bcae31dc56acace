package org.ebbflow.tools.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The product in a process of its own, exactly as {@code ebbflow run} starts it. */
final class Product implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Process process;
    private final Path diary;
    private final BlockingQueue<JsonNode> sessions = new LinkedBlockingQueue<>();
    private final Thread reader;

    private Product(Process process, Path diary) {
        this.process = process;
        this.diary = diary;
        this.reader = Thread.ofPlatform().daemon().name("product-output").start(this::readOutput);
    }

    /**
     * Starts the product.
     *
     * @param command the java command up to and with the main class
     * @param diary file for what it logs
     */
    static Product start(List<String> command, Path board, Path site, Path diary)
            throws IOException {
        List<String> line = new ArrayList<>(command);
        line.addAll(
                List.of("--board", board.toString(), "--site", site.toString(), "--report-json"));
        Process process =
                new ProcessBuilder(line)
                        .redirectError(ProcessBuilder.Redirect.appendTo(diary.toFile()))
                        .start();
        // Whatever ends this process, the product does not outlive it.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process), "end-product"));
        return new Product(process, diary);
    }

    private void readOutput() {
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("{")) {
                    sessions.add(JSON.readTree(line));
                } else {
                    Files.writeString(diary, line + "\n", java.nio.file.StandardOpenOption.APPEND);
                }
            }
        } catch (IOException endOfProcess) {
            process.destroy();
        }
    }

    /** The next finished session, waiting at most {@code seconds}. */
    Optional<JsonNode> awaitSession(int seconds) throws InterruptedException {
        return Optional.ofNullable(sessions.poll(seconds, TimeUnit.SECONDS));
    }

    /** Ends it in good order and hands out what it still reported. */
    List<JsonNode> end() {
        close();
        try {
            reader.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<JsonNode> last = new ArrayList<>();
        sessions.drainTo(last);
        return last;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The last lines of its log, for a failure report. */
    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(diary);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    /** {@code kill -TERM}; what the process still says remains to be read. */
    private static void end(Process process) {
        process.toHandle().destroy();
    }

    long pid() {
        return process.pid();
    }

    /** {@code kill -9}. */
    void killHard() {
        process.destroyForcibly();
    }

    /** {@code kill -TERM}, then waits for the end in good order. */
    @Override
    public void close() {
        end(process);
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
