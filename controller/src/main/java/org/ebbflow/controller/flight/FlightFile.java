package org.ebbflow.controller.flight;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A frozen recording on disk: a readable first line, the compressed cycles, and a checksum over
 * everything before it. Written beside its name and then renamed, so a power loss leaves a whole
 * file or none.
 */
public final class FlightFile {

    /** So many recordings are kept; the oldest goes first. */
    public static final int KEPT = 20;

    private static final String MAGIC = "ebbflow flight 1";
    private static final String ENDING = ".flight";
    private static final int DIGEST_BYTES = 32;
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private FlightFile() {}

    /** Whether the file begins as a recording does. */
    public static boolean isOne(byte[] bytes) {
        byte[] magic = MAGIC.getBytes(StandardCharsets.UTF_8);
        return bytes.length >= magic.length
                && Arrays.equals(magic, 0, magic.length, bytes, 0, magic.length);
    }

    static Path write(Path directory, FlightHead head, Tape tape) throws IOException {
        String name =
                "flight-"
                        + NAME.format(Instant.ofEpochMilli(head.wallTimeMs()))
                        + "-"
                        + (head.began().isEmpty() ? "asked" : head.began().getFirst().name())
                        + ENDING;
        Files.createDirectories(directory);
        Path half = directory.resolve(name + ".part");
        Path whole = directory.resolve(name);
        try {
            writeHalf(half, head, tape);
        } catch (IOException e) {
            Files.deleteIfExists(half);
            throw e;
        }
        Files.move(half, whole, StandardCopyOption.ATOMIC_MOVE);
        prune(directory);
        return whole;
    }

    private static void writeHalf(Path half, FlightHead head, Tape tape) throws IOException {
        MessageDigest digest = sha256();
        try (FileChannel channel =
                FileChannel.open(
                        half,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            OutputStream file = new BufferedOutputStream(Channels.newOutputStream(channel));
            DigestOutputStream out = new DigestOutputStream(file, digest);
            out.write(firstLine(head));
            GZIPOutputStream packed = new GZIPOutputStream(out, 8_192);
            Tape first = new Tape(64);
            first.begin(1);
            new ValueWriter(first, Station.PARTS).value(head);
            first.copyTo(packed);
            tape.copyTo(packed);
            packed.write(CycleWriter.END);
            packed.finish();
            out.flush();
            file.write(digest.digest());
            file.flush();
            channel.force(true);
        }
    }

    private static byte[] firstLine(FlightHead head) {
        String line = MAGIC + "; build " + build(head) + "; trips " + head.began() + "\n";
        return line.getBytes(StandardCharsets.UTF_8);
    }

    private static String build(FlightHead head) {
        return head.build().version() + " " + head.build().id();
    }

    private static void prune(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all =
                    files.filter(
                                    f ->
                                            f.getFileName()
                                                    .toString()
                                                    .matches("flight-.*\\.flight(\\.part)?"))
                            .sorted()
                            .toList();
            for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
                Files.deleteIfExists(old);
            }
        }
    }

    /**
     * Reads a recording.
     *
     * @throws DamagedRecording with one clear sentence when it is not as it was written
     */
    public static Recording read(Path path) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        int start = 0;
        while (start < bytes.length && bytes[start] != '\n') {
            start++;
        }
        int end = bytes.length - DIGEST_BYTES;
        if (!isOne(bytes) || start >= end) {
            throw new DamagedRecording(path + " is no flight recording of this program.");
        }
        MessageDigest digest = sha256();
        digest.update(bytes, 0, end);
        if (!Arrays.equals(digest.digest(), Arrays.copyOfRange(bytes, end, bytes.length))) {
            throw new DamagedRecording(
                    path
                            + " was changed or damaged after it was written (its checksum does not"
                            + " fit); take the original from the station's data directory.");
        }
        String made = new String(bytes, 0, start, StandardCharsets.UTF_8);
        try (DataInputStream in =
                new DataInputStream(
                        new BufferedInputStream(
                                new GZIPInputStream(
                                        new ByteArrayInputStream(
                                                bytes, start + 1, end - start - 1))))) {
            return read(in);
        } catch (DamagedRecording | ClassCastException e) {
            throw new DamagedRecording(
                    path
                            + " was made by another build ("
                            + made
                            + ") and this one cannot read it: "
                            + e.getMessage()
                            + "; play it with the build that made it.");
        }
    }

    private static Recording read(DataInputStream in) throws IOException {
        FlightHead head = new ValueReader(in, new TreeMap<>()).value(FlightHead.class);
        Replay.Dice dice = new Replay.Dice();
        var selector = head.station().sessions(dice);
        List<Cycle> cycles = new CycleReader(in, Station.parts(selector)).all();
        return new Recording(head, cycles, selector, dice);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException("this Java has no SHA-256", e));
        }
    }
}
